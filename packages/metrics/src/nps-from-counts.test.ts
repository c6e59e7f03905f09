import { expect, it } from "vitest";
import { nps } from "./nps.ts";
import { npsFromCounts } from "./nps-from-counts.ts";

it("npsFromCounts gives what nps gives for the answers themselves", () => {
  expect(npsFromCounts([0, 0, 0, 1, 0, 0, 1, 1, 1, 2, 3])).toEqual(nps([3, 6, 7, 8, 9, 9, 10, 10, 10]));
  expect(npsFromCounts([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])).toMatchObject({
    value: null,
    interval: null,
    n: 0,
  });
});

it("npsFromCounts keeps no hold on the counts it was given", () => {
  const counts = Object.freeze([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]);
  expect(npsFromCounts(counts).tally.counts).not.toBe(counts);
});

it.each([
  [[1, 2], "npsFromCounts requires 11 counts, score 0 first, got 2"],
  [[0, 0, 0, 0, 0, 0, 0, 0, 0, 1.5, 0], "npsFromCounts requires whole counts ≥ 0, got 1.5 for score 9"],
  [[-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "got -1 for score 0"],
])("npsFromCounts refuses %j", (counts, message) => {
  expect(() => npsFromCounts(counts)).toThrow(message);
});
