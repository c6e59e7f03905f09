import type { Columns } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { difference } from "./difference.ts";
import { firstContactResolution, firstContactResolutionMetric } from "./first-contact-resolution.ts";
import { tallyOf } from "./tally-of.ts";

const value = Float64Array.of(1, 0, 1, NaN, 1, 1, 0, 2);
const sample: Columns = { length: 8, time: Float64Array.from(value.keys()), value, fields: {} };
describe("firstContactResolutionMetric keeps the metric laws", () => {
  for (const law of metricLaws(firstContactResolutionMetric({ item: "q" }), sample)) it(law.name, law.check);
});

describe("firstContactResolution", () => {
  it("is gross of all issues and net of the resolvable ones, and never lower net", () => {
    const rate = firstContactResolution({ resolved: 60, unresolved: 20, unresolvable: 20 });
    expect(rate).toMatchObject({ value: 60, n: 100 });
    expect(rate.net).toMatchObject({ value: 75, n: 80 });
    expect(rate.tally.counts).toEqual([40, 60]);
  });

  it("takes flags, typed arrays and tallies", () => {
    const flags = firstContactResolution([true, false, null, true]);
    expect(flags).toMatchObject({ n: 3, missing: 1, resolved: 2, unresolved: 1 });
    expect(firstContactResolution(Uint8Array.of(1, 0, 1)).value).toBeCloseTo(200 / 3, 10);
    const tally = tallyOf([1, 0, null, 1], { scale: { min: 0, max: 1 } });
    expect(firstContactResolution(tally)).toEqual(flags);
    expect(() => firstContactResolution([2])).toThrow(
      "firstContactResolution requires ratings 0…1 by 1 or null, got 2 at index 0",
    );
  });

  it("weighs a weighted tally", () => {
    const tally = tallyOf(
      [
        { value: 1, weight: 3 },
        { value: 0, weight: 1 },
      ],
      { scale: { min: 0, max: 1 } },
    );
    expect(firstContactResolution(tally)).toMatchObject({ value: 75, resolved: 1, n: 2 });
  });

  it("is compared by its tallies", () => {
    const before = firstContactResolution({ resolved: 50, unresolved: 50 });
    const after = firstContactResolution({ resolved: 70, unresolved: 30 });
    expect(difference(after, before).difference.value).toBeCloseTo(20, 10);
  });
});
