import type { CxEvent, Instrument, Journey } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { whatWasSaid } from "./what-was-said.ts";

const stars = { min: 1, max: 5, step: 1 };
const rating = (id: string, more: Partial<Instrument> = {}): Instrument => ({
  id,
  version: "1",
  construct: "csat",
  scale: stars,
  direction: "higher-is-better",
  ...more,
});
const instruments: readonly Instrument[] = [
  rating("recommend", { construct: "nps", scale: { min: 0, max: 10, step: 1 } }),
  rating("returns", { touchpoint: "returns", label: { en: "Returns", zh: "退货" } }),
  rating("delivery"),
  rating("effort", { direction: "lower-is-better" }),
  rating("search"),
  rating("comment", { construct: "verbatim", scale: null }),
  rating("reason", { construct: "choice", scale: null }),
];
const journey: Journey = {
  id: "buying",
  title: { en: "Buying" },
  stages: [
    {
      id: "after",
      title: { en: "After the purchase", zh: "售后" },
      touchpoints: [{ id: "returns", title: { en: "Returns" } }],
    },
  ],
};
const options = { instruments, language: "en", journey } as const;

function response(answers: { readonly [item: string]: number | string | null }): CxEvent {
  return {
    type: "survey.responded",
    source: "s",
    key: "1",
    id: "1",
    revision: 0,
    time: "2026-03-01T09:00:00Z",
    received: "2026-03-01T09:00:01Z",
    channel: "web",
    dimensions: {},
    data: {
      survey: "s",
      status: "complete",
      answers: Object.entries(answers).map(([item, value]) => ({ item, value, instrument: `${item}@1` })),
    },
  };
}

describe("whatWasSaid", () => {
  it("gives the words, and nothing that only looks like words", () => {
    const event = response({ recommend: 1, comment: "They sent me home.", reason: "price" });
    expect(whatWasSaid(event, "recommend", options).words).toBe("They sent me home.");
    expect(whatWasSaid(response({ recommend: 1 }), "recommend", options).words).toBeNull();
  });

  it("names what else was rated in the worse half, worst first, with its stage", () => {
    const event = response({ recommend: 1, search: 3, delivery: 2, returns: 1, effort: 5 });
    const { others } = whatWasSaid(event, "recommend", options);
    expect(others.map(({ item }) => item)).toEqual(["returns", "effort", "delivery"]);
    expect(others[0]).toEqual({
      item: "returns",
      label: "Returns",
      value: 1,
      scale: { min: 1, max: 5 },
      stage: "After the purchase",
    });
    expect(whatWasSaid(event, "recommend", { ...options, language: "zh" }).others[0]?.stage).toBe("售后");
  });

  it("leaves out the answer that is told anyway, what is off its scale, and what nobody answered", () => {
    const event = response({ recommend: 0, returns: 0, delivery: null, search: 5 });
    expect(whatWasSaid(event, "recommend", options).others).toEqual([]);
  });
});
