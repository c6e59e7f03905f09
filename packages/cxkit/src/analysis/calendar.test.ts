import { describe, expect, it } from "vitest";
import {
  calendarDate,
  customaryPeriod,
  dayNumber,
  instantIn,
  isPartial,
  periodLabel,
  usualSilence,
} from "./calendar.ts";

const day = 86_400_000;

describe("calendar dates", () => {
  it("belong to the zone, not to the machine", () => {
    const evening = Date.UTC(2026, 2, 1, 20);
    expect(calendarDate(evening, "UTC")).toBe("2026-03-01");
    expect(calendarDate(evening, "Asia/Shanghai")).toBe("2026-03-02");
    expect(instantIn(evening, "Asia/Kolkata")).toBe("2026-03-02T01:30:00+05:30");
  });

  it("carry the offset that held then: summer and winter in New York", () => {
    expect(instantIn(Date.UTC(2026, 6, 1, 12), "America/New_York")).toBe("2026-07-01T08:00:00-04:00");
    expect(instantIn(Date.UTC(2026, 0, 1, 12), "America/New_York")).toBe("2026-01-01T07:00:00-05:00");
  });

  it("label weeks by ISO 8601, where the first days of January may belong to the year before", () => {
    expect(periodLabel(Date.UTC(2027, 0, 1), "week", "UTC")).toBe("2026-W53");
    expect(periodLabel(Date.UTC(2026, 4, 1), "quarter", "UTC")).toBe("2026-Q2");
  });

  it("are numbered one by one across the night in which clocks change", () => {
    const noons = [7, 8, 9].map((date) => Date.UTC(2026, 2, date, 16));
    const [first, ...others] = noons.map((noon) => dayNumber(noon, "America/New_York"));
    expect(others.map((number) => number - first!)).toEqual([1, 2]);
    const midnights = ["2026-03-08T00:00:00-05:00", "2026-03-09T00:00:00-04:00"];
    const [before, after] = midnights.map((text) => dayNumber(Date.parse(text), "America/New_York"));
    expect(after! - before!).toBe(1);
  });
});

describe("periods", () => {
  it("become coarser with the span of the data", () => {
    const over = (days: number) => customaryPeriod({ first: 0, last: days * day });
    expect([10, 60, 300, 2_000, 8_000].map(over)).toEqual(["day", "week", "month", "quarter", "year"]);
  });

  it("are partial where the data begin or end inside them by more days than are usually silent", () => {
    const march = { first: 60, last: 90 };
    expect(isPartial(march, { first: 62, last: 140 }, 0)).toBe(true);
    expect(isPartial(march, { first: 62, last: 140 }, 2)).toBe(false);
    expect(isPartial(march, { first: 0, last: 80 }, 2)).toBe(true);
  });
});

describe("usualSilence", () => {
  const weeks = (count: number, weekdays: readonly number[]) =>
    Array.from({ length: count }, (_, week) => weekdays.map((weekday) => 7 * week + weekday)).flat();

  it("is nothing where every day has answers", () => {
    expect(usualSilence([1, 2, 3, 4, 5], 1)).toBe(0);
    expect(usualSilence([5], 1)).toBe(0);
    expect(usualSilence([], 0)).toBe(0);
  });

  it("is the weekend where nobody answers at weekends, by week as by month", () => {
    const working = weeks(26, [1, 2, 3, 4, 5]);
    expect([usualSilence(working, 25), usualSilence(working, 6)]).toEqual([2, 2]);
  });

  it("is six days where answers come on Mondays", () => {
    expect(usualSilence(weeks(26, [1]), 25)).toBe(6);
  });

  it("is not the one closure in half a year", () => {
    const closed = weeks(26, [1, 2, 3, 4, 5]).filter((one) => one < 80 || one > 100);
    expect(usualSilence(closed, 6)).toBe(2);
  });
});
