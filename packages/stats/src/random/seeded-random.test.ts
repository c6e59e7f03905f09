import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquaredSurvival } from "../distributions/chi-squared.ts";
import { continuousFit, draws } from "./fixtures/goodness-of-fit.ts";
import { seededRandom } from "./seeded-random.ts";

describe("seededRandom", () => {
  // Witness: xoshiro128** and SplitMix64 in Python's whole numbers, checked against the authors' known answers
  // (11520, 0, 5927040, 70819200 … from state 1, 2, 3, 4; 6457827717110365317 … from seed 1234567)
  it.each([
    [1, 0.3946724931250869, 0.1477500889354657, 0.16688351314326166],
    [0, 0.870254774404272, 0.6697971505310978, 0.3616586206733957],
    [-5, 0.626561908310481, 0.580115150770993, 0.3930119704362832],
    [42, 0.4137016681565887, 0.003983993377814743, 0.6500837027638867],
    [9_007_199_254_740_991, 0.2871189810310325, 0.1540904543499252, 0.6056109088751621],
  ])("gives what the published generator gives for seed %d", (seed, ...expected) => {
    const random = seededRandom(seed);
    expect([random(), random(), random()]).toEqual(expected);
  });

  it("gives the same numbers for the same seed, and a source that another does not disturb", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        const [one, other, third] = [seededRandom(seed), seededRandom(seed), seededRandom(seed)];
        const first = [one(), one(), one()];
        third();
        expect([other(), other(), other()]).toEqual(first);
      }),
    );
  });

  it("gives numbers from 0 to below 1, uniform one by one and in pairs", () => {
    const numbers = draws(200_000, (random) => random());
    expect(numbers.every((u) => u >= 0 && u < 1)).toBe(true);
    expect(continuousFit(numbers, (u) => u)).toBeGreaterThan(0.001);
    const cells = new Float64Array(400);
    for (let i = 0; i < numbers.length; i += 2) {
      const cell = 20 * Math.floor(20 * (numbers[i] ?? 0)) + Math.floor(20 * (numbers[i + 1] ?? 0));
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const statistic = cells.reduce((sum, count) => sum + (count - 250) ** 2 / 250, 0);
    expect(chiSquaredSurvival(statistic, 399)).toBeGreaterThan(0.001);
  });

  it("fills all 53 bits, each as often with one as with zero", () => {
    const ones = new Float64Array(53);
    for (const u of draws(20_000, (random) => random())) {
      const bits = (u * 2 ** 53).toString(2).padStart(53, "0");
      for (let bit = 0; bit < 53; bit++) ones[bit] = (ones[bit] ?? 0) + Number(bits[bit]);
    }
    for (const count of ones) expect(Math.abs(count - 10_000)).toBeLessThan(4 * Math.sqrt(5000));
  });

  it("gives near seeds sequences that have nothing in common", () => {
    const firsts = Array.from({ length: 20_000 }, (_, seed) => seededRandom(seed)());
    expect(continuousFit(firsts, (u) => u)).toBeGreaterThan(0.001);
    expect(new Set(firsts).size).toBe(20_000);
  });

  it("refuses a seed that is no safe whole number", () => {
    for (const seed of [0.5, NaN, Infinity, 2 ** 53]) {
      expect(() => seededRandom(seed)).toThrow(
        new RangeError(`seededRandom requires a safe whole number, got ${seed}`),
      );
    }
  });
});
