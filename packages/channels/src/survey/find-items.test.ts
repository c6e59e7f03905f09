import { describe, expect, it } from "vitest";
import { assumed, constructs, cycle, propose, refusal } from "../fixtures/proposals.ts";

describe("rating items", () => {
  it("are named by their wording in English and Chinese", () => {
    const five = cycle(1, 2, 3, 4, 5);
    expect(
      constructs(
        propose([
          ["Overall satisfaction", five],
          ["How easy was it to get help?", five],
          ["Rate our app", five],
          ["对客服的满意度", five],
          ["办理是否轻松", five],
          ["配送评分", five],
        ]),
      ),
    ).toEqual([
      ["Overall satisfaction", "csat"],
      ["How easy was it to get help?", "ces"],
      ["Rate our app", "rating"],
      ["对客服的满意度", "csat"],
      ["办理是否轻松", "ces"],
      ["配送评分", "rating"],
    ]);
  });

  it("1–5 and 1–7 are read, 0–6 and 1–4 are asked about", () => {
    expect(propose([["satisfaction", cycle(1, 2, 3, 4, 5)]]).config.items[0]?.scale).toEqual({
      min: 1,
      max: 5,
      step: 1,
    });
    expect(propose([["satisfaction", cycle(1, 2, 6, 7)]]).config.items[0]?.scale).toEqual({
      min: 1,
      max: 7,
      step: 1,
    });
    for (const values of [cycle(0, 1, 2, 3, 4, 5, 6), cycle(1, 2, 3, 4), cycle(0, 3, 5), cycle(1, 2, 5, 6)]) {
      const proposal = propose([["satisfaction", values]]);
      expect(constructs(proposal)).toEqual([]);
      expect(assumed(proposal, "scale-unknown")[0]?.override).toMatch(/^--scale satisfaction=/);
    }
  });

  it("a slider of 0–100 is asked about, and read when told", () => {
    const slider = (row: number) => String((row * 7) % 101);
    expect(assumed(propose([["satisfaction", slider]]), "scale-unknown")[0]?.override).toBe(
      "--scale satisfaction=0-100",
    );
    expect(
      propose([["satisfaction", slider]], { scale: "satisfaction=0-100" }).config.items[0]?.scale.max,
    ).toBe(100);
  });

  it("half points are read where the answers prove them, and told as 1-5/0.5", () => {
    const half = { min: 0.5, max: 5, step: 0.5 };
    expect(propose([["Star rating", cycle("0.5", "3.5", "4", "5")]]).config.items[0]?.scale).toEqual(half);
    expect(propose([["Star rating", cycle("1", "3,5", "4", "5")]]).config.items[0]?.scale).toEqual({
      ...half,
      min: 1,
    });
    expect(propose([["rating (1-5)", cycle("2", "3.5", "4")]]).config.items[0]?.scale).toEqual({
      ...half,
      min: 1,
    });
    expect(constructs(propose([["rating", cycle("3.7", "4.25", "5")]]))).toEqual([]);
    expect(
      propose([["rating", cycle("3.5", "4")]], { scale: { rating: "0.5-5/0.5" } }).config.items[0]?.scale,
    ).toEqual(half);
  });

  it("how often somebody does something segments, and is no judgement", () => {
    const { config } = propose([
      ["How often do you visit us?", cycle("Never", "Rarely", "Sometimes", "Often", "Always")],
    ]);
    expect(config.items).toEqual([]);
    expect(config.dimensions).toHaveLength(1);
  });

  it("a range in the wording decides", () => {
    expect(propose([["satisfaction (1-4)", cycle(1, 2, 3, 4)]]).config.items[0]?.scale.max).toBe(4);
    for (const ends of ["0 = not at all, 10 = completely", "0分表示很不满意，10分表示很满意", "from 0 to 10"])
      expect(propose([[`satisfaction, ${ends}`, cycle(7, 9)]]).config.items[0]?.scale.max, ends).toBe(10);
    expect(propose([["满意度（1～5分）", cycle(3, 4)]]).config.items[0]?.scale.max).toBe(5);
  });

  it("a column without the top point belongs to its battery's scale", () => {
    const { config } = propose([
      ["Q3a satisfaction price", cycle(1, 2, 3, 4)],
      ["Q3b satisfaction quality", cycle(1, 2, 3, 4, 5)],
    ]);
    expect(config.items.map(({ scale }) => scale.max)).toEqual([5, 5]);
  });

  it("a told column whose own values decide is read, whatever its battery holds", () => {
    const coded = cycle(0, 1, 2, 3, 4, 5, 6);
    const columns = [
      ["Q7ART", coded],
      ["Q7FOOD", coded],
      ["Q7ALL", cycle(1, 2, 3, 4, 5, "BLANK")],
    ] as const;
    const { config } = propose(columns, { csat: "Q7ALL" });
    expect(config.items).toMatchObject([{ column: "Q7ALL", construct: "csat", scale: { min: 1, max: 5 } }]);
    expect(refusal(() => propose(columns, { csat: "Q7ART" }))).toMatch(/fit 0-5.*pass --scale Q7ART=1-5/);
  });

  it("told by a pattern, codes beside the scale are no answers, and columns of something else stay out", () => {
    const proposal = propose(
      [
        ["Q7ART", cycle(0, 1, 2, 3, 4, 5, 6)],
        ["Q7FOOD", cycle(1, 3, 5, 6)],
        ["Q7COM", cycle(101, 102, 103)],
      ],
      { scale: { "q7*": "1-5" } },
    );
    expect(constructs(proposal)).toEqual([
      ["Q7ART", "rating"],
      ["Q7FOOD", "rating"],
    ]);
    expect(proposal.config.items[0]?.missingCodes?.map(({ code }) => code)).toEqual([0, 6]);
    expect(assumed(proposal, "scale-unknown")[0]?.path).toBe("Q7COM");
  });

  it("items asked alike are said together, by what their names begin or end with", () => {
    const five = cycle(1, 2, 3, 4, 5);
    const overrides = (...names: string[]) =>
      assumed(propose(names.map((name) => [name, five] as const)), "item").map(({ override }) => override);
    expect(overrides("Satisfaction with price", "Satisfaction with staff", "Satisfaction with app")).toEqual([
      "--scale 'Satisfaction with*=1-5'",
    ]);
    expect(overrides("价格满意度", "服务满意度", "物流满意度")).toEqual(["--scale '*满意度=1-5'"]);
    expect(overrides("Price satisfaction", "Satisfaction: staff", "CSAT app")).toHaveLength(1);
    expect(overrides("Price satisfaction", "Staff satisfaction")).toHaveLength(2);
  });

  it("a pattern takes what fits and names the rest; a column named outright is refused", () => {
    const columns = [
      ["Q9FOOD", cycle(0, 1, 2, 3, 4, 5, 6)],
      ["Q9ALL", cycle(1, 2, 3, 4, 5)],
      ["Q9COM1", (row: number) => (row % 9 === 0 ? String((row % 9) + 7 + (row % 5)) : "")],
      ["Q9COM2", () => ""],
      ["Q9TEXT", (row: number) => `remark ${row}`],
      ["Q9_NPS recommend", cycle(0, 3, 9, 10)],
    ] as const;
    const proposal = propose(columns, { scale: { "Q9*": "1-5" } });
    expect(constructs(proposal)).toEqual([
      ["Q9_NPS recommend", "nps"],
      ["Q9FOOD", "rating"],
      ["Q9ALL", "rating"],
    ]);
    expect(assumed(proposal, "scale-unknown").map(({ path }) => path)).toEqual([
      "Q9COM1, Q9COM2, Q9TEXT, Q9_NPS recommend",
    ]);
    expect(constructs(propose(columns, { csat: "Q9*" }))).toEqual([
      ["Q9_NPS recommend", "nps"],
      ["Q9ALL", "csat"],
    ]);
    expect(constructs(propose(columns, { rating: ["Q9*"], missing: { "Q9*": "0,6" } }))).toHaveLength(3);
    for (const name of ["Q9COM1", "Q9COM2", "Q9TEXT"])
      expect(
        refusal(() => propose(columns, { scale: { "Q9*": "1-5", [name]: "1-5" } })),
        name,
      ).toMatch(new RegExp(`"${name}" cannot be read`));
  });

  it("a battery is said in one breath, with the pattern that names it", () => {
    const five = cycle(1, 2, 3, 4, 5);
    const proposal = propose([
      ["Satisfaction: price", five],
      ["Satisfaction: service", five],
      ["Satisfaction: returns", five],
    ]);
    expect(assumed(proposal, "item").map(({ override }) => override)).toEqual([
      "--scale 'Satisfaction*=1-5'",
    ]);
  });

  it("numbers that nobody explains are named once as a battery, with the option that explains them", () => {
    const coded = cycle(0, 1, 2, 3, 4, 5, 6);
    const proposal = propose([
      ["Q7ART", coded],
      ["Q7FOOD", coded],
      ["Q7ALL", coded],
    ]);
    expect(constructs(proposal)).toEqual([]);
    expect(assumed(proposal, "scale-unknown").map(({ path, override }) => [path, override])).toEqual([
      ["Q7*", "--scale 'Q7*=1-5'"],
    ]);
  });

  it("numbers and words in one column are one scale", () => {
    const { config } = propose([["满意度", cycle("5", "4", "非常满意", "不满意", "1", "3")]]);
    expect(config.items[0]).toMatchObject({ scale: { max: 5 }, words: { 非常满意: 5, 不满意: 2 } });
  });

  it("words that leave two readings are asked about, and taken when told", () => {
    const vague = cycle("满意", "一般", "非常满意");
    expect(assumed(propose([["服务满意度", vague]]), "scale-unknown")[0]?.text["en"]).toMatch(/1-5.*1-7/);
    const words = { 满意: 4, 一般: 3, 非常满意: 5 };
    expect(
      propose([["服务满意度", vague]], { scale: { 服务满意度: "1-5" }, words: { 服务满意度: words } }).config
        .items[0]?.words,
    ).toEqual(words);
  });

  it("a told word needs no scale beside it, and the list places the others", () => {
    const { config } = propose([["办事体验", cycle("好极了", "一般", "差", "好极了")]], {
      words: { 办事体验: { 好极了: 5 } },
    });
    expect(config.items[0]).toMatchObject({ scale: { min: 1, max: 5 }, words: { 好极了: 5 } });
  });

  it("effort counts down, ease counts up, and both are said to be assumed", () => {
    const proposal = propose([
      ["How much effort did it take?", cycle(1, 3, 5)],
      ["How easy was it?", cycle(1, 3, 5)],
    ]);
    expect(proposal.config.items.map(({ direction }) => direction)).toEqual([
      "lower-is-better",
      "higher-is-better",
    ]);
    expect(assumed(proposal, "direction")).toHaveLength(2);
  });
});
