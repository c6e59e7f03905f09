import { createContext } from "@cxkit/core/context";
import { describe, expect, it } from "vitest";
import { type Column, assumed, cycle, propose, zeroToTen } from "../fixtures/proposals.ts";
import { decodeRow } from "./decode-row.ts";

const verbatims = (...columns: Column[]) => propose(columns).config.verbatims.map(({ item }) => item);
const choices = (...columns: Column[]) =>
  propose(columns).config.choices.map(({ item, separator }) => [item, separator]);
const segments = (...columns: Column[]) => propose(columns).config.dimensions.map(({ name }) => name);

describe("comments", () => {
  it("are what a heading asks words for, however often they repeat", () => {
    const canned = cycle("The delivery came late", "Prices are too high", "Nothing to complain about");
    for (const heading of ["What is the main reason for your score?", "Why?", "Any comments", "Suggestions"])
      expect(verbatims([heading, canned]), heading).toEqual([heading]);
    const chinese = cycle("物流太慢了，等了一周", "客服态度很好", "希望增加优惠活动");
    for (const heading of ["您打分的原因是什么？", "您有哪些建议", "请说说您的感受", "意见反馈"])
      expect(verbatims([heading, chinese]), heading).toEqual([heading]);
  });

  it("lists of single words are segments, whatever their heading", () => {
    for (const [heading, ...values] of [
      ["Reason for visit", "Business", "Leisure"],
      ["Reason", "Price", "Quality"],
      ["不满意的原因", "价格", "质量"],
      ["May we contact you about your comment?", "Yes", "No"],
    ] as const) {
      expect(verbatims([heading, cycle(...values)]), heading).toEqual([]);
      expect(segments([heading, cycle(...values)]), heading).toHaveLength(1);
    }
  });
});

describe("choices", () => {
  it("joined by a comma where every part was also chosen alone", () => {
    const used = cycle("Web", "App", "Store", "Web, App", "App, Store", "Web, App, Store");
    expect(choices(["Which have you used?", used])).toEqual([["Which have you used?", ","]]);
    expect(
      choices(["您使用过哪些渠道", cycle("官网", "门店", "App", "官网，门店", "门店，App", "官网，App")]),
    ).toEqual([["您使用过哪些渠道", "，"]]);
  });

  it("a comma inside one choice, or in a place's name, joins nothing", () => {
    expect(choices(["Resolved", cycle("Yes, fully", "Yes, partly", "No, not yet")])).toEqual([]);
    expect(choices(["Town", cycle("London, UK", "Paris, FR", "Lyon, FR")])).toEqual([]);
  });

  it("joined by a bar, a semicolon or 问卷星's sign", () => {
    for (const sign of ["|", ";", "┋"])
      expect(choices(["used", cycle("Web", `Web${sign}App`, `App${sign}Store`, `Store${sign}Web`)])).toEqual([
        ["used", sign],
      ]);
  });

  it("one column each, marked by yes and no as LimeSurvey does", () => {
    const { config } = propose([
      ["Which have you used? [Web]", cycle("Yes", "No")],
      ["Which have you used? [Store]", cycle("No", "Yes", "No")],
    ]);
    expect(config.choices).toMatchObject([
      { item: "Which have you used?", columns: [{ choice: "Web" }, { choice: "Store" }] },
    ]);
    const [event] = decodeRow(
      { line: 2, cells: ["1", "Yes", "No"] },
      createContext(config, { key: new Uint8Array(32) }),
      "survey-csv",
    ).events;
    expect(event?.data.answers[0]?.value).toEqual(["Web"]);
  });

  it("a question of yes and no, or a thumb, is one, and segments as well", () => {
    for (const [heading, ...values] of [
      ["Was your issue resolved?", "Yes", "No"],
      ["是否解决了您的问题", "是", "否"],
      ["Helpful", "👍", "👎"],
    ] as const) {
      expect(choices([heading, cycle(...values)]), heading).toEqual([[heading, undefined]]);
      expect(segments([heading, cycle(...values)]), heading).toHaveLength(1);
    }
    expect(choices(["Returning customer", cycle("Yes", "No")])).toEqual([]);
  });
});

describe("segments of a wide file", () => {
  const wide: Column[] = [
    ...Array.from({ length: 9 }, (_, index): Column => [`extra ${index + 1}`, cycle("a", "b", "c")]),
    ["Region", cycle("North", "South")],
    ["门店", cycle("一店", "二店", "三店")],
    ["Customer type", cycle("New", "Returning")],
    ["nps", zeroToTen],
  ];

  it("are eight, those a business is usually cut by before others, in the file's order", () => {
    expect(segments(...wide)).toEqual([
      "extra 1",
      "extra 2",
      "extra 3",
      "extra 4",
      "extra 5",
      "Region",
      "门店",
      "Customer type",
    ]);
  });

  it("the others are named once, with the option that takes them", () => {
    const said = assumed(propose(wide), "segments");
    expect(said).toHaveLength(2);
    expect(said[1]).toMatchObject({
      path: "extra 6, extra 7, extra 8, extra 9",
      override: "--segment 'extra 6'",
      confidence: "default",
    });
  });

  it("days of the week segment, and so does the language that is kept besides", () => {
    expect(segments(["DAY", cycle("MON", "TUE", "SUN")])).toEqual(["DAY"]);
    const { config } = propose([["Language", cycle("EN", "ZH-S")]]);
    expect(config.language).toEqual({ column: "Language" });
    expect(config.dimensions.map(({ name }) => name)).toEqual(["Language"]);
  });
});
