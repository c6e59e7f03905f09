import { describe, expect, it } from "vitest";
import { madeUpReport } from "./fixtures/made-up-report.ts";
import { mergedAssumptions } from "./merged-assumptions.ts";

const model = madeUpReport();
const [first] = model.assumptions;
if (!first) throw new Error("the made-up report has assumptions");

describe("mergedAssumptions", () => {
  it("says once what was assumed of several files, and apart what differs", () => {
    const assumptions = [
      { ...first, file: "a.csv" },
      { ...first, file: "b.csv" },
      { ...first, file: "b.csv" },
      { ...first, file: "c.csv", override: "--other" },
    ];
    expect(mergedAssumptions({ ...model, assumptions }).map(({ files }) => files)).toEqual([
      ["a.csv", "b.csv"],
      ["c.csv"],
    ]);
  });

  it("puts the weakest basis first and loses none", () => {
    const order = (["certain", "likely", "default"] as const).map((confidence) => ({ ...first, confidence }));
    expect(mergedAssumptions({ ...model, assumptions: order }).map(({ confidence }) => confidence)).toEqual([
      "default",
      "likely",
      "certain",
    ]);
  });
});
