import {
  excessKurtosis,
  interquartileRange,
  mean,
  median,
  medianAbsoluteDeviation,
  populationVariance,
  quantile,
  sampleStandardDeviation,
  sampleVariance,
  skewness,
  trimmedMean,
} from "@cxkit/stats/descriptive";
import { normalQuantile } from "@cxkit/stats/distributions";
import type { Area } from "../area.ts";

interface Values {
  readonly x: readonly number[];
}

interface Alternating {
  readonly first: number;
  readonly alternate: readonly number[] | null;
  readonly n: number;
}

export const area: Area = {
  id: "descriptive",
  title: "Descriptive statistics",
  script: "descriptive.py",
  also: {
    descriptives: [
      "sampleVariance",
      "populationVariance",
      "median",
      "quantile",
      "skewness",
      "excessKurtosis",
      "medianAbsoluteDeviation",
      "trimmedMean",
      "interquartileRange",
    ],
    univariate_NumAcc1: ["mean"],
    univariate_NumAcc3: ["mean"],
    univariate_NumAcc4: ["mean"],
  },
  functions: {
    descriptives: {
      name: "mean",
      from: "@cxkit/stats/descriptive",
      source: "hyndman1996",
      leaves: { skewnessg1Biased: "the form adjusted for the sample size is offered" },
      run: ({ x }: Values) => ({
        mean: mean(x),
        sampleVariance: sampleVariance(x),
        populationVariance: populationVariance(x),
        median: median(x),
        q25type7: quantile(x, 0.25),
        q75type7: quantile(x, 0.75),
        skewnessG1: skewness(x),
        kurtosisExcessG2: excessKurtosis(x),
        madRaw: medianAbsoluteDeviation(x),
        mad1_4826: medianAbsoluteDeviation(x) / normalQuantile(0.75),
        trimmedMean20: trimmedMean(x, 0.2),
        iqr: interquartileRange(x),
      }),
    },
    univariate_NumAcc1: numericalAccuracy(),
    univariate_NumAcc3: numericalAccuracy(),
    univariate_NumAcc4: numericalAccuracy(),
  },
};

/** Values far from 0 with a small spread, as the NIST makes them up. */
function numericalAccuracy(): Area["functions"][string] {
  return {
    name: "sampleStandardDeviation",
    from: "@cxkit/stats/descriptive",
    source: "nist1999",
    run: ({ first, alternate, n }: Alternating) => {
      const values = alternate
        ? [first, ...Array.from({ length: n - 1 }, (_, index) => alternate[index % 2] ?? NaN)]
        : [10_000_001, 10_000_003, 10_000_002];
      return { mean: mean(values), sd: sampleStandardDeviation(values) };
    },
  };
}
