import { mergeScaleTallies, type ScaleTally, type TallyQuery } from "@cxkit/core";
import { foldCells } from "@cxkit/core/store-rules";
import { cellsDifference } from "./compare-cells.ts";
import { broken, type Law, shown } from "./law.ts";
import { cellsOf, rowsOf } from "./reference-tally.ts";
import { recommend, sampleHistory } from "./sample-history.ts";
import { filters, groupings, periods, zones } from "./sample-queries.ts";
import { allScores, type MakeStore, trial } from "./store-trial.ts";

const { select } = allScores;

/** What a store streams folds to what it counts, by groups and periods, in pages of any size. */
export function storeFoldingLaws(makeStore: MakeStore): readonly Law[] {
  return [
    {
      name: "cells folded from columns are the cells that are counted",
      check: () =>
        trial(makeStore, async (store) => {
          await store.append(sampleHistory());
          const queries: readonly TallyQuery[] = [
            ...groupings.map((by) => ({ select, by, zone: "UTC" })),
            ...filters.map((where) => ({ select: { ...select, where }, by: ["stage"], zone: "UTC" })),
            ...zones.flatMap((zone) => periods.map((every) => ({ select, by: ["channel"], every, zone }))),
          ];
          for (const query of queries) {
            const folded = await foldCells<ScaleTally>(store, query, (parts) =>
              parts.map(({ tally, rows }) => {
                const [cell] = cellsOf(rowsOf(rows, []), recommend.scale, { select, by: [], zone: "UTC" });
                const counted = cell?.tally as ScaleTally;
                return tally ? mergeScaleTallies(tally, counted) : counted;
              }),
            );
            const difference = cellsDifference(folded, await store.tally(query));
            if (difference !== null) broken(`folded against counted, ${shown(query)}: ${difference}`);
          }
        }),
    },
  ];
}
