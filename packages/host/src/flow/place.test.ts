import type { EventDraft, Journey } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { placement } from "./place.ts";

const journey: Journey = {
  id: "shopping",
  title: { en: "Shopping" },
  stages: [
    {
      id: "choose",
      title: { en: "Choose", zh: "选择" },
      touchpoints: [
        { id: "search", title: { en: "Search" }, items: ["q1"], aliases: ["finder"] },
        { id: "desk", title: { en: "Desk" }, items: ["q2"] },
      ],
    },
    {
      id: "use",
      title: { en: "Use" },
      aliases: ["after"],
      touchpoints: [{ id: "returns", title: { en: "Desk" }, items: ["q3", "q4"] }],
    },
  ],
};

function draft(more: object, items: readonly string[] = []): EventDraft {
  const answers = items.map((item) => ({ item, value: 5, instrument: "x@1" }));
  const data = { survey: "s", status: "complete" as const, answers };
  return {
    type: "survey.responded",
    source: "s",
    key: "k",
    time: "2026-03-01T00:00:00Z",
    channel: "web",
    dimensions: {},
    data,
    ...more,
  };
}

describe("placement", () => {
  const place = placement(journey);
  const cases: readonly (readonly [string, EventDraft, object])[] = [
    [
      "a touchpoint by alias, whatever its case",
      draft({ touchpoint: " FINDER " }),
      { stage: "choose", touchpoint: " FINDER ", journey: "shopping" },
    ],
    [
      "a stage by its title in any language",
      draft({ stage: "选择" }),
      { stage: "选择", journey: "shopping" },
    ],
    [
      "the one touchpoint that all items rate",
      draft({}, ["q3", "q4"]),
      { stage: "use", touchpoint: "returns" },
    ],
    [
      "a stage and an item of it",
      draft({ stage: "after" }, ["q3"]),
      { stage: "after", touchpoint: "returns" },
    ],
  ];
  for (const [what, given, expected] of cases) {
    it(`finds ${what}, and keeps what was said`, () => {
      expect(place(given)).toMatchObject(expected);
    });
  }

  for (const [what, given] of [
    ["a name of two places", draft({ touchpoint: "desk ".replace("desk", "Desk") })],
    ["items of two touchpoints", draft({}, ["q1", "q3"])],
    ["an item of no touchpoint beside one", draft({}, ["q1", "recommend"])],
    ["a name it does not know", draft({ touchpoint: "elsewhere" })],
    ["nothing", draft({})],
  ] as const) {
    it(`leaves ${what} where it is`, () => {
      expect(place(given)).toBe(given);
    });
  }

  it("without a journey does nothing", () => {
    const given = draft({ touchpoint: "search" });
    expect(placement(undefined)(given)).toBe(given);
  });
});
