import { describe, expect, it } from "vitest";
import { madeUpReport } from "./fixtures/made-up-report.ts";
import { reportPeriod } from "./report-period.ts";
import { reportStrings } from "./strings.ts";

const model = madeUpReport();
const strings = reportStrings("en");
const waves = (...names: (string | null)[]) => ({
  ...model,
  period: null,
  files: model.files.slice(0, 1).flatMap((file) => names.map((wave) => ({ ...file, wave }))),
});

describe("reportPeriod", () => {
  it("is the first and the last day", () => {
    expect(reportPeriod({ ...model, period: { from: "2026-01-01", to: "2026-06-30" } }, strings)).toBe(
      "2026-01-01 to 2026-06-30",
    );
  });

  it("is the waves where answers carry no dates, each once", () => {
    expect(reportPeriod(waves("2017", "2018", "2018"), strings)).toBe("Wave: 2017 and 2018");
    expect(reportPeriod(waves("1", "2", "3", "4", "5"), strings)).toBe("Wave: 1 to 5");
  });

  it("says that nothing dates the answers where nothing does", () => {
    expect(reportPeriod(waves(null), strings)).toBe("The answers carry no dates of their own");
  });
});
