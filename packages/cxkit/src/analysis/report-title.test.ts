import { expect, it } from "vitest";
import { reportTitle } from "./report-title.ts";

it("a report over several files is called what their names share", () => {
  expect(reportTitle(["Kundenbefragung_2025-01.csv", "Kundenbefragung_2025-02.csv"])).toBe("Kundenbefragung");
  expect(reportTitle(["一月满意度调查.xlsx", "二月满意度调查.xlsx"])).toBe("月满意度调查");
});

it("names that share nothing are all named", () => {
  expect(reportTitle(["shops.csv", "web.csv"])).toBe("shops, web");
});
