import { expect, it } from "vitest";
import { penaltyReward } from "./penalty-reward.ts";

const ratings = [1, 1, 2, 2, 3, 3, 3, 4, 5, 5, 4, 3];
const limits = { low: 2, high: 4 };

it("penaltyReward compares means of the outcome, low and high against the middle", () => {
  const outcome = [0, 2, 1, 1, 5, 6, 7, 9, 9, 10, 8, 6];
  const { penalty, reward, kind, low, middle, high } = penaltyReward(ratings, outcome, limits);
  expect(penalty).toBeCloseTo(1 - 6, 10);
  expect(reward).toBeCloseTo(9 - 6, 10);
  expect([kind, low, middle, high]).toEqual(["performance", 4, 4, 4]);
});

it("penaltyReward tells items that only disappoint from items that only delight", () => {
  const basic = [0, 1, 1, 0, 6, 7, 6, 7, 6, 7, 6, 6];
  expect(penaltyReward(ratings, basic, limits).kind).toBe("basic");
  const turned = ratings.map((rating) => 6 - rating);
  expect(
    penaltyReward(
      turned,
      basic.map((y) => -y),
      limits,
    ).kind,
  ).toBe("excitement");
  expect(penaltyReward(ratings, [5, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6], limits).kind).toBe("unclear");
});

it("penaltyReward stops where a class is rated by nobody", () => {
  expect(() => penaltyReward([1, 2, 5, 5], [1, 2, 3, 4], { low: 2, high: 4 })).toThrow(
    new RangeError(
      "penaltyReward requires low, middle and high ratings, got 2, 0 and 2 with limits of 2 and 4",
    ),
  );
  expect(() => penaltyReward([1, 2, 3], [1, 2, 3], { low: 3, high: 3 })).toThrow("limits.low < limits.high");
});

it("penaltyReward stops at ratings that are no numbers, which are not ratings in between", () => {
  for (const none of [NaN, Infinity, undefined as unknown as number])
    expect(() => penaltyReward([1, 3, 5, none, 2], [1, 2, 3, 4, 2], { low: 2, high: 4 })).toThrow(
      new RangeError(`penaltyReward requires finite numbers or null at 3, got ${none}`),
    );
  expect(() => penaltyReward([1, 3, 5], [1, 2], { low: 2, high: 4 })).toThrow(
    "penaltyReward requires an outcome for each",
  );
});
