import { requireDomain } from "../domain.ts";

/**
 * By how much the variance grows because answers come in clusters (of a store, an account, a day): 1 + (m − 1)ρ, or, when
 * clusters differ in size, 1 + ((1 + cv²)m − 1)ρ.
 *
 * Answers from one store are more alike than answers from two; ρ = 0.02 and 50 answers a store double the variance. Design
 * effects of weights and of clusters multiply.
 *
 * @param size answers in a cluster on average, at least 1
 * @param intraclassCorrelation ρ, how alike answers of one cluster are, −1…1; 0.01–0.05 is common for customer ratings
 * @param sizeVariation coefficient of variation of the clusters' sizes (standard deviation over mean), ≥ 0; default 0
 * @returns the design effect; below 1 only for a negative correlation
 * @throws {RangeError} when the size is below 1, the correlation outside −1…1, the variation negative, or the correlation so
 *   negative that no variance would be left
 * @source Kish (1965), Survey Sampling, Wiley, 5.4; Eldridge, Ashby and Kerry (2006), Sample size for cluster randomized
 *   trials: effect of coefficient of variation of cluster size, International Journal of Epidemiology 35(5) 1292–1300
 * @example clusterDesignEffect(50, 0.02).toFixed(2) // => "1.98"
 */
export function clusterDesignEffect(size: number, intraclassCorrelation: number, sizeVariation = 0): number {
  requireDomain(size >= 1 && size < Infinity, "clusterDesignEffect requires a finite size ≥ 1", size);
  requireDomain(
    intraclassCorrelation >= -1 && intraclassCorrelation <= 1,
    "clusterDesignEffect requires −1 ≤ intraclassCorrelation ≤ 1",
    intraclassCorrelation,
  );
  requireDomain(
    sizeVariation >= 0 && sizeVariation < Infinity,
    "clusterDesignEffect requires a finite sizeVariation ≥ 0",
    sizeVariation,
  );
  const effect = 1 + ((1 + sizeVariation * sizeVariation) * size - 1) * intraclassCorrelation;
  requireDomain(
    effect > 0 && effect < Infinity,
    "clusterDesignEffect requires a correlation that leaves some variance",
    intraclassCorrelation,
  );
  return effect;
}
