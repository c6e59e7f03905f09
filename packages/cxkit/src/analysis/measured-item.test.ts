import { scaleTallyOf } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { madeUpInstrument } from "./fixtures/made-up-survey.ts";
import { besideOf, inLocale, measuredItems } from "./measured-item.ts";

const seven = { min: 1, max: 7, step: 1 };
const one = (...of: Parameters<typeof madeUpInstrument>) =>
  measuredItems([madeUpInstrument(...of)], { locale: "en" })[0]!;

describe("measuredItems", () => {
  it("lead with what speaks of the whole: NPS, CSAT, CES, ratings, then places", () => {
    const items = measuredItems(
      [
        madeUpInstrument("wifi"),
        madeUpInstrument("overall", "csat"),
        madeUpInstrument("effort", "ces", { label: { en: "Overall effort" } }),
        madeUpInstrument("recommend", "nps"),
      ],
      { locale: "en" },
    );
    expect(items.map(({ item }) => item)).toEqual(["recommend", "overall", "effort", "wifi"]);
  });

  it("count the two best points as a top box, on three points the best alone, and colour the same ones", () => {
    const five = one("q", "csat");
    const three = one("q", "csat", { scale: { min: 1, max: 3, step: 1 } });
    expect(five.groups).toEqual(["other", "other", "other", "top", "top"]);
    expect(five.metric.scores).toEqual([0, 0, 0, 100, 100]);
    expect(three.groups).toEqual(["other", "other", "top"]);
    expect(three.metric.scores).toEqual([0, 0, 100]);
    expect(three.summary.title["en"]).toBe("CSAT (top box)");
  });

  it("read effort in its own direction: mean, easy share and colours", () => {
    const effort = one("effort", "ces", { scale: seven, direction: "lower-is-better" });
    expect(effort.summary.better).toBe("lower");
    expect(effort.groups).toEqual(["top", "top", "top", "other", "other", "other", "other"]);
    const tally = scaleTallyOf(seven, [4, 2, 0, 1, 1, 0, 2]);
    expect(besideOf(effort, tally, { confidenceLevel: 0.95 })[0]).toMatchObject({
      id: "easy",
      estimate: { value: 60 },
    });
  });

  it("read satisfaction whose 1 is the best from that end", () => {
    const reversed = one("q", "csat", { direction: "lower-is-better" });
    expect(reversed.metric.scores).toEqual([100, 100, 0, 0, 0]);
    expect(reversed.summary.better).toBe("higher");
  });

  it("give sliders no top box", () => {
    expect(one("q", "rating", { scale: { min: 0, max: 100, step: 1 } }).second).toBeNull();
  });
});

it("inLocale falls back to English, then to what there is", () => {
  expect([
    inLocale({ zh: "好", en: "good" }, "zh"),
    inLocale({ en: "good" }, "zh"),
    inLocale({ fr: "bon" }, "en"),
    inLocale(undefined, "en"),
  ]).toEqual(["好", "good", "bon", null]);
});
