import * as fc from "fast-check";
import { counts, forAll, levels, type Limits, requireRefusal, wrongLevels } from "./interval-promises.ts";
import { broken, type Law, shown } from "./law.ts";
import { impossibleMeans, meanEdges, meanSample, type MeanSample } from "./mean-interval-laws.ts";

/** Samples to compare, by kind: what the difference under test takes. */
export interface DifferenceSamples {
  readonly mean: MeanSample;
  readonly net: { readonly favorable: number; readonly neutral: number; readonly unfavorable: number };
  readonly proportion: { readonly successes: number; readonly trials: number };
}

/** What a difference with its test comes to, as far as the laws look. */
export interface ComparedSamples {
  readonly difference: number;
  readonly interval: Limits;
  readonly standardError: number;
  readonly statistic: number;
  readonly degreesOfFreedom?: number;
  readonly pValue: number;
  readonly method: string;
  readonly test: string;
}

/** What is special to the difference under test. */
export interface DifferenceLawOptions {
  /** Name that its errors must begin with; any name will do without it. */
  readonly name?: string;
  /** Laws that the method, as published, does not keep. Nothing by default. */
  readonly without?: readonly (
    | "on the scale"
    | "contains the difference"
    | "agrees with its test"
    | "has width"
  )[];
}

/**
 * What every difference of two independent samples, A minus B, keeps: it negates when the samples swap, with the same p-value; its
 * interval is finite, in order and never narrower at a higher level, around the observed difference, and excludes 0 exactly when its
 * test rejects, unless its method does not promise that; equal samples do not differ; samples without variance give defined results;
 * small p-values keep their digits; and misuse is refused by name.
 *
 * @param difference the difference under test
 * @param kind which samples it compares: `net` responses by class, `proportion` successes among trials, `mean` summaries of ratings
 * @param options what its method does not promise, and the name its errors begin with
 */
export function differenceLaws<Kind extends keyof DifferenceSamples>(
  difference: (
    a: DifferenceSamples[Kind],
    b: DifferenceSamples[Kind],
    confidenceLevel?: number,
  ) => ComparedSamples,
  kind: Kind,
  options: DifferenceLawOptions = {},
): readonly Law[] {
  type Sample = DifferenceSamples[Kind];
  const trial: Trial<Sample> = trials[kind];
  const promised = (promise: NonNullable<DifferenceLawOptions["without"]>[number]): boolean =>
    !(options.without ?? []).includes(promise);
  const pair = fc.tuple(trial.sample, trial.sample);
  const slack = 1e-9 * trial.reach;
  const says = (pairOf: unknown, got: ComparedSamples): string => `${shown(pairOf)}: ${shown(got)}`;
  const requireFinite = (a: Sample, b: Sample, level: number): void => {
    const got = difference(a, b, level);
    const { interval, standardError, statistic, pValue, degreesOfFreedom = 1 } = got;
    const numbers = [
      got.difference,
      interval.low,
      interval.high,
      standardError,
      statistic,
      pValue,
      degreesOfFreedom,
    ];
    const sound =
      numbers.every((number) => Number.isFinite(number)) &&
      interval.low <= interval.high &&
      standardError >= 0 &&
      pValue >= 0 &&
      pValue <= 1;
    if (!sound) broken(says([a, b, level], got));
  };
  const edgePairs = trial.edges.flatMap((a) => trial.edges.map((b) => [a, b] as const));
  const laws: (Law | null)[] = [
    {
      name: "a difference says its method and its test",
      check() {
        const { method, test } = difference(trial.edges[0], trial.edges[1]);
        if (!method || !test) broken(`method ${shown(method)}, test ${shown(test)}`);
      },
    },
    {
      name: "the difference is the observed one, A minus B",
      check: forAll(pair, ([a, b]) => {
        const got = difference(a, b);
        if (Math.abs(got.difference - (trial.value(a) - trial.value(b))) > slack) broken(says([a, b], got));
      }),
    },
    {
      name: "a difference negates when the samples swap, with the same p-value",
      check: forAll(fc.tuple(pair, levels), ([[a, b], level]) => {
        const [one, other] = [difference(a, b, level), difference(b, a, level)];
        const apart = Math.max(
          Math.abs(one.interval.low + other.interval.high),
          Math.abs(one.interval.high + other.interval.low),
          Math.abs(one.difference + other.difference),
        );
        const same = Math.abs(one.pValue - other.pValue) <= 1e-9;
        if (apart > slack || !same) broken(`${says([a, b], one)}, swapped ${shown(other)}`);
      }),
    },
    {
      name: "everything is finite and in order, for fractional bases too",
      check: forAll(fc.tuple(pair, levels), ([[a, b], level]) => requireFinite(a, b, level)),
    },
    {
      name: "everything is finite and in order where samples have one answer or no variance",
      check() {
        for (const [a, b] of edgePairs) for (const level of [0.5, 0.95, 0.999]) requireFinite(a, b, level);
      },
    },
    {
      name: "everything is finite and in order at levels next to 0 and 1",
      check: forAll(
        fc.tuple(pair, fc.constantFrom(1e-300, 1e-17, 1 - 1e-9, 1 - 2 ** -53)),
        ([[a, b], level]) => requireFinite(a, b, level),
      ),
    },
    {
      name: "a higher confidence level never narrows the interval",
      check: forAll(fc.tuple(pair, levels, levels), ([[a, b], one, other]) => {
        const narrow = difference(a, b, Math.min(one, other)).interval;
        const wide = difference(a, b, Math.max(one, other)).interval;
        if (wide.low > narrow.low + slack || wide.high < narrow.high - slack)
          broken(
            `${shown([a, b])}: ${shown(wide)} at ${Math.max(one, other)} is narrower than ${shown(narrow)}`,
          );
      }),
    },
    {
      name: "the confidence level is 0.95 where none is given",
      check: forAll(pair, ([a, b]) => {
        const [given, asked] = [difference(a, b), difference(a, b, 0.95)];
        if (shown(given) !== shown(asked)) broken(`${says([a, b], given)} is not ${shown(asked)}`);
      }),
    },
    {
      name: "equal samples do not differ",
      check: forAll(trial.sample, (sample) => {
        const got = difference(sample, sample);
        const nothing = got.difference === 0 && Math.abs(got.statistic) < 1e-9 && got.pValue > 1 - 1e-9;
        if (!nothing || got.interval.low > slack || got.interval.high < -slack) broken(says(sample, got));
      }),
    },
    {
      name: "p-values far below 1e-16 keep their digits",
      check() {
        const { pValue } = difference(...trial.farApart);
        if (!(pValue > 0 && pValue < 1e-30)) broken(`${shown(trial.farApart)}: p = ${pValue}`);
      },
    },
    promised("agrees with its test")
      ? {
          name: "an interval excludes 0 exactly when its test rejects",
          check: forAll(fc.tuple(pair, fc.constantFrom(0.5, 0.8, 0.95, 0.99)), ([[a, b], level]) => {
            const got = difference(a, b, level);
            const { low, high } = got.interval;
            const undecided =
              Math.abs(got.pValue - (1 - level)) < 1e-7 || Math.min(Math.abs(low), Math.abs(high)) < slack;
            if (!undecided && (low > 0 || high < 0) !== got.pValue < 1 - level)
              broken(says([a, b, level], got));
          }),
        }
      : null,
    promised("contains the difference")
      ? {
          name: "an interval contains the observed difference",
          check: forAll(fc.tuple(pair, levels), ([[a, b], level]) => {
            const got = difference(a, b, level);
            if (got.interval.low > got.difference + slack || got.interval.high < got.difference - slack)
              broken(says([a, b, level], got));
          }),
        }
      : null,
    promised("on the scale")
      ? {
          name: "limits stay within what two samples can differ by",
          check: forAll(fc.tuple(pair, levels), ([[a, b], level]) => {
            const got = difference(a, b, level);
            if (got.interval.low < -trial.reach - slack || got.interval.high > trial.reach + slack)
              broken(says([a, b, level], got));
          }),
        }
      : null,
    promised("has width")
      ? {
          name: "an interval has width where no sample varies",
          check() {
            for (const [a, b] of edgePairs) {
              const got = difference(a, b);
              if (!(got.interval.high > got.interval.low)) broken(says([a, b], got));
            }
          },
        }
      : null,
    {
      name: "a level outside 0…1 is refused by name",
      check() {
        const [a, b] = trial.farApart;
        for (const wrong of wrongLevels)
          requireRefusal(() => difference(a, b, wrong), options.name, String(wrong), `level ${wrong}`);
      },
    },
    {
      name: "an impossible sample is refused by name, on either side",
      check() {
        const [good] = trial.farApart;
        for (const wrong of trial.impossible) {
          requireRefusal(() => difference(good, wrong), options.name, null, shown([good, wrong]));
          requireRefusal(() => difference(wrong, good), options.name, null, shown([wrong, good]));
        }
      },
    },
  ];
  return laws.filter((law) => law !== null);
}

interface Trial<Sample> {
  readonly sample: fc.Arbitrary<Sample>;
  readonly edges: readonly [Sample, Sample, ...Sample[]];
  readonly impossible: readonly Sample[];
  readonly farApart: readonly [Sample, Sample];
  readonly value: (sample: Sample) => number;
  /** Largest difference there can be. */
  readonly reach: number;
}

const trials: { readonly [Kind in keyof DifferenceSamples]: Trial<DifferenceSamples[Kind]> } = {
  mean: {
    sample: meanSample,
    edges: meanEdges as Trial<MeanSample>["edges"],
    impossible: impossibleMeans,
    farApart: [
      { mean: 2, variance: 1, n: 500, min: 1, max: 7 },
      { mean: 5, variance: 1.5, n: 400, min: 1, max: 7 },
    ],
    value: ({ mean }) => mean,
    reach: 6,
  },
  net: {
    sample: fc
      .record({ favorable: counts(1e4), neutral: counts(1e4), unfavorable: counts(1e4) })
      .filter(({ favorable, neutral, unfavorable }) => favorable + neutral + unfavorable >= 0.01),
    edges: [
      { favorable: 1, neutral: 0, unfavorable: 0 },
      { favorable: 0, neutral: 0, unfavorable: 8 },
      { favorable: 0, neutral: 5, unfavorable: 0 },
      { favorable: 0.4, neutral: 0, unfavorable: 0 },
    ],
    impossible: [
      { favorable: 0, neutral: 0, unfavorable: 0 },
      { favorable: -1, neutral: 2, unfavorable: 2 },
      { favorable: NaN, neutral: 2, unfavorable: 2 },
      { favorable: 1, neutral: Infinity, unfavorable: 2 },
    ],
    farApart: [
      { favorable: 400, neutral: 60, unfavorable: 40 },
      { favorable: 40, neutral: 60, unfavorable: 400 },
    ],
    value: ({ favorable, neutral, unfavorable }) =>
      (favorable - unfavorable) / (favorable + neutral + unfavorable),
    reach: 2,
  },
  proportion: {
    sample: fc
      .tuple(counts(1e4), counts(1e4))
      .filter(([successes, failures]) => successes + failures >= 0.01)
      .map(([successes, failures]) => ({ successes, trials: successes + failures })),
    edges: [
      { successes: 1, trials: 1 },
      { successes: 0, trials: 8 },
      { successes: 8, trials: 8 },
      { successes: 0, trials: 0.6 },
    ],
    impossible: [
      { successes: 12, trials: 10 },
      { successes: -1, trials: 10 },
      { successes: 0, trials: 0 },
      { successes: NaN, trials: 10 },
      { successes: 1, trials: Infinity },
    ],
    farApart: [
      { successes: 180, trials: 200 },
      { successes: 20, trials: 200 },
    ],
    value: ({ successes, trials: base }) => successes / base,
    reach: 1,
  },
};
