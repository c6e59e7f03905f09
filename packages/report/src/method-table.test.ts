import { describe, expect, it } from "vitest";
import { madeUpReport } from "./fixtures/made-up-report.ts";
import { changeCorrection, methodTable } from "./method-table.ts";
import { reportStrings } from "./strings.ts";

const model = madeUpReport();

describe("changeCorrection", () => {
  const correction = { method: "benjamini-hochberg", comparisons: 20 };

  it("is the method, and the level of each part where the parts have their own", () => {
    expect(changeCorrection(correction, reportStrings("en"))).toBe(
      "corrected after Benjamini and Hochberg (1995), false discovery rate 5 %",
    );
    const levels = { ...correction, level: 0.05, segmentLevel: 0.01 };
    expect(changeCorrection(levels, reportStrings("en"))).toBe(
      "corrected after Benjamini and Hochberg (1995), false discovery rate 5 % for scores, places and stages, 1 % within segments",
    );
    expect(changeCorrection(levels, reportStrings("zh"))).toBe(
      "按 Benjamini–Hochberg（1995）校正，错误发现率：得分、触点和阶段 5%，人群之内 1%",
    );
  });
});

describe("methodTable", () => {
  it("names test and correction of what changed", () => {
    const rows = methodTable(model).rows.map((row) =>
      row.map((cell) => (typeof cell === "object" ? (cell?.text ?? "") : cell)).join(" "),
    );
    expect(rows).toContainEqual(expect.stringMatching(/^What changed beyond noise .*false discovery rate/));
  });
});
