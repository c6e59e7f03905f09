import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Estimate } from "./estimate.ts";
import { formatEstimate, formatInterval, formatNumber, formatPValue, intervalDecimals } from "./format.ts";

const three: Estimate = {
  value: 100 / 3,
  interval: { low: -50.9, high: 85.1 },
  standardError: 66.7,
  n: 3,
  effectiveN: 3,
  unit: "points",
  confidenceLevel: 0.95,
  method: "adjusted-wald",
};

describe("an estimate in words", () => {
  it("says value, level, interval and base", () => {
    expect(formatEstimate(three)).toBe("33 (95 % interval −51 to 85, n = 3)");
    expect(formatEstimate(three, { locale: "en-GB" })).toBe("33 (95 % interval −51 to 85, n = 3)");
    expect(formatEstimate(three, { locale: "zh-CN" })).toBe("33（95% 区间 −51 至 85，n = 3）");
  });

  it("says when n is too small to report, below the base that is asked for and not at it", () => {
    expect(formatEstimate(three, { minimumBase: 10 })).toBe(
      "33 (95 % interval −51 to 85, n = 3) — too few answers to report",
    );
    expect(formatEstimate(three, { minimumBase: 10, locale: "zh" })).toBe(
      "33（95% 区间 −51 至 85，n = 3）——回答过少，不宜报告",
    );
    expect(formatEstimate(three, { minimumBase: 3 })).not.toContain("too few");
  });

  it("says that there are no answers, and never 0", () => {
    const none = { ...three, value: null, interval: null, standardError: null, n: 0, effectiveN: 0 };
    expect(formatEstimate(none)).toBe("no answers (n = 0)");
    expect(formatEstimate(none, { locale: "zh" })).toBe("没有回答（n = 0）");
    expect(formatEstimate({ ...none, n: 1, effectiveN: 1 })).toBe("too few answers to estimate (n = 1)");
    expect(formatEstimate({ ...none, n: 1, effectiveN: 1 }, { locale: "zh" })).toBe(
      "回答过少，无法估计（n = 1）",
    );
  });

  it("says when a value has no interval", () => {
    const one = { ...three, interval: null, n: 1, effectiveN: 1 };
    expect(formatEstimate(one)).toBe("33 (no interval, n = 1)");
    expect(formatEstimate(one, { locale: "zh" })).toBe("33（无区间，n = 1）");
  });

  it("shows the effective base where weights lower it", () => {
    const weighted = { ...three, n: 12_345, effectiveN: 9876.4 };
    expect(formatEstimate(weighted)).toContain("n = 12,345, effective n = 9,876)");
    expect(formatEstimate(weighted, { locale: "zh" })).toContain("n = 12,345，有效 n = 9,876）");
    expect(formatEstimate({ ...three, effectiveN: 2.9999999 })).toContain("(95 % interval −51 to 85, n = 3)");
  });

  it("says levels that are not whole percents", () => {
    expect(formatEstimate({ ...three, confidenceLevel: 0.999 })).toContain("99.9 % interval");
    expect(formatEstimate({ ...three, confidenceLevel: 0.29 })).toContain("(29 % interval");
  });

  it("prints the unit where it is customary", () => {
    const share: Estimate = {
      ...three,
      value: 81.25,
      interval: { low: 76.12, high: 85.5 },
      unit: "percent",
      n: 263,
      effectiveN: 263,
    };
    expect(formatEstimate(share)).toBe("81 % (95 % interval 76 to 86 %, n = 263)");
    expect(formatEstimate(share, { locale: "zh" })).toBe("81%（95% 区间 76 至 86%，n = 263）");
    expect(formatInterval({ ...share, unit: "second" })).toBe("76 to 86 s");
    expect(formatInterval({ ...share, unit: "currency:EUR" })).toBe("76 to 86 EUR");
    expect(formatInterval({ ...share, unit: "scale-point" })).toBe("76 to 86");
  });

  it("says which side a one-sided interval has", () => {
    const low = { ...three, interval: { low: -50.9, high: null } };
    const high = { ...three, interval: { low: null, high: 85.1 } };
    expect(formatInterval(low)).toBe("at least −51");
    expect(formatInterval(high)).toBe("at most 85");
    expect(formatEstimate(low, { locale: "zh" })).toBe("33（95% 区间 至少 −51，n = 3）");
    expect(formatInterval(high, { locale: "zh" })).toBe("至多 85");
    expect(formatInterval({ ...three, interval: null })).toBe("–");
    expect(formatInterval({ ...three, interval: { low: null, high: null } })).toBe("–");
  });

  it("refuses a language it does not speak", () => {
    expect(() => formatEstimate(three, { locale: "fr" })).toThrow(
      new RangeError("formatting requires a locale of en or zh, got fr"),
    );
    expect(() => formatEstimate(three, { locale: "enm" })).toThrow(RangeError);
  });
});

describe("decimals follow the width of the interval", () => {
  // Witness: the rule's own examples (PDG 2022, 5.3): 0.827 ± 0.119 → 0.83 ± 0.12, 0.827 ± 0.367 → 0.8 ± 0.4.
  it.each([
    [0.119, 2],
    [0.367, 1],
    [68, 0],
    [5.3, 0],
    [3.55, 0],
    [3.54, 1],
    [2.1, 1],
    [1, 1],
    [0.96, 1],
    [0.949, 1],
    [0.355, 1],
    [0.354, 2],
    [0.0999, 2],
    [0.02, 3],
    [1e-9, 6],
    [4321, 0],
  ])("a half width of %s gives %s", (half, decimals) => {
    expect(intervalDecimals({ ...three, value: 0, interval: { low: -half, high: half } })).toBe(decimals);
  });

  it("and without a width, what is customary for the unit", () => {
    const bare = { ...three, value: 4, interval: null };
    expect(intervalDecimals(bare)).toBe(0);
    expect(intervalDecimals({ ...bare, interval: { low: 4, high: 4 } })).toBe(0);
    expect(intervalDecimals({ ...bare, unit: "scale-point" })).toBe(2);
    expect(intervalDecimals({ ...bare, unit: "second" })).toBe(1);
    expect(intervalDecimals({ ...bare, unit: "probability" })).toBe(3);
    expect(intervalDecimals({ ...bare, unit: "currency:CNY" })).toBe(2);
  });

  it("so that a printed interval contains its printed value", () => {
    const number = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(number, { minLength: 3, maxLength: 3 }), (drawn) => {
        const [low = 0, value = 0, high = 0] = drawn.toSorted((a, b) => a - b);
        const printed = formatEstimate({ ...estimateOf(value), interval: { low, high } });
        const numbers = printed.replaceAll("−", "-").match(/^(\S+) .* interval (\S+) to (\S+),/);
        const [, v, l, h] = (numbers ?? []).map(Number);
        expect(l).toBeLessThanOrEqual(v ?? NaN);
        expect(h).toBeGreaterThanOrEqual(v ?? NaN);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("numbers", () => {
  it("have a true minus, commas, and no negative zero", () => {
    expect(formatNumber(-1234567.891, { decimals: 1 })).toBe("−1,234,567.9");
    expect(formatNumber(-0.4, { decimals: 0 })).toBe("0");
    expect(formatNumber(-0, { unit: "points" })).toBe("0");
    expect(formatNumber(999, { unit: "count" })).toBe("999");
    expect(formatNumber(1000, { unit: "count" })).toBe("1,000");
  });

  it("carry a plus where differences are meant, and zero none", () => {
    expect(formatNumber(4.6, { unit: "points", sign: "always" })).toBe("+5");
    expect(formatNumber(-4.6, { unit: "points", sign: "always" })).toBe("−5");
    expect(formatNumber(0.2, { unit: "points", sign: "always" })).toBe("0");
  });

  it("follow the language in their percent sign", () => {
    expect(formatNumber(12, { unit: "percent" })).toBe("12 %");
    expect(formatNumber(12, { unit: "percent", locale: "zh-Hant" })).toBe("12%");
  });

  it.each([NaN, Infinity, -Infinity])("%s is refused", (value) => {
    expect(() => formatNumber(value)).toThrow(
      new RangeError(`formatNumber requires a finite number, got ${value}`),
    );
  });
});

describe("p-values", () => {
  it.each([
    [0, "p < 0.001"],
    [0.00099, "p < 0.001"],
    [0.001, "p = 0.001"],
    [0.0417, "p = 0.042"],
    [0.0994, "p = 0.099"],
    [0.0996, "p = 0.10"],
    [0.5, "p = 0.50"],
    [0.99, "p = 0.99"],
    [0.996, "p > 0.99"],
    [1, "p > 0.99"],
  ])("%s prints as %s", (pValue, text) => {
    expect(formatPValue(pValue)).toBe(text);
  });

  it.each([-0.1, 1.1, NaN])("%s is refused", (pValue) => {
    expect(() => formatPValue(pValue)).toThrow(RangeError);
  });
});

function estimateOf(value: number): Estimate {
  return { ...three, value };
}
