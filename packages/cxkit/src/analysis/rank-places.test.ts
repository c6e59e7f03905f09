import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Rankable, rankPlaces } from "./rank-places.ts";

const options = { better: "higher" as const, confidenceLevel: 0.95 };
const place = (id: string, value: number | null): Rankable<number> => ({
  compared: value ?? 0,
  place: {
    id,
    label: id,
    stage: null,
    estimate: value === null ? null : ({ value } as never),
    beside: null,
    n: 0,
  },
});
/** Differs beyond noise from 1 up. */
const compare = (left: number, right: number) => ({
  difference: { value: left - right },
  pValue: Math.abs(left - right) >= 1 ? 0.0001 : 0.9,
});
const ranks = (values: readonly (number | null)[], better: "higher" | "lower" = "higher") =>
  rankPlaces(
    values.map((value, i) => place(`p${i}`, value)),
    compare,
    { ...options, better },
  ).map(({ id, rank }) => [id, rank?.best, rank?.worst]);

describe("rankPlaces", () => {
  it("shows ties as ties: who cannot be told apart shares ranks", () => {
    expect(ranks([3, 3.2, 1])).toEqual([
      ["p1", 1, 2],
      ["p0", 1, 2],
      ["p2", 3, 3],
    ]);
  });

  it("puts the lowest first where lower is better, and hidden places last without a rank", () => {
    expect(ranks([3, null, 1], "lower")).toEqual([
      ["p2", 1, 1],
      ["p0", 2, 2],
      ["p1", undefined, undefined],
    ]);
  });

  it("leaves what cannot be compared tied", () => {
    const found = rankPlaces([place("a", 1), place("b", 5)], () => null, options);
    expect(found.map(({ rank }) => rank)).toEqual([
      { best: 1, worst: 2 },
      { best: 1, worst: 2 },
    ]);
  });

  it("gives every shown place a range that holds its position", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }), (values) => {
        const found = ranks(values.map((value) => value / 8));
        found.forEach(([, best, worst], at) => {
          expect(best).toBeLessThanOrEqual(at + 1);
          expect(worst).toBeGreaterThanOrEqual(at + 1);
        });
      }),
    );
  });
});
