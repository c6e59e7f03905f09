import { type FieldPath, type Filter, type Window, cxError } from "@cxkit/core";

/**
 * A text as a literal of SQL: no word of a caller is ever anything else in a statement. The engine knows no escapes but the
 * doubled quote, and a statement cannot hold the character 0.
 */
export function quoted(text: string): string {
  const parts = text.split("\u0000").map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join("") : `(${parts.join(" || chr(0) || ")})`;
}

/** A field of table `e` as SQL: its text (`null` where it has none) and its number (`null` where it is none). */
export interface FieldSql {
  /** Whether the field is there. */
  readonly present: string;
  readonly text: string;
  readonly number: string;
}

const envelope = ["channel", "touchpoint", "journey", "stage", "source", "subject", "type", "key"];

/**
 * How to read a field in SQL. Lists and objects read as absent, truth values as `true` and `false`.
 *
 * @throws {CxError} `invalid-setup` when no event can have the field
 */
export function fieldSql(path: FieldPath): FieldSql {
  const [, dimension] = /^dimensions\.([^]*)$/.exec(path) ?? [];
  const [, datum] = /^data\.([^]*)$/.exec(path) ?? [];
  if (envelope.includes(path)) return textField(`e.${path}`);
  if (path === "id") return textField("coalesce(e.id, e.key)");
  if (dimension !== undefined) return jsonField("e.dimensions", pointer([dimension]));
  if (datum !== undefined) return jsonField("e.body", pointer(["data", ...datum.split(".")]));
  throw cxError(
    "invalid-setup",
    `no event has a field ${path}: it is one of ${[...envelope, "id"].join(", ")}, dimensions.<name> or data.<name>`,
    { path },
  );
}

/** A condition as SQL that is true or false, never null. */
export function filterSql(filter: Filter): string {
  if ("all" in filter) return joined(filter.all, " and ", "true");
  if ("any" in filter) return joined(filter.any, " or ", "false");
  if ("not" in filter) return `not ${filterSql(filter.not)}`;
  const { text, number } = fieldSql(filter.field);
  if ("in" in filter) return oneOfSql(text, filter.in);
  const { field, from = -Infinity, below = Infinity } = filter;
  if (Number.isNaN(from) || Number.isNaN(below)) {
    throw cxError("invalid-setup", `a range of ${field} needs numbers, got ${from} and ${below}`, {
      path: field,
    });
  }
  const bounds = [
    `${number} is not null`,
    ...(from > -Infinity ? [`${number} >= ${quoted(String(from))}::double`] : []),
    ...(below < Infinity ? [`${number} < ${quoted(String(below))}::double`] : []),
  ];
  return `coalesce(${bounds.join(" and ")}, false)`;
}

/** The rows of table `e` that a query is about. */
export function rowsSql(query: {
  readonly types: readonly string[];
  readonly where?: Filter | undefined;
  readonly window?: Window | undefined;
}): string {
  const { types, where, window } = query;
  return [
    oneOfSql("e.type", types),
    ...(window?.from === undefined ? [] : [`e.time >= ${instant(window.from)}`]),
    ...(window?.below === undefined ? [] : [`e.time < ${instant(window.below)}`]),
    ...(where ? [filterSql(where)] : []),
  ].join(" and ");
}

/** A bound of time as a literal: instants are whole milliseconds, so the next whole one bounds as well. */
export function instant(time: number): string {
  return String(BigInt(Math.ceil(Math.min(Math.max(time, -bounds), bounds))));
}

/** Beyond every instant that a date can tell. */
const bounds = 9e15;

function textField(text: string): FieldSql {
  return { present: `${text} is not null`, text, number: "null::double" };
}

function oneOfSql(text: string, values: readonly (string | number | null)[]): string {
  const words = values.filter((value) => value !== null).map((value) => quoted(String(value)));
  const known = words.length > 0 ? `coalesce(${text} in (${words.join(", ")}), false)` : "false";
  return values.includes(null) ? `(${known} or ${text} is null)` : known;
}

function joined(filters: readonly Filter[], by: string, empty: string): string {
  return filters.length === 0 ? empty : `(${filters.map((one) => filterSql(one)).join(by)})`;
}

function jsonField(column: string, at: string): FieldSql {
  const value = `json_extract(${column}, ${quoted(at)})`;
  const type = `json_type(${value})`;
  // Numbers are written as ECMAScript writes them: no ".0", a sign in the exponent.
  const text = `case ${type}
    when 'VARCHAR' then ${value}->>'$'
    when 'BOOLEAN' then ${value}::varchar
    when 'UBIGINT' then ${value}::varchar
    when 'BIGINT' then ${value}::varchar
    when 'DOUBLE' then regexp_replace(regexp_replace(${value}::varchar, '\\.0$', ''), 'e(\\d)', 'e+\\1') end`;
  const number = `case when ${type} in ('UBIGINT', 'BIGINT', 'DOUBLE') then (${value}::varchar)::double end`;
  const present = `coalesce(${type} in ('VARCHAR', 'BOOLEAN', 'UBIGINT', 'BIGINT', 'DOUBLE'), false)`;
  return { present, text: `(${text})`, number: `(${number})` };
}

/** RFC 6901. */
function pointer(names: readonly string[]): string {
  return names.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
