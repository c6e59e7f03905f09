import { scaleTallyOf } from "@cxkit/core";
import { npsMetric } from "@cxkit/metrics";
import { alertRuleConformance } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { changed, type ChangedParams } from "./changed.ts";
import {
  alarms,
  netPopulation,
  randomFrom,
  ratingPopulations,
  sample,
  seenCounts,
  sharePopulation,
} from "./fixtures/alarm-rates.ts";
import { toldOfWindows } from "./fixtures/told-of-windows.ts";

const nps = npsMetric({ item: "recommend" });
const tally = (promoters: number, passives: number, detractors: number) =>
  scaleTallyOf(nps.scale, [detractors, 0, 0, 0, 0, 0, 0, 0, passives, 0, promoters]);
const before = tally(50, 30, 20);
const seen = (...counts: [number, number, number]) => seenCounts(nps, tally(...counts), before);
const judged = (direction: ChangedParams["direction"], ...counts: [number, number, number]) => {
  const { evidence } = changed().judge(
    seen(...counts),
    { against: "previous", direction, minimumN: 30 },
    null,
  );
  return evidence.kind === "p-value" ? evidence.pValue : evidence.kind;
};

describe("changed passes the conformance kit", () => {
  const samples = {
    params: {},
    seen: [seen(50, 30, 20), seen(20, 30, 50), seen(2, 3, 5)],
    worsening: [seen(60, 30, 10), seen(50, 30, 20), seen(40, 30, 30), seen(30, 30, 40), seen(10, 30, 60)],
  };
  const engine = toldOfWindows(changed(), { against: "previous", direction: "worse", minimumN: 30 });
  const checks = alertRuleConformance(changed(), samples, { engine, leastN: 30 });
  for (const { name, check } of checks) it(name, check);

  it("and leaves nothing out", () => {
    expect(checks.filter(({ left }) => left)).toEqual([]);
  });
});

describe("changed", () => {
  it("looks in the direction asked for", () => {
    expect(judged("worse", 20, 30, 50)).toBeLessThan(0.001);
    expect(judged("better", 20, 30, 50)).toBe(1);
    expect(judged("worse", 80, 15, 5)).toBe(1);
    expect(judged("better", 80, 15, 5)).toBeLessThan(0.001);
    expect(judged("either", 80, 15, 5)).toBe(2 * Number(judged("better", 80, 15, 5)));
  });

  it("says no data where either window is below its minimum, or the metric compared nothing", () => {
    expect(judged("worse", 0, 0, 29)).toBe("no-data");
    const few = seenCounts(nps, tally(50, 30, 20), tally(20, 5, 4));
    const params = { against: "previous", direction: "worse", minimumN: 30 } as const;
    expect(changed().judge(few, params, null).evidence.kind).toBe("no-data");
    const alone = seenCounts(nps, tally(50, 30, 20));
    expect(changed().judge(alone, params, null).evidence.kind).toBe("no-data");
  });

  it("asks for the window that its parameters name", () => {
    expect(changed().against?.({ against: "year-ago", direction: "worse", minimumN: 30 })).toBe("year-ago");
  });
});

describe("without a change, changed alarms at most as often as it says", () => {
  const rule = changed();
  const draws = 2000;
  const error = 3 * Math.sqrt((0.01 * 0.99) / draws);
  const populations = [
    netPopulation(0.35, 0.35),
    netPopulation(0.7, 0.1),
    sharePopulation(0.85),
    sharePopulation(0.98),
    ...ratingPopulations,
  ];
  for (const { name, metric, shares } of populations) {
    it(`1 %: ${name}, 2,000 pairs of windows of equal and of unequal size`, () => {
      for (const [now, past] of [
        [30, 30],
        [30, 300],
        [100, 30],
      ] as const) {
        const random = randomFrom(7);
        let found = 0;
        for (let draw = 0; draw < draws; draw += 1) {
          const [left, right] = [sample(shares, now, random), sample(shares, past, random)];
          const window = seenCounts(
            metric,
            scaleTallyOf(metric.scale, left),
            scaleTallyOf(metric.scale, right),
          );
          if (alarms(rule, { against: "previous", direction: "worse", minimumN: 30 }, window)) found += 1;
        }
        expect(found / draws).toBeLessThanOrEqual(0.01 + error);
      }
    });
  }
});
