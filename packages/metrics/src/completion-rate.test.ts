import { describe, expect, it } from "vitest";
import { breakOffRate, completionRate, itemCompletionRate } from "./completion-rate.ts";
import { difference } from "./difference.ts";
import { nps } from "./nps.ts";

describe("completion and break-off", () => {
  it("add up to all who started, intervals mirrored", () => {
    const survey = { started: 40, completed: 31 };
    const done = completionRate(survey);
    const left = breakOffRate(survey);
    expect(done.value! + left.value!).toBeCloseTo(100, 10);
    expect(done.interval!.low! + left.interval!.high!).toBeCloseTo(100, 10);
  });

  it("refuse more completed than started", () => {
    expect(() => completionRate({ started: 3, completed: 4 })).toThrow(
      "completionRate requires completed ≤ started, got 4 of 3",
    );
    expect(() => breakOffRate({ started: NaN, completed: 4 })).toThrow(
      "breakOffRate requires whole started ≥ 0, got NaN",
    );
    expect(completionRate({ started: 0, completed: 0 }).value).toBeNull();
  });
});

describe("itemCompletionRate", () => {
  it("counts who skipped an item and not who never saw it", () => {
    const missing = { skipped: 3, refused: 1, "break-off": 20, "not-shown": 50, "not-applicable": 9 };
    expect(itemCompletionRate({ counts: [2, 4], missing })).toMatchObject({ value: 60, n: 10 });
  });

  it("takes a result with its tally", () => {
    expect(itemCompletionRate(nps([10, null, 3, 7])).value).toBe(75);
    expect(() => itemCompletionRate({ counts: 3 } as never)).toThrow("needs a tally of counts");
  });
});

it("completion and break-off are not compared with each other, though both are shares of those who started", () => {
  const survey = { started: 10, completed: 7 };
  expect(() => difference(completionRate(survey), breakOffRate(survey))).toThrow(
    "difference needs one direction, got higher-is-better and lower-is-better",
  );
});
