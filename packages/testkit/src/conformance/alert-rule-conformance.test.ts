import type { AlertRule, Estimate, Json, Seen, StandardSchema } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { alertRuleConformance } from "./alert-rule-conformance.ts";
import { lives, unproven } from "./fixtures/lives.ts";

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
type Rule = AlertRule<Params, { readonly matches: number }>;

/** Matches below a limit, and counts how often it did. */
const good: Rule = {
  kind: "alert-rule",
  spec: "v1",
  id: "below",
  title: "Below",
  params,
  watches: "window",
  guarantee: { kind: "none", why: "it does not test" },
  start: () => ({ matches: 0 }),
  judge(seen, { limit }, { matches }) {
    const value = seen.kind === "window" ? seen.estimate.value : null;
    if (value === null || (seen.kind === "window" && seen.estimate.n < 30))
      return { state: { matches }, evidence: { kind: "no-data" } };
    if (value >= limit) return { state: { matches }, evidence: { kind: "no-match" } };
    return {
      state: { matches: matches + 1 },
      evidence: { kind: "match", because: `${value}, number ${matches}` },
    };
  },
};
const estimate = (value: number): Estimate => ({
  value,
  interval: null,
  standardError: null,
  n: 100,
  effectiveN: 100,
  unit: "points",
  confidenceLevel: 0.95,
  method: "test",
});
const week = {
  better: "higher",
  segment: {},
  from: "2025-05-01T00:00:00Z",
  below: "2025-05-08T00:00:00Z",
  now: "2025-05-08T00:00:00Z",
} as const;
const window = (value: number): Seen => ({
  kind: "window",
  estimate: estimate(value),
  estimateAt: () => estimate(value),
  ...week,
});
const samples = {
  params: { limit: 30 },
  seen: [window(40), window(20), window(35), window(10)],
  worsening: [window(40), window(31), window(29), window(5)],
};
const judging = (change: (judged: ReturnType<Rule["judge"]>, seen: Seen) => object): Rule => ({
  ...good,
  judge: (seen, given, state) => change(good.judge(seen, given, state), seen) as ReturnType<Rule["judge"]>,
});
let calls = 0;

/** Tells people after a match, and that it is over after `patience` windows without one. */
const engine =
  (patience: number, again = false) =>
  async (windows: readonly Seen[]) => {
    let [firing, clear] = [false, 0];
    return windows.map((seen) => {
      const match = good.judge(seen, samples.params, { matches: 0 }).evidence.kind === "match";
      clear = match ? 0 : clear + 1;
      const was = firing;
      firing = match || (firing && clear < patience);
      return firing && !was ? "alert" : !firing && (was || (again && clear === 5)) ? "recovery" : null;
    });
  };
const options = { engine: engine(2), leastN: 30 };
/** Says of the smallest rise that all is well. */
const nervous: typeof options.engine = async (windows) =>
  windows.map((seen, at) => {
    const [now, before] = [seen, windows[at - 1]].map((one) =>
      one?.kind === "window" ? (one.estimate.value ?? 0) : 0,
    ) as [number, number];
    return at === 0 ? null : now < before ? "alert" : now > before ? "recovery" : null;
  });

const mutants: readonly (readonly [
  id: string,
  what: string,
  rule: Rule,
  options?: Parameters<typeof alertRuleConformance>[2],
])[] = [
  ["L9", "is told of with every trifle", good, { ...options, engine: nervous }],
  ["L9", "is told to be over twice", good, { ...options, engine: engine(2, true) }],
  ["L9", "is never told of", good, { ...options, engine: async (windows) => windows.map(() => null) }],
  ["L10", "raises an alarm over one answer less", good, { ...options, leastN: 101 }],
  ["L1", "is of another contract", { ...good, spec: "v9" as "v1" }],
  [
    "L2",
    "takes anything for parameters",
    {
      ...good,
      params: { "~standard": { ...params["~standard"], validate: (value) => ({ value: value as Params }) } },
    },
  ],
  [
    "L3",
    "says that all is well where there is no value",
    judging((judged) => ({
      ...judged,
      evidence: judged.evidence.kind === "no-data" ? { kind: "no-match" } : judged.evidence,
    })),
  ],
  [
    "L4",
    "counts what it is asked",
    judging(({ state }) => ({ state, evidence: { kind: "match", because: `call ${(calls += 1)}` } })),
  ],
  ["L5", "keeps what is no JSON", judging((judged) => ({ ...judged, state: { ...judged.state, at: NaN } }))],
  [
    "L5",
    "loses its count when it is restarted",
    {
      ...good,
      start: () => Object.defineProperty({ matches: 0 }, "hidden", { value: 1 }),
      judge(seen, given, state) {
        const judged = good.judge(seen, given, state);
        const fresh = Object.getOwnPropertyDescriptor(state, "hidden");
        const matches = fresh ? judged.state.matches : 0;
        return { ...judged, state: Object.defineProperty({ matches }, "hidden", { value: 1 }) };
      },
    },
  ],
  [
    "L6",
    "is sure beyond sure",
    judging((judged) => ({ ...judged, evidence: { kind: "p-value", pValue: 2, because: "sure" } })),
  ],
  [
    "L6",
    "does not say why",
    judging((judged) => ({
      ...judged,
      evidence: judged.evidence.kind === "match" ? { kind: "match", because: " " } : judged.evidence,
    })),
  ],
  [
    "L7",
    "is silent when it is worst",
    judging((judged, seen) => ({
      ...judged,
      evidence:
        seen.kind === "window" && (seen.estimate.value ?? 0) < 10 ? { kind: "no-match" } : judged.evidence,
    })),
  ],
  ["L8", "asks the clock", judging((judged) => (new Date().getTime() > 0 ? judged : {}))],
  [
    "L8",
    "speaks the language of the place",
    judging((judged, seen) =>
      (seen.kind === "window" ? (seen.estimate.value ?? 0).toLocaleString() : "") === "x" ? {} : judged,
    ),
  ],
];

describe("an alert rule in good order conforms", () => {
  for (const check of alertRuleConformance<Params, { readonly matches: number }>(good, samples, options))
    it(check.name, check.check);
});

describe("every mutant of an alert rule dies", () => {
  for (const [id, what, rule, given = options] of mutants)
    it(`${id} sees one that ${what}`, async () => {
      expect(
        await lives(
          alertRuleConformance<Params, Json & { readonly matches: number }>(rule, samples, given),
          id,
        ),
      ).toBe("dies");
    });

  it("and every check kills one", () => {
    expect(
      unproven(
        alertRuleConformance(good, samples, options),
        mutants.map(([id]) => id),
      ),
    ).toEqual([]);
  });
});

it("one that nothing tells people of was not tried with that", () => {
  const left = alertRuleConformance(good, samples).flatMap((check) =>
    check.left ? [[check.id, check.left.as]] : [],
  );
  expect(left).toEqual([
    ["L9", "not-tried"],
    ["L10", "not-tried"],
  ]);
});
