import type { Json } from "@cxkit/core";
import type { ColumnFlags } from "./report-flags.ts";

/** What the user said about columns, in the words the file channels understand. */
export function reportOverrides(flags: ColumnFlags): { readonly [option: string]: Json } {
  const { recommend, csat, ces, rating, dateOrder, zone, subject, segment, comment } = flags;
  const { survey, collectedBy, headerRows, scale, direction, missing, word, wave } = flags;
  const given = {
    recommend,
    csat,
    ces,
    rating,
    dateOrder,
    zone,
    subject,
    segment,
    comment,
    survey,
    channel: collectedBy,
    headerRows,
    weight: unlessNone(flags.weight),
    date: unlessNone(flags.date),
    id: unlessNone(flags.id),
    revision: unlessNone(flags.revision),
    scale: scale && Object.fromEntries(scale),
    direction: direction && Object.fromEntries(direction),
    missing: missing && Object.fromEntries(missing.map(([column, codes]) => [column ?? "*", codes])),
    words: word && wordsByColumn(word),
    wave: wave === undefined ? undefined : waveOverride(wave),
  };
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

/** `none` means: do not use any. */
function unlessNone(column: string | undefined): string | null | undefined {
  return column === "none" ? null : column;
}

function waveOverride(wave: string): Json {
  if (wave.startsWith("column:")) return { column: wave.slice("column:".length) };
  if (wave.startsWith("file:")) return { fileName: wave.slice("file:".length) };
  return wave;
}

function wordsByColumn(words: readonly (readonly [string, string, number])[]): Json {
  const found: { [column: string]: { [text: string]: number } } = {};
  for (const [column, text, point] of words) (found[column] ??= {})[text] = point;
  return found;
}
