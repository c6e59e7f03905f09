import { describe, expect, it } from "vitest";
import { checkJourney } from "./check-journey.ts";
import { fiveStageJourney } from "./five-stage-journey.ts";
import { journeySchema } from "./schema/index.ts";
import { touchpointOf } from "./touchpoint-of.ts";
import { words } from "./word-matches.ts";

const touchpoints = fiveStageJourney.stages.flatMap(({ touchpoints: of }) => of);

describe("the five-stage journey", () => {
  it("is a journey by the schema and by the check, and survives JSON", () => {
    expect(journeySchema.parse(JSON.parse(JSON.stringify(fiveStageJourney)))).toEqual(fiveStageJourney);
    expect(checkJourney(fiveStageJourney)).toBe(fiveStageJourney);
  });

  it("has every title in English and Chinese", () => {
    for (const { title } of [fiveStageJourney, ...fiveStageJourney.stages, ...touchpoints]) {
      expect(Object.keys(title)).toEqual(["en", "zh"]);
    }
  });

  it("uses no word for two places", () => {
    const all = [...fiveStageJourney.stages, ...touchpoints].flatMap(({ id, title, aliases = [] }) => [
      ...new Set([id, ...Object.values(title), ...aliases].map(words)),
    ]);
    expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
  });

  it("finds each touchpoint by each of its titles and aliases, alone and in a sentence", () => {
    for (const stage of fiveStageJourney.stages) {
      for (const { id, title, aliases = [] } of stage.touchpoints) {
        for (const name of [...Object.values(title), ...aliases]) {
          const place = { stage: stage.id, touchpoint: id };
          expect(touchpointOf(fiveStageJourney, { label: name }), name).toEqual(place);
          expect(
            touchpointOf(fiveStageJourney, { label: `Satisfaction (${name.toUpperCase()})?` }),
            name,
          ).toEqual(place);
          expect(touchpointOf(fiveStageJourney, { wording: `您对${name}满意吗？` }), name).toEqual(place);
        }
      }
    }
  });
});
