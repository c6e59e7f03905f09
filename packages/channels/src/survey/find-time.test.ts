import { describe, expect, it } from "vitest";
import { assumed, cycle, propose, refusal, zeroToTen } from "../fixtures/proposals.ts";

describe("dates", () => {
  const dated = (...values: readonly string[]) => propose([["date", cycle(...values)]]).config.time;

  it("a number above 12 tells day from month", () => {
    expect(dated("03/04/2026", "25/04/2026")).toMatchObject({ format: "dmy" });
    expect(dated("03/04/2026", "04/25/2026")).toMatchObject({ format: "mdy" });
  });

  it("where none occurs the column is not used, and the option that decides is named", () => {
    const proposal = propose([["date", cycle("03/04/2026", "05/06/2026")]]);
    expect(proposal.config.time).toEqual({ undatedAt: "1970-01-01T00:00:00Z" });
    expect(assumed(proposal, "date-order")[0]?.override).toBe("--date-order dmy");
    expect(propose([["date", cycle("03/04/2026")]], { dateOrder: "dmy" }).config.time).toMatchObject({
      format: "dmy",
    });
  });

  it("the end of the survey is when it was answered, not its start, and never a birthday", () => {
    const day = cycle("2026-03-01 10:00", "2026-03-02 10:00");
    expect(
      propose([
        ["Birth date", cycle("1980-01-01")],
        ["Start date", day],
        ["Submitted at", day],
      ]).config.time,
    ).toMatchObject({ column: "Submitted at" });
  });

  it("the heading 结束答题时间 wins over 开始答题时间, Completion time over Start time", () => {
    const day = cycle("2026-03-01 10:00", "2026-03-02 10:00");
    expect(
      propose([
        ["开始答题时间", day],
        ["结束答题时间", day],
      ]).config.time,
    ).toMatchObject({ column: "结束答题时间" });
    expect(
      propose([
        ["Start time", day],
        ["Completion time", day],
      ]).config.time,
    ).toMatchObject({ column: "Completion time" });
  });

  it("Excel's numbers are dates where the column is called so", () => {
    expect(propose([["Submit date", cycle("46082.4", "46083")]]).config.time).toMatchObject({
      format: "excel-serial",
    });
  });

  it("times of day on Excel's day 0 are no dates", () => {
    expect(propose([["arrtime", cycle("12/31/1899 02:00:00 PM")]]).config.time).toHaveProperty("undatedAt");
  });

  it("a year in the file's name is its wave, where no column tells the time", () => {
    const { config } = propose([["nps", zeroToTen]], { zone: "Asia/Shanghai" }, "wave_2018-Q2.csv");
    expect(config).toMatchObject({ wave: { value: "2018-Q2" }, time: { wave: true, zone: "Asia/Shanghai" } });
    expect(propose([["date", cycle("2026-03-01")]], {}, "2018.csv").config.wave).toBeUndefined();
  });

  it("an unknown zone is refused", () => {
    expect(refusal(() => propose([["date", cycle("2026-03-01")]], { zone: "Shanghai" }))).toMatch(
      /IANA name/,
    );
  });
});
