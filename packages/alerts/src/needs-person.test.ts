import type { Seen } from "@cxkit/core";
import { alertRuleConformance } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { answer, review } from "./fixtures/answers.ts";
import { needsPerson, type NeedsPersonParams } from "./needs-person.ts";

const at = "2025-05-01T09:00:00Z";
const seen = (value: number | null): Seen => ({ kind: "event", event: answer("1", at, value), now: at });
const judged = (shown: Seen, params: NeedsPersonParams) =>
  needsPerson().judge(shown, params, null).evidence.kind;

describe("needsPerson passes the conformance kit", () => {
  const checks = alertRuleConformance(needsPerson(), {
    params: { item: "recommend", atMost: 6 },
    seen: [seen(9), seen(6), seen(null), seen(0)],
    worsening: [seen(10), seen(7), seen(6), seen(0)],
  });
  for (const { name, check } of checks) it(name, check);
});

describe("needsPerson", () => {
  it("matches at the limit and beyond, on either side", () => {
    expect([7, 6, 0].map((value) => judged(seen(value), { item: "recommend", atMost: 6 }))).toEqual([
      "no-match",
      "match",
      "match",
    ]);
    expect([8, 9].map((value) => judged(seen(value), { item: "recommend", atLeast: 9 }))).toEqual([
      "no-match",
      "match",
    ]);
  });

  it("names the item, and says why in English and Chinese", () => {
    expect(needsPerson().judge(seen(2), { item: "recommend", atMost: 6 }, null).evidence).toEqual({
      kind: "match",
      item: "recommend",
      because: { en: "the answer 2 is at or below 6", zh: "回答 2，不高于 6" },
    });
  });

  it("reads ratings of reviews when asked to, and nothing else then", () => {
    const posted: Seen = { kind: "event", event: review("r", at, 1), now: at };
    expect(judged(posted, { rating: true, atMost: 2 })).toBe("match");
    expect(judged(posted, { item: "recommend", atMost: 2 })).toBe("no-match");
    expect(judged(seen(0), { rating: true, atMost: 2 })).toBe("no-match");
  });

  it("has no data of a question that was skipped, and nothing to say of one that was not asked", () => {
    expect(judged(seen(null), { item: "recommend", atMost: 6 })).toBe("no-data");
    expect(judged(seen(0), { item: "other", atMost: 6 })).toBe("no-match");
  });

  it("refuses parameters that are half or twice said", () => {
    const refused = [
      { item: "a" },
      { atMost: 1 },
      { item: "a", rating: true, atMost: 1 },
      { item: "a", atMost: 1, atLeast: 2 },
      { item: "", atMost: 1 },
      { item: "a", atMost: "1" },
    ];
    for (const params of refused) {
      expect(needsPerson().params["~standard"].validate(params)).toHaveProperty("issues");
    }
  });
});
