import type { Every } from "../selection.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarEdges } from "./calendar-edges.ts";

const day = 24 * 60 * 60 * 1000;

/** The local date as `Intl` writes it, which shares no arithmetic with the edges. */
function localDate(zone: string): (time: number) => string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
  return (time) => format.format(time);
}

/** Zones whose clocks skip midnight, read it twice, change at one, by half an hour, twice a year by two hours, or skip a day. */
const odd: readonly (readonly [zone: string, from: string, below: string])[] = [
  ["America/Sao_Paulo", "2018-10-20", "2019-03-01"],
  ["America/Havana", "2019-01-01", "2019-12-31"],
  ["Pacific/Apia", "2011-12-20", "2012-01-10"],
  ["Africa/Cairo", "2024-01-01", "2024-12-31"],
  ["Asia/Beirut", "2023-03-01", "2023-04-10"],
  ["Africa/Casablanca", "2024-01-01", "2024-12-31"],
  ["Australia/Lord_Howe", "2024-01-01", "2024-12-31"],
  ["Atlantic/Azores", "2024-01-01", "2024-12-31"],
  ["Antarctica/Troll", "2024-01-01", "2024-12-31"],
  ["Asia/Shanghai", "1990-01-01", "1991-12-31"],
];

const periodOf: { readonly [every in Every]: (date: string) => string } = {
  day: (date) => date,
  week: (date) => {
    const noon = Date.parse(`${date}T12:00Z`);
    return String(Math.floor((noon - Date.parse("1970-01-05T00:00Z")) / (7 * day)));
  },
  month: (date) => date.slice(0, 7),
  quarter: (date) => `${date.slice(0, 4)} ${Math.floor((Number(date.slice(5, 7)) - 1) / 3)}`,
  year: (date) => date.slice(0, 4),
};

describe("calendarEdges", () => {
  it("begins every day at its first instant on the wall and ends it at its last, in the oddest zones", () => {
    for (const [zone, from, below] of odd) {
      const date = localDate(zone);
      const edges = calendarEdges("day", zone, Date.parse(from), Date.parse(below));
      edges.forEach((edge, at) => {
        expect([zone, date(edge - 1) < date(edge)]).toEqual([zone, true]);
        if (at + 1 < edges.length) expect(date(edges[at + 1]! - 1)).toBe(date(edge));
      });
    }
  });

  it("puts every instant into the period its local date is in", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...odd.map(([zone]) => zone), "UTC", "Asia/Kolkata", "America/New_York"),
        fc.constantFrom<Every>("day", "week", "month", "quarter", "year"),
        fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2030, 0) }),
        fc.integer({ min: 1, max: 400 * day }),
        (zone, every, from, length) => {
          const date = localDate(zone);
          const edges = calendarEdges(every, zone, from, from + length);
          expect(edges[0]).toBeLessThanOrEqual(from);
          expect(edges[1]).toBeGreaterThan(from);
          expect(edges.at(-1)).toBeGreaterThanOrEqual(from + length);
          expect(edges.at(-2)).toBeLessThan(from + length);
          edges.forEach((edge, at) => {
            const period = periodOf[every](date(edge));
            expect(periodOf[every](date(edge - 1))).not.toBe(period);
            if (at + 1 < edges.length) expect(periodOf[every](date(edges[at + 1]! - 1))).toBe(period);
          });
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });

  it("gives the day of a clock change 23 or 25 hours", () => {
    const hours = (from: string): number => {
      const [start = 0, end = 0] = calendarEdges(
        "day",
        "Europe/Berlin",
        Date.parse(from),
        Date.parse(from) + 1,
      );
      return (end - start) / 3_600_000;
    };
    expect([hours("2025-03-30T12:00Z"), hours("2025-10-26T12:00Z")]).toEqual([23, 25]);
  });

  it("leaves out a day that a zone skipped", () => {
    const edges = calendarEdges(
      "day",
      "Pacific/Apia",
      Date.parse("2011-12-29T20:00Z"),
      Date.parse("2011-12-31T20:00Z"),
    );
    expect(Array.from(edges, localDate("Pacific/Apia"))).toEqual([
      "2011-12-29",
      "2011-12-31",
      "2012-01-01",
      "2012-01-02",
    ]);
  });

  it("knows the years before 100", () => {
    const from = new Date(0).setUTCFullYear(50, 5, 1);
    expect(new Date(calendarEdges("year", "UTC", from, from + 1)[0]!).toISOString()).toBe(
      "0050-01-01T00:00:00.000Z",
    );
  });

  it("refuses an unknown zone and a span of nothing", () => {
    expect(() => calendarEdges("day", "Europe/Atlantis", 0, 1)).toThrow(
      new RangeError("calendarEdges requires an IANA time zone, got Europe/Atlantis"),
    );
    expect(() => calendarEdges("day", "UTC", 1, 1)).toThrow(
      "calendarEdges requires finite from < below, got 1 and 1",
    );
  });
});
