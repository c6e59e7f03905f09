import { describe, expect, it } from "vitest";
import { numberKind, numberText } from "./cell-text.ts";

describe("numberKind", () => {
  it("knows Excel's own formats", () => {
    expect([0, 1, 9, 49].map((id) => numberKind(id))).toEqual(["number", "number", "number", "number"]);
    expect([14, 21, 22, 46, 31, 58].map((id) => numberKind(id))).toEqual([
      "date",
      "time",
      "date-time",
      "elapsed",
      "date",
      "date",
    ]);
  });

  it.each([
    ["yyyy\\-mm\\-dd hh:mm:ss", "date-time"],
    ['[$-804]yyyy"年"m"月"d"日"', "date"],
    ["[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "date"],
    ["mmm", "date"],
    ["h:mm AM/PM", "time"],
    ["mm:ss.0", "time"],
    ["[h]:mm:ss", "elapsed"],
    ["General", "number"],
    ["0.00E+00", "number"],
    ["[Red]#,##0.00;[Blue]-#,##0.00", "number"],
    ['"days" 0', "number"],
    ["0.0_);\\(0.0\\)", "number"],
    ["[$€-407]#,##0.00", "number"],
    ["0%", "number"],
    ["@", "number"],
  ])("takes %s as %s", (code, kind) => {
    expect(numberKind(164, code)).toBe(kind);
  });
});

describe("numberText", () => {
  // Witness: Excel's documentation of the two date systems (1 January 1900 is 1, 2 January 1904 is 1; 1998-07-05 is 35981 and 34519).
  it("counts days from 1900, with the day that never was, or from 1904", () => {
    expect(numberText("1", "date", false)).toBe("1900-01-01");
    expect(numberText("59", "date", false)).toBe("1900-02-28");
    expect(numberText("61", "date", false)).toBe("1900-03-01");
    expect(numberText("35981", "date", false)).toBe("1998-07-05");
    expect(numberText("34519", "date", true)).toBe("1998-07-05");
    expect(numberText("1", "date", true)).toBe("1904-01-02");
  });

  it("rounds to the second, over midnight too", () => {
    expect(numberText("46082.395833333299", "date-time", false)).toBe("2026-03-01 09:30:00");
    expect(numberText("46081.999999999", "date-time", false)).toBe("2026-03-01 00:00:00");
  });

  it("keeps a time that a date format hides, and a date that a time format hides", () => {
    expect(numberText("46082.5", "date", false)).toBe("2026-03-01 12:00:00");
    expect(numberText("46082.5", "time", false)).toBe("2026-03-01 12:00:00");
    expect(numberText("0.5", "time", false)).toBe("12:00:00");
    expect(numberText("1.09375", "elapsed", false)).toBe("26:15:00");
  });

  it("leaves what is no date in a date format, and what is no number, as it is", () => {
    expect(numberText("-1", "date", false)).toBe("-1");
    expect(numberText("2958466", "date", false)).toBe("2958466");
    expect(numberText("?", "number", false)).toBe("?");
  });
});
