import { missingReasons, scaleSize, type Scale, type StandardSchema } from "@cxkit/core";
import type { SurveyMapping } from "./mapping.ts";
import { isZone } from "./zoned-time.ts";

type Issue = { readonly message: string; readonly path: readonly (string | number)[] };
type Record_ = { readonly [key: string]: unknown };

/** Validates a {@link SurveyMapping}, edited by hand or not: every issue with the key it is about. */
export const surveyMappingSchema: StandardSchema<unknown, SurveyMapping> = {
  "~standard": {
    version: 1,
    vendor: "cxkit",
    validate(value) {
      const issues = check(value);
      return issues.length > 0 ? { issues } : { value: value as SurveyMapping };
    },
    jsonSchema: { input: () => ({ ...shape }) },
  },
};

const aText = { type: "string", minLength: 1 };
const anObject = { type: "object" };
const objects = { type: "array", items: anObject };

/** The outline of a mapping, for who has to know it without this code; `check` says the rest. */
const shape = {
  type: "object",
  properties: {
    mapping: { const: 1 },
    survey: aText,
    channel: { anyOf: [aText, anObject] },
    headerRows: { type: "integer", minimum: 1 },
    columns: { type: "array", items: aText },
    padShortRows: { type: "boolean" },
    wave: anObject,
    time: anObject,
    identity: { anyOf: [{ const: "inferred" }, anObject] },
    subject: anObject,
    revision: anObject,
    weight: anObject,
    status: anObject,
    duration: anObject,
    language: anObject,
    items: objects,
    verbatims: objects,
    choices: objects,
    dimensions: objects,
    excluded: objects,
  },
  required: [
    "mapping",
    "survey",
    "channel",
    "headerRows",
    "columns",
    "time",
    "identity",
    "items",
    "verbatims",
    "choices",
    "dimensions",
    "excluded",
  ],
  additionalProperties: false,
};

const keys = Object.keys(shape.properties);

function check(value: unknown): Issue[] {
  const issues: Issue[] = [];
  const say = (message: string, ...path: (string | number)[]) => void issues.push({ message, path });
  if (!isRecord(value)) return [{ message: "a mapping is a JSON object", path: [] }];
  if (value["mapping"] !== 1)
    say(
      `"mapping" is the version of the format and must be 1, got ${JSON.stringify(value["mapping"])}`,
      "mapping",
    );
  for (const key of Object.keys(value)) if (!keys.includes(key)) say(`there is no key "${key}"`, key);
  if (!isText(value["survey"])) say('"survey" must be a text', "survey");
  if (!isText(value["channel"]) && !isChannelColumn(value["channel"]))
    say('"channel" must be a text or {"column", "words", "otherwise"}', "channel");
  if (!(Number.isInteger(value["headerRows"]) && (value["headerRows"] as number) >= 1))
    say('"headerRows" must be a whole number from 1', "headerRows");
  if (!isList(value["columns"], isText)) say('"columns" must be a list of column names', "columns");
  for (const key of ["items", "verbatims", "choices", "dimensions", "excluded"])
    if (!isList(value[key], isRecord)) say(`"${key}" must be a list of objects`, key);
  if (issues.length > 0) return issues;

  checkTime(value["time"], say);
  const identity = value["identity"];
  if (
    identity !== "inferred" &&
    !(isRecord(identity) && (isColumn(identity["column"]) || isList(identity["column"], isText)))
  )
    say('"identity" must be "inferred" or {"column": …}', "identity");
  for (const key of ["subject", "revision", "weight", "duration", "language"]) {
    const part = value[key];
    if (part !== undefined && !(isRecord(part) && isColumn(part["column"])))
      say(`"${key}" must be {"column": …}`, key);
  }
  const { subject, duration, status, revision } = value as Record<string, unknown>;
  if (isRecord(revision)) checkDates(revision, "revision", say);
  if (isRecord(subject) && !isText(subject["kind"]))
    say('"kind" must be a text such as email or customer', "subject", "kind");
  if (isRecord(duration) && !["second", "minute", "hour", "clock"].includes(String(duration["unit"])))
    say('"unit" must be second, minute, hour or clock', "duration", "unit");
  if (status !== undefined && !isStatus(status))
    say(
      '"status" must be {"complete": {"column", "values"}, "discard": [{"column", "values", "reason"}]}',
      "status",
    );
  const wave = value["wave"];
  if (
    wave !== undefined &&
    !(isRecord(wave) && (isText(wave["value"]) || isText(wave["column"]) || isText(wave["fileName"])))
  )
    say('"wave" must be {"value": …}, {"column": …} or {"fileName": …}', "wave");
  const seen = new Set<string>();
  for (const [index, item] of (value["items"] as readonly Record_[]).entries()) {
    checkItem(item, index, say);
    if (seen.has(String(item["item"])))
      say(`two items are called "${String(item["item"])}"`, "items", index, "item");
    seen.add(String(item["item"]));
  }
  for (const key of ["verbatims", "choices"])
    for (const [index, each] of (value[key] as readonly Record_[]).entries())
      if (!isText(each["item"]) || !(isColumn(each["column"]) || isList(each["columns"], isChoice)))
        say(`"${key}" need an item and a column`, key, index);
  for (const [index, each] of (value["dimensions"] as readonly Record_[]).entries())
    if (!isText(each["name"]) || !isColumn(each["column"]))
      say("dimensions need a name and a column", "dimensions", index);
  return issues;
}

const formats = ["ymd", "dmy", "mdy", "excel-serial", "unix-seconds", "unix-milliseconds"];

function checkDates(
  dates: Record_,
  key: string,
  say: (message: string, ...path: (string | number)[]) => void,
): void {
  if (!isText(dates["zone"]) || !isZone(dates["zone"]))
    say('"zone" must be an IANA name such as Asia/Shanghai', key, "zone");
  if (!formats.includes(String(dates["format"])))
    say(`"format" must be one of ${formats.join(", ")}`, key, "format");
}

function checkTime(time: unknown, say: (message: string, ...path: (string | number)[]) => void): void {
  if (!isRecord(time)) return say('"time" must be an object', "time");
  if ("undatedAt" in time) {
    if (!isText(time["undatedAt"]) || !/^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/.test(time["undatedAt"]))
      say('"undatedAt" must be an instant such as 2026-03-01T00:00:00Z', "time", "undatedAt");
    return;
  }
  checkDates(time["wave"] === true ? { ...time, format: "ymd" } : time, "time", say);
  if (time["wave"] === true) return;
  if (!isColumn(time["column"])) say('"time" needs a column, "wave": true or "undatedAt"', "time", "column");
  const { orElse } = time as Record<string, unknown>;
  if (
    orElse !== undefined &&
    !(isRecord(orElse) && isColumn(orElse["column"]) && formats.includes(String(orElse["format"])))
  )
    say('"orElse" must be {"column", "format"}', "time", "orElse");
}

function checkItem(
  item: Record_,
  index: number,
  say: (message: string, ...path: (string | number)[]) => void,
): void {
  if (!isText(item["item"])) say("an item needs an id", "items", index, "item");
  if (!isColumn(item["column"])) say('"column" must be a name, or names by wave', "items", index, "column");
  if (!["nps", "csat", "ces", "rating"].includes(String(item["construct"])))
    say('"construct" must be nps, csat, ces or rating', "items", index, "construct");
  if (!["higher-is-better", "lower-is-better"].includes(String(item["direction"])))
    say('"direction" must be higher-is-better or lower-is-better', "items", index, "direction");
  const scale = item["scale"];
  if (!isRecord(scale) || !isScale(scale))
    return say('"scale" must be {"min", "max", "step"} with a step that divides it', "items", index, "scale");
  if (item["construct"] === "nps" && (scale["min"] !== 0 || scale["max"] !== 10 || scale["step"] !== 1))
    say(
      `an NPS item is asked on 0–10, not ${String(scale["min"])}–${String(scale["max"])}`,
      "items",
      index,
      "scale",
    );
  const words = item["words"];
  if (
    words !== undefined &&
    !(isRecord(words) && Object.values(words).every((point) => typeof point === "number"))
  )
    say('"words" must be points by text', "items", index, "words");
  const codes = item["missingCodes"];
  const isCode = (code: unknown) =>
    isRecord(code) &&
    ["string", "number"].includes(typeof code["code"]) &&
    missingReasons.includes(code["reason"] as never);
  if (codes !== undefined && !isList(codes, isCode))
    say(
      `"missingCodes" must be a list of {"code", "reason"}; reasons are ${missingReasons.join(", ")}`,
      "items",
      index,
      "missingCodes",
    );
}

function isScale(scale: Record_): boolean {
  const { min, max, step } = scale as Record<string, unknown>;
  if (typeof min !== "number" || typeof max !== "number" || typeof step !== "number") return false;
  try {
    return scaleSize(scale as unknown as Scale) > 1;
  } catch {
    return false;
  }
}

function isStatus(status: unknown): boolean {
  if (!isRecord(status)) return false;
  const names = (part: unknown) =>
    isRecord(part) && isText(part["column"]) && isList(part["values"], (each) => typeof each === "string");
  const reasoned = (part: unknown) => names(part) && isText((part as Record_)["reason"]);
  return (
    (status["complete"] === undefined || names(status["complete"])) &&
    (status["discard"] === undefined || isList(status["discard"], reasoned))
  );
}

function isChannelColumn(channel: unknown): boolean {
  if (!isRecord(channel) || !isColumn(channel["column"])) return false;
  const { words, otherwise } = channel as Record<string, unknown>;
  return (
    (words === undefined || (isRecord(words) && Object.values(words).every(isText))) &&
    (otherwise === undefined || isText(otherwise))
  );
}

const isChoice = (each: unknown) => isRecord(each) && isText(each["column"]) && isText(each["choice"]);
const isRecord = (value: unknown): value is Record_ =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isList = (value: unknown, of: (each: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(of);
const isColumn = (value: unknown): boolean =>
  isText(value) || (isRecord(value) && Object.keys(value).length > 0 && Object.values(value).every(isText));
