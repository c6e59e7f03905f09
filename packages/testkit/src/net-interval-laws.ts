import * as fc from "fast-check";
import { counts, forAll, type IntervalLawOptions, intervalLaws, type Limits } from "./interval-promises.ts";
import { broken, type Law, shown } from "./law.ts";

/** Responses by class. */
export interface NetSample {
  readonly favorable: number;
  readonly neutral: number;
  readonly unfavorable: number;
}

/** What is special to an interval for a net share. */
export interface NetIntervalLawOptions extends IntervalLawOptions {
  /** p-value of the test that the interval inverts, if it inverts one: two-sided, against that true net share. */
  readonly pValue?: (counts: NetSample, value: number) => number;
}

/**
 * What every interval for a net share (NPS on −1…1) keeps: limits finite and in order for any legal counts and level, a higher level
 * never narrower, mirrored when favorable and unfavorable swap, around the observed value, on the scale and with width unless its
 * method does not promise that, and misuse refused by name.
 *
 * @param interval the interval under test
 * @param options what its method does not promise, the name its errors begin with, and the test it inverts
 */
export function netIntervalLaws(
  interval: ((counts: NetSample, confidenceLevel?: number) => Limits) & { readonly method: string },
  options: NetIntervalLawOptions = {},
): readonly Law[] {
  const { largestBase = 1e6, pValue } = options;
  const sample = fc
    .record({
      favorable: counts(largestBase),
      neutral: counts(largestBase),
      unfavorable: counts(largestBase),
    })
    .filter((input) => total(input) >= 0.01);
  const laws = intervalLaws(
    {
      method: interval.method,
      call: interval,
      input: sample,
      edges: [
        { favorable: 1, neutral: 0, unfavorable: 0 },
        { favorable: 0, neutral: 1, unfavorable: 0 },
        { favorable: 0, neutral: 0, unfavorable: 1 },
        { favorable: 10, neutral: 0, unfavorable: 0 },
        { favorable: 0, neutral: 12, unfavorable: 0 },
        { favorable: 0, neutral: 0, unfavorable: 500 },
        { favorable: 0.3, neutral: 0.1, unfavorable: 0 },
        { favorable: 5, neutral: 0, unfavorable: 5 },
      ],
      impossible: [
        { favorable: 0, neutral: 0, unfavorable: 0 },
        { favorable: 3, neutral: -1, unfavorable: 2 },
        { favorable: -0.5, neutral: 0, unfavorable: 1 },
        { favorable: NaN, neutral: 1, unfavorable: 0 },
        { favorable: 1, neutral: 1, unfavorable: Infinity },
      ],
      value: (input) => (input.favorable - input.unfavorable) / total(input),
      scale: { low: -1, high: 1 },
      mirrored: ({ favorable, neutral, unfavorable }) => ({
        favorable: unfavorable,
        neutral,
        unfavorable: favorable,
      }),
      mirror: (limit) => -limit,
      grown: ({ favorable, neutral, unfavorable }) => ({
        favorable: 10 * favorable,
        neutral: 10 * neutral,
        unfavorable: 10 * unfavorable,
      }),
    },
    options,
  );
  if (pValue === undefined) return laws;
  const value = fc.double({ min: -0.99, max: 0.99, noNaN: true });
  return [
    ...laws,
    {
      name: "an interval excludes a value exactly when its test rejects it",
      check: forAll(
        fc.tuple(sample, value, fc.constantFrom(0.5, 0.8, 0.95, 0.99)),
        ([input, tried, level]) => {
          const { low, high } = interval(input, level);
          const p = pValue(input, tried);
          if (
            Math.abs(p - (1 - level)) < 1e-7 ||
            Math.min(Math.abs(tried - low), Math.abs(tried - high)) < 1e-9
          )
            return;
          if ((tried < low || tried > high) !== p < 1 - level)
            broken(
              `${shown(input)} at ${level}: p = ${p} of ${tried}, the interval is ${shown({ low, high })}`,
            );
        },
      ),
    },
  ];
}

function total({ favorable, neutral, unfavorable }: NetSample): number {
  return favorable + neutral + unfavorable;
}
