import type { AlertRule, Estimate, Seen, StandardSchema } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { failures } from "./fixtures/failures.ts";
import { ruleLaws } from "./rule-laws.ts";

interface Params {
  readonly limit: number;
}

const params: StandardSchema<unknown, Params> = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value) =>
      typeof value === "object" && value !== null && "limit" in value
        ? { value: value as Params }
        : { issues: [{ message: "no limit" }] },
  },
};

/** Matches below a limit, and counts how often it did. */
const below: AlertRule<Params, { readonly matches: number }> = {
  id: "below",
  title: "Below",
  params,
  watches: "window",
  guarantee: { kind: "none", why: "it does not test" },
  start: () => ({ matches: 0 }),
  judge(seen, { limit }, { matches }) {
    const value = seen.kind === "window" ? seen.estimate.value : null;
    if (value === null) return { state: { matches }, evidence: { kind: "no-data" } };
    return value < limit
      ? {
          state: { matches: matches + 1 },
          evidence: { kind: "match", because: `${value}, number ${matches}` },
        }
      : { state: { matches }, evidence: { kind: "no-match" } };
  },
};

function estimateOf(value: number): Estimate {
  const interval = { low: value - 10, high: value + 10 };
  const size = { n: 100, effectiveN: 100, unit: "points", confidenceLevel: 0.95, method: "test" } as const;
  return { value, interval, standardError: 5, ...size };
}

function window(value: number): Seen {
  return {
    kind: "window",
    estimate: estimateOf(value),
    estimateAt: () => estimateOf(value),
    better: "higher",
    segment: {},
    from: "2025-05-01T00:00:00Z",
    below: "2025-05-08T00:00:00Z",
    now: "2025-05-08T00:00:00Z",
  };
}

const samples = {
  params: { limit: 30 },
  seen: [window(40), window(20), window(35), window(10)],
  worsening: [window(40), window(31), window(29), window(5)],
};

describe("a correct rule keeps the rule laws", () => {
  for (const law of ruleLaws(below, samples)) it(law.name, law.check);
});

describe("each rule law catches the rule that breaks it", () => {
  type Judge = typeof below.judge;
  const judging = (change: (judged: ReturnType<Judge>, seen: Seen, state: { matches: number }) => unknown) =>
    ({
      judge: (seen, given, state) =>
        change(below.judge(seen, given, state), seen, state) as ReturnType<Judge>,
    }) satisfies Partial<typeof below>;
  let calls = 0;

  const mutants: readonly [law: string, mutant: Partial<AlertRule<Params, { readonly matches: number }>>][] =
    [
      [
        "samples hold something to judge",
        judging(({ state }) => ({ state, evidence: { kind: "no-match" } })),
      ],
      [
        "parameters are validated at once, and what is none is refused",
        {
          params: {
            "~standard": { ...params["~standard"], validate: (value) => ({ value: value as Params }) },
          },
        },
      ],
      [
        "no value stays silent",
        judging((judged, seen) =>
          seen.kind === "window" && seen.estimate.value === null
            ? { ...judged, evidence: { kind: "no-match" } }
            : judged,
        ),
      ],
      [
        "judge is pure: the same gives the same, and nothing is written to",
        judging(({ state }) => ({ state, evidence: { kind: "match", because: `call ${(calls += 1)}` } })),
      ],
      [
        "state is JSON",
        judging(({ evidence, state }) => ({ evidence, state: { ...state, at: Number.NaN } })),
      ],
      [
        "replay equals live, whenever it is restarted",
        judging(({ evidence, state }, _seen, before) => ({
          // A value that JSON turns into another: what is told depends on whether there was a restart.
          state: { ...state, at: new Date(0) },
          evidence:
            evidence.kind === "match" && "at" in before
              ? { kind: "match", because: typeof before.at }
              : evidence,
        })),
      ],
      [
        "evidence says what it is: p-values from 0 to 1, e-values from 0, and why",
        judging(({ evidence, state }) => ({
          state,
          evidence: evidence.kind === "match" ? { kind: "match", because: "" } : evidence,
        })),
      ],
      [
        "worse evidence never turns an alarm into none",
        judging(({ evidence, state }, seen) => ({
          state,
          evidence:
            seen.kind === "window" && (seen.estimate.value ?? 0) < 8 && evidence.kind === "match"
              ? { kind: "no-match" }
              : evidence,
        })),
      ],
      ["the guarantee holds something", { guarantee: { kind: "false-alarm-rate", perEvaluation: 0 } }],
      ["the guarantee holds something", { guarantee: { kind: "none", why: { en: "no test", zh: " " } } }],
    ];

  for (const [law, mutant] of mutants) {
    it(law, async () => {
      calls = 0;
      const laws = ruleLaws({ ...below, ...mutant }, samples);
      expect(laws.map(({ name }) => name)).toContain(law);
      expect(await failures(laws)).toContain(law);
    });
  }

  it("and none is without its mutant", () => {
    const names = ruleLaws(below, samples).map(({ name }) => name);
    expect(names.filter((name) => !mutants.some(([law]) => law === name))).toEqual([]);
  });
});
