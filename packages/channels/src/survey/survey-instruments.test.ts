import { describe, expect, it } from "vitest";
import { wjxTextExport } from "../fixtures/survey-exports.ts";
import { tableOf } from "../fixtures/survey-tables.ts";
import { proposeMapping } from "./propose-mapping.ts";
import { surveyInstruments } from "./survey-instruments.ts";

describe("surveyInstruments", () => {
  const instruments = surveyInstruments(proposeMapping(tableOf(wjxTextExport()), { name: "a.csv" }).config);

  it("declares every item, choice and verbatim once", () => {
    expect(instruments.map(({ id, construct, scale }) => [id, construct, scale?.max])).toEqual([
      ["recommend", "nps", 10],
      ["2、您对本次配送的满意度", "csat", 5],
      ["5、您对我们有什么建议？", "verbatim", undefined],
      ["3、您使用过哪些渠道？", "choice", undefined],
    ]);
  });

  it("carries label, wording and the words of the scale points, in their language", () => {
    expect(instruments[1]).toMatchObject({
      label: { zh: "您对本次配送的满意度" },
      direction: "higher-is-better",
      pointLabels: { "1": { zh: "非常不满意" }, "5": { zh: "非常满意" } },
    });
  });
});
