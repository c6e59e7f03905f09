import { describe, expect, it } from "vitest";
import { differenceLaws } from "./difference-laws.ts";
import { failures } from "./fixtures/failures.ts";
import { reach, requireThat } from "./fixtures/plain-intervals.ts";

interface Counts {
  readonly successes: number;
  readonly trials: number;
}
type Call = (a: Counts, b: Counts, confidenceLevel?: number) => ReturnType<typeof plain>;

/** Wald's interval with a success and a failure more in each sample, and the test that agrees with it. */
function plain(a: Counts, b: Counts, confidenceLevel = 0.95) {
  const [one, other] = [a, b].map(({ successes, trials }) => {
    const possible = successes >= 0 && successes <= trials && trials > 0 && trials < Infinity;
    requireThat(possible, "0 ≤ successes ≤ trials", `${successes} of ${trials}`);
    const share = (successes + 1) / (trials + 2);
    return { share, variance: (share * (1 - share)) / (trials + 2) };
  }) as [Moments, Moments];
  const z = reach(confidenceLevel);
  const center = one.share - other.share;
  const standardError = Math.sqrt(one.variance + other.variance);
  const statistic = center / standardError;
  return {
    difference: a.successes / a.trials - b.successes / b.trials,
    interval: { low: center - z * standardError, high: center + z * standardError },
    standardError,
    statistic,
    pValue: Math.exp((-statistic * statistic) / 2),
    method: "plain",
    test: "plain",
  };
}

interface Moments {
  readonly share: number;
  readonly variance: number;
}

const options = { name: "plain", without: ["on the scale", "contains the difference"] } as const;

describe("a correct difference keeps the laws", () => {
  for (const law of differenceLaws(plain, "proportion", options)) it(law.name, law.check);
});

describe("each law catches the difference that breaks it", () => {
  const mutants: readonly [law: string, mutant: Call][] = [
    ["a difference says its method and its test", (...input) => ({ ...plain(...input), test: "" })],
    [
      "the difference is the observed one, A minus B",
      (...input) => {
        const got = plain(...input);
        return { ...got, difference: (got.interval.low + got.interval.high) / 2 };
      },
    ],
    [
      "a difference negates when the samples swap, with the same p-value",
      (...input) => {
        const got = plain(...input);
        return { ...got, interval: { ...got.interval, high: got.interval.high + 0.001 } };
      },
    ],
    [
      "everything is finite and in order, for fractional bases too",
      (a, b, level) => ({ ...plain(a, b, level), standardError: Number.isInteger(a.trials) ? 1 : NaN }),
    ],
    [
      "everything is finite and in order where samples have one answer or no variance",
      (a, b, level) => ({ ...plain(a, b, level), statistic: 1 / (a.successes % a.trials) }),
    ],
    [
      "everything is finite and in order at levels next to 0 and 1",
      (a, b, level = 0.95) => {
        const got = plain(a, b, level);
        return level > 0.99999 ? { ...got, interval: { low: -Infinity, high: Infinity } } : got;
      },
    ],
    [
      "a higher confidence level never narrows the interval",
      (a, b, level = 0.95) => plain(a, b, level > 0 && level < 1 ? 1 - level : level),
    ],
    ["the confidence level is 0.95 where none is given", (a, b, level = 0.9) => plain(a, b, level)],
    ["equal samples do not differ", (...input) => ({ ...plain(...input), pValue: 0.5 })],
    [
      "p-values far below 1e-16 keep their digits",
      (...input) => {
        const got = plain(...input);
        return { ...got, pValue: 1 - (1 - got.pValue) };
      },
    ],
    [
      "an interval excludes 0 exactly when its test rejects",
      (...input) => {
        const got = plain(...input);
        return { ...got, pValue: Math.sqrt(got.pValue) };
      },
    ],
    [
      "an interval has width where no sample varies",
      (a, b, level) => {
        const got = plain(a, b, level);
        return a.successes === a.trials ? { ...got, interval: { low: 0, high: 0 } } : got;
      },
    ],
    ["a level outside 0…1 is refused by name", (a, b, level = 0.95) => plain(a, b, level > 1 ? 0.95 : level)],
    [
      "an impossible sample is refused by name, on either side",
      (a, b, level) => plain(a, { ...b, successes: Math.min(b.successes, b.trials) }, level),
    ],
  ];
  for (const [law, mutant] of mutants) {
    it(`"${law}" fails when it is broken`, async () => {
      expect(await failures(differenceLaws(mutant, "proportion", options))).toContain(law);
    });
  }

  it("what a method does not promise is asked of it unless it says so", async () => {
    expect(await failures(differenceLaws(plain, "proportion", { name: "plain" }))).toEqual([
      "an interval contains the observed difference",
      "limits stay within what two samples can differ by",
    ]);
  });
});
