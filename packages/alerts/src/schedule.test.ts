import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { schedule } from "./schedule.ts";
import type { Span } from "./span.ts";

const text = (instant: number): string => new Date(instant).toISOString();
const noon = (date: string): number => Date.parse(`${date}T12:00:00Z`);

describe("a schedule", () => {
  it("puts days on midnight in its zone, 23 and 25 hours long where clocks change", () => {
    const berlin = schedule("Europe/Berlin");
    expect(text(berlin.atOrBefore(noon("2025-05-01"), "1d"))).toBe("2025-04-30T22:00:00.000Z");
    const [spring, autumn] = [noon("2025-03-30"), noon("2025-10-26")].map(
      (now) => berlin.after(now, "1d") - berlin.atOrBefore(now, "1d"),
    );
    expect([spring, autumn]).toEqual([23 * 3_600_000, 25 * 3_600_000]);
  });

  it("puts weeks on Mondays and hours on the hour", () => {
    const shanghai = schedule("Asia/Shanghai");
    expect(text(shanghai.atOrBefore(noon("2025-05-01"), "1w"))).toBe("2025-04-27T16:00:00.000Z");
    expect(text(shanghai.after(noon("2025-05-01"), "1h"))).toBe("2025-05-01T13:00:00.000Z");
    expect(text(shanghai.after(noon("2025-05-01") + 1, "15m"))).toBe("2025-05-01T12:15:00.000Z");
  });

  it("takes whole days from the calendar and hours from the clock", () => {
    const berlin = schedule("Europe/Berlin");
    const midnight = Date.parse("2025-03-30T22:00:00Z");
    expect(text(berlin.earlier(midnight, "1d"))).toBe("2025-03-29T23:00:00.000Z");
    expect(text(berlin.earlier(midnight, "24h"))).toBe("2025-03-29T23:00:00.000Z");
    expect(text(berlin.earlier(midnight, "12h"))).toBe("2025-03-30T10:00:00.000Z");
  });

  it("puts windows end to end where a clock jumps over midnight", () => {
    const cairo = schedule("Africa/Cairo");
    // 25 April 2025 began at one o'clock there.
    const begun = cairo.earlier(Date.parse("2025-05-01T21:00:00Z"), "7d");
    expect(text(begun)).toBe("2025-04-24T22:00:00.000Z");
    expect(text(cairo.earlier(begun, "7d"))).toBe("2025-04-17T22:00:00.000Z");
  });

  it("is the same whenever it is asked: no instant lies between the one before and the one after", () => {
    const zones = fc.constantFrom(
      "UTC",
      "Europe/Berlin",
      "America/Sao_Paulo",
      "Asia/Kathmandu",
      "Pacific/Apia",
    );
    const spans = fc.constantFrom<Span>("15m", "1h", "6h", "1d", "2d", "1w");
    const instants = fc.integer({ min: Date.UTC(2009, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(zones, spans, instants, (zone, every, now) => {
        const { atOrBefore, after, between } = schedule(zone);
        const [last, next] = [atOrBefore(now, every), after(now, every)];
        expect(last).toBeLessThanOrEqual(now);
        expect(next).toBeGreaterThan(now);
        expect(atOrBefore(last, every)).toBe(last);
        expect(atOrBefore(next, every)).toBe(next);
        expect(atOrBefore(next - 1, every)).toBe(last);
        expect(between(last, next, every)).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
