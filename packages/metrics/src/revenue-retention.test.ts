import { boundedScoreInterval } from "@cxkit/stats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grossRevenueRetention, netRevenueRetention } from "./revenue-retention.ts";

const amount = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 1e6, noNaN: true }));
const rows = fc.array(fc.record({ start: amount, end: amount }), { maxLength: 30 });

describe("revenue retention", () => {
  it("gross is never above net nor above 100, and both are inside their intervals", () => {
    fc.assert(
      fc.property(rows, (accounts) => {
        const gross = grossRevenueRetention(accounts);
        const net = netRevenueRetention(accounts);
        expect(gross.n).toBe(accounts.filter(({ start }) => start > 0).length);
        if (gross.value === null) return;
        expect(gross.value).toBeLessThanOrEqual(100);
        expect(gross.value).toBeLessThanOrEqual(net.value! * (1 + 1e-12));
        for (const { value, interval, standardError } of [gross, net]) {
          if (interval === null) continue;
          expect(standardError).toBeGreaterThan(0);
          expect(interval.low!).toBeLessThanOrEqual(value!);
          expect(interval.high!).toBeGreaterThanOrEqual(value!);
          expect(interval.low!).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it("does not depend on the currency", () => {
    const accounts = [
      { start: 120, end: 130 },
      { start: 40, end: 0 },
      { start: 80, end: 85 },
    ];
    const plain = netRevenueRetention(accounts);
    for (const factor of [1e-200, 7, 1e200]) {
      const other = netRevenueRetention(
        accounts.map(({ start, end }) => ({ start: start * factor, end: end * factor })),
      );
      expect(other.value).toBeCloseTo(plain.value!, 10);
      expect(other.standardError).toBeCloseTo(plain.standardError!, 10);
      expect(other.interval!.high).toBeCloseTo(plain.interval!.high!, 8);
    }
  });

  it("of equal accounts is the mean ratio with its standard error", () => {
    const net = netRevenueRetention([0, 50, 100, 150].map((end) => ({ start: 100, end })));
    expect(net.value).toBe(75);
    // Standard deviation of the four ratios, divided by √4.
    expect(net.standardError).toBeCloseTo(Math.sqrt(12500 / 3) / 2, 10);
  });

  it("adds up the contracts of an account first: moving revenue is no loss", () => {
    const contracts = [
      { account: "a", start: 100, end: 0 },
      { account: "a", start: 0, end: 100 },
      { account: "b", start: 50, end: 40 },
    ];
    expect(grossRevenueRetention(contracts)).toMatchObject({ n: 2, revenueAtEnd: 140, lostAccounts: 0 });
    expect(netRevenueRetention([...contracts, { start: 0, end: 30 }])).toMatchObject({
      n: 2,
      newAccounts: 1,
    });
  });

  it("gives no interval where nothing varies, unless the method knows one", () => {
    const kept = Array.from({ length: 40 }, () => ({ start: 10, end: 10 }));
    expect(netRevenueRetention(kept)).toMatchObject({ value: 100, interval: null, standardError: 0 });
    const { interval } = grossRevenueRetention(kept, { interval: boundedScoreInterval });
    expect(interval!.high).toBe(100);
    expect(interval!.low!).toBeGreaterThan(80);
    expect(interval!.low!).toBeLessThan(95);
    expect(netRevenueRetention([{ start: 10, end: 12 }])).toMatchObject({ value: 120, interval: null });
    expect(
      netRevenueRetention([
        { start: 10, end: 0 },
        { start: 5, end: 0 },
      ]),
    ).toMatchObject({
      value: 0,
      interval: null,
      lostAccounts: 2,
    });
  });

  it("is null of nothing and refuses what is no amount", () => {
    expect(netRevenueRetention([])).toMatchObject({ value: null, interval: null, n: 0, effectiveN: 0 });
    expect(netRevenueRetention([{ start: 0, end: 5 }]).value).toBeNull();
    expect(() => grossRevenueRetention([{ start: 1, end: -1 }])).toThrow(
      "grossRevenueRetention requires a finite end ≥ 0, got -1 at row 0",
    );
    expect(() => netRevenueRetention([{ start: 5e-324, end: 1 }])).toThrow("sums of revenue of one size");
    expect(() => netRevenueRetention([{ start: NaN, end: 1 }])).toThrow("finite start ≥ 0, got NaN");
    expect(() => netRevenueRetention([], { confidenceLevel: 95 })).toThrow("0 < confidenceLevel < 1, got 95");
  });
});
