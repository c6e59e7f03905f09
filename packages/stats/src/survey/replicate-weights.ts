import { requireDomain } from "../domain.ts";
import { seededRandom } from "../random/seeded-random.ts";
import type { SurveyDesign } from "./survey-design.ts";

/** The weights of a design as other samples would have had them. */
export interface ReplicateWeights {
  /** `JK1`, `JKn`, `rao-wu-bootstrap`. */
  readonly method: string;
  /** For each replicate, what its squared deviation counts in the variance. */
  readonly coefficients: Float64Array;
  /** The weights of one replicate, 0 for rows that it leaves out; fitted to the margins again, as those of the design were. */
  readonly weights: (replicate: number) => Float64Array;
  /** Seed of drawn replicates. */
  readonly seed?: number;
}

/**
 * Jackknife weights: each replicate leaves out one cluster and gives its weight to the others of its stratum. JK1 without strata,
 * JKn with them. Every replicate is raked, calibrated or trimmed as the design was, so that its variance knows what that does.
 *
 * There are as many replicates as clusters, made one by one when asked for.
 *
 * @returns replicates; strata of one cluster have none
 * @source Rust and Rao (1996), Variance estimation for complex surveys using replication techniques, Statistical Methods in
 *   Medical Research 5(3) 283–310
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * Array.from(jackknifeWeights(surveyDesign({ rows: 3 })).weights(0)) // => [0, 1.5, 1.5]
 */
export function jackknifeWeights(design: SurveyDesign): ReplicateWeights {
  const { strata, stratumOf } = design;
  // Strata that were sampled whole add nothing, and their replicates would only move the mean of all.
  const left = Array.from(stratumOf, (_, cluster) => cluster).filter((cluster) => {
    const { clusters, population } = strata[stratumOf[cluster]!]!;
    return clusters > 1 && population !== clusters;
  });
  return {
    method: strata.length > 1 ? "JKn" : "JK1",
    coefficients: Float64Array.from(left, (cluster) => {
      const { clusters, population } = strata[stratumOf[cluster]!]!;
      return ((clusters - 1) / clusters) * (population === null ? 1 : 1 - clusters / population);
    }),
    weights(replicate) {
      requireReplicate("jackknifeWeights", replicate, left.length);
      const out = left[replicate]!;
      const stratum = stratumOf[out]!;
      const { clusters } = strata[stratum]!;
      const factors = Float64Array.from(stratumOf, (own, cluster) =>
        own !== stratum ? 1 : cluster === out ? 0 : clusters / (clusters - 1),
      );
      return refitted(design, factors, replicate);
    },
  };
}

/**
 * Bootstrap weights after Rao and Wu: each replicate draws, in every stratum of n clusters, n − 1 of them with replacement, and
 * rescales the weights so that the variance comes out right even with two clusters in a stratum and with finite populations.
 * Fits statistics that the jackknife does not, such as quantiles. Every replicate is fitted to the margins again.
 *
 * @param options number of replicates, a whole number above 1, default 1,000; and seed, default 1
 * @throws {RangeError} when the number of replicates is not whole, from 2 to a million
 * @source Rao and Wu (1988), Resampling inference with complex survey data, JASA 83(401) 231–241; Rao, Wu and Yue (1992), Survey
 *   Methodology 18(2) 209–217, for the weights
 * @example
 * import { surveyDesign } from "@cxkit/stats/survey";
 * bootstrapWeights(surveyDesign({ rows: 3 }), { replicates: 500 }).coefficients.length // => 500
 */
export function bootstrapWeights(
  design: SurveyDesign,
  options: { readonly replicates?: number; readonly seed?: number } = {},
): ReplicateWeights {
  const { replicates = 1000, seed = 1 } = options;
  requireDomain(
    Number.isInteger(replicates) && replicates > 1 && replicates <= 1e6,
    "bootstrapWeights requires a whole number of replicates from 2 to a million",
    replicates,
  );
  const { strata, stratumOf } = design;
  const members = strata.map((): number[] => []);
  stratumOf.forEach((stratum, cluster) => members[stratum]!.push(cluster));
  // Drawn at once, so that any replicate can be asked for in any order.
  const random = seededRandom(seed);
  const drawn = Array.from({ length: replicates }, () => {
    const counts = new Uint16Array(stratumOf.length);
    for (const clusters of members) {
      for (let draw = 1; draw < clusters.length; draw++) {
        counts[clusters[Math.floor(random() * clusters.length)]!]! += 1;
      }
    }
    return counts;
  });
  return {
    method: "rao-wu-bootstrap",
    coefficients: new Float64Array(replicates).fill(1 / (replicates - 1)),
    seed,
    weights(replicate) {
      requireReplicate("bootstrapWeights", replicate, replicates);
      const counts = drawn[replicate]!;
      const factors = Float64Array.from(stratumOf, (stratum, cluster) => {
        const { clusters, population } = strata[stratum]!;
        if (clusters === 1) return 1;
        const spread = population === null ? 1 : Math.sqrt(1 - clusters / population);
        return 1 - spread + (spread * clusters * counts[cluster]!) / (clusters - 1);
      });
      return refitted(design, factors, replicate);
    },
  };
}

function refitted(
  { adjustments, baseWeights, clusterOf }: SurveyDesign,
  factors: Float64Array,
  replicate: number,
): Float64Array {
  const start = baseWeights.map((weight, row) => weight * factors[clusterOf[row]!]!);
  try {
    return adjustments.reduce<Float64Array>((weights, adjustment) => adjustment.reapply(weights), start);
  } catch (cause) {
    throw new RangeError(`${(cause as Error).message}, in replicate ${replicate}`, { cause });
  }
}

function requireReplicate(caller: string, replicate: number, count: number): void {
  requireDomain(
    Number.isInteger(replicate) && replicate >= 0 && replicate < count,
    `${caller} has replicates 0…${count - 1}`,
    replicate,
  );
}
