import * as fc from "fast-check";
import { type IntervalLawOptions, intervalLaws, type Limits } from "./interval-promises.ts";
import type { Law } from "./law.ts";

/** Successes among trials. */
export interface ProportionSample {
  readonly successes: number;
  readonly trials: number;
}

/** What is special to an interval for a ratio. */
export interface RatioIntervalLawOptions extends IntervalLawOptions {
  /** The observed ratio that the interval is about: of the shares by default. */
  readonly value?: (a: ProportionSample, b: ProportionSample) => number;
}

/**
 * What every interval for a ratio of two independent proportions, or of their odds, keeps: limits finite, in order and not below 0, a
 * higher level never narrower, the reciprocal when the samples swap, around the observed ratio unless its method does not promise that,
 * and misuse refused by name. Tried on samples with successes and failures: what a method makes of none is its own affair.
 *
 * @param interval the interval under test
 * @param options what its method does not promise, the name its errors begin with, and the ratio it is about
 */
export function ratioIntervalLaws(
  interval: ((a: ProportionSample, b: ProportionSample, confidenceLevel?: number) => Limits) & {
    readonly method: string;
  },
  options: RatioIntervalLawOptions = {},
): readonly Law[] {
  const { largestBase = 1e4, value = shareRatio } = options;
  const count = fc.oneof(
    fc.integer({ min: 1, max: 40 }),
    fc.double({ min: 0.5, max: largestBase, noNaN: true }),
  );
  const sample = fc
    .tuple(count, count)
    .map(([successes, failures]) => ({ successes, trials: successes + failures }));
  const good = { successes: 3, trials: 10 };
  return intervalLaws<{ readonly a: ProportionSample; readonly b: ProportionSample }>(
    {
      method: interval.method,
      call: ({ a, b }, confidenceLevel) => interval(a, b, confidenceLevel),
      input: fc.record({ a: sample, b: sample }),
      edges: [
        { a: { successes: 1, trials: 2 }, b: { successes: 1, trials: 2 } },
        { a: { successes: 1, trials: 1000 }, b: { successes: 999, trials: 1000 } },
      ],
      impossible: [
        { a: good, b: { successes: 12, trials: 10 } },
        { a: { successes: -1, trials: 10 }, b: good },
        { a: { successes: 0, trials: 0 }, b: good },
        { a: good, b: { successes: NaN, trials: 10 } },
      ],
      value: ({ a, b }) => value(a, b),
      scale: { low: 0, high: Number.MAX_VALUE },
      mirrored: ({ a, b }) => ({ a: b, b: a }),
      mirror: (limit) => 1 / limit,
      width: ({ low, high }) => Math.log(high) - Math.log(low),
      grown: ({ a, b }) => ({ a: tenfold(a), b: tenfold(b) }),
    },
    options,
  );
}

function shareRatio(a: ProportionSample, b: ProportionSample): number {
  return a.successes / a.trials / (b.successes / b.trials);
}

function tenfold({ successes, trials }: ProportionSample): ProportionSample {
  return { successes: 10 * successes, trials: 10 * trials };
}
