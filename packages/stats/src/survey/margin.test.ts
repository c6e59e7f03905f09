import { describe, expect, it } from "vitest";
import { crossedMargin } from "./margin.ts";
import { postStratified } from "./post-stratified.ts";
import { raked } from "./raked.ts";
import { surveyDesign } from "./survey-design.ts";

const design = surveyDesign({ rows: 3 });
const tier = { name: "tier", categories: ["free", "free", "pro"], totals: { free: 60, pro: 40 } };

describe("margins", () => {
  it.each([
    [
      { ...tier, totals: { free: 60, pro: 30, trial: 10 } },
      "raked requires targets for categories with rows only (merge trial with another), got target 10 for trial of margin tier, which has no row",
    ],
    [
      { ...tier, totals: { free: 100 } },
      "raked requires a target for each category, got none for pro of margin tier, which row 2 has",
    ],
    [
      { ...tier, totals: { free: 100, pro: 0 } },
      "raked requires finite totals above 0, got 0 for pro of margin tier",
    ],
    [
      { ...tier, totals: { free: NaN, pro: 1 } },
      "raked requires finite totals above 0, got NaN for free of margin tier",
    ],
    [
      { ...tier, categories: ["free", "pro"] },
      "raked requires a category for each of 3 rows, got 2 in margin tier",
    ],
    [
      { ...tier, categories: ["free", undefined as never, "pro"] },
      "raked requires categories of margin tier of a string or number in every row, got undefined at 1",
    ],
  ])("stop the weighting where they cannot be met, naming margin and category: %#", (margin, message) => {
    expect(() => raked(design, [margin])).toThrow(new RangeError(message));
  });

  it("stop at totals that differ, and bring those together that differ by rounding", () => {
    const region = { name: "region", categories: ["n", "s", "n"], totals: { n: 50, s: 49 } };
    expect(() => raked(design, [tier, region])).toThrow(
      new RangeError("raked requires margins with one total, got 100 of margin tier and 99 of margin region"),
    );
    const rounded = { ...region, totals: { n: 50, s: 50 + 1e-8 } };
    expect(raked(design, [tier, rounded]).weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(
      100,
      6,
    );
    expect(() => raked(design, [])).toThrow(new RangeError("raked requires a margin, got 0"));
  });

  it("take numbers for categories as they are written in the totals", () => {
    const stars = { name: "stars", categories: [1, 1, 2], totals: { 1: 3, 2: 5 } };
    expect([...postStratified(design, stars).weights]).toEqual([1.5, 1.5, 5]);
  });
});

describe("crossedMargin", () => {
  const columns = [
    ["n", "n", "s"],
    [1, 2, 1],
  ];
  const cells = [
    { of: ["n", 1], total: 30 },
    { of: ["n", 2], total: 30 },
    { of: ["s", 1], total: 40 },
  ];

  it("weights the cells of a table", () => {
    const margin = crossedMargin({ name: "region × size", columns, cells });
    expect([...postStratified(design, margin).weights]).toEqual([30, 30, 40]);
  });

  it("stops at cells that are not cells, or come twice", () => {
    expect(() => crossedMargin({ name: "x", columns, cells: [{ of: ["n"], total: 1 }] })).toThrow(
      new RangeError("crossedMargin requires cells of 2 categories, each once, got n"),
    );
    expect(() => crossedMargin({ name: "x", columns, cells: [...cells, cells[0]!] })).toThrow(RangeError);
    expect(() => crossedMargin({ name: "x", columns: [["n"], []], cells })).toThrow(
      new RangeError("crossedMargin requires columns of one length, got 1, 0"),
    );
  });
});
