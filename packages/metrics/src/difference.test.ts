import { netDifferenceMoverScore, netDifferenceWald } from "@cxkit/stats";
import { proportionDifferenceMee } from "@cxkit/stats/differences";
import type { ScaleTally } from "@cxkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ces } from "./ces.ts";
import { csat } from "./csat.ts";
import { csatMetric } from "./csat.ts";
import { difference } from "./difference.ts";
import { nps } from "./nps.ts";
import { greater, less } from "./one-sided.ts";
import { npsMetric } from "./nps-metric.ts";
import { meanMetric, ratingMean } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";

const answers = (min: number, max: number) =>
  fc.array(fc.integer({ min, max }), { minLength: 1, maxLength: 30 });
const level = fc.double({ min: 0.55, max: 0.999, noNaN: true });
const close = (a: number, b: number, digits = 9) => expect(a).toBeCloseTo(b, digits);

/** One function for the difference of two lists of answers 1–5, of each kind. */
const kinds = {
  points: (left: number[], right: number[], options = {}) =>
    difference(nps(left.map((v) => v + 5)), nps(right.map((v) => v + 5)), options),
  percent: (left: number[], right: number[], options = {}) => difference(csat(left), csat(right), options),
  "scale-point": (left: number[], right: number[], options = {}) =>
    difference(ratingMean(left), ratingMean(right), options),
};

describe.each(Object.entries(kinds))("difference in %s", (unit, of) => {
  it("changes its sign when the groups change places, and holds its value", () => {
    fc.assert(
      fc.property(answers(1, 5), answers(1, 5), (left, right) => {
        const one = of(left, right);
        const other = of(right, left);
        close(one.difference.value! + other.difference.value!, 0);
        close(one.difference.interval!.low! + other.difference.interval!.high!, 0);
        close(one.statistic + other.statistic, 0);
        close(one.pValue, other.pValue, 12);
        expect(one.difference.interval!.low!).toBeLessThanOrEqual(one.difference.value!);
        expect(one.difference.interval!.high!).toBeGreaterThanOrEqual(one.difference.value!);
        expect(one.difference).toMatchObject({ unit, n: left.length + right.length });
      }),
    );
  });

  it("does not depend on the order of answers", () => {
    fc.assert(
      fc.property(answers(1, 5), answers(1, 5), (left, right) => {
        expect(
          of(
            left.toReversed(),
            right.toSorted((a, b) => a - b),
          ),
        ).toEqual(of(left, right));
      }),
    );
  });

  it("is never narrower at a higher level, one-sided or not", () => {
    const alternatives = fc.constantFrom(undefined, greater, less);
    fc.assert(
      fc.property(
        answers(1, 5),
        answers(1, 5),
        alternatives,
        level,
        level,
        (left, right, alternative, p, q) => {
          const [low, high] = [p, q]
            .toSorted((a, b) => a - b)
            .map((confidenceLevel) => of(left, right, { confidenceLevel, alternative }));
          const [inner, outer] = [low!.difference.interval!, high!.difference.interval!];
          expect(outer.low ?? -1e9).toBeLessThanOrEqual((inner.low ?? -1e9) + 1e-9);
          expect(outer.high ?? 1e9).toBeGreaterThanOrEqual((inner.high ?? 1e9) - 1e-9);
        },
      ),
    );
  });

  it("takes half the p-value, and a limit less, for the side it is asked about", () => {
    fc.assert(
      fc.property(answers(1, 5), answers(1, 5), (left, right) => {
        const twoSided = of(left, right, { confidenceLevel: 0.9 });
        const above = of(left, right, { alternative: greater });
        const below = of(left, right, { alternative: less });
        close(above.pValue + below.pValue, 1, 12);
        close(2 * Math.min(above.pValue, below.pValue), twoSided.pValue, 12);
        expect(above.difference.interval!.high).toBeNull();
        expect(below.difference.interval!.low).toBeNull();
        close(above.difference.interval!.low!, twoSided.difference.interval!.low!, 6);
        close(below.difference.interval!.high!, twoSided.difference.interval!.high!, 6);
        expect(above.difference.confidenceLevel).toBe(0.95);
        expect([above.alternative, below.alternative]).toEqual(["greater", "less"]);
      }),
    );
  });

  it("with nobody says nothing, and is no test", () => {
    expect(of([], [5], { alternative: greater })).toMatchObject({
      test: "none",
      pValue: 1,
      statistic: 0,
      difference: { value: null, interval: null, standardError: null, n: 1, method: "none" },
    });
  });

  it("of single answers and of equal ones is finite", () => {
    for (const [left, right] of [
      [[1], [5]],
      [[5], [5]],
      [
        [5, 5, 5],
        [1, 1, 1],
      ],
      [[3, 3], [3]],
    ] as const) {
      const { difference: estimate, pValue, statistic } = of([...left], [...right]);
      for (const part of [
        estimate.value,
        estimate.interval!.low,
        estimate.interval!.high,
        pValue,
        statistic,
      ]) {
        expect(Number.isFinite(part)).toBe(true);
      }
      expect(pValue).toBeGreaterThan(0);
      expect(estimate.interval!.high!).toBeGreaterThan(estimate.interval!.low!);
    }
  });
});

describe("difference agrees with its own interval", () => {
  // Newcombe's interval and the pooled z of shares come from different formulas and do so only nearly.
  it.each(["points", "scale-point"] as const)("in %s: it excludes 0 exactly when p < 1 − level", (unit) => {
    fc.assert(
      fc.property(answers(1, 5), answers(1, 5), level, (left, right, confidenceLevel) => {
        for (const alternative of [undefined, greater, less]) {
          const { difference: estimate, pValue } = kinds[unit](left, right, { confidenceLevel, alternative });
          const { low, high } = estimate.interval!;
          const excluded = (low ?? -1) > 0 || (high ?? 1) < 0;
          const near = Math.abs(pValue - (1 - confidenceLevel)) < 1e-9;
          if (!near && estimate.value !== 0) expect(excluded).toBe(pValue < 1 - confidenceLevel);
        }
      }),
    );
  });
});

describe("difference", () => {
  it("of shares agrees with its interval by Mee's method, whose test is the pooled z", () => {
    fc.assert(
      fc.property(answers(1, 5), answers(1, 5), level, (left, right, confidenceLevel) => {
        const mee = difference(csat(left), csat(right), { confidenceLevel, method: proportionDifferenceMee });
        expect(mee.pValue).toBeCloseTo(difference(csat(left), csat(right)).pValue, 12);
        const { low, high } = mee.difference.interval!;
        if (Math.abs(mee.pValue - (1 - confidenceLevel)) < 1e-6) return;
        expect(low! > 1e-9 || high! < -1e-9).toBe(mee.pValue < 1 - confidenceLevel);
      }),
    );
  });

  it("is the same from results, from a metric, and from tallies whose weights are all multiplied", () => {
    const metrics = { points: npsMetric, percent: csatMetric, "scale-point": meanMetric };
    fc.assert(
      fc.property(
        answers(1, 5),
        answers(1, 5),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (l, r, c) => {
          for (const unit of ["points", "percent", "scale-point"] as const) {
            const metric = metrics[unit]({ item: "q" });
            const shift = unit === "points" ? 5 : 0;
            const tallies = [l, r].map((list) =>
              tallyOf(
                list.map((v) => v + shift),
                { scale: metric.scale },
              ),
            );
            const plain = kinds[unit](l, r);
            expect(metric.compare(tallies[0]!, tallies[1]!)).toEqual(plain);
            const times = (factor: number) =>
              [l, r].map((list) =>
                tallyOf(
                  list.map((v, i) => ({ value: v + shift, weight: factor * (1 + (i % 3)) })),
                  { scale: metric.scale },
                ),
              ) as [ScaleTally, ScaleTally];
            const once = metric.compare(...times(1));
            const scaled = metric.compare(...times(c));
            close(scaled.pValue, once.pValue);
            close(scaled.difference.interval!.low!, once.difference.interval!.low!, 7);
            expect(metric.compare(...times(c), { weighting: "unweighted" })).toEqual(plain);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("takes the method that fits the unit", () => {
    const [a, b] = [nps([9, 9, 3]), nps([10, 7, 8])];
    expect(difference(a, b, { method: netDifferenceMoverScore }).difference.method).toBe("mover-score");
    expect(difference(a, b, { method: netDifferenceWald }).test).toBe("wald-z");
    // @ts-expect-error a method for net scores fits no means
    expect(() => difference(ces([4]), ces([5]), { method: netDifferenceWald })).toThrow(RangeError);
  });

  it("counts by the scores that a result carries", () => {
    const tally = (...counts: number[]) =>
      tallyOf(
        counts.flatMap((n, i) => Array(n).fill(i + 1)),
        { scale: { min: 1, max: counts.length } },
      );
    const bottom = { unit: "percent", scores: [100, 0, 0] } as const;
    const change = difference({ ...bottom, tally: tally(3, 1, 0) }, { ...bottom, tally: tally(1, 1, 2) });
    expect(change).toMatchObject({ test: "pooled-z", difference: { value: 50, method: "newcombe" } });
    const net = { unit: "points", scores: [-100, 0, 100] } as const;
    expect(difference({ ...net, tally: tally(2, 0, 2) }, { ...net, tally: tally(4, 0, 0) })).toMatchObject({
      test: "adjusted-wald-z",
      difference: { value: 100 },
    });
    const sentiment = { unit: "points", scores: [-100, -50, 0, 50, 100] } as const;
    expect(
      difference(
        { ...sentiment, tally: tally(1, 0, 0, 0, 3) },
        { ...sentiment, tally: tally(0, 3, 0, 1, 0) },
      ),
    ).toMatchObject({ test: "welch-t", difference: { value: 75 } });
    const best = { unit: "percent", topPoints: 1, direction: "lower-is-better" } as const;
    expect(
      difference({ ...best, tally: tally(3, 1) }, { ...best, tally: tally(1, 3) }).difference.value,
    ).toBe(50);
  });

  it("refuses what is not of one kind", () => {
    // @ts-expect-error points are no percent
    expect(() => difference(nps([9]), csat([4]))).toThrow(
      "difference needs one unit, got points and percent",
    );
    // @ts-expect-error percent are no scale points
    expect(() => difference(csat([4]), ratingMean([4]))).toThrow("one unit, got percent and scale-point");
    expect(() => difference(ratingMean([4]), ces([4]))).toThrow(
      "difference needs one scale, got 1…5 by 1 and 1…7 by 1",
    );
    expect(() => difference(ces([4]), ces([4], { direction: "lower-is-better" }))).toThrow(
      "difference needs one direction, got higher-is-better and lower-is-better",
    );
    expect(() => difference(csat([4]), csat([4], { topPoints: 1 }))).toThrow("one topPoints, got 2 and 1");
    expect(() =>
      difference({ ...csat([4]), scores: [1, 0, 0, 0, 0] }, { ...csat([4]), scores: [0, 0, 0, 0, 1] }),
    ).toThrow("one scores");
    const halves = { ...ratingMean([4]), scores: [0, 25, 50, 75, 100] };
    expect(() => difference(ratingMean([4]), halves)).toThrow("one scores, got 1,2,3,4,5 and 0,25,50,75,100");
    expect(() => difference(halves, ratingMean([4]))).toThrow("difference needs one scores");
    expect(() => difference({ ...nps([9]), tally: csat([4]).tally }, nps([9]))).toThrow(
      "difference needs one scale, got 0…10 by 1 and 1…5 by 1",
    );
    expect(() => difference({ unit: "percent", tally: csat([4]).tally }, csat([4]))).toThrow(
      "difference requires 1…4 top points of 5, got undefined",
    );
    const by = (instrument: string) => ({ ...nps([9]), tally: { ...nps([9]).tally, instrument } });
    expect(() => difference(by("nps@1"), by("nps@2"))).toThrow("one instrument, got nps@1 and nps@2");
    expect(difference(by("nps@1"), nps([8])).difference.value).toBe(100);
  });

  it("refuses what has no tally, or one of another kind, or a level that is none", () => {
    // @ts-expect-error an estimate alone can not be compared
    expect(() => difference(nps([9]), { unit: "points", value: 3 })).toThrow(TypeError);
    const pair = { kind: "pair" } as unknown as ScaleTally;
    expect(() => difference(nps([9]), { unit: "points", tally: pair })).toThrow(
      "difference requires scale tallies, got pair",
    );
    for (const confidenceLevel of [95, 0, 1, NaN, -0.5]) {
      expect(() => difference(nps([9]), nps([8]), { confidenceLevel })).toThrow(
        `difference requires 0 < confidenceLevel < 1, got ${confidenceLevel}`,
      );
    }
    const broken = { ...nps([9]).tally, counts: [0, -1, 0, 0, 0, 0, 0, 0, 0, 0, 1] };
    expect(() => difference({ unit: "points", tally: broken }, nps([9]))).toThrow(
      "difference requires unweighted counts ≥ 0, one per point, got 0,-1,0,0,0,0,0,0,0,0,1",
    );
    const weighted = tallyOf([{ value: 4, weight: 2 }], { scale: { min: 1, max: 5 } });
    expect(() => difference({ unit: "scale-point", tally: weighted }, ratingMean([4]))).toThrow(
      new RangeError("difference requires unweighted counts ≥ 0, one per point, got weights"),
    );
  });
});

it("difference refuses one-sided intervals of half certainty, and two versions of one question", () => {
  const asked = { alternative: less, confidenceLevel: 0.05 };
  expect(() => difference(nps([10, 9, 3]), nps([9, 2, 1]), asked)).toThrow(
    new RangeError("difference requires confidenceLevel > 0.5 on one side, got 0.05"),
  );
  const [old, other] = ["1.0", "2.0"].map((version) => ces([1, 2, 3], { version }));
  expect(() => difference(old!, other!)).toThrow("difference needs one version, got 1.0 and 2.0");
});
