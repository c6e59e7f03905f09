import type { Score } from "@cxkit/report";
import { expect, it } from "vitest";
import { targetChecks } from "./target-check.ts";

const score = (better: "higher" | "lower", low: number, high: number) =>
  ({
    id: "ces:effort",
    item: "effort",
    label: "Effort",
    metric: { id: "ces", better, unit: "scale-point" },
    estimate: { interval: { low, high } },
  }) as unknown as Score;
const verdicts = (better: "higher" | "lower") =>
  [
    [4, 5],
    [2, 4],
    [1, 2],
  ].map(
    ([low, high]) => targetChecks([score(better, low!, high!)], [{ score: "effort", target: 3 }])[0]?.verdict,
  );

it("a target is met or missed only when the whole interval says so, in the metric's direction", () => {
  expect(verdicts("higher")).toEqual(["met", "open", "missed"]);
  expect(verdicts("lower")).toEqual(["missed", "open", "met"]);
});

it("a score without an interval, and a target without a score, check nothing", () => {
  const hidden = { ...score("higher", 1, 2), estimate: { interval: null } } as unknown as Score;
  expect(targetChecks([hidden], [{ score: "ces", target: 3 }])).toEqual([]);
  expect(targetChecks([], [{ score: "nps", target: 3 }])).toEqual([]);
});
