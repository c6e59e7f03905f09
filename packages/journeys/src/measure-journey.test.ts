import {
  type Estimate,
  isCxError,
  type Journey,
  mergeScaleTallies,
  type Scale,
  scalePoints,
  type ScaleTally,
  scaleTallyOf,
} from "@cxkit/core";
import { boundedScoreInterval } from "@cxkit/stats";
import { describe, expect, it } from "vitest";
import { fiveStageJourney } from "./five-stage-journey.ts";
import { measureJourney } from "./measure-journey.ts";

const five: Scale = { min: 1, max: 5, step: 1 };
const of = (...counts: readonly number[]): ScaleTally => scaleTallyOf(five, counts);
const meanRating = { id: "mean-rating", merge: mergeScaleTallies, estimate: meanEstimate };

const journey: Journey = {
  id: "shop",
  title: { en: "Shop" },
  stages: [
    { id: "find", title: { en: "Find" }, touchpoints: [{ id: "search", title: { en: "Search" } }] },
    {
      id: "get",
      title: { en: "Get" },
      touchpoints: [
        { id: "delivery", title: { en: "Delivery" }, items: ["speed", "care"] },
        { id: "returns", title: { en: "Returns" } },
        { id: "repair", title: { en: "Repair" } },
      ],
    },
    { id: "again", title: { en: "Again" }, touchpoints: [{ id: "reorder", title: { en: "Reorder" } }] },
  ],
};
const measured = [
  { item: "care", tally: { ...of(0, 0, 0, 4, 4), instrument: "care@1" } },
  { item: "speed", tally: { ...of(2, 0, 0, 0, 2), instrument: "speed@1" } },
  { item: "q7", touchpoint: "returns", tally: { ...of(1, 0, 0, 0, 0), instrument: "q7@1" } },
  { item: "q8", label: "Delivery and returns", tally: of(0, 0, 1, 0, 0) },
  { item: "q9", label: "Search", tally: of(0, 0, 0, 0, 0) },
  { item: "wifi", tally: of(9, 9, 9, 9, 9) },
];

describe("measureJourney", () => {
  const { stages, unmeasured, unplaced, ...names } = measureJourney(journey, measured, meanRating);
  const [find, get, again] = stages;

  it("names journey and metric, and keeps the journey's order and titles", () => {
    expect(names).toEqual({ journey: "shop", metric: "mean-rating" });
    expect(stages.map(({ id, title }) => [id, title["en"]])).toEqual([
      ["find", "Find"],
      ["get", "Get"],
      ["again", "Again"],
    ]);
    expect(get?.touchpoints.map(({ id }) => id)).toEqual(["delivery", "returns", "repair"]);
  });

  it("pools the answers of all items of a touchpoint, and of a stage", () => {
    const [delivery, returns] = get!.touchpoints;
    expect(delivery?.items).toEqual(["care", "speed"]);
    expect(delivery?.tally?.counts).toEqual([2, 0, 0, 4, 6]);
    expect(delivery?.tally?.instrument).toBeUndefined();
    expect(delivery?.estimate).toMatchObject({ value: 4, n: 12 });
    expect(returns?.tally?.instrument).toBe("q7@1");
    expect(get?.items).toEqual(["care", "speed", "q7", "q8"]);
    expect(get?.tally?.counts).toEqual([3, 0, 1, 4, 6]);
  });

  it("tells what nobody asked from what nobody answered", () => {
    expect(find?.estimate).toMatchObject({ value: null, n: 0 });
    expect(again).toMatchObject({ estimate: null, tally: null, items: [] });
    expect(unmeasured).toEqual([
      { stage: "get", touchpoint: "repair" },
      { stage: "again", touchpoint: null },
    ]);
  });

  it("names the items it could not place", () => {
    expect(unplaced).toEqual(["wifi"]);
  });

  it("gives the same whatever the order of items, and leaves the tallies as they were", () => {
    const before = JSON.stringify(measured);
    const other = measureJourney(journey, measured.toReversed(), meanRating).stages;
    expect(other.map(({ estimate }) => estimate)).toEqual(stages.map(({ estimate }) => estimate));
    expect(JSON.stringify(measured)).toBe(before);
  });

  it("passes options on to the metric", () => {
    const at80 = measureJourney(journey, measured, meanRating, { confidenceLevel: 0.8 });
    expect(at80.stages[1]?.estimate?.confidenceLevel).toBe(0.8);
  });

  it("of nothing names every stage as unmeasured", () => {
    expect(measureJourney(fiveStageJourney, [], meanRating).unmeasured.map(({ stage }) => stage)).toEqual(
      fiveStageJourney.stages.map(({ id }) => id),
    );
  });

  it("refuses ratings of different scales in one place, naming them", () => {
    const ten = scaleTallyOf({ min: 0, max: 10, step: 1 }, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    const mixed = [...measured, { item: "q10", touchpoint: "repair", tally: ten }];
    let error: unknown;
    try {
      measureJourney(journey, mixed, meanRating);
    } catch (caught) {
      error = caught;
    }
    expect(isCxError(error, "invalid-setup")).toBe(true);
    expect((error as Error).message).toContain('"care" (scale 1…5 by 1) and "q10" (scale 0…10 by 1)');
    // In different stages they are no trouble.
    expect(() =>
      measureJourney(journey, [measured[0]!, { item: "x", stage: "find", tally: ten }], meanRating),
    ).not.toThrow();
  });

  it("refuses an item that comes twice", () => {
    expect(() => measureJourney(journey, [measured[0]!, measured[0]!], meanRating)).toThrow(
      'item "care" is measured twice',
    );
  });
});

/** Mean rating with a bounded score interval, in the least that a metric needs. */
function meanEstimate(tally: ScaleTally, { confidenceLevel = 0.95 } = {}): Estimate {
  const points = scalePoints(tally.scale);
  const n = tally.counts.reduce((sum, count) => sum + count, 0);
  const common = { n, effectiveN: n, unit: "scale-point", confidenceLevel, method: "bounded-score" } as const;
  if (n === 0) return { ...common, value: null, interval: null, standardError: null };
  const mean = tally.counts.reduce((sum, count, i) => sum + count * points[i]!, 0) / n;
  const squares = tally.counts.reduce((sum, count, i) => sum + count * (points[i]! - mean) ** 2, 0);
  const variance = n > 1 ? squares / (n - 1) : 0;
  const { min, max } = tally.scale;
  return {
    ...common,
    value: mean,
    interval: boundedScoreInterval({ mean, variance, n, min, max }, confidenceLevel),
    standardError: n > 1 ? Math.sqrt(variance / n) : null,
  };
}
