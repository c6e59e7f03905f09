import * as fc from "fast-check";
import { expect, it } from "vitest";
import { csat } from "./csat.ts";
import { nps } from "./nps.ts";
import { rejectedValues } from "./rejected-values.ts";

const anything = fc.oneof(
  fc.integer({ min: -3, max: 13 }),
  fc.constantFrom(Number.NaN, Infinity, 8.5, "9", "", null, undefined, true),
);

it("names as many values as results say they set aside, whatever came", () => {
  fc.assert(
    fc.property(fc.array(anything), (answers) => {
      const total = (found: ReturnType<typeof rejectedValues>) =>
        found.reduce((sum, { count }) => sum + count, 0);
      const given = answers as (number | null)[];
      const set = { invalid: "set-aside" } as const;
      expect(total(rejectedValues(answers, { min: 0, max: 10 }))).toBe(nps(given, set).rejected);
      expect(total(rejectedValues(answers, { min: 1, max: 5 }))).toBe(csat(given, set).rejected);
    }),
  );
});

it("counts each value, NaN among them, the most frequent first, and leaves nonresponse out", () => {
  expect(rejectedValues([Number.NaN, 6, "5", Number.NaN, null, undefined, 3], { min: 1, max: 5 })).toEqual([
    { value: Number.NaN, count: 2 },
    { value: 6, count: 1 },
    { value: "5", count: 1 },
  ]);
  expect(rejectedValues(Float64Array.of(0.5, 1, 1.25), { min: 0.5, max: 5, step: 0.5 })).toEqual([
    { value: 1.25, count: 1 },
  ]);
  expect(rejectedValues([], { min: 1, max: 5 })).toEqual([]);
});

it("refuses a scale that is none, and what is no array", () => {
  for (const scale of [
    { min: 1, max: 5, step: 3 },
    { min: 5, max: 1 },
    { min: Number.NaN, max: 1 },
  ])
    expect(() => rejectedValues([1], scale)).toThrow("rejectedValues requires a scale of whole steps");
  const set = new Set([1]) as unknown as number[];
  expect(() => rejectedValues(set, { min: 1, max: 5 })).toThrow(
    "rejectedValues requires an array, got object",
  );
});
