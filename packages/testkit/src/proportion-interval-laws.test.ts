import { describe, expect, it } from "vitest";
import { failures } from "./fixtures/failures.ts";
import { reach, requireThat, wilson } from "./fixtures/plain-intervals.ts";
import type { Limits } from "./interval-promises.ts";
import { proportionIntervalLaws } from "./proportion-interval-laws.ts";

type Call = (successes: number, trials: number, confidenceLevel?: number) => Limits;

const plain: Call = (successes, trials, confidenceLevel = 0.95) => {
  const possible = successes >= 0 && successes <= trials && trials > 0 && trials < Infinity;
  requireThat(possible, "0 ≤ successes ≤ trials", `${successes} of ${trials}`);
  return wilson(successes / trials, trials, reach(confidenceLevel));
};

const named = (call: Call, method = "plain") => Object.assign(call, { method });

/** p-value of the score test whose critical value is the stand-in. */
const pValue = (successes: number, trials: number, value: number): number =>
  Math.exp(-((successes / trials - value) ** 2) / ((2 * value * (1 - value)) / trials));

describe("a correct interval keeps the laws of intervals for a proportion", () => {
  const correct = named((...input: Parameters<Call>) => plain(...input));
  for (const law of proportionIntervalLaws(correct, { name: "plain", pValue })) it(law.name, law.check);
});

describe("each law catches the interval that breaks it", () => {
  const mutants: readonly [law: string, mutant: Call, method?: string][] = [
    ["an interval says by which method it was made", plain, ""],
    [
      "limits are finite and in order, for fractional bases too",
      (successes, trials, level) => {
        const { low, high } = plain(successes, trials, level);
        return Number.isInteger(trials) ? { low, high } : { low: high, high: low };
      },
    ],
    [
      "limits are finite and in order for one answer, equal answers and the ends of the scale",
      (successes, trials, level) => {
        const { low, high } = plain(successes, trials, level);
        return successes === 0 ? { low: NaN, high } : { low, high };
      },
    ],
    [
      "limits are finite and in order at levels next to 0 and 1",
      (successes, trials, level = 0.95) =>
        level > 0.99999 && level < 1 ? { low: 0, high: Infinity } : plain(successes, trials, level),
    ],
    [
      "a higher confidence level never narrows the interval",
      (successes, trials, level = 0.95) =>
        plain(successes, trials, level > 0 && level < 1 ? Math.max(1e-9, 1 - level) : level),
    ],
    [
      "0.05 is a low confidence level, not a significance level",
      (successes, trials, level = 0.95) =>
        plain(successes, trials, level > 0 && level < 0.2 ? 1 - level / 5 : level),
    ],
    [
      "the confidence level is 0.95 where none is given",
      (successes, trials, level = 0.9) => plain(successes, trials, level),
    ],
    [
      "an interval mirrors with its sample",
      (successes, trials, level) => {
        const { low, high } = plain(successes, trials, level);
        return { low: low * 0.999, high };
      },
    ],
    [
      "ten times the answers never widen the interval",
      (successes, trials, level) => {
        plain(successes, trials, level);
        return plain(successes / trials / trials, 1 / trials, level);
      },
    ],
    [
      "an interval contains the observed value",
      (successes, trials, level) => {
        plain(successes, trials, level);
        return wilson(0.5, trials, 1);
      },
    ],
    [
      "limits stay on the scale",
      (successes, trials, level) => {
        const { low, high } = plain(successes, trials, level);
        return { low: low - 0.01, high: high + 0.01 };
      },
    ],
    [
      "an interval has width where all answers agree",
      (successes, trials, level) => {
        const limits = plain(successes, trials, level);
        return successes === trials ? { low: 1, high: 1 } : limits;
      },
    ],
    [
      "an interval excludes a value exactly when its test rejects it",
      (successes, trials, level) => plain(successes / 4, trials / 4, level),
    ],
    [
      "a level outside 0…1 is refused by name",
      (successes, trials, level = 0.95) =>
        plain(successes, trials, level > 1 && level < 100 ? level / 100 : level),
    ],
    [
      "an impossible sample is refused by name",
      (successes, trials, level) =>
        successes > trials ? { low: 0, high: 1 } : plain(successes, trials, level),
    ],
  ];

  for (const [law, mutant, method] of mutants) {
    it(`"${law}" fails when it is broken`, async () => {
      const broken = named((...input: Parameters<Call>) => mutant(...input), method);
      expect(await failures(proportionIntervalLaws(broken, { name: "plain", pValue }))).toContain(law);
    });
  }

  it("an error without the function's name, its condition or the value is found out", async () => {
    for (const message of [
      "wrong",
      "other requires 0 < confidenceLevel < 1, got 95",
      "plain requires more",
    ]) {
      const vague = named((successes: number, trials: number, level = 0.95) => {
        if (!(level > 0 && level < 1)) throw new RangeError(message);
        return plain(successes, trials, level);
      });
      expect(await failures(proportionIntervalLaws(vague, { name: "plain" }))).toContain(
        "a level outside 0…1 is refused by name",
      );
    }
  });
});

it("what a method does not promise is not asked of it", async () => {
  const wald = named((successes: number, trials: number, level = 0.95) => {
    plain(successes, trials, level);
    const share = successes / trials;
    const margin = reach(level) * Math.sqrt((share * (1 - share)) / trials);
    return { low: share - margin, high: share + margin };
  });
  expect(await failures(proportionIntervalLaws(wald, { name: "plain" }))).toEqual([
    "limits stay on the scale",
    "an interval has width where all answers agree",
  ]);
  expect(await failures(proportionIntervalLaws(wald, { without: ["on the scale", "has width"] }))).toEqual(
    [],
  );
});
