import { proportionDifferenceAgrestiCaffo } from "@cxkit/stats/differences";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csatMetric } from "./csat.ts";
import { npsMetric } from "./nps-metric.ts";
import { greater, less } from "./one-sided.ts";
import { meanMetric } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";
import { trend } from "./trend.ts";

const metrics = {
  nps: npsMetric({ item: "q" }),
  csat: csatMetric({ item: "q" }),
  mean: meanMetric({ item: "q" }),
};
const level = fc.double({ min: 0.55, max: 0.99, noNaN: true });

describe.each(Object.entries(metrics))("trend of %s", (name, metric) => {
  const wave = fc
    .array(fc.integer({ min: metric.scale.min, max: metric.scale.max }), { minLength: 1, maxLength: 25 })
    .map((list) => tallyOf(list, metric));
  const waves = fc.array(wave, { minLength: 2, maxLength: 6 });

  it("of two waves is their difference", () => {
    fc.assert(
      fc.property(wave, wave, (before, after) => {
        const line = trend(metric, [before, after]);
        const change = (metric.compare as (typeof metrics.csat)["compare"])(
          after,
          before,
          name === "csat" ? { method: proportionDifferenceAgrestiCaffo } : {},
        );
        expect(line.slope.value).toBeCloseTo(change.difference.value!, 9);
        expect(line.slope.standardError ?? -1).toBeCloseTo(change.difference.standardError ?? -1, 9);
        expect(line.pValue).toBeCloseTo(change.pValue, 9);
        expect(line.slope.interval!.low).toBeCloseTo(change.difference.interval!.low!, 7);
        expect(line.slope.interval!.high).toBeCloseTo(change.difference.interval!.high!, 7);
        expect(line.departure).toBeNull();
      }),
    );
  });

  it("turns round with the order of the waves, stretches with time, and agrees with its interval", () => {
    fc.assert(
      fc.property(
        waves,
        level,
        fc.constantFrom({}, { alternative: greater }, { alternative: less }),
        (tallies, confidenceLevel, side) => {
          const line = trend(metric, tallies, { confidenceLevel, ...side });
          const back = trend(metric, tallies.toReversed(), { confidenceLevel });
          expect(back.slope.value).toBeCloseTo(-line.slope.value!, 8);
          const slow = trend(metric, tallies, {
            confidenceLevel,
            ...side,
            at: tallies.map((_, i) => 10 * i - 5),
          });
          expect(slow.slope.value).toBeCloseTo(line.slope.value! / 10, 8);
          expect(slow.pValue).toBeCloseTo(line.pValue, 8);
          expect(slow.departure?.statistic ?? 0).toBeCloseTo(line.departure?.statistic ?? 0, 6);
          if (Math.abs(line.pValue - (1 - confidenceLevel)) < 1e-9 || Math.abs(line.slope.value!) < 1e-9)
            return;
          const { low, high } = line.slope.interval!;
          expect((low ?? -1) > 1e-12 || (high ?? 1) < -1e-12).toBe(line.pValue < 1 - confidenceLevel);
        },
      ),
    );
  });

  it("leaves out waves without answers, and says how many", () => {
    const tallies = [
      tallyOf([metric.scale.min], metric),
      metric.empty(),
      tallyOf([metric.scale.max], metric),
    ];
    const line = trend(metric, tallies);
    expect(line.empty).toBe(1);
    expect(line.waves.map(({ at }) => at)).toEqual([1, 3]);
    expect(line.slope.value).toBeCloseTo((Math.max(...metric.scores) - Math.min(...metric.scores)) / 2, 9);
    expect(trend(metric, tallies.slice(0, 2))).toMatchObject({
      test: "none",
      pValue: 1,
      slope: { value: null, interval: null },
    });
    expect(trend(metric, [])).toMatchObject({ slope: { value: null, n: 0 }, waves: [] });
  });

  it("takes nothing from a wave in the middle of time, which has no part in the slope", () => {
    const { min, max } = metric.scale;
    const still = (point: number) => tallyOf([point, point, point], metric);
    const line = trend(metric, [still(min), tallyOf([min, max], metric), still(max)]);
    expect(line.pValue).toBeGreaterThan(1e-6);
    expect(Number.isFinite(line.statistic)).toBe(true);
  });

  it("is finite, and no proof, where nothing varies", () => {
    const same = [1, 2, 3].map(() => tallyOf([metric.scale.max, metric.scale.max], metric));
    expect(trend(metric, same)).toMatchObject({ pValue: 1, statistic: 0 });
    expect(trend(metric, same).slope.interval!.high).toBeGreaterThan(0);
  });
});

describe("trend", () => {
  const metric = metrics.nps;
  const waves = [
    [9, 3, 8],
    [10, 9, 8],
    [9, 9, 10],
  ].map((list) => tallyOf(list, metric));

  it("fits the line of least squares over all answers", () => {
    const answers = [
      [1, 100],
      [1, -100],
      [1, 0],
      [2, 100],
      [2, 100],
      [2, 0],
      [3, 100],
      [3, 100],
      [3, 100],
    ] as const;
    const [x, y] = [0, 1].map((part) => answers.reduce((sum, row) => sum + row[part]!, 0) / 9) as [
      number,
      number,
    ];
    const slope =
      answers.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) /
      answers.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
    const line = trend(metric, waves);
    expect(line.slope.value).toBeCloseTo(slope, 10);
    expect(line.waves[2]!.fitted).toBeCloseTo(y + slope, 10);
  });

  it("says where the waves are not on a line", () => {
    const many = (high: number) =>
      tallyOf([...Array<number>(high).fill(10), ...Array<number>(200 - high).fill(3)], metric);
    expect(trend(metric, [many(100), many(120), many(140), many(160)]).departure!.pValue).toBeGreaterThan(
      0.9,
    );
    expect(trend(metric, [many(160), many(100), many(100), many(160)]).departure!.pValue).toBeLessThan(1e-6);
  });

  it("refuses times that do not fit, two instruments and levels that are none", () => {
    for (const at of [
      [1, 2],
      [1, 1, 2],
      [1, 2, NaN],
    ])
      expect(() => trend(metric, waves, { at })).toThrow(RangeError);
    const [a, b] = ["nps@1", "nps@2"].map((instrument) => ({ ...waves[0]!, instrument }));
    expect(() => trend(metric, [a!, b!])).toThrow("one instrument, got nps@1 and nps@2");
    expect(() => trend(metric, waves, { confidenceLevel: 95 })).toThrow(RangeError);
    expect(() => trend(metric, waves, { alternative: "up" as never })).toThrow("got up");
  });
});
