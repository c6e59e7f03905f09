import type { CxEvent } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { tallyOf } from "./tally-of.ts";

const scale = { min: 1, max: 5 };
function response(key: string, value: number | null, more: object = {}, weight?: number): CxEvent {
  return {
    type: "survey.responded",
    id: key,
    key,
    revision: 0,
    source: "test:form",
    time: "2026-03-01T09:00:00Z",
    received: "2026-03-01T09:00:01Z",
    channel: "web",
    dimensions: {},
    data: {
      survey: "s",
      status: "complete",
      ...(weight !== undefined && { weight }),
      answers: [{ item: "q", value, instrument: "q@1", ...more }],
    },
  };
}

describe("tallyOf counts", () => {
  it("values of any iterable", () => {
    expect(tallyOf(new Set([5, 4, undefined, 1]), { scale })).toEqual({
      kind: "scale",
      scale: { min: 1, max: 5, step: 1 },
      counts: [1, 0, 0, 1, 1],
      missing: { unknown: 1 },
    });
  });

  it("weighted answers with their sums of weights and of squares", () => {
    const tally = tallyOf(
      [
        { value: 5, weight: 2 },
        { value: 5, weight: 0.5 },
        { value: null, weight: 1, missing: "refused" },
      ],
      { scale },
    );
    expect(tally.counts).toEqual([0, 0, 0, 0, 2]);
    expect(tally.weights).toEqual({ sum: [0, 0, 0, 0, 2.5], sumOfSquares: [0, 0, 0, 0, 4.25] });
    expect(tally.missing).toEqual({ refused: 1 });
  });

  it("one item of events, with instrument, reasons and weights", () => {
    const tally = tallyOf(
      [
        response("a", 5, {}, 2),
        response("b", null, { missing: "skipped" }),
        response("c", 3, { item: "other" }),
      ],
      { scale, item: "q" },
    );
    expect(tally).toMatchObject({ counts: [0, 0, 0, 0, 1], instrument: "q@1", missing: { skipped: 1 } });
    expect(tally.weights?.sum[4]).toBe(2);
  });

  it("no events without an item", () => {
    expect(() => tallyOf([response("a", 5)], { scale })).toThrow(TypeError);
  });

  it("and sets aside or stops at what is off the scale", () => {
    expect(() => tallyOf([5, 6], { scale })).toThrow(
      "tallyOf requires points 1…5 by 1 or null, got 6 at index 1",
    );
    expect(tallyOf([5, 6, 2.5], { scale, invalid: "set-aside" }).missing).toEqual({ "off-scale": 2 });
  });
});

it("tallyOf refuses to add up what does not", () => {
  expect(() => tallyOf([response("a", 5, {}, 2), response("b", 4)], { scale, item: "q" })).toThrow(
    "weighted and unweighted answers",
  );
  expect(() =>
    tallyOf([response("a", 5), response("b", 4, { instrument: "q@2" })], { scale, item: "q" }),
  ).toThrow("answers to q@1 and q@2 do not add up");
});

it("tallyOf stops at a weight that is none, naming its index", () => {
  for (const weight of [-1, NaN, Infinity, "2" as never])
    expect(() =>
      tallyOf(
        [
          { value: 5, weight: 1 },
          { value: 5, weight },
        ],
        { scale: { min: 1, max: 5 } },
      ),
    ).toThrow("at index 1");
});
