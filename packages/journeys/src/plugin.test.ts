import { expect, it } from "vitest";
import { fiveStageJourney } from "./five-stage-journey.ts";
import { fiveStages } from "./plugin.ts";

it("what the manifest says is the journey itself", () => {
  expect(fiveStages).toEqual({ kind: "journey", spec: "v1", journey: fiveStageJourney });
});
