import { isCxError } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { channelConsistency } from "./channel-consistency.ts";
import { csat } from "./csat.ts";
import { nps } from "./nps.ts";

const repeated = (score: number, times: number) => Array.from({ length: times }, () => score);
const web = csat([...repeated(5, 80), ...repeated(1, 20)]);
const shop = csat([...repeated(5, 60), ...repeated(1, 40)]);
const app = csat([...repeated(5, 78), ...repeated(1, 22)]);

describe("channelConsistency", () => {
  it("names the ends and tests all channels together", () => {
    const found = channelConsistency({ web, shop, app });
    expect(found.range).toMatchObject({ highest: "web", lowest: "shop" });
    expect(found.range!.value).toBeCloseTo(20, 10);
    expect(found.heterogeneity!.pValue).toBeLessThan(0.01);
    expect(found.coefficientOfVariation).toBeCloseTo(found.spread! / found.heterogeneity!.random.mean, 12);
  });

  it("pays for every pair that was looked at", () => {
    const two = channelConsistency({ web, shop }).range!.interval;
    const three = channelConsistency({ web, shop, app }).range!.interval;
    expect(three.high!).toBeGreaterThan(two.high!);
    expect(three.low!).toBeLessThan(two.low!);
  });

  it("leaves out, by name, what has no standard error", () => {
    const found = channelConsistency({ web, silent: csat([]), single: csat([5]), sure: csat([5, 5]) });
    expect(found).toMatchObject({ channels: 1, leftOut: ["silent", "single", "sure"], heterogeneity: null });
    expect(channelConsistency({})).toMatchObject({ channels: 0, range: null, spread: null });
  });

  it("has no coefficient of variation for points, which have no zero", () => {
    const some = { a: nps([10, 9, 3, 8]), b: nps([2, 9, 3, 8]) };
    expect(channelConsistency(some)).toMatchObject({ unit: "points", coefficientOfVariation: null });
  });

  it("refuses two units and levels that are none", () => {
    expect(() => channelConsistency({ web, hotline: nps([10, 3]) })).toThrow(
      expect.toSatisfy((error: unknown) => isCxError(error, "invalid-setup")),
    );
    expect(() => channelConsistency({ web }, { confidenceLevel: 95 })).toThrow(
      "channelConsistency requires 0 < confidenceLevel < 1, got 95",
    );
  });
});
