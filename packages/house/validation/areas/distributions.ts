import {
  betaCdf,
  betaQuantile,
  binomialCdf,
  binomialProbability,
  chiSquaredQuantile,
  chiSquaredSurvival,
  erf,
  erfc,
  fCdf,
  fQuantile,
  fSurvival,
  gammaCdf,
  gammaQuantile,
  gammaSurvival,
  hypergeometricCdf,
  hypergeometricSurvival,
  logBeta,
  logGamma,
  noncentralChiSquaredCdf,
  noncentralFCdf,
  noncentralTCdf,
  noncentralTSurvival,
  normalCdf,
  normalQuantile,
  poissonCdf,
  poissonSurvival,
  studentizedRangeSurvival,
  studentTCdf,
  studentTQuantile,
} from "@cxkit/stats/distributions";
import type { Area, Witnessed } from "../area.ts";

/** Nothing but the relative difference counts, down to where doubles lose their digits. */
const smallest = 1e-290;

export const area: Area = {
  id: "distributions",
  title: "Distributions and special functions",
  script: "distributions.py",
  also: {
    binomial_cdf_pmf: ["binomialProbability"],
  },
  functions: {
    normal_cdf: value(normalCdf, "abramowitz1964", ["x"]),
    normal_quantile: value(normalQuantile, "abramowitz1964", ["p"]),
    t_cdf: value(studentTCdf, "abramowitz1964", ["t", "df"]),
    t_quantile: value(studentTQuantile, "abramowitz1964", ["p", "df"]),
    beta_cdf: value(betaCdf, "didonato1992", ["x", "a", "b"]),
    beta_quantile: value(betaQuantile, "didonato1992", ["p", "a", "b"]),
    gamma_cdf: value(gammaCdf, "loader2000", ["x", "shape", "scale"]),
    gamma_sf: value(gammaSurvival, "loader2000", ["x", "shape", "scale"]),
    gamma_quantile: value(gammaQuantile, "loader2000", ["p", "shape", "scale"]),
    chi2_sf: value(chiSquaredSurvival, "abramowitz1964", ["x", "df"]),
    chi2_quantile: value(chiSquaredQuantile, "abramowitz1964", ["p", "df"]),
    f_cdf: value(fCdf, "abramowitz1964", ["x", "df1", "df2"]),
    f_sf: value(fSurvival, "abramowitz1964", ["x", "df1", "df2"]),
    f_quantile: value(fQuantile, "abramowitz1964", ["p", "df1", "df2"]),
    log_gamma: { ...value(logGamma, "abramowitz1964", ["x"]), scale: 1 },
    log_beta: value(logBeta, "abramowitz1964", ["a", "b"]),
    erf: value(erf, "abramowitz1964", ["x"]),
    erfc: value(erfc, "abramowitz1964", ["x"]),
    binomial_cdf_pmf: {
      name: "binomialCdf",
      from: "@cxkit/stats/distributions",
      source: "loader2000",
      scale: smallest,
      run: ({ k, n, p }: Arguments) => ({
        cdf: binomialCdf(k ?? NaN, n ?? NaN, p ?? NaN),
        pmf: binomialProbability(k ?? NaN, n ?? NaN, p ?? NaN),
      }),
    },
    poisson_cdf: value(poissonCdf, "loader2000", ["k", "mean"]),
    poisson_sf: value(poissonSurvival, "loader2000", ["k", "mean"]),
    hypergeometric_cdf: value(hypergeometricCdf, "loader2000", ["k", "population", "successes", "draws"]),
    hypergeometric_sf: value(hypergeometricSurvival, "loader2000", ["k", "population", "successes", "draws"]),
    noncentral_t_cdf: value(noncentralTCdf, "trefethen2014", ["t", "df", "nc"]),
    noncentral_t_sf: value(noncentralTSurvival, "trefethen2014", ["t", "df", "nc"]),
    noncentral_chi2_cdf: value(noncentralChiSquaredCdf, "benton2003", ["x", "df", "nc"]),
    noncentral_f_cdf: value(noncentralFCdf, "benton2003", ["x", "df1", "df2", "nc"]),
    studentized_range_sf: value(studentizedRangeSurvival, "copenhaver1988", ["q", "k", "df"]),
  },
};

type Arguments = Readonly<Record<string, number | undefined>>;

function value(compute: (...given: number[]) => number, source: string, names: readonly string[]): Witnessed {
  return {
    name: compute.name,
    from: "@cxkit/stats/distributions",
    source,
    scale: smallest,
    run: (input: Readonly<Record<string, number | string>>) => ({
      value: compute(...names.filter((name) => name in input).map((name) => Number(input[name]))),
    }),
  };
}
