import { requireDomain } from "../domain.ts";

/**
 * What the only cluster of a stratum adds to the variance: its distance from what it would have been expected to be.
 * `method` is what a report prints about it.
 */
export type LonelyCluster = ((total: number, overallMean: number) => number) & { readonly method: string };

/**
 * A cluster that is alone in its stratum adds nothing to the variance, as if it had been sure to be in the sample. Right
 * for the one flagship store that is surveyed every time; elsewhere the standard error comes out too small.
 *
 * @returns 0
 * @source Lumley (2010), Complex Surveys, Wiley, 3.2.1
 * @example certainCluster(12, 3) // => 0
 * @function
 */
export const certainCluster: LonelyCluster = /* @__PURE__ */ Object.assign(() => 0, {
  method: "certain" as const,
});

/**
 * A cluster that is alone in its stratum adds its squared distance from the mean over all clusters. Cautious: what
 * strata differ by counts as chance.
 *
 * @param total weighted total of the linearised variable in the cluster
 * @param overallMean mean of these totals over all clusters of the design
 * @source Lumley (2010), Complex Surveys, Wiley, 3.2.1
 * @example centredCluster(12, 3) // => 9
 * @function
 */
export const centredCluster: LonelyCluster = /* @__PURE__ */ Object.assign(
  (total: number, overallMean: number) => {
    for (const value of [total, overallMean])
      requireDomain(Number.isFinite(value), "centredCluster requires finite totals", value);
    return total - overallMean;
  },
  { method: "centred" as const },
);
