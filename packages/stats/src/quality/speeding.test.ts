import fc from "fast-check";
import { expect, it } from "vitest";
import { speeding } from "./speeding.ts";

const durations = fc.array(fc.option(fc.double({ min: 1, max: 5000, noNaN: true })), { maxLength: 40 });

it("speeding flags the same respondents in seconds and in minutes, in any order, and never an unknown duration", () => {
  fc.assert(
    fc.property(durations, (given) => {
      const { flagged, threshold } = speeding(given);
      expect(speeding(given.map((value) => value && value / 64)).flagged).toEqual(flagged);
      expect(speeding(given.toReversed()).flagged.toReversed()).toEqual(flagged);
      given.forEach((value, i) => expect(flagged[i]).toBe(value !== null && value < (threshold ?? 0)));
    }),
  );
});

it("speeding flags nobody who is as fast as the median, says its rule, and knows no threshold of nothing", () => {
  expect(speeding([100, 100, 100]).flagged).toEqual([false, false, false]);
  expect(speeding([100, 100, 49], { share: 0.5 })).toMatchObject({
    rule: "faster than 0.5 of the median duration",
    flagged: [false, false, true],
    threshold: 50,
  });
  expect(speeding([null]).threshold).toBeNull();
});

it("speeding stops at durations and shares that are none", () => {
  expect(() => speeding([10, 0])).toThrow(
    new RangeError("speeding requires durations > 0 or null at 1, got 0"),
  );
  for (const none of [NaN, Infinity, "3" as unknown as number])
    expect(() => speeding([10, none])).toThrow(/^speeding requires durations > 0 or null at 1/);
  expect(() => speeding([10], { share: 40 })).toThrow(
    new RangeError("speeding requires 0 < share < 1, got 40"),
  );
});
