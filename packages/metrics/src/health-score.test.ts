import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csat } from "./csat.ts";
import { moverComposite } from "./composite-interval.ts";
import { healthScore, healthScoreOfRows } from "./health-score.ts";
import { nps } from "./nps.ts";
import { ratingMean } from "./rating-mean.ts";

const satisfied = csat([5, 4, 4, 1, 3, 5]);
const loyal = nps([10, 9, 8, 3, 7]);
const share = { worst: 0, best: 100 };
const net = { worst: -100, best: 100 };

describe("healthScore", () => {
  it("of one component is that component on 0–100", () => {
    const one = healthScore({ satisfied: { estimate: satisfied, ...share } });
    expect(one.value).toBeCloseTo(satisfied.value!, 10);
    expect(one.standardError).toBeCloseTo(satisfied.standardError!, 10);
    expect(one).toMatchObject({ unit: "scale-point", n: 6, method: "delta" });
  });

  it("adds variances by the squares of its weights", () => {
    const both = healthScore({
      satisfied: { estimate: satisfied, ...share, weight: 3 },
      loyal: { estimate: loyal, ...net, weight: 1 },
    });
    const expected = Math.hypot(0.75 * satisfied.standardError!, 0.25 * 0.5 * loyal.standardError!);
    expect(both.standardError).toBeCloseTo(expected, 10);
    expect(both.parts["loyal"]).toMatchObject({ weight: 0.25, cut: false });
    expect(both.n).toBe(5);
  });

  it("turns round where lower is better, and cuts beyond a target", () => {
    const waiting = { ...satisfied, value: 30, standardError: 2 };
    const fast = healthScore({ waiting: { estimate: waiting, worst: 120, best: 60 } });
    expect(fast).toMatchObject({ value: 100, parts: { waiting: { score: 100, cut: true } } });
    expect(fast.standardError).toBeCloseTo(200 / 60, 10);
  });

  it("is null where a component with weight is, and does not look at one without", () => {
    const empty = { estimate: csat([]), ...share };
    const known = { estimate: satisfied, ...share };
    expect(healthScore({ known, empty })).toMatchObject({ value: null, interval: null, n: 0 });
    expect(healthScore({ known, empty: { ...empty, weight: 0 } }).value).toBeCloseTo(satisfied.value!, 10);
    const single = { estimate: csat([5]), ...share };
    expect(healthScore({ single })).toMatchObject({ value: 100, interval: null, standardError: null });
  });

  it("with moverComposite has the interval of its only component, whichever end is better", () => {
    const mover = { interval: moverComposite };
    const sure = csat([5, 5, 5, 5]);
    const one = healthScore({ sure: { estimate: sure, ...share } }, mover);
    expect(one.interval!.low).toBeCloseTo(sure.interval!.low!, 10);
    expect(one.interval!.high).toBe(100);
    expect(healthScore({ sure: { estimate: sure, ...share } }).interval).toBeNull();
    const turned = healthScore({ sure: { estimate: satisfied, worst: 100, best: 0 } }, mover);
    expect(turned.interval!.low).toBeCloseTo(100 - satisfied.interval!.high!, 10);
    expect(() =>
      healthScore({ sure: { estimate: sure, ...share } }, { ...mover, confidenceLevel: 0.9 }),
    ).toThrow("healthScore requires components at its level 0.9, got sure at 0.95");
  });

  it("refuses scalings that are none", () => {
    const estimate = satisfied;
    expect(() => healthScore({ a: { estimate: { ...estimate, value: NaN }, ...share } })).toThrow(
      new RangeError("healthScore requires estimates that are finite or null, got NaN of a"),
    );
    expect(() => healthScore({ a: { estimate: { ...estimate, n: -1 }, ...share } })).toThrow(
      new RangeError("healthScore requires finite bases and standard errors ≥ 0, got -1 of a"),
    );
    expect(() => healthScore({})).toThrow("a component with a weight above 0, got 0 in all");
    expect(() => healthScore({ a: { estimate, worst: 1, best: 1 } })).toThrow(
      "healthScore requires finite worst ≠ best, got 1 and 1 of a",
    );
    expect(() => healthScore({ a: { estimate, ...share, weight: -1 } })).toThrow(
      "healthScore requires finite weights ≥ 0, got -1 of a",
    );
  });
});

describe("healthScoreOfRows", () => {
  const point = fc.integer({ min: 1, max: 5 });
  const rows = fc.array(fc.record({ a: point, b: point }), { minLength: 2, maxLength: 30 });
  const five = { worst: 1, best: 5 };

  it("of complete rows is the mean of the respondents' composites, covariance and all", () => {
    fc.assert(
      fc.property(rows, (given) => {
        const result = healthScoreOfRows(given, { a: five, b: { ...five, weight: 3 } });
        const single = given.map(({ a, b }) => (25 * (a - 1) + 75 * (b - 1)) / 4);
        const mean = single.reduce((sum, score) => sum + score, 0) / single.length;
        const squares = single.reduce((sum, score) => sum + (score - mean) ** 2, 0);
        expect(result.value).toBeCloseTo(mean, 9);
        expect(result.standardError).toBeCloseTo(Math.sqrt(squares / (single.length - 1) / single.length), 8);
      }),
    );
  });

  it("is surer than independence would say where components offset each other", () => {
    const opposed = [1, 2, 3, 4, 5].map((a) => ({ a, b: 6 - a }));
    expect(healthScoreOfRows(opposed, { a: five, b: five }).standardError).toBeCloseTo(0, 10);
    const apart = healthScore({
      a: { estimate: ratingMean([1, 2, 3, 4, 5]), ...five },
      b: { estimate: ratingMean([5, 4, 3, 2, 1]), ...five },
    });
    expect(apart.standardError).toBeGreaterThan(10);
  });

  it("has no interval where the composite does not vary: three who agree are no certainty", () => {
    const agreed = healthScoreOfRows([{ a: 5 }, { a: 5 }, { a: 5 }], { a: five });
    expect(agreed).toMatchObject({ value: 100, interval: null, standardError: 0, n: 3 });
    const opposed = [1, 2, 3, 4, 5].map((a) => ({ a, b: 6 - a }));
    expect(
      healthScoreOfRows(opposed, { a: { ...five, weight: 0.1 }, b: { ...five, weight: 0.1 } }).interval,
    ).toBeNull();
  });

  it("takes each component's mean over those who gave it", () => {
    const result = healthScoreOfRows([{ a: 5, b: null }, { a: 1 }, { b: 5 }, {}], { a: five, b: five });
    expect(result).toMatchObject({ value: 75, n: 3 });
    expect(healthScoreOfRows([{ a: 5 }], { a: five, b: five }).value).toBeNull();
    expect(() => healthScoreOfRows([{ a: "5" as never }], { a: five })).toThrow(
      'healthScoreOfRows requires finite answers (below 1e100) or null, got "5" to a at row 0',
    );
  });
});
