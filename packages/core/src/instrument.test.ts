import * as fc from "fast-check";
import { expect, it } from "vitest";
import { instrumentReference, scalePoints, scalePosition, scaleSize } from "./instrument.ts";

const scales = fc
  .tuple(
    fc.integer({ min: -20, max: 20 }),
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom(0.1, 0.25, 0.5, 1, 2, 10),
  )
  .map(([min, steps, step]) => ({ min, max: min + steps * step, step }));

it("the points of a scale are as many as its size, and each stands at its position", () => {
  fc.assert(
    fc.property(scales, (scale) => {
      const points = scalePoints(scale);
      expect(points).toHaveLength(scaleSize(scale));
      expect(points.map((point) => scalePosition(scale, point))).toEqual([...points.keys()]);
    }),
    { seed: 1 },
  );
});

it("what lies between the points or beyond the ends has no position", () => {
  fc.assert(
    fc.property(scales, (scale) => {
      const { min, max, step } = scale;
      for (const value of [min - step, max + step, min + step / 2, NaN, Infinity, -Infinity]) {
        expect(scalePosition(scale, value)).toBe(-1);
      }
    }),
    { seed: 2 },
  );
});

it.each([
  { min: 1, max: 1, step: 1 },
  { min: 5, max: 1, step: 1 },
  { min: 1, max: 5, step: 0 },
  { min: 1, max: 5, step: -1 },
  { min: 1, max: 5, step: 3 },
  { min: NaN, max: 5, step: 1 },
  { min: 0, max: Infinity, step: 1 },
])("$min…$max by $step is no scale", (scale) => {
  expect(() => scaleSize(scale)).toThrow(RangeError);
  expect(() => scalePoints(scale)).toThrow("scaleSize requires min < max");
});

it("an instrument is referred to by id and version", () => {
  expect(instrumentReference({ id: "recommend", version: "2026-03" })).toBe("recommend@2026-03");
});
