import type { AnsweredItem } from "@cxkit/core";
import type { RowTable } from "./row-table.ts";

/** The items that living rows answer, most answers first; equal ones by name. */
export function answeredItems(table: RowTable): readonly AnsweredItem[] {
  const found = table.series.map(({ item, instrument }) => ({ item, instrument, answers: 0 }));
  for (const chunk of table.chunks()) {
    for (const series of table.series) {
      const column = chunk.answers[series.index];
      if (!column) continue;
      let answers = 0;
      for (let row = 0; row < chunk.length; row += 1) {
        const cell = column[row];
        if (cell !== undefined && cell !== series.absent) answers += 1;
      }
      found[series.index]!.answers += answers;
    }
  }
  return found
    .filter(({ answers }) => answers > 0)
    .toSorted((a, b) => b.answers - a.answers || (a.item < b.item ? -1 : 1));
}
