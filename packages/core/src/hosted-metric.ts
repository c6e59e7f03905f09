import type { Comparison, Estimate, Unit } from "./estimate.ts";
import type { EstimateOptions, Metric } from "./metric.ts";
import type { Selection } from "./selection.ts";
import { foldCells } from "./store-rules/fold-cells.ts";
import type { Cell, Store, TallyQuery } from "./store.ts";
import type { Tally } from "./tally.ts";

/**
 * A metric as whoever measures uses it: what is data is at hand, everything else is asked for many tallies at a time, since its code may
 * run in another process. `null` in the place of a tally is a cell in which nothing was counted.
 */
export interface HostedMetric {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  readonly better: "higher" | "lower";
  readonly select: Selection;
  /** Counts what the metric selects: by the store where a store can, else by the metric's own fold over pages of columns. */
  count(store: Pick<Store, "tally" | "scan">, query: TallyQuery): Promise<readonly Cell[]>;
  /** One estimate for each tally. */
  estimates(
    tallies: readonly (Tally | null)[],
    options?: EstimateOptions,
  ): Promise<readonly Estimate[]> | readonly Estimate[];
  /** Left minus right, for each pair. Absent: the metric cannot compare. */
  compare?(
    pairs: readonly (readonly [left: Tally | null, right: Tally | null])[],
    options?: EstimateOptions,
  ): Promise<readonly Comparison[]> | readonly Comparison[];
}

/** Tallies that stores make. Of the others a store knows nothing. */
const countedByStores: ReadonlySet<Tally["kind"]> = new Set<Tally["kind"]>(["scale", "category", "moment"]);

/**
 * A metric whose code is here, as one that is asked many tallies at a time; one that is such already, as it is.
 *
 * @example
 * import { npsMetric, tallyOf } from "@cxkit/metrics";
 * const asked = hostedMetric(npsMetric({ item: "recommend" }));
 * (await asked.estimates([tallyOf([9, 10, 3], { scale: { min: 0, max: 10 } }), null])).map(({ n }) => n) // => [3, 0]
 */
export function hostedMetric(metric: Metric | HostedMetric): HostedMetric {
  if ("estimates" in metric) return metric;
  const { id, title, unit, better, select } = metric;
  const { kind } = metric.empty();
  return {
    id,
    title,
    unit,
    better,
    select,
    count: (store, query) =>
      countedByStores.has(kind)
        ? store.tally(query)
        : foldCells(store, query, (parts) =>
            parts.map(({ tally, rows }) => {
              const into = tally ?? metric.empty();
              metric.fold(into, rows);
              return into;
            }),
          ),
    estimates: (tallies, options) =>
      tallies.map((tally) => metric.estimate(tally ?? metric.empty(), options)),
    ...(metric.compare && {
      compare: (pairs, options) =>
        pairs.flatMap(([left, right]) => {
          const found = metric.compare?.(left ?? metric.empty(), right ?? metric.empty(), options);
          return found ? [found] : [];
        }),
    }),
  };
}
