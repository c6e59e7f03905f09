import type { Cell, Dimension, Tally } from "@cxkit/core";
import type { Grouping } from "./selected-rows.ts";

/** A cell by its codes, before it is put in order. */
export interface CodedCell {
  readonly codes: readonly number[];
  readonly period: number;
  readonly tally: Tally;
}

/** Cells with their texts and periods: ordered by the fields in turn (absent first), then by period. */
export function orderedCells(
  cells: readonly CodedCell[],
  by: readonly Dimension[],
  grouping: Grouping,
): Cell[] {
  const ranks = grouping.fields.map(({ values }, field) => {
    const used = [...new Set(cells.map(({ codes }) => codes[field]!))];
    const text = (code: number): string => values[code - 1] ?? "";
    used.sort((left, right) => (left === 0 || (right > 0 && text(left) < text(right)) ? -1 : 1));
    const rank = new Uint32Array(values.length + 1);
    used.forEach((code, place) => {
      rank[code] = place;
    });
    return rank;
  });
  const compare = (left: CodedCell, right: CodedCell): number => {
    for (let field = 0; field < ranks.length; field += 1) {
      const rank = ranks[field]!;
      const difference = rank[left.codes[field]!]! - rank[right.codes[field]!]!;
      if (difference !== 0) return difference;
    }
    return left.period - right.period;
  };
  return cells.toSorted(compare).map(({ codes, period, tally }) => {
    const texts: { [field: Dimension]: string | null } = {};
    for (const [field, path] of by.entries()) {
      texts[path] = grouping.fields[field]!.values[codes[field]! - 1] ?? null;
    }
    return { by: texts, period: grouping.bounds(period), tally };
  });
}
