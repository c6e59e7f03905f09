import { describe, expect, it } from "vitest";
import { goalOutcomes } from "./goals.ts";
import type { Goal } from "./workload.ts";

const measured = new Map([
  ["yardstick", { milliseconds: 10, perSecond: 100_000, figures: {} }],
  ["process", { milliseconds: 20, perSecond: 50_000, figures: { "a: least ms": 12, "b: least ms": 21 } }],
]);
const met = (goal: Goal) => goalOutcomes([goal], measured).map((one) => one.met);

describe("a goal", () => {
  it("of a ratio is met at its ratio, and not a hair below", () => {
    expect(met({ contender: "process", against: "yardstick", atLeast: 0.5 })).toEqual([true]);
    expect(met({ contender: "process", against: "yardstick", atLeast: 0.51 })).toEqual([false]);
  });

  it("of a rate is met at its rate, and not one below", () => {
    expect(met({ contender: "process", perSecond: 50_000 })).toEqual([true]);
    expect(met({ contender: "process", perSecond: 50_001 })).toEqual([false]);
  });

  it("of a figure is met where each of those that have it is within, and not where nobody measured it", () => {
    expect(met({ contender: "process", figure: "least ms", atMost: 21 })).toEqual([true]);
    expect(met({ contender: "process", figure: "least ms", atMost: 20 })).toEqual([false]);
    expect(met({ contender: "process", figure: "MB", atMost: 20 })).toEqual([false]);
  });

  it("says which of them was the worst", () => {
    expect(goalOutcomes([{ contender: "process", figure: "least ms", atMost: 20 }], measured)[0]?.said).toBe(
      "process b: least ms 21.0 (goal at most 20)",
    );
  });

  it("of a contender that is not here is neither", () => {
    expect(met({ contender: "sandbox", perSecond: 1 })).toEqual([]);
    expect(met({ contender: "process", against: "sandbox", atLeast: 1 })).toEqual([]);
  });
});
