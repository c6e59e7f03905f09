import { isCxError } from "@cxkit/core";
import { npsMetric } from "@cxkit/metrics";
import { describe, expect, it } from "vitest";
import { belowTarget } from "./below-target.ts";
import { rulesFrom } from "./rules-from.ts";

const metrics = { nps: npsMetric({ item: "recommend" }) };
const low = { kind: "below-target", metric: "nps", target: 40, window: "28d" };

describe("rulesFrom", () => {
  it("tells parameters, keys of the watch and the rate of false alarms apart", () => {
    const [rule] = rulesFrom(
      { "nps-low": { ...low, falseAlarms: 0.05, by: ["dimensions.region"], for: 2, owner: "ann" } },
      { metrics },
    );
    expect(rule).toMatchObject({
      id: "nps-low",
      params: { target: 40 },
      window: "28d",
      by: ["dimensions.region"],
      for: 2,
      owner: "ann",
      metric: { id: "nps" },
      rule: { id: "below-target", guarantee: { perEvaluation: 0.05 } },
    });
  });

  const refused: readonly [path: string, says: string, rules: unknown][] = [
    ["rules", "an object by id", []],
    ["rules.a", "an object with a kind", { a: 1 }],
    ["rules.a.kind", "Did you mean below-target?", { a: { ...low, kind: "bellow-target" } }],
    ["rules.a.kind", "named by its id", { a: {} }],
    ["rules.a.metric", "Did you mean nps?", { a: { ...low, metric: "npss" } }],
    ["rules.a.metric", "needs a metric", { a: { kind: "changed" } }],
    ["rules.a.taget", "Did you mean target?", { a: { ...low, taget: 1 } }],
    ["rules.a.target", "missing: a number is needed", { a: { kind: "below-target", metric: "nps" } }],
    ["rules.a.target", "a number is needed, got a text", { a: { ...low, target: "30" } }],
    ["rules.a.window", "28d", { a: { ...low, window: "a month" } }],
    ["rules.a.falseAlarms", "0.01 ≤ falseAlarms", { a: { ...low, falseAlarms: 0 } }],
    ["rules.a.falseAlarms", "a share", { a: { ...low, falseAlarms: "1 %" } }],
    [
      "rules.a.falseAlarms",
      "promises no rate",
      { a: { kind: "needs-person", item: "q", atMost: 1, falseAlarms: 0.05 } },
    ],
    ["rules.a.atMost", "either atMost or atLeast", { a: { kind: "needs-person", item: "q" } }],
    ["rules.a.by", "a list is needed, got a text", { a: { ...low, by: "region" } }],
    ["rules.a.by", "Did you mean dimensions.region?", { a: { ...low, by: ["region"] } }],
    ["rules.a.by", "groups of customers", { a: { ...low, by: ["subject"] } }],
    [
      "rules.a.where",
      "Did you mean dimensions.store?",
      { a: { ...low, where: { field: "store", in: ["1"] } } },
    ],
    ["rules.a.where", "a condition is like", { a: { ...low, where: "region = north" } }],
    ["rules.a.window", "28d", { a: { ...low, window: 28 } }],
    ["rules.a.every", "at most ten years", { a: { ...low, every: "99999999w" } }],
    ["rules.a.fresh", "judges windows", { a: { ...low, fresh: "1d" } }],
    [
      "rules.a.by",
      "judges single answers",
      { a: { kind: "needs-person", item: "q", atMost: 1, by: ["channel"] } },
    ],
    ["rules.a.owner", "must not be empty", { a: { ...low, owner: "" } }],
    [
      "rules.a.silences.0.from",
      "as 2025-05-01T00:00:00Z",
      { a: { ...low, silences: [{ from: "2025-05-01", until: "2025-05-02" }] } },
    ],
  ];
  for (const [path, says, rules] of refused) {
    it(`names ${path}: ${says || "what its schema says"}`, () => {
      let thrown: unknown;
      try {
        rulesFrom(rules, { metrics });
      } catch (error) {
        thrown = error;
      }
      expect(
        isCxError(thrown, "invalid-setup") && [thrown.place.path, thrown.message.includes(says)],
      ).toEqual([path, true]);
    });
  }

  it("takes kinds of one's own", () => {
    const kinds = { "acme.low": { keys: ["target"], rule: belowTarget } };
    expect(rulesFrom({ a: { ...low, kind: "acme.low" } }, { metrics, kinds })).toHaveLength(1);
  });
});
