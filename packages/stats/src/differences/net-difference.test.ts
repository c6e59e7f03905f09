import { differenceLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { netDifference, netDifferenceMeasuringu, netDifferenceWald } from "./net-difference.ts";

const methods = [
  [netDifference, ["on the scale", "contains the difference"]],
  [netDifferenceMeasuringu, ["on the scale", "contains the difference"]],
  [netDifferenceWald, ["on the scale", "has width"]],
] as const;

for (const [method, without] of methods)
  describe(`${method.name} keeps the laws of differences`, () => {
    for (const law of differenceLaws(method, "net", { name: method.name, without })) it(law.name, law.check);
  });

describe("differences of net shares", () => {
  const a = { favorable: 9, neutral: 1, unfavorable: 0 };
  const b = { favorable: 2, neutral: 3, unfavorable: 5 };

  it("shrink in steps: not at all, by half of three responses a sample, by three", () => {
    const [wald, half, full] = [netDifferenceWald(a, b), netDifference(a, b), netDifferenceMeasuringu(a, b)];
    const centers = [wald, half, full].map(({ interval }) => (interval.low + interval.high) / 2);
    expect(centers).toEqual([
      expect.closeTo(12 / 10, 12),
      expect.closeTo(12 / 11.5, 12),
      expect.closeTo(12 / 13, 12),
    ]);
    for (const { difference } of [wald, half, full]) expect(difference).toBeCloseTo(1.2, 12);
  });

  it("have no width by the plain formula where neither sample varies, and stay finite", () => {
    const all = { favorable: 5, neutral: 0, unfavorable: 0 };
    const none = { favorable: 0, neutral: 5, unfavorable: 0 };
    expect(netDifferenceWald(all, none)).toMatchObject({
      interval: { low: 1, high: 1 },
      statistic: Number.MAX_VALUE,
      pValue: 0,
    });
    expect(netDifferenceWald(all, all)).toMatchObject({ statistic: 0, pValue: 1 });
  });

  it("name the function and what came", () => {
    expect(() => netDifference(a, { favorable: 0, neutral: 0, unfavorable: 0 })).toThrow(
      new RangeError("netDifference requires finite counts ≥ 0, not all 0, got 0,0,0"),
    );
  });
});

it("differences refuse counts that are text, which would be joined and not added", () => {
  const text = { favorable: "3" as unknown as number, neutral: 4, unfavorable: 1 };
  const fine = { favorable: 3, neutral: 4, unfavorable: 1 };
  expect(() => netDifference(text, fine)).toThrow(RangeError);
  expect(() => netDifference(fine, { ...fine, neutral: null as unknown as number })).toThrow(RangeError);
});
