import {
  betaBinomialComparison,
  betaDifference,
  betaPosterior,
  dirichletNetPosterior,
  equalTailedInterval,
  highestDensityInterval,
  type Interval,
  type Posterior,
} from "@cxkit/stats/bayes";
import { type Area, witnessed } from "../area.ts";

const from = "@cxkit/stats/bayes";

export const area: Area = {
  id: "bayes",
  title: "Posteriors of shares and net shares, and of two variants",
  script: "bayes.py",
  functions: {
    beta_posterior: witnessed({
      name: "betaPosterior",
      from,
      source: "jeffreys1946",
      run: ({ x, n, priorA, priorB, level }: BetaInput) => {
        const posterior = betaPosterior(x, n, { a: priorA, b: priorB });
        const { a, b, mean, mode, variance } = posterior;
        const middle = equalTailedInterval(posterior, level);
        const shortest = highestDensityInterval(posterior, level);
        return {
          a,
          b,
          mean,
          mode,
          variance,
          lower: middle.low,
          upper: middle.high,
          hdiLower: shortest.low,
          hdiUpper: shortest.high,
        };
      },
    }),
    ab_beta_binomial: witnessed({
      name: "betaBinomialComparison",
      from,
      source: "miller2015",
      run: ({ x1, n1, x2, n2, priorA, priorB }: ComparisonInput) => {
        const comparison = betaBinomialComparison(
          { successes: x1, trials: n1 },
          { successes: x2, trials: n2 },
          { prior: { a: priorA, b: priorB } },
        );
        return {
          probBbeatsA: comparison.probabilityOfB,
          expectedLossChooseB: comparison.expectedLossOfB,
          expectedLossChooseA: comparison.expectedLossOfA,
          meanDifferenceBminusA: comparison.difference.mean,
        };
      },
    }),
    beta_difference: witnessed({
      name: "betaDifference",
      from,
      source: "trefethen2014",
      run: ({ left, right, x, level }: BetaDifferenceInput) => {
        const difference = betaDifference({ a: left[0], b: left[1] }, { a: right[0], b: right[1] });
        const { low, high } = equalTailedInterval(difference, level);
        const { mean, standardDeviation } = difference;
        return { mean, sd: standardDeviation, lower: low, upper: high, ...tails(difference, x) };
      },
    }),
    dirichlet_nps: witnessed({
      name: "dirichletNetPosterior",
      from,
      source: "trefethen2014",
      scale: 100,
      run: ({ promoters, passives, detractors, priorEach }: NpsInput) => {
        const posterior = netPosterior([promoters, passives, detractors], priorEach);
        return {
          posteriorMean: 100 * posterior.mean,
          posteriorSd: 100 * posterior.standardDeviation,
          median: 100 * posterior.quantile(0.5),
          probNpsPositive: posterior.survival(0),
          l90: points(equalTailedInterval(posterior, 0.9)),
          l95: points(equalTailedInterval(posterior, 0.95)),
        };
      },
    }),
    net_tails: witnessed({
      name: "dirichletNetPosterior",
      from,
      source: "trefethen2014",
      run: ({ parameters, x }: { readonly parameters: Triple; readonly x: readonly number[] }) =>
        tails(fromParameters(parameters), x),
    }),
    equal_tailed: witnessed({
      name: "equalTailedInterval",
      from,
      source: "box1973",
      run: ({
        shapes: [a, b],
        level,
      }: {
        readonly shapes: readonly [number, number];
        readonly level: number;
      }) => {
        const { low, high } = equalTailedInterval(betaPosterior(0, 0, { a, b }), level);
        return { lower: low, upper: high };
      },
    }),
    net_hdi: witnessed({
      name: "highestDensityInterval",
      from,
      source: "box1973",
      run: ({ parameters, level }: { readonly parameters: Triple; readonly level: number }) => {
        const { low, high } = highestDensityInterval(fromParameters(parameters), level);
        return { lower: low, upper: high };
      },
    }),
  },
};

type Triple = readonly [number, number, number];

interface BetaInput {
  readonly x: number;
  readonly n: number;
  readonly priorA: number;
  readonly priorB: number;
  readonly level: number;
}

interface ComparisonInput {
  readonly x1: number;
  readonly n1: number;
  readonly x2: number;
  readonly n2: number;
  readonly priorA: number;
  readonly priorB: number;
}

interface BetaDifferenceInput {
  readonly left: readonly [number, number];
  readonly right: readonly [number, number];
  readonly x: readonly number[];
  readonly level: number;
}

interface NpsInput {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly priorEach: number;
}

function netPosterior([favorable, neutral, unfavorable]: Triple, each: number): Posterior {
  return dirichletNetPosterior(
    { favorable, neutral, unfavorable },
    { favorable: each, neutral: each, unfavorable: each },
  );
}

function fromParameters([favorable, neutral, unfavorable]: Triple): Posterior {
  return dirichletNetPosterior(
    { favorable: 0, neutral: 0, unfavorable: 0 },
    { favorable, neutral, unfavorable },
  );
}

function tails(posterior: Posterior, x: readonly number[]) {
  return {
    cdf: x.map((one) => posterior.cdf(one)),
    survival: x.map((one) => posterior.survival(one)),
  };
}

function points({ low, high }: Interval): readonly [number, number] {
  return [100 * low, 100 * high];
}
