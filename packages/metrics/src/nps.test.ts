import { readFileSync } from "node:fs";
import {
  adjustedWaldInterval,
  scoreInterval,
  netTInterval,
  netWaldInterval,
  type NetInterval,
} from "@cxkit/stats";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nps } from "./nps.ts";
import type { NpsClasses } from "./nps-result.ts";
import { npsFromCounts } from "./nps-from-counts.ts";
import { npsFromClasses } from "./nps-from-classes.ts";

const reference = new URL("../../house/validation/reference/net-intervals.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(reference, "utf8")) as {
  readonly cases: readonly {
    readonly id: string;
    readonly fn: string;
    readonly input: NpsClasses & { readonly level: number };
    readonly expected: { readonly nps: number; readonly lower: number; readonly upper: number };
  }[];
};
// Fractions are effective counts of weighted answers, which an unweighted score refuses.
const witnessed = cases.filter(({ input: { promoters, passives, detractors } }) =>
  [promoters, passives, detractors].every(Number.isInteger),
);
const score = fc.integer({ min: 0, max: 10 });
const scores = fc.array(score, { maxLength: 60 });

describe("nps counts what is a score", () => {
  it("and leaves item nonresponse out of the base", () => {
    const result = nps([10, 9, null, 8, undefined, 6]);
    expect(result).toMatchObject({ n: 4, promoters: 2, passives: 1, detractors: 1, missing: 2, rejected: 0 });
    expect(result.value).toBe(25);
    expect(result.tally).toEqual({
      kind: "scale",
      scale: { min: 0, max: 10, step: 1 },
      counts: [0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1],
      missing: { unknown: 2 },
    });
  });

  it.each([
    [[10, 9, 9, 1, "9"], `got "9" at index 4`],
    [[10, 11], "got 11 at index 1"],
    [[8.5], "got 8.5 at index 0"],
    [[null, NaN], "got NaN at index 1"],
    [[-1], "got -1 at index 0"],
    [[true], "got boolean at index 0"],
    [[4294967296], "got 4294967296 at index 0"],
    [[Infinity], "got Infinity at index 0"],
    [[{}], "got object at index 0"],
  ])("and stops at anything else: %j", (answers, message) => {
    expect(() => nps(answers as number[])).toThrow(RangeError);
    expect(() => nps(answers as number[])).toThrow(`nps requires 0 to 10 or null, ${message}`);
  });

  it("or counts it aside where that is asked for", () => {
    const result = nps([10, 11, null, "9" as never, NaN, 3], { invalid: "set-aside" });
    expect(result).toMatchObject({ n: 2, missing: 1, rejected: 3, value: 0 });
    expect(result.tally.missing).toEqual({ unknown: 1, "off-scale": 3 });
  });

  it("in typed arrays as in arrays, and minus zero as zero", () => {
    const answers = [0, 3, 7, 8, 9, 10, 10];
    expect(nps(Uint8Array.from(answers))).toEqual(nps(answers));
    expect(nps(Float64Array.from(answers))).toEqual(nps(answers));
    expect(nps([-0]).tally.counts[0]).toBe(1);
  });

  it("each once, be their number odd or even", () => {
    fc.assert(
      fc.property(scores, (answers) => {
        const counts = Array.from(
          { length: 11 },
          (_, point) => answers.filter((answer) => answer === point).length,
        );
        expect(nps(answers).tally.counts).toEqual(counts);
        expect(nps(Uint8Array.from(answers)).tally.counts).toEqual(counts);
      }),
    );
  });

  it("wherever it stands and however it came", () => {
    fc.assert(
      fc.property(scores, (answers) => {
        const shuffled = answers.toReversed();
        expect(nps(shuffled)).toEqual(nps(answers));
        expect(npsFromCounts(nps(answers).tally.counts)).toEqual(nps(answers));
        const { promoters, passives, detractors, value, interval } = nps(answers);
        expect(npsFromClasses({ promoters, passives, detractors })).toMatchObject({ value, interval });
      }),
    );
  });
});

describe("nps says how sure it is", () => {
  it("not at all without answers", () => {
    expect(nps([null, undefined])).toMatchObject({
      value: null,
      interval: null,
      standardError: null,
      n: 0,
      effectiveN: 0,
      missing: 2,
    });
    for (const interval of [adjustedWaldInterval, scoreInterval, netTInterval, netWaldInterval]) {
      expect(nps([], { interval }).value).toBeNull();
      expect(nps([9], { interval }).standardError).toBeNull();
    }
  });

  // Witness: mpmath 1.2.1, 40 digits, and R 4.2.2; limits there are not clipped to −100…100.
  const methods: { readonly [fn: string]: NetInterval | undefined } = {
    adjusted_wald_3T: adjustedWaldInterval,
    score_tango: scoreInterval,
  };
  for (const { id, fn, input, expected } of witnessed) {
    const interval = methods[fn];
    if (!interval) continue;
    it(`${id}: to 1e-9 of its witness`, () => {
      const { promoters, passives, detractors, level: confidenceLevel } = input;
      for (const options of [{ interval, confidenceLevel }, { confidenceLevel }]) {
        if (!("interval" in options) && interval !== adjustedWaldInterval) continue;
        const result = npsFromClasses({ promoters, passives, detractors }, options);
        expect(result.value).toBeCloseTo(expected.nps, 9);
        expect(result.interval?.low).toBeCloseTo(Math.max(-100, Math.min(expected.lower, expected.nps)), 7);
        expect(result.interval?.high).toBeCloseTo(Math.min(100, Math.max(expected.upper, expected.nps)), 7);
        expect(result.method).toBe(interval.method);
      }
    });
  }

  // The published Wald formula has divisor n; the metric's is value ± z · its own standard error, divisor n − 1.
  for (const { id, fn, input, expected } of witnessed) {
    if (fn !== "wald") continue;
    it(`${id}: wider by √(n/(n − 1)) than the witness's divisor n`, () => {
      const { promoters, passives, detractors, level: confidenceLevel } = input;
      const n = promoters + passives + detractors;
      const result = npsFromClasses(
        { promoters, passives, detractors },
        { interval: netWaldInterval, confidenceLevel },
      );
      const margin = ((expected.upper - expected.lower) / 2) * (n > 1 ? Math.sqrt(n / (n - 1)) : 1);
      expect(result.interval?.low).toBeCloseTo(Math.max(-100, expected.nps - margin), 7);
      expect(result.interval?.high).toBeCloseTo(Math.min(100, expected.nps + margin), 7);
    });
  }

  it("around its value, inside −100…100, and wider at a higher level", () => {
    const level = fc.double({ min: 0.01, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 1, maxLength: 40 }),
        level,
        level,
        fc.constantFrom(undefined, adjustedWaldInterval, scoreInterval, netTInterval, netWaldInterval),
        (answers, one, other, interval) => {
          const options = interval ? { interval } : {};
          const lower = nps(answers, { ...options, confidenceLevel: Math.min(one, other) });
          const higher = nps(answers, { ...options, confidenceLevel: Math.max(one, other) });
          expect(higher.interval!.low!).toBeLessThanOrEqual(lower.interval!.low! + 1e-9);
          expect(higher.interval!.high!).toBeGreaterThanOrEqual(lower.interval!.high! - 1e-9);
          for (const { interval: limits, value } of [lower, higher]) {
            expect(limits!.low!).toBeGreaterThanOrEqual(-100);
            expect(limits!.low!).toBeLessThanOrEqual(value!);
            expect(limits!.high!).toBeGreaterThanOrEqual(value!);
            expect(limits!.high!).toBeLessThanOrEqual(100);
          }
        },
      ),
    );
  });

  it("and its mirror image when promoters and detractors change places", () => {
    const few = fc.nat({ max: 30 });
    fc.assert(
      fc.property(few, few, few, (promoters, passives, detractors) => {
        fc.pre(promoters + passives + detractors > 0);
        const one = npsFromClasses({ promoters, passives, detractors });
        const other = npsFromClasses({ promoters: detractors, passives, detractors: promoters });
        expect(other.value! + one.value!).toBeCloseTo(0, 10);
        expect(other.interval!.low! + one.interval!.high!).toBeCloseTo(0, 10);
      }),
    );
  });

  it("the same as the interval function, at levels next to 0 and 1 too", () => {
    for (const confidenceLevel of [1e-17, 0.5, 0.999999, 1 - 2 ** -53]) {
      const { interval } = nps([10, 9, 8, 3], { confidenceLevel });
      const asked = nps([10, 9, 8, 3], { confidenceLevel, interval: adjustedWaldInterval }).interval;
      expect(interval!.low!).toBeCloseTo(asked!.low!, 10);
      expect(interval!.high!).toBeCloseTo(asked!.high!, 10);
    }
  });

  it.each([95, 0, 1, -0.5, NaN])("and refuses %d as a level, with and without answers", (confidenceLevel) => {
    expect(() => nps([9, 10], { confidenceLevel })).toThrow("nps requires 0 < confidenceLevel < 1");
    expect(() => nps([], { confidenceLevel })).toThrow(RangeError);
  });
});
