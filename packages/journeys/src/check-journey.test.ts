import { isCxError, type Journey } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { checkJourney } from "./check-journey.ts";
import { fiveStageJourney } from "./five-stage-journey.ts";
import { journeySchema } from "./schema/index.ts";

const title = { en: "T" };
const stage = (id: string, ...touchpoints: Journey["stages"][number]["touchpoints"]) => ({
  id,
  title,
  touchpoints,
});
const journey = (...stages: Journey["stages"]): Journey => ({ id: "j", title, stages });

const broken: readonly (readonly [what: string, Journey, path: string])[] = [
  ["no stages", journey(), "stages"],
  ["a stage id twice", journey(stage("a"), stage("b"), stage("a")), "stages.2.id"],
  [
    "a touchpoint id in two stages",
    journey(stage("a", { id: "t", title }), stage("b", { id: "t", title })),
    "stages.1.touchpoints.0.id",
  ],
  [
    "an item in two touchpoints",
    journey(stage("a", { id: "t", title, items: ["q1"] }, { id: "u", title, items: ["q2", "q1"] })),
    "stages.0.touchpoints.1.items.1",
  ],
  [
    "an item twice in one",
    journey(stage("a", { id: "t", title, items: ["q1", "q1"] })),
    "stages.0.touchpoints.0.items.1",
  ],
];

function thrown(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("checkJourney", () => {
  it("returns a sound journey", () => {
    expect(checkJourney(fiveStageJourney)).toBe(fiveStageJourney);
  });

  it.each(broken)("stops at %s, naming its path", (_, wrong, path) => {
    const error = thrown(() => checkJourney(wrong));
    expect(isCxError(error, "invalid-setup") && error.place.path).toBe(path);
    expect((error as Error).message).toContain(path);
  });

  it.each(broken)("and the schema agree on %s", (_, wrong, path) => {
    expect(journeySchema.safeParse(wrong).error?.issues.map((issue) => issue.path.join("."))).toContain(path);
  });
});
