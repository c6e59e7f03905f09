import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isZone, zonedTime } from "./zoned-time.ts";

const at = (year: number, month: number, day: number, hour = 0, minute = 0) => ({
  year,
  month,
  day,
  hour,
  minute,
  second: 0,
});

describe("zonedTime", () => {
  it("writes a local time with its zone's offset of that day", () => {
    const berlin = zonedTime("Europe/Berlin");
    expect(berlin(at(2026, 1, 15, 9, 30))).toBe("2026-01-15T09:30:00+01:00");
    expect(berlin(at(2026, 7, 15, 9, 30))).toBe("2026-07-15T09:30:00+02:00");
    expect(zonedTime("Asia/Kathmandu")(at(2026, 7, 15))).toBe("2026-07-15T00:00:00+05:45");
    expect(zonedTime("UTC")(at(2026, 7, 15))).toBe("2026-07-15T00:00:00Z");
    expect(zonedTime("GMT+8")(at(2026, 7, 15))).toBe("2026-07-15T00:00:00+08:00");
  });

  // Witness: Python 3.11.7 zoneinfo with fold=0, for the clock changes of 29 March and 25 October, 8 March and 1 November 2026
  it("a time that the clocks skip is read with the offset before", () => {
    expect(zonedTime("Europe/Berlin")(at(2026, 3, 29, 2, 30))).toBe("2026-03-29T03:30:00+02:00");
    expect(zonedTime("America/New_York")(at(2026, 3, 8, 2, 15))).toBe("2026-03-08T03:15:00-04:00");
  });

  it("a time that comes twice is its first coming", () => {
    expect(zonedTime("Europe/Berlin")(at(2026, 10, 25, 2, 30))).toBe("2026-10-25T02:30:00+02:00");
    expect(zonedTime("America/New_York")(at(2026, 11, 1, 1, 30))).toBe("2026-11-01T01:30:00-04:00");
  });

  it("an offset in the text wins over the zone", () => {
    expect(zonedTime("Europe/Berlin")({ ...at(2026, 7, 15, 9, 30), offset: 480 })).toBe(
      "2026-07-15T09:30:00+08:00",
    );
  });

  it("is the inverse of the platform's clock, in every zone", () => {
    const zones = [
      "Europe/Berlin",
      "America/Los_Angeles",
      "Australia/Lord_Howe",
      "Asia/Shanghai",
      "Africa/Casablanca",
      "America/St_Johns",
      "Pacific/Apia",
    ];
    const made = new Map(zones.map((zone) => [zone, { read: zonedTime(zone), clock: clockOf(zone) }]));
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2040, 0) }),
        (zone, milliseconds) => {
          const { read, clock } = made.get(zone)!;
          const instant = Math.floor(milliseconds / 1000) * 1000;
          const back = new Date(read(clock(instant))).getTime();
          // The first of two comings may be up to an hour earlier, with the same clock.
          expect(clock(back)).toEqual(clock(instant));
          expect(instant - back).toBeGreaterThanOrEqual(0);
          expect(instant - back).toBeLessThanOrEqual(3_600_000);
        },
      ),
      { seed: 20_260_301, numRuns: 500 },
    );
  });

  it("knows zones from other words", () => {
    expect(["Asia/Shanghai", "UTC", "+08:00", "GMT-3"].map(isZone)).toEqual([true, true, true, true]);
    expect(["Shanghai", "Mars/Olympus", ""].map(isZone)).toEqual([false, false, false]);
    expect(() => zonedTime("Mars/Olympus")).toThrow(RangeError);
  });
});

function clockOf(zone: string) {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (instant: number) => {
    const parts = Object.fromEntries(
      format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
    );
    return {
      year: parts["year"]!,
      month: parts["month"]!,
      day: parts["day"]!,
      hour: parts["hour"]!,
      minute: parts["minute"]!,
      second: parts["second"]!,
    };
  };
}

describe("every hour of two years", () => {
  // Witness: the platform's own calendar, asked for each hour.
  it("has the offset that the zone's clocks show then", () => {
    for (const zone of [
      "Europe/Berlin",
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Africa/Casablanca",
      "Asia/Shanghai",
    ]) {
      const clock = new Intl.DateTimeFormat("sv-SE", {
        timeZone: zone,
        dateStyle: "short",
        timeStyle: "medium",
      });
      const zoned = zonedTime(zone);
      const wrong: string[] = [];
      for (let hour = 0; hour < 2 * 365 * 24; hour += 1) {
        const local = new Date(Date.UTC(2025, 0, 1, hour, 10));
        const text = zoned({
          year: local.getUTCFullYear(),
          month: local.getUTCMonth() + 1,
          day: local.getUTCDate(),
          hour: local.getUTCHours(),
          minute: 10,
          second: 0,
        });
        if (clock.format(new Date(text)) !== text.slice(0, 19).replace("T", " ")) wrong.push(text);
      }
      expect(wrong, zone).toEqual([]);
    }
  });
});
