import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { funnel, type StageReached } from "./funnel.ts";

const stages = ["cart", "address", "payment"];
const reached = (seen: readonly StageReached[], options?: Parameters<typeof funnel>[2]): number[] =>
  funnel(stages, seen, options).steps.map((step) => step.reached);
const walk = (subject: string, ...at: readonly (readonly [stage: string, time: number])[]): StageReached[] =>
  at.map(([stage, time]) => ({ subject, stage, time }));

describe("funnel counts who came how far", () => {
  it("in order, each subject once", () => {
    const seen = [
      ...walk("a", ["cart", 1], ["cart", 2], ["address", 3], ["payment", 4], ["payment", 5]),
      ...walk("b", ["cart", 1], ["address", 9]),
      ...walk("c", ["cart", 7]),
    ];
    const { steps } = funnel(stages, seen);
    expect(steps.map((step) => step.reached)).toEqual([3, 2, 1]);
    expect(steps.map(({ dropOff }) => dropOff)).toEqual([null, 1, 1]);
    expect(steps.map(({ outOfOrder }) => outOfOrder)).toEqual([0, 0, 0]);
    expect(steps[2]?.fromPrevious).toMatchObject({ value: 50, n: 2 });
  });

  it("and counts nobody at a stage who skipped one before it, but says how many did", () => {
    const seen = [...walk("a", ["cart", 1], ["payment", 2]), ...walk("b", ["payment", 1])];
    const { steps } = funnel(stages, seen);
    expect(steps.map((step) => step.reached)).toEqual([1, 0, 0]);
    expect(steps.map(({ outOfOrder }) => outOfOrder)).toEqual([0, 0, 2]);
  });

  it("and lets a later visit make up for an earlier one out of order", () => {
    expect(reached(walk("a", ["address", 1], ["cart", 2], ["address", 3]))).toEqual([1, 1, 0]);
    expect(reached(walk("a", ["address", 1], ["cart", 2]))).toEqual([1, 0, 0]);
  });

  it("and takes the same instant for in order only when told so", () => {
    const seen = walk("a", ["payment", 1], ["address", 1], ["cart", 1]);
    expect(reached(seen)).toEqual([1, 0, 0]);
    expect(reached(seen, { sameInstant: "in-order" })).toEqual([1, 1, 1]);
  });

  it("and does not take everybody unknown for one person", () => {
    const unknown = stages.map((stage, time) => ({ stage, time }));
    const { steps, unidentified } = funnel(stages, [...unknown, ...walk("a", ["cart", 1])]);
    expect(steps.map((step) => step.reached)).toEqual([1, 0, 0]);
    expect(unidentified).toBe(3);
  });

  it("and counts apart what happened at no stage of it", () => {
    const { steps, elsewhere } = funnel(stages, [
      ...walk("a", ["blog", 1], ["cart", 2]),
      { subject: "a", time: 3 },
    ]);
    expect(steps[0]?.reached).toBe(1);
    expect(elsewhere).toBe(2);
  });

  it("and compares instants, not their texts", () => {
    const seen = [
      { subject: "a", stage: "address", time: "2026-03-01T09:30:00+08:00" },
      { subject: "a", stage: "cart", time: "2026-03-01T01:29:00Z" },
    ];
    expect(reached(seen)).toEqual([1, 1, 0]);
  });

  it("and refuses times that mean another instant on another machine, or none", () => {
    for (const time of ["2026-03-01T09:30:00", "2026-03-01", "soon", NaN]) {
      expect(() => reached([{ subject: "a", stage: "cart", time }])).toThrow(RangeError);
    }
    expect(() => funnel([], [])).toThrow(RangeError);
    expect(() => funnel(["cart", "cart"], [])).toThrow(RangeError);
  });

  it("of nobody is zeros without shares", () => {
    const { steps } = funnel(stages, []);
    expect(steps.map((step) => step.reached)).toEqual([0, 0, 0]);
    expect(steps[1]?.fromStart?.value).toBeNull();
  });
});

describe("whatever was seen,", () => {
  const sightings = fc.array(
    fc.record({
      subject: fc.option(fc.constantFrom("a", "b", "c", "__proto__"), { nil: undefined }),
      stage: fc.constantFrom(...stages, "blog", "constructor"),
      time: fc.integer({ min: 0, max: 6 }),
    }),
    { maxLength: 40 },
  );
  const ties = fc.constantFrom("dropped" as const, "in-order" as const);

  it("counts never increase, and everything seen is somewhere", () => {
    fc.assert(
      fc.property(sightings, ties, (seen, sameInstant) => {
        const { steps, unidentified, elsewhere } = funnel(stages, seen, { sameInstant });
        const counts = steps.map((step) => step.reached);
        expect(counts).toEqual(counts.toSorted((a, b) => b - a));
        const known = new Set(
          seen
            .filter(({ subject, stage }) => subject && stages.includes(stage))
            .map(({ subject, stage }) => `${subject} ${stage}`),
        );
        expect(steps.reduce((sum, { reached: of, outOfOrder }) => sum + of + outOfOrder, 0)).toBe(known.size);
        const ours = seen.filter(({ stage }) => stages.includes(stage));
        expect([unidentified, elsewhere]).toEqual([
          ours.filter(({ subject }) => subject === undefined).length,
          seen.length - ours.length,
        ]);
      }),
    );
  });

  it("the order of arrival does not matter", () => {
    const shuffled = sightings.chain((seen) =>
      fc.tuple(fc.constant(seen), fc.shuffledSubarray(seen, { minLength: seen.length }), ties),
    );
    fc.assert(
      fc.property(shuffled, ([seen, other, sameInstant]) => {
        expect(funnel(stages, other, { sameInstant })).toEqual(funnel(stages, seen, { sameInstant }));
      }),
    );
  });

  it("strictly later is never easier than in order, and more sightings never less", () => {
    fc.assert(
      fc.property(sightings, sightings, (seen, more) => {
        const [strict, loose, longer] = [
          reached(seen),
          reached(seen, { sameInstant: "in-order" }),
          reached([...seen, ...more]),
        ];
        for (const [i, count] of strict.entries()) {
          expect(count).toBeLessThanOrEqual(loose[i]!);
          expect(count).toBeLessThanOrEqual(longer[i]!);
        }
      }),
    );
  });
});
