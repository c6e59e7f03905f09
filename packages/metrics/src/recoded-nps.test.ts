import { type Columns, isCxError } from "@cxkit/core";
import { metricLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { difference } from "./difference.ts";
import { nps } from "./nps.ts";
import { recodedNps, recodedNpsMetric, recodeFivePoint, recodeOneToTen } from "./recoded-nps.ts";

const value = Float64Array.of(5, 4, NaN, 3, 1, 2, 5, 5, 6);
const sample: Columns = { length: 9, time: Float64Array.from(value.keys()), value, fields: {} };
describe("recodedNpsMetric keeps the metric laws", () => {
  const metric = recodedNpsMetric({ item: "q", recode: recodeFivePoint });
  for (const law of metricLaws(metric, sample)) it(law.name, law.check);
});

describe("recodedNps", () => {
  it("sorts every point of the scale into one class", () => {
    const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(recodedNps(all, recodeOneToTen)).toMatchObject({
      promoters: 2,
      passives: 2,
      detractors: 6,
      value: -40,
      n: 10,
    });
    expect(recodedNps([1, 2, 3, 4, 5], recodeFivePoint)).toMatchObject({
      promoters: 1,
      passives: 1,
      detractors: 3,
    });
  });

  it("says so wherever it is printed, and is never compared with an NPS", () => {
    const result = recodedNps([10, 9, 7, 1], recodeOneToTen);
    expect(result.method).toBe("adjusted-wald, recoded from 1–10");
    expect(recodedNpsMetric({ item: "q", recode: recodeOneToTen }).title).toContain("recoded from 1–10");
    expect(() => difference(result, nps([10, 9, 7, 1]))).toThrow(
      expect.toSatisfy((error: unknown) => isCxError(error, "invalid-setup")),
    );
    expect(difference(result, result).difference.value).toBe(0);
  });

  it("refuses the 0 that a 1–10 scale has not, and recodes without a class", () => {
    expect(() => recodedNps([10, 0], recodeOneToTen)).toThrow(
      "recodedNps requires ratings 1…10 by 1 or null, got 0 at index 1",
    );
    const broken = { ...recodeOneToTen, passivesFrom: 10, promotersFrom: 9 };
    expect(() => recodedNps([10], broken)).toThrow(
      "recodedNps requires 1 < passivesFrom ≤ promotersFrom ≤ 10 of recode 1–10, got 10 and 9",
    );
  });
});
