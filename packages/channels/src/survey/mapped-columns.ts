import type { ColumnByWave, SurveyMapping } from "./mapping.ts";

/** The column of a wave; undefined where that wave does not have it. */
export function columnInWave(column: ColumnByWave, wave: string | undefined): string | undefined {
  if (typeof column === "string") return column;
  return wave !== undefined && Object.hasOwn(column, wave) ? column[wave] : column["*"];
}

/** Every column a mapping uses, with the path in the mapping that names it. Excluded columns need not be there. */
export function mappedColumns(
  mapping: SurveyMapping,
): { readonly path: string; readonly column: ColumnByWave }[] {
  const { wave, time, identity, subject, weight, status, duration, language } = mapping;
  const found: { readonly path: string; readonly column: ColumnByWave }[] = [];
  const add = (path: string, column: ColumnByWave | undefined) => {
    if (column !== undefined) found.push({ path, column });
  };
  if (wave && "column" in wave) add("wave.column", wave.column);
  if (typeof mapping.channel !== "string") add("channel.column", mapping.channel.column);
  if ("column" in time) {
    add("time.column", time.column);
    add("time.orElse.column", time.orElse?.column);
  }
  add("revision.column", mapping.revision?.column);
  if (identity !== "inferred") {
    if (Array.isArray(identity.column))
      for (const column of identity.column as readonly string[]) add("identity.column", column);
    else add("identity.column", identity.column as ColumnByWave);
  }
  add("subject.column", subject?.column);
  add("weight.column", weight?.column);
  add("status.complete.column", status?.complete?.column);
  for (const discard of status?.discard ?? []) add("status.discard.column", discard.column);
  add("duration.column", duration?.column);
  add("language.column", language?.column);
  for (const [index, { column }] of mapping.items.entries()) add(`items[${index}].column`, column);
  for (const [index, { column }] of mapping.verbatims.entries()) add(`verbatims[${index}].column`, column);
  for (const [index, choice] of mapping.choices.entries()) {
    add(`choices[${index}].column`, choice.column);
    for (const { column } of choice.columns ?? []) add(`choices[${index}].columns`, column);
  }
  for (const [index, { column }] of mapping.dimensions.entries()) add(`dimensions[${index}].column`, column);
  return found;
}
