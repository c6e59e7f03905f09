import { completeEvent, type CxEvent, type Journey } from "@cxkit/core";
import { journeyConformance } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { fiveStageJourney } from "./five-stage-journey.ts";
import { funnel } from "./funnel.ts";
import { fiveStages } from "./plugin.ts";
import { stageOf } from "./stage-of.ts";

it("what the manifest says is the journey itself", () => {
  expect(fiveStages).toEqual({ kind: "journey", spec: "v1", journey: fiveStageJourney });
});

describe("fiveStages passes the conformance kit", () => {
  const seen = ["research", "purchase", "research", "use", "repurchase", "elsewhere"];
  const events = seen.map((stage, at) =>
    completeEvent<"feedback.posted">(
      {
        type: "feedback.posted",
        source: "test:journey",
        key: `e${at}`,
        time: `2026-03-0${at + 1}T12:00:00Z`,
        channel: "review",
        stage,
        dimensions: {},
        data: { text: "ok" },
        subject: at % 2 === 0 ? "sub-a" : "sub-b",
      },
      "2026-03-09T00:00:00Z",
    ),
  );
  /** The stages in order of time, each event once; and how many came how far. */
  const follow = (journey: Journey, told: readonly CxEvent[]) => {
    const once = [...new Map(told.map((event) => [event.id, event])).values()];
    const path = once
      .toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time))
      .map(({ stage }) => (stage === undefined ? null : stageOf(journey, { stage })));
    const { steps } = funnel(
      journey.stages.map(({ id }) => id),
      told,
    );
    return { path, reached: Object.fromEntries(steps.map(({ stage, reached }) => [stage, reached])) };
  };
  const checks = journeyConformance(fiveStages.journey, { follow, events });
  for (const { name, check } of checks) it(name, check);

  it("with all of its checks, over a path that is on it", () => {
    expect(checks.filter(({ left }) => left)).toEqual([]);
    expect(follow(fiveStages.journey, events).path).toEqual([...seen.slice(0, 5), null]);
  });
});
