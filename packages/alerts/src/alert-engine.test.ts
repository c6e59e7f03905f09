import { isCxError } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { alertEngine, type AlertEngineOptions } from "./alert-engine.ts";
import { changed } from "./changed.ts";
import { answer } from "./fixtures/answers.ts";
import { answers, at, call, hostOf, low, metric } from "./fixtures/watched-host.ts";

describe("an engine is refused", () => {
  const refused: readonly [path: string, change: Partial<AlertEngineOptions>][] = [
    ["routing.fallback", { routing: { fallback: "" } }],
    ["routing.stages.delivery", { routing: { fallback: "care", stages: { delivery: " " } } }],
    ["zone", { zone: "Mars/Base" }],
    ["rules.call", { rules: [call, call] }],
    ["rules.call.item", { rules: [{ ...call, params: {} }] }],
    ["rules.nps-low.window", { rules: [{ ...low, window: "x" as "1d" }] }],
    ["rules.nps-low.for", { rules: [{ ...low, for: 0 }] }],
    ["rules.No.id", { rules: [{ ...low, id: "No" }] }],
    ["rules.call.owner", { rules: [{ ...call, owner: "" }] }],
  ];
  for (const [path, change] of refused) {
    it(`naming ${path}`, () => {
      const options = {
        rules: [],
        routing: { fallback: "care" },
        language: "en",
        zone: "UTC",
        ...change,
      } as const;
      let thrown: unknown;
      try {
        alertEngine(options);
      } catch (error) {
        thrown = error;
      }
      expect(isCxError(thrown, "invalid-setup") && thrown.place.path).toBe(path);
    });
  }

  it("without a metric, or with one that cannot compare", () => {
    const { metric: _metric, ...bare } = low;
    const { compare: _compare, ...lonely } = metric;
    expect(() => hostOf([bare])).toThrow(/rules\.nps-low\.metric/);
    expect(() => hostOf([{ ...low, rule: changed(), params: {}, metric: lonely }])).toThrow(/cannot compare/);
  });
});

describe("words", () => {
  it("are Chinese where the workspace is, and never the customer's", async () => {
    const host = hostOf([call, low], {
      language: "zh",
      items: { recommend: { label: { zh: "推荐意愿" }, scale: { min: 0, max: 10 } } },
    });
    await host.see(answer("r1", at(1), 2, { subject: "s1" }), ...answers(1, 60, 40));
    await host.tickUntil(at(2, 1));
    expect(host.notifications[0]).toMatchObject({ language: "zh", because: "回答 2，不高于 6" });
    expect(host.notifications[0]?.title).toContain("推荐意愿：2/10");
    expect(host.notifications.find(({ kind }) => kind === "alert")?.title).toMatch(
      /^NPS 低于 30：−\d+（95% 区间/,
    );
  });
});
