import { cxError } from "@cxkit/core";
import { listed } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, option } from "./draft.ts";
import { directionOf } from "./item-evidence.ts";
import { label } from "./labels.ts";
import type { ItemMapping } from "./mapping.ts";
import type { ScaleReading } from "./read-scale.ts";
import { labelText } from "./wording.ts";

/** A scale reading that left one reading. */
export type PlacedReading = Exclude<ScaleReading, { readonly readings: readonly string[] }>;

/** An item with the column it came from and how its scale was read. */
export interface PlacedItem {
  readonly item: ItemMapping;
  readonly column: ColumnProfile;
  readonly reading: PlacedReading;
}

/** Completes an item and takes its column. */
export function toItem(
  draft: Draft,
  column: ColumnProfile,
  construct: ItemMapping["construct"],
  reading: PlacedReading,
  id = column.name,
): PlacedItem {
  draft.taken.add(column.name);
  draft.excluded.delete(column.name);
  const byWords = reading.words !== undefined && runsToTheGoodEnd(reading, construct);
  const direction =
    draft.overrides.direction.get(column.name) ??
    (byWords ? undefined : reading.family === "effort" ? "lower-is-better" : directionOf(column, construct));
  const { part } = column;
  const matrixRow = column.group !== undefined && part && !/^(?:open-ended )?response$/i.test(part);
  const item: ItemMapping = {
    item: id,
    column: column.name,
    construct,
    scale: reading.scale,
    direction: direction ?? "higher-is-better",
    ...(reading.words ? { words: reading.words } : {}),
    ...(reading.missingCodes.length > 0 ? { missingCodes: reading.missingCodes } : {}),
    label: label(labelText(matrixRow ? part : column.wording)),
    wording: label(column.wording),
  };
  return { item, column, reading };
}

/**
 * Lists of words run from the bad end to the good one; only agreement depends on what is agreed to, and effort, or plain low and
 * high where it was asked for, on the question.
 */
function runsToTheGoodEnd(
  { family, words = {} }: PlacedReading,
  construct: ItemMapping["construct"],
): boolean {
  if (family === undefined || family === "agreement" || family === "effort") return false;
  return !(
    construct === "ces" && Object.keys(words).some((word) => /^(?:very )?(?:low|high)$/i.test(word.trim()))
  );
}

/** The error for an item that was asked for and cannot be placed. */
export function cannotPlace(column: ColumnProfile, construct: string, readings: readonly string[] = []) {
  const seen = listed([...column.values.keys()], 8);
  const fits = readings.length > 0 ? `fit ${readings.join(", ")}` : "fit no scale that is known";
  const advice =
    construct === "nps"
      ? "an NPS item holds 0–10; pass --missing for codes, --word for answers in words"
      : `pass ${option("scale", `${column.name}=1-5`)} with the scale as asked, or --word for answers in words`;
  return cxError(
    "invalid-setup",
    `"${column.name}" cannot be read as ${construct}: its answers (${seen}) ${fits}; ${advice}`,
    { path: column.name },
  );
}
