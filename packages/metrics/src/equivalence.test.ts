import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cesMetric } from "./ces.ts";
import { csatMetric } from "./csat.ts";
import { equivalence, nonInferiority } from "./equivalence.ts";
import { npsMetric } from "./nps-metric.ts";
import { meanMetric } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";

const metrics = {
  nps: npsMetric({ item: "q" }),
  csat: csatMetric({ item: "q" }),
  mean: meanMetric({ item: "q" }),
};
it("refuses tallies of two instruments, as every comparison does", () => {
  const by = (instrument: string) => ({ ...tallyOf([9, 3], metrics.nps), instrument });
  for (const test of [equivalence, nonInferiority]) {
    expect(() => test(metrics.nps, by("a@1"), by("b@1"), { margin: 5 })).toThrow(
      `${test.name} compares answers to one instrument, got a@1 and b@1`,
    );
  }
});

const level = fc.double({ min: 0.6, max: 0.99, noNaN: true });

describe.each(Object.entries(metrics))("margins of %s", (name, metric) => {
  const answers = fc
    .array(fc.integer({ min: metric.scale.min, max: metric.scale.max }), { minLength: 2, maxLength: 60 })
    .map((list) => tallyOf(list, metric));
  const range = Math.max(...metric.scores) - Math.min(...metric.scores);
  const margin = fc.double({ min: 0.01, max: 0.9, noNaN: true }).map((part) => part * range);

  it("are kept exactly where the shown interval is inside them", () => {
    fc.assert(
      fc.property(answers, answers, margin, level, (a, b, m, confidenceLevel) => {
        const { difference, pValue, conclusion } = equivalence(metric, a, b, { margin: m, confidenceLevel });
        const { low, high } = difference.interval!;
        const inside = low! > -m && high! < m;
        if (Math.abs(pValue - (1 - confidenceLevel)) < 1e-6 || Math.abs(difference.value!) > m) return;
        expect(conclusion === "equivalent").toBe(inside);
        expect(difference.confidenceLevel).toBeCloseTo(2 * confidenceLevel - 1, 12);
        expect(difference.unit).toBe(metric.unit);
      }),
    );
  });

  it("are the same whichever group comes first, and a wider one is kept at least as well", () => {
    fc.assert(
      fc.property(answers, answers, margin, (a, b, m) => {
        const one = equivalence(metric, a, b, { margin: m });
        const other = equivalence(metric, b, a, { margin: m });
        expect(other.pValue).toBeCloseTo(one.pValue, 9);
        expect(other.lowerPValue).toBeCloseTo(one.upperPValue, 9);
        expect(equivalence(metric, a, b, { margin: m / 2 }).pValue).toBeGreaterThanOrEqual(
          one.pValue - 1e-12,
        );
        expect(nonInferiority(metric, a, b, { margin: m }).pValue).toBeCloseTo(one.lowerPValue, 9);
      }),
    );
  });

  it("say nothing of nobody, and refuse what is no margin or no level", () => {
    const [some, none] = [tallyOf([metric.scale.max], metric), metric.empty()];
    const undecided = { conclusion: "undecided", test: "none", pValue: 1, difference: { value: null, n: 1 } };
    expect(equivalence(metric, some, none, { margin: 0.5 })).toMatchObject(undecided);
    expect(nonInferiority(metric, none, some, { margin: 0.5 })).toMatchObject(undecided);
    for (const wrong of [0, -1, NaN, range, Infinity]) {
      expect(() => equivalence(metric, some, some, { margin: wrong })).toThrow(
        `equivalence requires 0 < margin < ${range}, got ${wrong}`,
      );
    }
    for (const confidenceLevel of [95, 0.05, 0.5, NaN]) {
      expect(() => nonInferiority(metric, some, some, { margin: 0.5, confidenceLevel })).toThrow(RangeError);
    }
    expect(name).toBeTruthy();
  });
});

describe("nonInferiority", () => {
  const many = (low: number, high: number) =>
    tallyOf([...Array<number>(low).fill(2), ...Array<number>(high).fill(6)], { scale: { min: 1, max: 7 } });

  it("takes a rise for the loss where lower is better", () => {
    const effort = cesMetric({ item: "q", direction: "lower-is-better" });
    const easy = cesMetric({ item: "q" });
    const [lower, higher] = [many(300, 100), many(100, 300)];
    expect(nonInferiority(effort, lower, higher, { margin: 0.2 })).toMatchObject({
      conclusion: "superior",
      difference: { value: -2 },
    });
    expect(nonInferiority(easy, lower, higher, { margin: 0.2 })).toMatchObject({
      conclusion: "inferior",
      difference: { value: -2 },
    });
    expect(nonInferiority(effort, higher, lower, { margin: 0.2 }).conclusion).toBe("inferior");
    const { low, high } = nonInferiority(effort, lower, higher, { margin: 0.2 }).difference.interval!;
    expect(low!).toBeLessThan(-2);
    expect(high!).toBeGreaterThan(-2);
  });
});
