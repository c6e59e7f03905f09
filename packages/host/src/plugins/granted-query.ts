import { cxError, type DataClass, type EventQuery, type TallyQuery } from "@cxkit/core";
import { classesOfField } from "./isolate/data-classes.ts";

/**
 * A question to the store as a plugin may ask it: who counts by a field, or picks by it, learns what stands there. Answers in words are
 * free text, as in {@link redactEvent}: without that class answers are counted on their scale alone.
 *
 * @param plugin its id, for the error
 * @throws {CxError} `invalid-setup` with trouble `capability` for a field whose class was not granted
 */
export function grantedQuery<Query extends EventQuery | TallyQuery>(
  plugin: string,
  query: Query,
  classes: readonly DataClass[],
): Query {
  const granted = new Set<string>(["always", ...classes]);
  const refused = (what: unknown): Error =>
    cxError("invalid-setup", `plugin ${plugin} was not granted to ask by ${String(what).slice(0, 80)}`, {
      contribution: plugin,
      trouble: "capability",
    });
  const { select, by = [], where, types: told = [] } = query as Partial<TallyQuery & EventQuery>;
  const types = [...told, ...(select?.types ?? [])];
  const fields = [...by, ...fieldsOf(where), ...fieldsOf(select?.where)];
  if (select?.value !== undefined) fields.push(select.value);
  for (const field of fields) {
    if (typeof field !== "string") throw refused("what is no field");
    if (!classesOfField(field, types).every((one) => granted.has(one))) throw refused(field);
  }
  if (select?.item === undefined || granted.has("free-text")) return query;
  const { tally = "scale" } = select;
  if (tally === "category") throw refused(`the words of ${select.item}`);
  return { ...query, select: { ...select, tally } };
}

/** The fields that a condition names, whatever its form: what comes from a plugin may have any. */
function fieldsOf(where: unknown): unknown[] {
  if (typeof where !== "object" || where === null) return [];
  const own = Object.hasOwn(where, "field") ? [(where as { readonly field: unknown }).field] : [];
  return [...own, ...Object.values(where).flatMap(fieldsOf)];
}
