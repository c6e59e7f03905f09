import { describe, expect, it } from "vitest";
import { failures } from "./fixtures/failures.ts";
import { reach, requireThat } from "./fixtures/plain-intervals.ts";
import type { Limits } from "./interval-promises.ts";
import { ratioIntervalLaws } from "./ratio-interval-laws.ts";

interface Counts {
  readonly successes: number;
  readonly trials: number;
}
type Call = (a: Counts, b: Counts, confidenceLevel?: number) => Limits;

const plain: Call = (a, b, confidenceLevel = 0.95) => {
  for (const { successes, trials } of [a, b])
    requireThat(successes > 0 && successes <= trials, "0 < successes ≤ trials", `${successes} of ${trials}`);
  const variance = 1 / a.successes - 1 / a.trials + 1 / b.successes - 1 / b.trials;
  const factor = Math.exp(Math.min(300, reach(confidenceLevel) * Math.sqrt(variance)));
  const ratio = a.successes / a.trials / (b.successes / b.trials);
  return { low: ratio / factor, high: ratio * factor };
};

const named = (call: Call) => Object.assign(call, { method: "plain" });

describe("a correct interval keeps the laws of intervals for a ratio", () => {
  for (const law of ratioIntervalLaws(
    named((...input) => plain(...input)),
    { name: "plain" },
  ))
    it(law.name, law.check);
});

describe("each law catches the interval that breaks it", () => {
  const mutants: readonly [law: string, mutant: Call][] = [
    [
      "an interval mirrors with its sample",
      (a, b, level) => {
        const { low, high } = plain(a, b, level);
        return { low, high: high * 1.01 };
      },
    ],
    ["an interval contains the observed value", (a, b, level) => plain(b, a, level)],
    [
      "limits stay on the scale",
      (a, b, level) => {
        const { low, high } = plain(a, b, level);
        return { low: low - 1, high };
      },
    ],
    ["a level outside 0…1 is refused by name", (a, b, level = 0.95) => plain(a, b, level > 1 ? 0.95 : level)],
  ];
  for (const [law, mutant] of mutants) {
    it(`"${law}" fails when it is broken`, async () => {
      expect(await failures(ratioIntervalLaws(named((...input) => mutant(...input))))).toContain(law);
    });
  }
});
