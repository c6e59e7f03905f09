import { copyOf, type Exported, isMade, isPlain } from "./recorded-calls.ts";

/** What may stand where a number belongs. */
const badValues: readonly unknown[] = [NaN, Infinity, -Infinity, -1, 95, 0, "3"];

/** Where one function may do otherwise. */
export interface Exemption {
  /** Who speaks where it is not the function itself. */
  readonly speaksAs?: string;
  /** Arguments that are not replaced: all that match. */
  readonly leaves?: RegExp;
  readonly because: string;
}

type Path = readonly (string | number)[];

/** What a function does wrong with bad values: a line for each finding, none where it keeps its promise. */
export function findings({ name, run, calls }: Exported, exemption?: Exemption): readonly string[] {
  const found: string[] = [];
  const tried = new Set<string>();
  for (const call of calls) {
    const usual = outcomeOf(() => run(...(copyOf(call) as unknown[])));
    for (const place of numbersIn(call)) {
      const at = place.join(".");
      // Later examples for what they have that the ones before had not.
      if (tried.has(at)) continue;
      tried.add(at);
      for (const bad of badValues) {
        const given = withValue(copyOf(call) as unknown[], place, bad);
        if (given === null || exemption?.leaves?.test(`${at}=${String(bad)}`)) continue;
        const trouble = troubleOf(
          outcomeOf(() => run(...given)),
          [exemption?.speaksAs ?? name],
          bad,
          usual,
        );
        if (trouble) found.push(`${at} = ${shown(bad)}: ${trouble}`);
      }
    }
    if ("result" in usual && call === calls[0]) found.push(...methodFindings(name, usual.result, exemption));
  }
  return found;
}

type Outcome = { readonly result: unknown } | { readonly error: unknown };

function outcomeOf(run: () => unknown): Outcome {
  try {
    return { result: run() };
  } catch (error) {
    return { error };
  }
}

/** Why an outcome breaks the promise; `null` where it keeps it. */
function troubleOf(got: Outcome, names: readonly string[], bad: unknown, usual: Outcome): string | null {
  if ("result" in got) {
    const odd = oddIn(got.result);
    const before = "result" in usual ? oddIn(usual.result) : null;
    return odd === null || odd === before ? null : `gives ${odd}`;
  }
  const { error } = got;
  if (!(error instanceof Error)) return `throws ${String(error)}`;
  const { message } = error;
  if (!(error instanceof RangeError || error.name === "CxError")) return `throws ${error.name}: ${message}`;
  if (!names.some((name) => message.startsWith(name) && /^[^\w-]/.test(message.slice(name.length))))
    return `names another function: ${message}`;
  return message.includes(String(bad)) ? null : `names another value: ${message}`;
}

/** Where in a call numbers stand: all arguments and options; of data the first and the last. */
function numbersIn(value: unknown, place: Path = []): readonly Path[] {
  if (typeof value === "number") return [place];
  if (place.length > 5 || isMade(value)) return [];
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = value as unknown[];
    const ends = new Set(items.length > 0 ? [0, items.length - 1] : []);
    const chosen = place.length === 0 ? items.keys() : ends;
    return [...chosen].flatMap((index) => numbersIn(items[index], [...place, index]));
  }
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, [...place, key]));
}

/** A call with one number replaced; `null` where the place takes no such value, as in a typed array of whole numbers. */
function withValue(call: unknown[], place: Path, bad: unknown): unknown[] | null {
  let holder = call as unknown as Record<string | number, unknown>;
  for (const key of place.slice(0, -1)) holder = holder[key] as typeof holder;
  const last = place.at(-1) as string | number;
  holder[last] = bad;
  return Object.is(holder[last], bad) ? call : null;
}

type OfOne = (x: unknown) => unknown;

/** Methods of a result, and a result that is itself a function, which take one number and give one. */
function methodFindings(name: string, result: unknown, exemption?: Exemption): readonly string[] {
  const methods: [string, unknown][] =
    typeof result === "function" ? [["", result]] : isPlain(result) ? Object.entries(result) : [];
  return methods.flatMap(([method, run]) => {
    if (typeof run !== "function" || run.length !== 1) return [];
    const usual = outcomeOf(() => (run as OfOne)(0.5));
    if (!("result" in usual) || typeof usual.result !== "number") return [];
    const at = `${name}(…)${method && `.${method}`}`;
    return badValues.flatMap((bad) => {
      if (exemption?.leaves?.test(`${at}=${String(bad)}`)) return [];
      const trouble = troubleOf(
        outcomeOf(() => (run as OfOne)(bad)),
        [name],
        bad,
        usual,
      );
      return trouble ? [`${at} of ${shown(bad)}: ${trouble}`] : [];
    });
  });
}

/** The first part of a result that is neither finite nor null, with where it stands. */
function oddIn(value: unknown, place = "", seen = new Set<unknown>()): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? null : `${value} at ${place || "the top"}`;
  if (value === undefined) return `undefined at ${place || "the top"}`;
  if (typeof value !== "object" || value === null || seen.has(value)) return null;
  seen.add(value);
  for (const [key, inner] of Object.entries(value).slice(0, 500)) {
    const odd = oddIn(inner, place === "" ? key : `${place}.${key}`, seen);
    if (odd !== null) return odd;
  }
  return null;
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
