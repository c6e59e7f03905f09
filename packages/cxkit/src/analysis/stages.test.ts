import { fiveStageJourney } from "@cxkit/journeys";
import { expect, it } from "vitest";
import { analysisOf } from "./analyse.ts";
import { madeUpInstrument, madeUpSurvey, plainReport } from "./fixtures/made-up-survey.ts";
import { compareStages, stagesWithItems, tallyStages } from "./stages.ts";

const rating = (id: string) => madeUpInstrument(id, "rating", { touchpoint: id, label: { en: id } });

async function survey() {
  const responses = Array.from({ length: 40 }, (_, i) => ({
    answers: { recommend: 9, checkout: 4, payment: i % 2 === 0 ? 2 : null, delivery: 1 + (i % 5) },
  }));
  const bench = await madeUpSurvey(responses, [
    madeUpInstrument("recommend", "nps"),
    ...["checkout", "payment", "delivery"].map(rating),
  ]);
  const { analysis } = await analysisOf(bench, { ...plainReport, journey: fiveStageJourney });
  return analysis;
}

it("a stage pools its items' ratings and counts people, not ratings", async () => {
  const analysis = await survey();
  const [stages = []] = stagesWithItems(analysis, () => true);
  const purchase = stages.find(({ items }) => items.length === 2)!;
  const { estimate } = (await tallyStages(analysis, stages)).score(purchase);
  // 40 fours and 20 twos by 40 people.
  expect([estimate.value?.toFixed(6), estimate.n]).toEqual(["3.333333", 40]);
});

it("one stage alone is no ranking, and places that are not admitted count nowhere", async () => {
  const analysis = await survey();
  expect(stagesWithItems(analysis, ({ item }) => item !== "delivery")).toEqual([]);
});

it("stages with fewer than two respondents cannot be compared", async () => {
  const analysis = await survey();
  const [stages = []] = stagesWithItems(analysis, () => true);
  const none = (
    await tallyStages(analysis, stages, { label: "x", where: { field: "data.wave", in: ["none"] } })
  ).score(stages[0]!);
  expect(compareStages(none, none, 0.95)).toBeNull();
});
