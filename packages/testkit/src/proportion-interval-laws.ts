import * as fc from "fast-check";
import { counts, forAll, type IntervalLawOptions, intervalLaws, type Limits } from "./interval-promises.ts";
import { broken, type Law, shown } from "./law.ts";

/** What is special to an interval for a proportion. */
export interface ProportionIntervalLawOptions extends IntervalLawOptions {
  /** p-value of the test that the interval inverts, if it inverts one: two-sided, against that true share. */
  readonly pValue?: (successes: number, trials: number, value: number) => number;
}

/**
 * What every interval for one proportion keeps: limits finite and in order for any legal counts and level, effective ones that are not
 * whole included, a higher level never narrower, mirrored when successes and failures swap, around the observed share, on 0…1 and with
 * width unless its method does not promise that, and misuse refused by name.
 *
 * @param interval the interval under test
 * @param options what its method does not promise, the name its errors begin with, and the test it inverts
 */
export function proportionIntervalLaws(
  interval: ((successes: number, trials: number, confidenceLevel?: number) => Limits) & {
    readonly method: string;
  },
  options: ProportionIntervalLawOptions = {},
): readonly Law[] {
  const { largestBase = 1e6, pValue } = options;
  const sample = fc
    .record({ successes: counts(largestBase), failures: counts(largestBase) })
    .filter((input) => input.successes + input.failures >= 0.01)
    .map(({ successes, failures }) => ({ successes, trials: successes + failures }));
  const laws = intervalLaws(
    {
      method: interval.method,
      call: ({ successes, trials }, confidenceLevel) => interval(successes, trials, confidenceLevel),
      input: sample,
      edges: [
        { successes: 0, trials: 1 },
        { successes: 1, trials: 1 },
        { successes: 0, trials: 10 },
        { successes: 10, trials: 10 },
        { successes: 0, trials: 0.4 },
        { successes: 1000, trials: 1000 },
      ],
      impossible: [
        { successes: 12, trials: 10 },
        { successes: -1, trials: 10 },
        { successes: 0, trials: 0 },
        { successes: NaN, trials: 10 },
        { successes: 1, trials: NaN },
        { successes: 1, trials: Infinity },
      ],
      value: ({ successes, trials }) => successes / trials,
      scale: { low: 0, high: 1 },
      mirrored: ({ successes, trials }) => ({ successes: trials - successes, trials }),
      mirror: (limit) => 1 - limit,
      grown: ({ successes, trials }) => ({ successes: 10 * successes, trials: 10 * trials }),
    },
    options,
  );
  if (pValue === undefined) return laws;
  const value = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  return [
    ...laws,
    {
      name: "an interval excludes a value exactly when its test rejects it",
      check: forAll(
        fc.tuple(sample, value, fc.constantFrom(0.5, 0.8, 0.95, 0.99)),
        ([input, tried, level]) => {
          const { low, high } = interval(input.successes, input.trials, level);
          const p = pValue(input.successes, input.trials, tried);
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
