import { describe, expect, it } from "vitest";
import { seededRandom } from "../demo/random.ts";
import { madeUpInstrument, madeUpSurvey, plainReport } from "./fixtures/made-up-survey.ts";
import { reportModel } from "./report-model.ts";

const touchpoints = { search: 4.2, delivery: 3, returns: 2.4, service: 3.1 };
const instruments = [
  madeUpInstrument("recommend", "nps"),
  ...Object.keys(touchpoints).map((id) =>
    madeUpInstrument(id, "rating", { touchpoint: id, label: { en: id } }),
  ),
  madeUpInstrument("loyalty", "rating", { touchpoint: "loyalty", label: { en: "loyalty" } }),
];

async function ranked() {
  const random = seededRandom(5);
  const responses = Array.from({ length: 300 }, (_, i) => ({
    answers: {
      recommend: 8,
      ...Object.fromEntries(
        Object.entries(touchpoints).map(([id, level]) => [
          id,
          Math.min(5, Math.max(1, Math.round(level + 0.8 * random.normal()))),
        ]),
      ),
      ...(i < 4 && { loyalty: 1 }),
    },
  }));
  return (await reportModel(await madeUpSurvey(responses, instruments), plainReport)).rankings;
}

describe("rankings", () => {
  it("put places best first with the ranks the evidence allows, hidden ones last without base", async () => {
    const [items] = await ranked();
    expect(items?.kind).toBe("touchpoint");
    expect(items?.places.map(({ id, rank, n }) => [id, rank?.best, rank?.worst, n])).toEqual([
      ["search", 1, 1, 300],
      ["service", 2, 3, 300],
      ["delivery", 2, 3, 300],
      ["returns", 4, 4, 300],
      ["loyalty", undefined, undefined, 9],
    ]);
  });

  it("count people in stages, and leave hidden places out of them", async () => {
    const [, stages] = await ranked();
    expect(stages?.kind).toBe("stage");
    expect(stages?.places.every(({ n }) => n === 300)).toBe(true);
    expect(stages?.places.some(({ id }) => id === "repurchase")).toBe(false);
  });
});
