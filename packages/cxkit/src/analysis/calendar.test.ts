import { describe, expect, it } from "vitest";
import { calendarDate, customaryPeriod, instantIn, isPartial, periodLabel } from "./calendar.ts";

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
});

describe("periods", () => {
  it("become coarser with the span of the data", () => {
    const over = (days: number) => customaryPeriod({ first: 0, last: days * day });
    expect([10, 60, 300, 2_000, 8_000].map(over)).toEqual(["day", "week", "month", "quarter", "year"]);
  });

  it("are partial where the data begin or end inside them by more than the data are ever silent", () => {
    const march = { from: Date.UTC(2026, 2, 1), below: Date.UTC(2026, 3, 1) };
    const april = { from: Date.UTC(2026, 3, 1), below: Date.UTC(2026, 4, 1) };
    const span = { first: Date.UTC(2026, 2, 3), last: Date.UTC(2026, 3, 20) };
    expect(isPartial(march, span, 0)).toBe(true);
    expect(isPartial(march, span, 3 * day)).toBe(false);
    expect(isPartial(april, span, 3 * day)).toBe(true);
  });

  it("are whole when answers begin on the first day and end on the last", () => {
    const march = { from: Date.UTC(2026, 2, 1), below: Date.UTC(2026, 3, 1) };
    expect(isPartial(march, { first: march.from + 3_600_000, last: march.below - 3_600_000 }, 0)).toBe(false);
  });
});
