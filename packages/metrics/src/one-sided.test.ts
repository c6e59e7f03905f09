import * as fc from "fast-check";
import { expect, it } from "vitest";
import { difference } from "./difference.ts";
import { nps } from "./nps.ts";
import { npsMetric } from "./nps-metric.ts";
import { greater, less } from "./one-sided.ts";
import { pairedDifference } from "./paired-difference.ts";
import { pairTallyOf } from "./pair-tally-of.ts";
import { targetTest } from "./target-test.ts";
import { trend } from "./trend.ts";

const scores = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 30 });
const metric = npsMetric({ item: "q" });
const good = [10, 9, 9, 8, 10];
const bad = [9, 7, 6, 3, 8];
const asked = { alternative: greater };

it("greater and less are mirror images: who is above is not below", () => {
  fc.assert(
    fc.property(scores, scores, (left, right) => {
      const above = difference(nps(left), nps(right), { alternative: greater });
      const below = difference(nps(right), nps(left), { alternative: less });
      expect(above.pValue).toBeCloseTo(below.pValue, 12);
      expect(above.difference.interval!.low!).toBeCloseTo(-below.difference.interval!.high!, 9);
      expect([above.difference.interval!.high, below.difference.interval!.low]).toEqual([null, null]);
    }),
  );
});

it("greater and less are named in results, in differences, pairs, trends and against targets", () => {
  const tally = nps(good).tally;
  expect([greater.alternative, less.alternative]).toEqual(["greater", "less"]);
  expect(difference(nps(good), nps(bad)).alternative).toBe("two-sided");
  expect(difference(nps(good), nps(bad), asked).alternative).toBe("greater");
  expect(metric.compare(tally, nps(bad).tally, asked).alternative).toBe("greater");
  expect(trend(metric, [tally, nps(bad).tally], asked).alternative).toBe("greater");
  expect(targetTest(metric, tally, { target: 30, ...asked }).alternative).toBe("greater");
  const pairs = pairTallyOf(
    bad.map((before, at) => [before, good[at]!] as const),
    metric,
  );
  expect(pairedDifference(metric, pairs, asked).alternative).toBe("greater");
  expect(pairedDifference(metric, pairs, asked).difference.interval!.high).toBeNull();
});

it("greater refuses a level that is none, or not above a half, in the name of who was asked", () => {
  for (const confidenceLevel of [95, 0, 1, NaN, -0.5]) {
    expect(() => difference(nps(good), nps(bad), { ...asked, confidenceLevel })).toThrow(
      new RangeError(`difference requires 0 < confidenceLevel < 1, got ${confidenceLevel}`),
    );
  }
  expect(() => metric.compare(nps(good).tally, nps(bad).tally, { ...asked, confidenceLevel: 0.5 })).toThrow(
    new RangeError("nps requires confidenceLevel > 0.5 on one side, got 0.5"),
  );
  const word = { alternative: "greater" as never };
  expect(() => trend(metric, [nps(good).tally, nps(bad).tally], word)).toThrow(
    new RangeError("trend requires alternative greater or less, got greater"),
  );
  expect(() => difference(nps(good), nps(bad), word)).toThrow(TypeError);
});
