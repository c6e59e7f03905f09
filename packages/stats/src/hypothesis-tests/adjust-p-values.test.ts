import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  benjaminiHochberg,
  benjaminiYekutieli,
  bonferroni,
  hochberg,
  holm,
  holmSidak,
  hommel,
  sidak,
} from "./adjust-p-values.ts";

const methods = [benjaminiHochberg, benjaminiYekutieli, bonferroni, hochberg, holm, holmSidak, hommel, sidak];

describe.each(methods)("%o", (adjust) => {
  it("never lowers a p-value, keeps their order, treats ties alike and does not depend on the order given", () => {
    fc.assert(
      fc.property(pValues, (given) => {
        const adjusted = adjust(given);
        given.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          given.forEach((q, j) => {
            if (p <= q) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j] ?? NaN);
          });
        });
        expect(adjust(given.toReversed())).toEqual(adjusted.toReversed());
      }),
    );
  });

  it("leaves its argument alone, an empty list empty and a single p-value as it is", () => {
    const given = Object.freeze([0.03, 0.01]);
    adjust(given);
    expect(given).toEqual([0.03, 0.01]);
    expect(adjust([])).toEqual([]);
    expect(adjust([0.2])).toEqual([0.2]);
  });

  it("stops at NaN and at percentages, naming the index", () => {
    expect(() => adjust([0.1, NaN])).toThrow(
      `${adjust.name} requires p-values between 0 and 1, got NaN at 1`,
    );
    expect(() => adjust([5])).toThrow(RangeError);
    expect(() => adjust([-0.1])).toThrow(RangeError);
  });
});

const pValues = fc.array(
  fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 0.05, 1)),
  {
    maxLength: 12,
  },
);

describe("the methods rank as their theory says", () => {
  it("from bonferroni over holm, hochberg and hommel to benjaminiHochberg", () => {
    fc.assert(
      fc.property(pValues, (given) => {
        const rows = [bonferroni, holm, hochberg, hommel, benjaminiHochberg].map((adjust) => adjust(given));
        rows
          .slice(1)
          .forEach((row, index) =>
            row.forEach((p, i) => expect(p).toBeLessThanOrEqual((rows[index]?.[i] ?? NaN) * (1 + 1e-12))),
          );
        holmSidak(given).forEach((p, i) =>
          expect(p).toBeLessThanOrEqual((holm(given)[i] ?? NaN) * (1 + 1e-12)),
        );
      }),
    );
  });

  it("and sidak keeps the digits of tiny p-values", () => {
    expect(sidak([1e-300, 1])[0]).toBeCloseTo(2e-300, 310);
    expect(sidak([1e-300, 1])[0]).toBeGreaterThan(1.9e-300);
  });
});
