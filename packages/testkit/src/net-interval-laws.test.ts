import { describe, expect, it } from "vitest";
import { failures } from "./fixtures/failures.ts";
import { reach, requireThat, wilson } from "./fixtures/plain-intervals.ts";
import type { Limits } from "./interval-promises.ts";
import { netIntervalLaws } from "./net-interval-laws.ts";

interface Counts {
  readonly favorable: number;
  readonly neutral: number;
  readonly unfavorable: number;
}
type Call = (counts: Counts, confidenceLevel?: number) => Limits;

/** The two Wilson intervals put together in the widest way. */
const plain: Call = ({ favorable, neutral, unfavorable }, confidenceLevel = 0.95) => {
  const n = favorable + neutral + unfavorable;
  const possible = favorable >= 0 && neutral >= 0 && unfavorable >= 0 && n > 0 && n < Infinity;
  requireThat(possible, "counts ≥ 0, not all 0", [favorable, neutral, unfavorable]);
  const z = reach(confidenceLevel);
  const [up, down] = [wilson(favorable / n, n, z), wilson(unfavorable / n, n, z)];
  return { low: Math.max(-1, up.low - down.high), high: Math.min(1, up.high - down.low) };
};

const named = (call: Call) => Object.assign(call, { method: "plain" });

describe("a correct interval keeps the laws of intervals for a net share", () => {
  for (const law of netIntervalLaws(
    named((...input) => plain(...input)),
    { name: "plain" },
  ))
    it(law.name, law.check);
});

describe("each law catches the interval that breaks it", () => {
  const mutants: readonly [law: string, mutant: Call][] = [
    [
      "limits are finite and in order for one answer, equal answers and the ends of the scale",
      (counts, level) => {
        const { low, high } = plain(counts, level);
        const { favorable, neutral, unfavorable } = counts;
        return { low: favorable * neutral * unfavorable > 0 ? low : low / (favorable + neutral), high };
      },
    ],
    [
      "an interval mirrors with its sample",
      (counts, level) => {
        const { low, high } = plain(counts, level);
        return { low, high: (high + 1) / 2 };
      },
    ],
    [
      "an interval contains the observed value",
      ({ favorable, neutral, unfavorable }, level) =>
        plain({ favorable: favorable + 20, neutral, unfavorable: unfavorable + 20 }, level),
    ],
    [
      "0.05 is a low confidence level, not a significance level",
      (counts, level = 0.95) => plain(counts, level > 0 && level < 1 ? 1 - level : level),
    ],
    [
      "a level outside 0…1 is refused by name",
      (counts, level = 0.95) => plain(counts, Math.min(level, 0.99)),
    ],
    [
      "an impossible sample is refused by name",
      ({ favorable, neutral, unfavorable }, level) =>
        plain({ favorable, neutral: Math.abs(neutral), unfavorable }, level),
    ],
    [
      "limits are finite and in order, for fractional bases too",
      ({ favorable, neutral, unfavorable }, level) => {
        const { low, high } = plain({ favorable, neutral, unfavorable }, level);
        return Number.isInteger(favorable) ? { low, high } : { low, high: NaN };
      },
    ],
  ];
  for (const [law, mutant] of mutants) {
    it(`"${law}" fails when it is broken`, async () => {
      expect(await failures(netIntervalLaws(named((...input) => mutant(...input))))).toContain(law);
    });
  }

  it("a test that does not belong to the interval is found out", async () => {
    const laws = netIntervalLaws(
      named((...input) => plain(...input)),
      { pValue: () => 0.3 },
    );
    expect(await failures(laws)).toEqual(["an interval excludes a value exactly when its test rejects it"]);
  });
});
