import { benjaminiHochberg, holm, kruskalWallis } from "@cxkit/stats/hypothesis-tests";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allPairs, compareGroups, eachAgainstRest } from "./compare-groups.ts";
import { csatMetric } from "./csat.ts";
import { cliffsDeltaEffect } from "./effect-size.ts";
import { npsMetric } from "./nps-metric.ts";
import { meanMetric } from "./rating-mean.ts";
import { tallyOf } from "./tally-of.ts";

const metrics = {
  nps: npsMetric({ item: "q" }),
  csat: csatMetric({ item: "q" }),
  mean: meanMetric({ item: "q" }),
};

describe.each(Object.entries(metrics))("groups of %s", (name, metric) => {
  const tally = fc
    .array(fc.integer({ min: metric.scale.min, max: metric.scale.max }), { maxLength: 25 })
    .map((list) => tallyOf(list, metric));
  const groups = fc.dictionary(fc.string({ maxLength: 4 }), tally, { maxKeys: 5 });

  it("are each in the result once, by name, with every pair compared as two are", () => {
    fc.assert(
      fc.property(groups, (tallies) => {
        const { groups: told, empty, comparisons, overall } = compareGroups(metric, tallies);
        expect([...told.map((group) => group.name), ...empty].toSorted()).toEqual(
          Object.keys(tallies).toSorted(),
        );
        expect(comparisons).toHaveLength((told.length * (told.length - 1)) / 2);
        const adjusted = holm(comparisons.map(({ pValue }) => pValue));
        comparisons.forEach(({ a, b, adjusted: own, ...comparison }, index) => {
          expect(comparison).toEqual(metric.compare(tallies[a]!, tallies[b]!));
          expect(own).toEqual({ method: "holm", pValue: adjusted[index] });
        });
        expect(overall === null).toBe(told.length < 2);
        if (overall) expect(overall.pValue >= 0 && overall.pValue <= 1).toBe(true);
      }),
    );
  });

  it("each against the rest leave nobody on both sides", () => {
    fc.assert(
      fc.property(groups, (tallies) => {
        const { comparisons, groups: told } = compareGroups(metric, tallies, {
          pairs: eachAgainstRest,
          adjustment: benjaminiHochberg,
        });
        const all = told.reduce((sum, { n }) => sum + n, 0);
        expect(comparisons.map(({ a }) => a)).toEqual(told.length > 1 ? told.map((group) => group.name) : []);
        for (const { b, difference, adjusted } of comparisons) {
          expect(b).toBe("rest");
          expect(difference.n).toBe(all);
          expect(adjusted!.method).toBe("benjamini-hochberg");
        }
      }),
    );
  });

  it("differ or not, whatever their order", () => {
    const list = fc.array(tally, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(list, (tallies) => {
        const named = (given: typeof tallies) =>
          Object.fromEntries(given.map((one, index) => [`g${index}`, one]));
        const [one, other] = [tallies, tallies.toReversed()].map((given) =>
          compareGroups(metric, named(given)),
        );
        expect(one!.overall?.pValue ?? 0).toBeCloseTo(other!.overall?.pValue ?? 0, 9);
        expect(one!.heterogeneity?.statistic ?? 0).toBeCloseTo(other!.heterogeneity?.statistic ?? 0, 6);
      }),
    );
  });

  it("of nobody are said, and compare nothing", () => {
    const nothing = { groups: [], empty: ["a"], overall: null, heterogeneity: null, comparisons: [] };
    expect(compareGroups(metric, { a: metric.empty() })).toEqual(nothing);
    expect(name).toBeTruthy();
  });
});

describe("compareGroups", () => {
  const { csat, mean } = metrics;

  it("of two shares is Pearson's chi-squared, the square of the pooled z", () => {
    const tallies = { a: tallyOf([5, 5, 4, 1], csat), b: tallyOf([1, 2, 4, 3, 2], csat) };
    const { overall, comparisons } = compareGroups(csat, tallies);
    expect(overall!.statistic).toBeCloseTo(comparisons[0]!.statistic ** 2, 10);
    expect(overall!.pValue).toBeCloseTo(comparisons[0]!.pValue, 10);
  });

  it("of two means is Welch's test", () => {
    const tallies = { a: tallyOf([5, 5, 4, 1], mean), b: tallyOf([1, 2, 4, 3, 2], mean) };
    const { overall, comparisons } = compareGroups(mean, tallies);
    expect(overall!.pValue).toBeCloseTo(comparisons[0]!.pValue, 9);
  });

  it("takes another overall test and an effect", () => {
    const tallies = {
      a: tallyOf([5, 5, 4, 1], mean),
      b: tallyOf([1, 2, 4, 3, 2], mean),
      c: tallyOf([2, 3], mean),
    };
    const { overall, comparisons } = compareGroups(mean, tallies, {
      overall: kruskalWallis,
      effect: cliffsDeltaEffect,
    });
    expect(overall!.test).toBe("kruskal-wallis");
    expect(comparisons[0]!.effect!.method).toBe("cliffs-delta");
  });

  it("finds no difference among groups without variation, and is not the surer for it", () => {
    const still = tallyOf([5, 5, 5], mean);
    expect(compareGroups(mean, { a: still, b: still, c: still }).overall).toMatchObject({
      test: "mean-score",
      pValue: 1,
    });
    expect(compareGroups(csat, { a: still, b: still }).overall).toMatchObject({ statistic: 0, pValue: 1 });
    expect(compareGroups(mean, { a: still, b: still }).heterogeneity).toBeNull();
  });

  it("pairs groups of one name by where they stand, and refuses tallies that are none", () => {
    const one = tallyOf([5, 1], mean);
    const same = [
      ["store", one],
      ["store", one],
    ] as const;
    expect(eachAgainstRest(same).map(({ right }) => right.counts)).toEqual([one.counts, one.counts]);
    for (const [name, pairs] of Object.entries({ allPairs, eachAgainstRest })) {
      expect(() =>
        pairs([
          ["a", one],
          ["b", { ...one, counts: [NaN, 0, 0, 0, 1] }],
        ]),
      ).toThrow(new RangeError(`${name} requires counts and weights ≥ 0, got NaN of b`));
      expect(() =>
        pairs([
          ["a", one],
          ["b", tallyOf([5], { scale: { min: 1, max: 7 } })],
        ]),
      ).toThrow(`${name} requires tallies of one scale, got `);
    }
  });

  it("refuses two scales, two instruments and levels that are none", () => {
    const one = tallyOf([5], mean);
    expect(() => compareGroups(mean, { a: one, b: tallyOf([5], { scale: { min: 1, max: 7 } }) })).toThrow(
      "one scale",
    );
    expect(() =>
      compareGroups(mean, { a: { ...one, instrument: "q@1" }, b: { ...one, instrument: "q@2" } }),
    ).toThrow("compareGroups compares answers to one instrument, got q@1 and q@2");
    expect(() => compareGroups(mean, { a: one }, { confidenceLevel: 95 })).toThrow(RangeError);
  });
});
