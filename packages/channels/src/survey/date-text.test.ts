import { describe, expect, it } from "vitest";
import { possibleOrders, readDate } from "./date-text.ts";

const at = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0) => ({
  year,
  month,
  day,
  hour,
  minute,
  second,
});

describe("readDate", () => {
  it("reads what tools write with the year first", () => {
    expect(readDate("2026-03-01", "ymd")).toEqual(at(2026, 3, 1));
    expect(readDate("2026-03-01 09:30:15", "ymd")).toEqual(at(2026, 3, 1, 9, 30, 15));
    expect(readDate("2026-03-01T09:30:15.123", "ymd")).toEqual(at(2026, 3, 1, 9, 30, 15));
    expect(readDate("2026/3/1 9:30", "ymd")).toEqual(at(2026, 3, 1, 9, 30));
    expect(readDate("2026.03.01", "ymd")).toEqual(at(2026, 3, 1));
  });

  it("reads Chinese dates and halves of the day", () => {
    expect(readDate("2026年3月1日", "ymd")).toEqual(at(2026, 3, 1));
    expect(readDate("2026年3月1日 9时30分15秒", "ymd")).toEqual(at(2026, 3, 1, 9, 30, 15));
    expect(readDate("2026/3/1 下午3:05:00", "ymd")).toEqual(at(2026, 3, 1, 15, 5));
    expect(readDate("2026/3/1 上午12:05", "ymd")).toEqual(at(2026, 3, 1, 0, 5));
    expect(readDate("2026/3/1 中午12:05", "ymd")).toEqual(at(2026, 3, 1, 12, 5));
  });

  it("reads twelve-hour clocks: 12 AM is midnight, 12 PM is noon", () => {
    expect(readDate("03/01/2026 12:00:00 AM", "mdy")).toEqual(at(2026, 3, 1));
    expect(readDate("03/01/2026 12:00 PM", "mdy")).toEqual(at(2026, 3, 1, 12));
    expect(readDate("3/1/2026 9:05pm", "mdy")).toEqual(at(2026, 3, 1, 21, 5));
    expect(readDate("03/01/2026 13:00 PM", "mdy")).toBeNull();
  });

  it("keeps a zone that the text names, and no abbreviation", () => {
    expect(readDate("2026-03-01T09:30:00Z", "ymd")).toEqual({ ...at(2026, 3, 1, 9, 30), offset: 0 });
    expect(readDate("2026-03-01T09:30:00+08:00", "ymd")).toEqual({ ...at(2026, 3, 1, 9, 30), offset: 480 });
    expect(readDate("2026/03/01 9:30:00 PM GMT+8", "ymd")).toEqual({
      ...at(2026, 3, 1, 21, 30),
      offset: 480,
    });
    expect(readDate("2026-03-01 09:30:00 -0330", "ymd")).toEqual({ ...at(2026, 3, 1, 9, 30), offset: -210 });
    expect(readDate("2026-03-01 09:30:00 UTC", "ymd")).toEqual({ ...at(2026, 3, 1, 9, 30), offset: 0 });
    expect(readDate("2026-03-01 09:30:00 EST", "ymd")).toEqual(at(2026, 3, 1, 9, 30));
  });

  it("reads day and month in the order told, and months by name in any", () => {
    expect(readDate("1.3.2026", "dmy")).toEqual(at(2026, 3, 1));
    expect(readDate("3/1/26", "mdy")).toEqual(at(2026, 3, 1));
    for (const order of ["dmy", "mdy", "ymd"] as const) {
      expect(readDate("Mar 1, 2026 9:30 AM", order)).toEqual(at(2026, 3, 1, 9, 30));
      expect(readDate("Sunday, 1 March 2026", order)).toEqual(at(2026, 3, 1));
    }
  });

  it("reads Excel's and Unix' numbers", () => {
    // Witness: Python 3.11.7 datetime(1899, 12, 30) + timedelta(days=46082.3958333333), fromtimestamp(1772357400, utc)
    expect(readDate("46082.3958333333", "excel-serial")).toEqual(at(2026, 3, 1, 9, 30));
    expect(readDate("1772357400", "unix-seconds")).toEqual({ ...at(2026, 3, 1, 9, 30), offset: 0 });
    expect(readDate("1772357400000", "unix-milliseconds")).toEqual({ ...at(2026, 3, 1, 9, 30), offset: 0 });
  });

  it("refuses days the calendar does not have, and what is no date", () => {
    for (const text of [
      "2026-02-29",
      "2026-13-01",
      "2026-00-10",
      "2026-01-32",
      "2026-03-01 25:00",
      "2026-03-01 09:61",
      "soon",
      "",
      "12345",
      "3.5",
      "1-2-3",
    ])
      expect(readDate(text, "ymd"), text).toBeNull();
    expect(readDate("2024-02-29", "ymd")).toEqual(at(2024, 2, 29));
  });
});

describe("possibleOrders", () => {
  it("a number above 12 decides", () => {
    expect(possibleOrders("13/02/2026")).toEqual(["dmy"]);
    expect(possibleOrders("02/13/2026")).toEqual(["mdy"]);
    expect(possibleOrders("03/02/2026")).toEqual(["dmy", "mdy"]);
  });
});
