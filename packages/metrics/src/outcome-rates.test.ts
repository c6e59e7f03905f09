import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  contactRate1,
  contactRate2,
  contactRate3,
  cooperationRate1,
  cooperationRate2,
  cooperationRate3,
  cooperationRate4,
  estimatedEligibility,
  refusalRate1,
  refusalRate2,
  refusalRate3,
  responseRate1,
  responseRate2,
  responseRate3,
  responseRate4,
  responseRate5,
  responseRate6,
} from "./outcome-rates.ts";

const count = fc.integer({ min: 0, max: 500 });
const dispositions = fc.record({
  complete: fc.integer({ min: 1, max: 500 }),
  partial: count,
  refusal: count,
  nonContact: count,
  other: count,
  unknownHousehold: count,
  unknownOther: count,
  ineligible: count,
});

it("each rate is its formula", () => {
  const cases = {
    complete: 1,
    partial: 2,
    refusal: 4,
    nonContact: 8,
    other: 16,
    unknownHousehold: 32,
    unknownOther: 64,
    ineligible: 128,
  };
  const e = { eligibility: 0.5 };
  const shares = [
    [responseRate1(cases), 1 / 127],
    [responseRate2(cases), 3 / 127],
    [responseRate3(cases, e), 1 / 79],
    [responseRate4(cases, e), 3 / 79],
    [responseRate5(cases), 1 / 31],
    [responseRate6(cases), 3 / 31],
    [cooperationRate1(cases), 1 / 23],
    [cooperationRate2(cases), 3 / 23],
    [cooperationRate3(cases), 1 / 7],
    [cooperationRate4(cases), 3 / 7],
    [refusalRate1(cases), 4 / 127],
    [refusalRate2(cases, e), 4 / 79],
    [refusalRate3(cases), 4 / 31],
    [contactRate1(cases), 23 / 127],
    [contactRate2(cases, e), 23 / 79],
    [contactRate3(cases), 23 / 31],
  ] as const;
  for (const [rate, share] of shares) {
    expect(rate.value).toBeCloseTo(100 * share, 10);
    expect(rate.unit).toBe("percent");
  }
  expect(estimatedEligibility(cases)).toBeCloseTo(31 / 159, 12);
});

describe("outcome rates", () => {
  it("rise as fewer unknown cases count, and as partial interviews do", () => {
    fc.assert(
      fc.property(dispositions, fc.double({ min: 0, max: 1, noNaN: true }), (cases, eligibility) => {
        const e = { eligibility };
        const rates = [responseRate1(cases), responseRate3(cases, e), responseRate5(cases)];
        const values = rates.map(({ value }) => value!);
        expect(values[1]).toBeGreaterThanOrEqual(values[0]! - 1e-9);
        expect(values[2]).toBeGreaterThanOrEqual(values[1]! - 1e-9);
        expect(responseRate2(cases).value!).toBeGreaterThanOrEqual(values[0]!);
        expect(responseRate3(cases, { eligibility: 1 }).value).toBeCloseTo(values[0]!, 10);
        expect(responseRate3(cases, { eligibility: 0 }).value).toBeCloseTo(values[2]!, 10);
        for (const { value, interval } of rates) {
          expect(interval!.low!).toBeLessThanOrEqual(value!);
          expect(interval!.high!).toBeGreaterThanOrEqual(value!);
        }
      }),
    );
  });

  it("multiply: reached, then cooperating, is responding where nobody is unknown", () => {
    fc.assert(
      fc.property(dispositions, (cases) => {
        const product = (contactRate3(cases).value! * cooperationRate1(cases).value!) / 100;
        expect(responseRate5(cases).value).toBeCloseTo(product, 9);
        expect(refusalRate3(cases).value).toBeLessThanOrEqual(100);
      }),
    );
  });

  it("are null of nothing, and refuse what is no count and no share", () => {
    expect(responseRate1({ complete: 0 })).toMatchObject({ value: null, interval: null, n: 0 });
    expect(estimatedEligibility({ complete: 0 })).toBeNull();
    expect(() => cooperationRate3({ complete: 2, refusal: -1 })).toThrow(
      "cooperationRate3 requires whole refusal ≥ 0, got -1",
    );
    expect(() => responseRate3({ complete: 2 }, { eligibility: 40 })).toThrow(
      "responseRate3 requires 0 ≤ eligibility ≤ 1, got 40",
    );
  });
});
