import fc from "fast-check";
import { expect, it } from "vitest";
import { itemNonresponse } from "./item-nonresponse.ts";

it("itemNonresponse tells leaving out from leaving, and not shown from not answered", () => {
  const { items, answered, finished } = itemNonresponse([
    [5, null, 3, 2],
    [4, null, null, null],
    [5, undefined, 4, 1],
    [null, null, null, null],
  ]);
  expect(items.map(({ reached, skipped, brokeOff }) => [reached, skipped, brokeOff])).toEqual([
    [3, 0, 1],
    [1, 1, 1],
    [2, 0, 0],
    [2, 0, 0],
  ]);
  expect(items[1]?.nonresponse).toBe(1);
  expect(items[1]?.breakOff).toBe(0.5);
  expect(answered).toEqual([0.75, 0.25, 1, 0]);
  expect(finished).toBe(2);
});

it("itemNonresponse loses nobody: who did not finish broke off at one item", () => {
  const answer = fc.constantFrom(1, 5, null, undefined);
  fc.assert(
    fc.property(fc.array(fc.tuple(answer, answer, answer, answer)), (rows) => {
      const { items, finished, n } = itemNonresponse(rows);
      const left = items.reduce((sum, { brokeOff }) => sum + brokeOff, 0);
      const unseen = rows.filter((row) => row.every((value) => value === undefined)).length;
      expect(left + finished + unseen).toBe(n);
      for (const { reached, skipped, nonresponse, nonresponseInterval } of items) {
        expect(skipped).toBeLessThanOrEqual(reached);
        if (nonresponse !== null) expect(nonresponseInterval?.low).toBeLessThanOrEqual(nonresponse);
        else expect(nonresponseInterval).toBeNull();
      }
    }),
  );
});

it("itemNonresponse stops at rows of other lengths and at levels that are none", () => {
  expect(() => itemNonresponse([[1, 2], [1]])).toThrow("2 answers in row 1");
  expect(() => itemNonresponse([[1, 2]], 95)).toThrow(RangeError);
});

it("itemNonresponse stops at levels that are none, with or without rows", () => {
  for (const rows of [[], [[1, 2]]])
    expect(() => itemNonresponse(rows, 95)).toThrow(
      new RangeError("itemNonresponse requires 0 < confidenceLevel < 1, got 95"),
    );
});
