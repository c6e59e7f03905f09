import { expect, it } from "vitest";
import { straightLining } from "./straight-lining.ts";

it("straightLining finds the longest string of equal answers, which a gap breaks", () => {
  const { longest } = straightLining([
    [1, 1, 2, 2, 2],
    [3, 3, null, 3, 3],
    [1, 2, 3, 4, 5],
    [null, null, null, null, null],
  ]);
  expect(longest).toEqual([3, 2, 1, 0]);
});

it("straightLining wants the whole battery unless told otherwise, and four items at least", () => {
  expect(
    straightLining([
      [4, 4, 4, 4, 4],
      [4, 4, 4, 4, 5],
    ]).flagged,
  ).toEqual([true, false]);
  expect(straightLining([[4, 4, 4, 4, 5]], { length: 4 })).toMatchObject({
    rule: "the same answer to 4 items in a row",
    flagged: [true],
  });
  expect(straightLining([[4, 4, 4]]).flagged).toEqual([false]);
  expect(straightLining([]).flagged).toEqual([]);
});

it("straightLining stops at batteries and lengths that make no string", () => {
  expect(() => straightLining([[1, 2], [1]])).toThrow(
    new RangeError("straightLining requires 2 answers in row 1, got 1"),
  );
  expect(() => straightLining([[1]])).toThrow("at least two items");
  expect(() => straightLining([[1, 2, 3]], { length: 4 })).toThrow("a whole length from 2 to 3");
});

it("straightLining takes no gap for an answer, however it is written", () => {
  const gaps = Array.from<number>({ length: 5 });
  expect(straightLining([gaps, [4, 4, 4, 4, 4]])).toMatchObject({ flagged: [false, true], longest: [0, 5] });
});
