import { cxError, type Json, type MissingReason, type Scale } from "@cxkit/core";
import { columnIndex, isPattern, nearest, selectColumns } from "./column-names.ts";
import type { WaveSource } from "./mapping.ts";

/** What the user insists on, with columns found and shapes checked. Absent: not spoken of. `null`: wanted not to be used. */
export interface Overrides {
  readonly recommend?: readonly string[];
  readonly csat?: readonly string[];
  readonly ces?: readonly string[];
  readonly rating?: readonly string[];
  readonly comment?: readonly string[];
  readonly segment?: readonly string[];
  /** Empty: identity is to be inferred. */
  readonly id?: readonly string[];
  readonly weight?: string | null;
  readonly date?: string | null;
  /** Column of the producer's last change. */
  readonly revision?: string | null;
  readonly subject?: { readonly column: string; readonly kind?: string };
  readonly dateOrder?: "dmy" | "mdy" | "ymd";
  readonly zone?: string;
  readonly survey?: string;
  readonly channel?: string | { readonly column: string };
  readonly wave?: WaveSource;
  readonly scale: ReadonlyMap<string, Scale>;
  readonly missing: ReadonlyMap<string, readonly MissingCode[]>;
  /** Codes that stand for no answer in every item. */
  readonly missingEverywhere: readonly MissingCode[];
  readonly words: ReadonlyMap<string, { readonly [text: string]: number }>;
  readonly direction: ReadonlyMap<string, "higher-is-better" | "lower-is-better">;
  /** Columns that no option names outright, only a pattern (`Q9*`), with that pattern: they are taken where they fit. */
  readonly caught: ReadonlyMap<string, string>;
}

/** A code or word that stands for no answer. */
export interface MissingCode {
  readonly code: number | string;
  readonly reason: MissingReason;
}

type Raw = { readonly [option: string]: Json };

const options = [
  "recommend",
  "csat",
  "ces",
  "rating",
  "weight",
  "date",
  "dateOrder",
  "zone",
  "revision",
  "id",
  "subject",
  "segment",
  "comment",
  "missing",
  "scale",
  "wave",
  "survey",
  "channel",
  "headerRows",
  "words",
  "direction",
];

/** The number of header rows the user insists on; needed before there are columns. */
export function headerRowsOf(raw: Raw = {}): number | undefined {
  const rows = raw["headerRows"];
  if (rows === undefined || rows === null) return undefined;
  const count = Number(rows);
  if (!(Number.isInteger(count) && count >= 1 && count <= 20))
    throw wrong("headerRows", "a whole number from 1 to 20", rows);
  return count;
}

/**
 * Checks the options against the columns of the file. Patterns (`Q7*`) are spelt out.
 *
 * @throws {CxError} `invalid-setup` for an unknown option, a column that is not there, or a value of the wrong shape
 */
export function readOverrides(raw: Raw, names: readonly string[]): Overrides {
  for (const option of Object.keys(raw)) {
    if (!options.includes(option)) {
      const near = nearest(options, option)[0];
      throw cxError(
        "invalid-setup",
        `there is no option "${option}"${near ? `; did you mean "${near}"?` : ""}`,
        { path: option },
      );
    }
  }
  const given = (option: string): Json | undefined => raw[option] ?? undefined;
  const caught = new Map<string, string>();
  const outright = new Set<string>();
  const select = (option: string, name: string): string[] => {
    const found = selectColumns(names, name, option);
    // Codes for no answer and directions say nothing of what a column is.
    if (option === "missing" || option === "direction") return found;
    for (const column of found) {
      if (!isPattern(names, name)) outright.add(column);
      else if (!caught.has(column)) caught.set(column, name);
    }
    return found;
  };
  const columns = (option: string): readonly string[] | undefined => {
    const value = given(option);
    if (value === undefined) return undefined;
    const list: readonly Json[] = Array.isArray(value) ? value : [value];
    return [...new Set(list.flatMap((name) => select(option, text(option, name))))];
  };
  const unwanted = (option: string): boolean =>
    raw[option] === null ||
    raw[option] === false ||
    (raw[option] === "none" && columnIndex(names, "none") < 0);
  const column = (option: string): string | null | undefined =>
    unwanted(option) ? null : columns(option)?.[0];
  const byColumn = <T>(option: string, read: (value: Json) => T): Map<string, T> => {
    const found = new Map<string, T>();
    for (const [name, value] of pairs(option, given(option)))
      for (const selected of select(option, name)) found.set(selected, read(value));
    return found;
  };
  const missing = given("missing");
  const everywhere =
    Array.isArray(missing) && !missing.some((code) => typeof code === "string" && code.includes("="));
  const direction = given("direction");
  const subject = given("subject");
  const found: Omit<Overrides, "caught"> = {
    ...optional("recommend", columns("recommend")),
    ...optional("csat", columns("csat")),
    ...optional("ces", columns("ces")),
    ...optional("rating", columns("rating")),
    ...optional("comment", columns("comment")),
    ...optional("segment", columns("segment")),
    ...optional("id", unwanted("id") ? [] : columns("id")),
    ...optional("weight", column("weight")),
    ...optional("date", column("date")),
    ...optional("revision", column("revision")),
    ...optional("subject", subject === undefined ? undefined : readSubject(subject, names)),
    ...optional("dateOrder", oneOf("dateOrder", given("dateOrder"), ["dmy", "mdy", "ymd"] as const)),
    ...optional("zone", maybeText("zone", given("zone"))),
    ...optional("survey", maybeText("survey", given("survey"))),
    ...optional("channel", readChannel(given("channel"), names)),
    ...optional("wave", readWave(given("wave"), names)),
    scale: byColumn("scale", readScaleOption),
    missing: everywhere ? new Map() : byColumn("missing", readCodes),
    missingEverywhere: everywhere ? readCodes(missing as Json) : [],
    words: byColumn("words", readWords),
    direction:
      typeof direction === "string" && !direction.includes("=")
        ? new Map(names.map((name) => [name, readDirection(direction)]))
        : byColumn("direction", readDirection),
  };
  for (const name of outright) caught.delete(name);
  return { ...found, caught };
}

const optional = <K extends string, T>(key: K, value: T | undefined): { readonly [key in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: T };

const wrong = (option: string, wanted: string, value: Json) =>
  cxError("invalid-setup", `${option} requires ${wanted}, got ${JSON.stringify(value)?.slice(0, 80)}`, {
    path: option,
  });

function text(option: string, value: Json): string {
  if (typeof value !== "string" || value.trim() === "") throw wrong(option, "a text", value);
  return value;
}

const maybeText = (option: string, value: Json | undefined) =>
  value === undefined ? undefined : text(option, value);

function oneOf<T extends string>(
  option: string,
  value: Json | undefined,
  allowed: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((word) => word === value);
  if (!found) throw wrong(option, allowed.join(", "), value);
  return found;
}

/** `{ "Q7*": "1-5" }`, or the same as `Q7*=1-5` once or several times. */
function pairs(option: string, value: Json | undefined): (readonly [string, Json])[] {
  if (value === undefined) return [];
  if (typeof value === "object" && !Array.isArray(value))
    return Object.entries(value as { [key: string]: Json });
  const list = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return list.map((entry) => {
    const at = typeof entry === "string" ? entry.lastIndexOf("=") : -1;
    if (typeof entry !== "string" || at < 1) throw wrong(option, "COLUMN=VALUE", entry);
    return [entry.slice(0, at), entry.slice(at + 1)] as const;
  });
}

function readScaleOption(value: Json): Scale {
  const parts =
    typeof value === "string"
      ? /^\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|\.\.|…|to)\s*(\d+(?:\.\d+)?)(?:\s*\/\s*(\d+(?:\.\d+)?))?\s*$/.exec(
          value,
        )
      : null;
  const object =
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as { [key: string]: Json })
      : {};
  const min = Number(parts?.[1] ?? object["min"]);
  const max = Number(parts?.[2] ?? object["max"]);
  const step = Number(parts?.[3] ?? object["step"] ?? 1);
  const size = (max - min) / step;
  if (!(max > min && step > 0 && size <= 1000 && Math.abs(size - Math.round(size)) < 1e-9))
    throw wrong("scale", "a scale such as 1-5", value);
  return { min, max, step };
}

function readCodes(value: Json): readonly MissingCode[] {
  const list: readonly Json[] = Array.isArray(value)
    ? value
    : typeof value === "string"
      ? value.split(",")
      : [value];
  return list.map((entry) => {
    const object: { readonly [key: string]: Json } =
      typeof entry === "object" && entry !== null && !Array.isArray(entry)
        ? (entry as { [key: string]: Json })
        : { code: entry };
    const code = object["code"];
    if (typeof code !== "string" && typeof code !== "number")
      throw wrong("missing", "codes such as 0,6", value);
    const number = Number(code);
    const plain =
      typeof code === "string" && (code.trim() === "" || Number.isNaN(number)) ? code.trim() : number;
    return { code: plain, reason: (object["reason"] as MissingReason | undefined) ?? "unknown" };
  });
}

function readWords(value: Json): { readonly [text: string]: number } {
  const entries =
    typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  if (
    entries.length === 0 ||
    entries.some(([, point]) => typeof point !== "number" || !Number.isFinite(point))
  )
    throw wrong("words", 'points by text such as {"Great": 5}', value);
  return Object.fromEntries(entries) as { [text: string]: number };
}

function readDirection(value: Json): "higher-is-better" | "lower-is-better" {
  const word = typeof value === "string" ? value.replace(/-is-better$/, "") : "";
  return `${oneOf("direction", word, ["higher", "lower"] as const)!}-is-better`;
}

function readSubject(
  value: Json,
  names: readonly string[],
): { readonly column: string; readonly kind?: string } {
  const object = typeof value === "string" ? { column: value } : (value as { [key: string]: Json });
  const column = selectColumns(names, text("subject", object["column"] ?? null), "subject")[0]!;
  return typeof object["kind"] === "string" ? { column, kind: object["kind"] } : { column };
}

/** A channel for all, or the column that says it: `{ column }`, or `column:NAME` as the command line writes it. */
function readChannel(
  value: Json | undefined,
  names: readonly string[],
): string | { readonly column: string } | undefined {
  if (value === undefined) return undefined;
  const named =
    typeof value === "string"
      ? /^column:(.+)$/s.exec(value)?.[1]
      : typeof value === "object" && value !== null && !Array.isArray(value)
        ? (value as { readonly [key: string]: Json })["column"]
        : undefined;
  if (named === undefined) return text("channel", value);
  return { column: selectColumns(names, text("channel", named), "channel")[0]! };
}

function readWave(value: Json | undefined, names: readonly string[]): WaveSource | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" || typeof value === "number") return { value: String(value) };
  const object = value as { [key: string]: Json };
  if (typeof object["column"] === "string")
    return { column: selectColumns(names, object["column"], "wave")[0]! };
  if (typeof object["fileName"] === "string") return { fileName: object["fileName"] };
  if (typeof object["value"] === "string" || typeof object["value"] === "number")
    return { value: String(object["value"]) };
  throw wrong("wave", "a value, {column} or {fileName}", value);
}
