import { describe, expect, it } from "vitest";
import { assumed, constructs, cycle, propose, refusal, zeroToTen } from "../fixtures/proposals.ts";

describe("the recommend item", () => {
  it("is found by name or wording, with values on 0–10", () => {
    for (const name of [
      "NETPRO",
      "nps",
      "How likely are you to recommend us?",
      "推荐意愿",
      "您有多大可能向朋友推荐我们",
    ])
      expect(constructs(propose([[name, zeroToTen]])), name).toEqual([[name, "nps"]]);
    expect(constructs(propose([["Why would you recommend us?", cycle("good", "bad")]]))).toEqual([]);
  });

  it("a class column is never taken for it", () => {
    const proposal = propose([
      ["NPS Group", cycle(1, 2, 3)],
      ["NPS", zeroToTen],
      ["Type", cycle("Promoter", "Passive", "Detractor")],
    ]);
    expect(constructs(proposal)).toEqual([["NPS", "nps"]]);
    expect(proposal.config.excluded).toEqual([
      { column: "NPS Group", why: "class-of-another-item" },
      { column: "Type", why: "class-of-another-item" },
    ]);
  });

  it("of two, the one with clearly better evidence is taken", () => {
    const proposal = propose([
      ["recommended by", zeroToTen],
      ["On a scale of 0-10, how likely are you to recommend us to a friend?", zeroToTen],
    ]);
    expect(proposal.config.items[0]?.column).toMatch(/^On a scale/);
  });

  it("two equally good ones are both named, and there is no NPS", () => {
    const proposal = propose([
      ["Recommend brand", zeroToTen],
      ["Recommend store", zeroToTen],
    ]);
    expect(constructs(proposal)).toEqual([]);
    expect(assumed(proposal, "item")[0]?.text["en"]).toMatch(/"Recommend brand", "Recommend store"/);
  });

  it("asked on 1–10 it is told to be none", () => {
    const name = "How likely are you to recommend us (1-10)?";
    const proposal = propose([[name, cycle(1, 5, 7, 9, 10)]]);
    expect(constructs(proposal)).toEqual([]);
    expect(assumed(proposal, "item")[0]?.text["en"]).toMatch(/asks 1–10/);
    expect(refusal(() => propose([[name, cycle(1, 5, 10)]], { recommend: name }))).toMatch(
      /requires a 0–10 item/,
    );
  });

  it("on five points it is no NPS item, and that is said", () => {
    const proposal = propose([["How likely are you to recommend us?", cycle(1, 2, 3, 4, 5)]]);
    expect(constructs(proposal)).toEqual([]);
    expect(assumed(proposal, "item")[0]?.text["en"]).toMatch(/never goes above 5/);
  });

  it("codes beyond the scale are no answers: 11, 99, −1", () => {
    const { config, assumptions } = propose([["NETPRO", cycle(0, 5, 10, 11, 99, -1)]]);
    expect(config.items[0]?.missingCodes?.map(({ code }) => code).toSorted()).toEqual([-1, 11, 99]);
    expect(assumptions.find(({ id }) => id === "missing-code")?.override).toBe("--missing NETPRO=-1,11,99");
  });

  it("a column that is told and holds something else is refused with what it holds", () => {
    expect(refusal(() => propose([["region", cycle("north", "south")]], { recommend: "region" }))).toMatch(
      /"north", "south"/,
    );
  });
});
