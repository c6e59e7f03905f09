import type { Columns } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { churnRateMetric, churnRate, retentionRate } from "./churn.ts";
import { difference } from "./difference.ts";
import { tallyOf } from "./tally-of.ts";

const value = Float64Array.of(1, 0, 0, NaN, 1, 0, 0, 2);
const sample: Columns = { length: 8, time: Float64Array.from(value.keys()), value, fields: {} };
describe("churnRateMetric keeps the metric laws", () => {
  for (const law of metricLaws(churnRateMetric({ item: "q" }), sample)) it(law.name, law.check);
});

const cohorts = fc
  .tuple(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([customersAtStart, part]) => ({ customersAtStart, lost: Math.floor(customersAtStart * part) }));

describe("churnRate and retentionRate", () => {
  it("mirror each other, over the year as well, and agree on the lifetime", () => {
    fc.assert(
      fc.property(cohorts, fc.constantFrom(1, 4, 12, 52), (cohort, periodsPerYear) => {
        const churn = churnRate(cohort, { periodsPerYear });
        const retention = retentionRate(cohort, { periodsPerYear });
        expect(churn.value! + retention.value!).toBeCloseTo(100, 10);
        expect(churn.interval!.low! + retention.interval!.high!).toBeCloseTo(100, 9);
        expect(churn.annualised.value! + retention.annualised.value!).toBeCloseTo(100, 9);
        expect(churn.expectedLifetimePeriods).toEqual(retention.expectedLifetimePeriods);
        const { interval, value: yearly } = churn.annualised;
        expect(interval!.low!).toBeLessThanOrEqual(yearly!);
        expect(interval!.high!).toBeGreaterThanOrEqual(yearly!);
      }),
    );
  });

  it("know no lifetime where nobody was lost, but a lower limit of it", () => {
    const none = churnRate({ customersAtStart: 200, lost: 0 });
    expect(none.expectedLifetimePeriods).toMatchObject({ value: null, interval: { high: null } });
    expect(none.expectedLifetimePeriods.interval!.low).toBeGreaterThan(50);
    expect(none.annualised.value).toBeCloseTo(0, 15);
  });

  it("keep the digits of a tiny churn over the year", () => {
    const tiny = churnRate({ customersAtStart: 1e15, lost: 1 });
    expect(tiny.annualised.value! / 1.2e-12).toBeCloseTo(1, 12);
  });

  it("take one flag a customer, null where it is not known", () => {
    expect(churnRate([1, 0, 0, null, 0])).toMatchObject({ value: 25, n: 4, missing: 1, lost: 1 });
    const kept = retentionRate([true, false, false, false]);
    expect(kept).toMatchObject({ value: 75, lost: 1, customersAtStart: 4 });
    expect(kept.tally.counts).toEqual([1, 3]);
  });

  it("leave weighted customers to the metric", () => {
    const tally = tallyOf(
      [
        { value: 1, weight: 3 },
        { value: 0, weight: 1 },
      ],
      { scale: { min: 0, max: 1 } },
    );
    expect(churnRateMetric({ item: "q" }).estimate(tally).value).toBe(75);
    expect(() => churnRate(tally)).toThrow("churnRate requires unweighted customers, got a weighted tally");
  });

  it("are not compared with each other, though both are shares of the same customers", () => {
    const cohort = { customersAtStart: 100, lost: 4 };
    expect(() => difference(churnRate(cohort), retentionRate(cohort))).toThrow(
      "difference needs one direction, got lower-is-better and higher-is-better",
    );
    expect(difference(churnRate(cohort), churnRate({ ...cohort, lost: 8 })).difference.value).toBe(-4);
  });

  it("refuse impossible cohorts and are null without customers", () => {
    expect(() => churnRate({ customersAtStart: 3, lost: 4 })).toThrow(
      "churnRate requires lost ≤ customersAtStart, got 4 of 3",
    );
    expect(() => churnRate({ customersAtStart: 3, lost: 1 }, { periodsPerYear: 0 })).toThrow(
      "churnRate requires a finite periodsPerYear > 0, got 0",
    );
    expect(churnRate({ customersAtStart: 0, lost: 0 })).toMatchObject({
      value: null,
      annualised: { value: null, interval: null },
      expectedLifetimePeriods: { value: null, interval: null },
    });
  });
});
