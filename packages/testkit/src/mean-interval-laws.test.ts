import { describe, expect, it } from "vitest";
import { failures } from "./fixtures/failures.ts";
import { reach, requireThat, wilson } from "./fixtures/plain-intervals.ts";
import type { Limits } from "./interval-promises.ts";
import { meanIntervalLaws, type MeanSample } from "./mean-interval-laws.ts";

type Call = (summary: MeanSample, confidenceLevel?: number) => Limits;

/** Wilson's interval of the mean's place on the scale, whatever the variance. */
const plain: Call = ({ mean, variance, n, min, max }, confidenceLevel = 0.95) => {
  requireThat(min < max, "min < max", min);
  requireThat(mean >= min && mean <= max, "min ≤ mean ≤ max", mean);
  requireThat(variance >= 0, "variance ≥ 0", variance);
  requireThat(n > 0 && n < Infinity, "n > 0", n);
  const { low, high } = wilson((mean - min) / (max - min), n, reach(confidenceLevel));
  return { low: min + (max - min) * low, high: min + (max - min) * high };
};

const named = (call: Call) => Object.assign(call, { method: "plain" });

describe("a correct interval keeps the laws of intervals for a mean", () => {
  for (const law of meanIntervalLaws(
    named((...input) => plain(...input)),
    { name: "plain" },
  ))
    it(law.name, law.check);
});

describe("each law catches the interval that breaks it", () => {
  const mutants: readonly [law: string, mutant: Call][] = [
    [
      "an interval moves and stretches with the unit of the scale",
      (summary, level) => {
        const { low, high } = plain(summary, level);
        return { low: Math.max(summary.min, low - 0.1), high: Math.min(summary.max, high + 0.1) };
      },
    ],
    [
      "an interval has width where all answers agree",
      (summary, level) => {
        const limits = plain(summary, level);
        return summary.variance === 0 ? { low: summary.mean, high: summary.mean } : limits;
      },
    ],
    [
      "an impossible sample is refused by name",
      (summary, level) => plain({ ...summary, variance: 1 }, level),
    ],
    [
      "an interval mirrors with its sample",
      (summary, level) => plain({ ...summary, mean: summary.mean ** 2 / summary.max }, level),
    ],
  ];
  for (const [law, mutant] of mutants) {
    it(`"${law}" fails when it is broken`, async () => {
      expect(await failures(meanIntervalLaws(named((...input) => mutant(...input))))).toContain(law);
    });
  }
});
