import type { ColumnHead } from "./header.ts";
import { missingWord } from "./missing-words.ts";
import { leadingPoint } from "./leading-point.ts";

/** What the first rows say about a column's values. */
export interface ColumnProfile extends ColumnHead {
  /** Name, question and wording in one lower-case text with blanks for underscores: where evidence is looked for. */
  readonly evidence: string;
  /** Rows looked at. */
  readonly rows: number;
  /** Cells that say something, words for no answer not counted. */
  readonly filled: number;
  /** Different texts among them, with their counts; cells that stand for no answer left out. */
  readonly values: ReadonlyMap<string, number>;
  /** Numbers among the values, in whatever words they come (`10 - Extremely likely`, `5分`), with their counts. */
  readonly points: ReadonlyMap<number, number>;
  /** Different texts that name no point. */
  readonly words: readonly string[];
  /** Share of the filled cells that are plain numbers, 0…1. */
  readonly numeric: number;
  /** Share of the filled cells that begin with a scale point, plain numbers included, 0…1. */
  readonly pointed: number;
  readonly meanLength: number;
  readonly maxLength: number;
}

/** Profiles every column over the rows behind the header. */
export function profileColumns(
  columns: readonly ColumnHead[],
  rows: readonly (readonly string[])[],
): ColumnProfile[] {
  return columns.map((column) => profile(column, rows));
}

function profile(column: ColumnHead, rows: readonly (readonly string[])[]): ColumnProfile {
  const values = new Map<string, number>();
  for (const cells of rows) {
    const text = (cells[column.index] ?? "").trim();
    if (text !== "") values.set(text, (values.get(text) ?? 0) + 1);
  }
  const points = new Map<number, number>();
  const words: string[] = [];
  let filled = 0;
  let numeric = 0;
  let pointed = 0;
  let length = 0;
  let maxLength = 0;
  for (const [text, count] of values) {
    if (missingWord(text) !== undefined) {
      values.delete(text);
      continue;
    }
    filled += count;
    length += width(text) * count;
    maxLength = Math.max(maxLength, width(text));
    const plain = /^[-+]?\d+(?:[.,]\d+)?$/.test(text);
    const point = plain ? Number(text.replace(",", ".")) : leadingPoint(text)?.point;
    if (plain) numeric += count;
    if (point !== undefined) {
      pointed += count;
      points.set(point, (points.get(point) ?? 0) + count);
    } else words.push(text);
  }
  const own = [column.name, column.group, column.part, column.wording].filter((text) => text !== undefined);
  return {
    ...column,
    evidence: [...new Set(own)].join(" ").normalize("NFKC").replace(/[_]+/g, " ").toLowerCase(),
    rows: rows.length,
    filled,
    values,
    points,
    words,
    numeric: filled === 0 ? 0 : numeric / filled,
    pointed: filled === 0 ? 0 : pointed / filled,
    meanLength: filled === 0 ? 0 : length / filled,
    maxLength,
  };
}

/** Characters as they read: a Chinese character says about as much as two Latin letters. */
function width(text: string): number {
  let wide = 0;
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x2e7f) wide++;
  return text.length + wide;
}
