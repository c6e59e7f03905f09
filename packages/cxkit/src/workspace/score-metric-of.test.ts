import type { Instrument, Store } from "@cxkit/core";
import { npsMetric } from "@cxkit/metrics";
import { describe, expect, it } from "vitest";
import { instrumentOf, scoreMetricOf } from "./score-metric-of.ts";
import type { ScoreSettings } from "./workspace-config.ts";

const effort: Instrument = {
  id: "effort",
  version: "1",
  construct: "ces",
  scale: { min: 1, max: 5, step: 1 },
  direction: "lower-is-better",
};

describe("scoreMetricOf", () => {
  it("makes the metric that is named, under the score's own id", () => {
    const metric = scoreMetricOf("loyalty", { metric: "nps", item: "recommend", title: "Loyalty" });
    expect(metric).toMatchObject({ id: "loyalty", title: "Loyalty", unit: "points" });
    expect(metric.select).toEqual({ types: ["survey.responded"], item: "recommend" });
  });

  it("takes scale and direction of the answers, unless it is told others", () => {
    const settings = { metric: "ces", item: "effort" } as const;
    expect(scoreMetricOf("ces", settings)).toMatchObject({ better: "higher", scale: { min: 1, max: 7 } });
    expect(scoreMetricOf("ces", settings, effort)).toMatchObject({
      better: "lower",
      scale: { min: 1, max: 5 },
    });
    const told = { ...settings, scale: { min: 1, max: 3, step: 1 } } as const;
    expect(scoreMetricOf("ces", told, effort)).toMatchObject({ scale: { min: 1, max: 3 } });
  });

  it("hands a metric of one's own on", () => {
    const own = npsMetric({ item: "recommend" });
    expect(scoreMetricOf("x", { metric: own })).toBe(own);
  });

  it.each([
    [{ metric: "npss", item: "a" }, /no metric is called npss; did you mean nps\?/],
    [{ metric: "loyalty", item: "a" }, /there are nps, csat, ces, mean/],
    [{ metric: "constructor", item: "a" }, /no metric is called constructor/],
    [{ metric: "nps" }, /is missing: which item/],
  ])("refuses %j", (settings, message) => {
    expect(() => scoreMetricOf("x", settings as ScoreSettings)).toThrow(message);
  });
});

it("instrumentOf takes the one named, else the one with most answers", async () => {
  const second = { ...effort, version: "2" };
  const store: Pick<Store, "items"> = {
    items: async () => [
      { item: "other", instrument: effort, answers: 9 },
      { item: "effort", instrument: second, answers: 5 },
      { item: "effort", instrument: effort, answers: 2 },
    ],
  };
  expect(await instrumentOf(store, "effort")).toBe(second);
  expect(await instrumentOf(store, "effort", "effort@1")).toBe(effort);
  expect(await instrumentOf(store, "nothing")).toBeUndefined();
});
