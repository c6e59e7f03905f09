import { requireDomain } from "../domain.ts";
import { seededRandom } from "../random/seeded-random.ts";
import {
  finite,
  type Replicates,
  requireReplicates,
  type ResamplingOptions,
} from "./bootstrap-replicates.ts";
import { inTheNameOf } from "../in-the-name-of.ts";

/** How the rows were sampled, besides the seed and the number of resamples. */
export interface RowResamplingOptions<Row> extends ResamplingOptions {
  /** Stratum of a row: each stratum is drawn from by itself and keeps its size. */
  readonly stratumOf?: (row: Row) => string | number;
  /** Cluster of a row, such as a store or a household: clusters are drawn whole. Names count within a stratum. */
  readonly clusterOf?: (row: Row) => string | number;
}

/**
 * Bootstrap replicates of any statistic of rows: plain, by strata, by clusters, or by clusters within strata.
 *
 * Costs the number of rows for each resample; where categories can be counted and rows are independent,
 * {@link bootstrapReplicates} costs nothing of the kind. Resamples as many clusters as there are, which understates the
 * variance by (m − 1) / m for m clusters in a stratum: below about 20 of them use a linearised standard error.
 *
 * @param rows the sample, at least one row
 * @param statistic any function of rows that gives a finite number; the array is new for each resample
 * @param options seed, number of resamples, strata and clusters
 * @throws {RangeError} without rows, when the options are no whole numbers, or the statistic is not finite for a resample
 * @source Davison and Hinkley (1997), Bootstrap Methods and their Application, 3.2 and 3.8
 * @example
 * const rows = [{ store: "a", score: 9 }, { store: "a", score: 10 }, { store: "b", score: 3 }, { store: "c", score: 7 }];
 * const mean = (some: typeof rows) => some.reduce((sum, { score }) => sum + score, 0) / some.length;
 * bootstrapRows(rows, mean, { clusterOf: ({ store }) => store, seed: 5 }).replicates.length; // => 2000
 */
export function bootstrapRows<Row>(
  rows: readonly Row[],
  statistic: (rows: Row[]) => number,
  options: RowResamplingOptions<Row> = {},
): Replicates {
  const { seed = 1, replicates = 2000, stratumOf, clusterOf } = options;
  requireReplicates("bootstrapRows", replicates);
  requireDomain(rows.length > 0, "bootstrapRows requires at least one row", rows.length);
  const random = inTheNameOf("bootstrapRows", () => seededRandom(seed));
  const strata = grouped(rows, stratumOf).map((stratum) =>
    clusterOf ? grouped(stratum, clusterOf) : stratum.map((row) => [row]),
  );
  const values = Array.from({ length: replicates }, () => {
    const resample: Row[] = [];
    for (const units of strata)
      for (let drawn = 0; drawn < units.length; drawn++)
        for (const row of units[Math.floor(random() * units.length)] as Row[]) resample.push(row);
    return finite("bootstrapRows", statistic(resample));
  });
  return { observed: finite("bootstrapRows", statistic([...rows])), replicates: values, seed };
}

/** Rows by group, in the order in which groups come first; one group without a function. */
function grouped<Row>(rows: readonly Row[], groupOf?: (row: Row) => string | number): Row[][] {
  const groups = new Map<string | number, Row[]>();
  for (const row of rows) {
    const key = groupOf?.(row) ?? "";
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}
