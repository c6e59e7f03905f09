import { scaleTallyOf } from "@cxkit/core";
import { expect, it } from "vitest";
import { comparedPair } from "./compared-pair.ts";
import type { MeasuredItem } from "./measured-item.ts";

const scale = { min: 1, max: 2, step: 1 };
const over = (...stretches: readonly (readonly [label: string, n: number, state?: "partial" | "hidden"])[]) =>
  stretches.map(([label, n, state]) => ({
    stretch: { label, period: null, partial: state === "partial" },
    tally: scaleTallyOf(scale, [n, 0]),
    hidden: state === "hidden" ? ("small" as const) : null,
  }));
const pairOf = (...scores: readonly ReturnType<typeof over>[]) => {
  const pair = comparedPair(new Map(scores.map((one) => [{} as MeasuredItem, one])));
  return pair && [pair.before.label, pair.after.label];
};

it("the pair is the last two whole stretches that show the leading score, else the next one", () => {
  expect(
    pairOf(over(["a", 20], ["b", 20], ["c", 0], ["d", 5, "hidden"], ["e", 20], ["f", 20, "partial"])),
  ).toEqual(["b", "e"]);
  expect(pairOf(over(["a", 0], ["b", 20]), over(["a", 20], ["b", 20]))).toEqual(["a", "b"]);
  expect(pairOf(over(["a", 20]))).toBeNull();
});
