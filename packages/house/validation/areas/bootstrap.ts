import { normalQuantile } from "@cxkit/stats/distributions";
import {
  basicInterval,
  bcaInterval,
  bcaTails,
  bootstrapInterval,
  type BootstrapIntervalMethod,
  bootstrapNetBcaInterval,
  bootstrapNetInterval,
  type Interval,
  jackknife,
  jackknifeOfCounts,
  latticeDifference,
  latticeDistribution,
  linearQuantile,
  normalBootstrapInterval,
  normalScaleQuantile,
  percentileInterval,
  replicateDistribution,
  type ReplicateQuantile,
  type SamplingDistribution,
  type ScoreCounts,
  strictBiasCorrection,
  studentizedInterval,
} from "@cxkit/stats/resampling";
import { type Area, type Witnessed, witnessed } from "../area.ts";

const from = "@cxkit/stats/resampling";

export const area: Area = {
  id: "bootstrap",
  title: "Bootstrap, jackknife and exact lattice distributions",
  script: "bootstrap.R",
  functions: {
    boot_ci: witnessed({ name: "replicateDistribution", from, source: "davison1997", run: onReplicates }),
    boot_stud: witnessed({
      name: "studentizedInterval",
      from,
      source: "hall1988",
      run: ({ level, ...sample }: Parameters<typeof studentizedInterval>[0] & { readonly level: number }) => {
        const { low, high } = studentizedInterval(sample, level);
        return { lower: low, upper: high };
      },
    }),
    lattice_mean: witnessed({
      name: "latticeDistribution",
      from,
      source: "feller1971",
      run: ({ scores, counts, draws, x, p }: ScoreCounts & Asked & { readonly draws?: number }) =>
        described(latticeDistribution({ scores, counts }, draws), x, p),
    }),
    lattice_binomial: witnessed({
      name: "latticeDistribution",
      from,
      source: "feller1971",
      run: ({ n, share, successes, p }: BinomialInput) => {
        const exact = latticeDistribution({ scores: [0, 1], counts: [1 - share, share] }, n);
        return {
          cdf: successes.map((sum) => exact.cdf(sum / n)),
          survival: successes.map((sum) => exact.survival(sum / n)),
          quantiles: p.map((one) => Math.round(n * exact.quantile(one))),
        };
      },
    }),
    lattice_difference: witnessed({
      name: "latticeDifference",
      from,
      source: "efron1993",
      run: ({ scores, left, right, x, p }: DifferenceInput) =>
        described(latticeDifference({ scores, counts: left }, { scores, counts: right }), x, p),
    }),
    exact_bootstrap: witnessed({
      name: "bootstrapInterval",
      from,
      source: "efron1987",
      run: ({ level, ...sample }: ScoreCounts & { readonly level: number }) => {
        const exact = latticeDistribution(sample);
        const { lower, upper } = bcaTails(exact, level);
        return {
          estimate: exact.observed,
          acceleration: exact.acceleration,
          percentile: pair(bootstrapInterval(sample, { method: percentileInterval, confidenceLevel: level })),
          basic: pair(bootstrapInterval(sample, { method: basicInterval, confidenceLevel: level })),
          tails: [lower, upper],
          bca: pair(bootstrapInterval(sample, { method: bcaInterval, confidenceLevel: level })),
        };
      },
    }),
    jackknife_counts: witnessed({
      name: "jackknifeOfCounts",
      from,
      source: "efron1982",
      run: ({ statistic, scores, counts }: ScoreCounts & { readonly statistic: "mean" | "variance" }) => {
        const { observed, bias, standardError, acceleration } = jackknifeOfCounts(counts, (some) => {
          const n = total(some);
          const mean = total(some.map((count, index) => count * (scores[index] ?? 0))) / n;
          if (statistic === "mean") return mean;
          return total(some.map((count, index) => count * ((scores[index] ?? 0) - mean) ** 2)) / n;
        });
        return { observed, bias, standardError, acceleration };
      },
    }),
    percentile_interval: onMeans("percentileInterval", percentileInterval, "davison1997"),
    basic_interval: onMeans("basicInterval", basicInterval, "davison1997"),
    normal_interval: onMeans("normalBootstrapInterval", normalBootstrapInterval, "davison1997"),
    bca_interval: onMeans("bcaInterval", bcaInterval, "efron1987"),
    jackknife_rows: witnessed({
      name: "jackknife",
      from,
      source: "efron1982",
      run: ({ data }: { readonly data: Numbers }) => {
        const { observed, bias, standardError, values } = jackknife(data, (rows) =>
          linearQuantile(sorted(rows), 0.5),
        );
        return { observed, bias, standardError, values };
      },
    }),
    quantile_boot: quantiles("normalScaleQuantile", normalScaleQuantile, "davison1997"),
    quantile_type7: quantiles("linearQuantile", linearQuantile, "hyndman1996"),
    z0_strict: witnessed({
      name: "strictBiasCorrection",
      from,
      source: "efron1987",
      run: ({ data, replicates }: MeanInput) => ({
        z0: strictBiasCorrection(statistics.mean(data), replicates),
      }),
    }),
    bca_tails: witnessed({
      name: "bcaTails",
      from,
      source: "efron1987",
      run: ({ level, ...sample }: ScoreCounts & { readonly level: number }) => {
        const { lower, upper } = bcaTails(latticeDistribution(sample), level);
        return { tails: [lower, upper] };
      },
    }),
    net_percentile: onNet("bootstrapNetInterval", bootstrapNetInterval, "davison1997"),
    net_bca: onNet("bootstrapNetBcaInterval", bootstrapNetBcaInterval, "efron1987"),
  },
};

type Numbers = readonly number[];

interface MeanInput {
  readonly data: Numbers;
  readonly replicates: Numbers;
  readonly level: number;
}

/** An interval of a mean, from replicates, as boot.ci makes it. */
function onMeans(name: string, method: BootstrapIntervalMethod, source: string): Witnessed {
  return witnessed({
    name,
    from,
    source,
    run: ({ data, replicates, level }: MeanInput) => {
      const { observed, accelerationAroundObserved: acceleration } = jackknife(data, statistics.mean);
      const biasCorrection = strictBiasCorrection(observed, replicates);
      const options = { acceleration, biasCorrection };
      const { low, high } = method(replicateDistribution(observed, replicates, options), level);
      return { lower: low, upper: high };
    },
  });
}

function onNet(
  name: string,
  interval: typeof bootstrapNetInterval | typeof bootstrapNetBcaInterval,
  source: string,
) {
  return witnessed({
    name,
    from,
    source,
    run: ({ promoters = 0, passives = 0, detractors = 0, level }: Record<string, number>) => {
      const { low, high } = interval(
        { favorable: promoters, neutral: passives, unfavorable: detractors },
        level,
      );
      return { lower: low, upper: high };
    },
  });
}

function quantiles(name: string, quantile: ReplicateQuantile, source: string): Witnessed {
  return witnessed({
    name,
    from,
    source,
    run: ({ replicates, p }: { readonly replicates: Numbers; readonly p: Numbers }) => {
      const ascending = sorted(replicates);
      return p.map((one) => quantile(ascending, one));
    },
  });
}

type Asked = { readonly x: Numbers; readonly p: Numbers };
type BinomialInput = {
  readonly n: number;
  readonly share: number;
  readonly successes: Numbers;
  readonly p: Numbers;
};
type DifferenceInput = Asked & { readonly scores: Numbers; readonly left: Numbers; readonly right: Numbers };

type Row = number | { readonly lsat: number; readonly gpa: number };

interface ReplicateInput {
  readonly data: readonly Row[];
  readonly replicates: Numbers;
  readonly statistic: "mean" | "correlation" | "ratio";
}

function onReplicates({ data, replicates, statistic }: ReplicateInput) {
  const left = jackknife(data, statistics[statistic]);
  const { observed } = left;
  const strict = strictBiasCorrection(observed, replicates);
  const boot = replicateDistribution(observed, replicates, {
    acceleration: left.accelerationAroundObserved,
    biasCorrection: strict,
  });
  const straight = replicateDistribution(observed, replicates, {
    acceleration: left.acceleration,
    biasCorrection: strict,
    quantile: linearQuantile,
  });
  const intervals = (level: number) => {
    const { lower, upper } = bcaTails(straight, level);
    return {
      percentileBoot: pair(percentileInterval(boot, level)),
      percentileType7: pair(percentileInterval(straight, level)),
      basicBoot: pair(basicInterval(boot, level)),
      normalBoot: pair(normalBootstrapInterval(boot, level)),
      bcaBootJack: pair(bcaInterval(boot, level)),
      bcaAdjustedProbs: [lower, 1 - upper],
      bcaType7: pair(bcaInterval(straight, level)),
    };
  };
  return {
    t0: observed,
    biasPerc: boot.mean - observed,
    sePerc: boot.standardDeviation,
    jackknifeSE: left.standardError,
    jackknifeBias: left.bias,
    z0: strict,
    z0MidRank: normalQuantile(boot.midRank(observed)),
    accelerationJackknifeEfron: left.acceleration,
    accelerationBootJack: left.accelerationAroundObserved,
    jackknifeValues: left.values,
    l90: intervals(0.9),
    l95: intervals(0.95),
  };
}

const statistics = {
  mean: (rows: readonly Row[]) => total(rows.map((row) => Number(row))) / rows.length,
  ratio: (rows: readonly Row[]) => total(column(rows, "lsat")) / total(column(rows, "gpa")),
  correlation(rows: readonly Row[]) {
    const [x, y] = [deviations(column(rows, "lsat")), deviations(column(rows, "gpa"))];
    return (
      total(x.map((one, index) => one * (y[index] ?? 0))) /
      Math.sqrt(total(x.map((one) => one * one)) * total(y.map((one) => one * one)))
    );
  },
};

function column(rows: readonly Row[], name: "lsat" | "gpa"): number[] {
  return rows.map((row) => (typeof row === "number" ? row : row[name]));
}

function deviations(values: Numbers): number[] {
  const mean = total(values) / values.length;
  return values.map((value) => value - mean);
}

function described(exact: SamplingDistribution, x: Numbers, p: Numbers) {
  return {
    mean: exact.mean,
    sd: exact.standardDeviation,
    cdf: x.map((one) => exact.cdf(one)),
    survival: x.map((one) => exact.survival(one)),
    quantiles: p.map((one) => exact.quantile(one)),
    upperQuantiles: p.map((one) => exact.upperQuantile(one)),
  };
}

function pair({ low, high }: Interval): readonly [number, number] {
  return [low, high];
}

function total(values: Numbers): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function sorted(values: Numbers): number[] {
  return values.toSorted((left, right) => left - right);
}
