import { describe, expect, it } from "vitest";
import {
  madeUpInstrument,
  type MadeUpResponse,
  madeUpSurvey,
  plainReport,
} from "./fixtures/made-up-survey.ts";
import { reportModel } from "./report-model.ts";

const segment = async (responses: readonly MadeUpResponse[]) =>
  (await reportModel(await madeUpSurvey(responses, [madeUpInstrument("recommend", "nps")]), plainReport))
    .segments[0];
const region = (name: string | null, count: number, score: number, weight?: number): MadeUpResponse[] =>
  Array.from({ length: count }, (_, i) => ({
    answers: { recommend: i % 3 === 0 ? 8 : score },
    ...(name !== null && { dimensions: { region: name } }),
    ...(weight !== undefined && { weight }),
  }));

describe("segmentation", () => {
  it("compares each value with all others, corrected, those without the field among the others", async () => {
    const found = await segment([
      ...region("North", 60, 9),
      ...region("South", 60, 2),
      ...region(null, 30, 8),
    ]);
    expect(found?.rows.map(({ value, n, signal, absent }) => [value, n, signal, absent])).toEqual([
      ["North", 60, "above", false],
      ["South", 60, "below", false],
      ["", 30, null, true],
    ]);
    expect(found?.correction.comparisons).toBe(2);
    expect(found?.rows[0]?.versusRest?.difference.n).toBe(150);
  });

  it("is not shown where every row would be hidden", async () => {
    expect(await segment([...region("North", 6, 9), ...region("South", 5, 2)])).toBeUndefined();
  });

  it("counts weighted answers by their effective base", async () => {
    const uneven = [...region("North", 30, 9, 1), ...region("North", 30, 9, 5), ...region("South", 60, 7, 1)];
    const found = await segment(uneven);
    const north = found?.rows.find(({ value }) => value === "North");
    expect(north?.estimate?.effectiveN).toBeCloseTo(180 ** 2 / (30 + 750), 8);
    expect(north?.versusRest?.difference.effectiveN).toBeCloseTo(180 ** 2 / 780 + 60, 8);
  });
});
