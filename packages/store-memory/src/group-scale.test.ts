import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupScale, type ScaleRows } from "./group-scale.ts";
import type { ScaleGroups } from "./scale-counter.ts";

/** Cells that hold anything, by their codes and period. */
function filled(groups: ScaleGroups, fields: number): Map<string, number[]> {
  const cells = new Map<string, number[]>();
  for (let cell = 0; cell < groups.cells; cell += 1) {
    const start = cell * groups.width;
    const counts = Array.from(groups.counts.subarray(start, start + groups.width));
    if (counts.every((count) => count === 0)) continue;
    const codes = Array.from({ length: fields }, (_, field) => groups.code(cell, field));
    cells.set([...codes, groups.period(cell)].join(), counts);
  }
  return cells;
}

/** The same, row by row. */
function counted({ position, size, by, time, edges }: ScaleRows): Map<string, number[]> {
  const cells = new Map<string, number[]>();
  position.forEach((at, row) => {
    let period = 0;
    if (time && edges) {
      period = edges.findLastIndex((edge) => edge <= time[row]!);
      if (period < 0 || period >= edges.length - 1) return;
    }
    const key = [...by.map(({ codes }) => codes[row]!), period].join();
    const counts = cells.get(key) ?? Array.from({ length: size + 1 }, () => 0);
    counts[Math.min(at, size)]! += 1;
    cells.set(key, counts);
  });
  return cells;
}

const sorted = (cells: Map<string, number[]>): [string, number[]][] =>
  [...cells].toSorted(([left], [right]) => (left < right ? -1 : 1));

/** Lists of so many values; their texts do not matter. */
const valuesOf: { readonly [count: number]: readonly string[] } = Object.fromEntries(
  [1, 3, 200, 300, 70_000].map((count) => [count, Array.from({ length: count }, () => "")]),
);

const columns: fc.Arbitrary<ScaleRows> = fc
  .record({
    length: fc.nat(200),
    size: fc.integer({ min: 1, max: 12 }),
    // The number of values decides the width of codes, and with many fields whether a table or a hash counts.
    cardinalities: fc.array(fc.constantFrom(1, 3, 200, 300, 70_000), { maxLength: 4 }),
    wide: fc.boolean(),
    periods: fc.option(fc.nat(5)),
    seed: fc.nat(),
  })
  .map(({ length, size, cardinalities, wide, periods, seed }) => {
    let state = seed;
    const next = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const positions = Array.from({ length }, () => (next(5) === 0 ? 255 : next(size + 1)));
    const by = cardinalities.map((values) => {
      const codes = Array.from({ length }, () => Math.min(next(values + 1), next(values + 1)));
      const room = values < 256 ? Uint8Array : values < 65_536 ? Uint16Array : Uint32Array;
      return { codes: room.from(codes), values: valuesOf[values]! };
    });
    return {
      position: wide ? Uint16Array.from(positions) : Uint8Array.from(positions),
      size,
      by,
      ...(periods !== null && {
        time: Float64Array.from(
          Array.from({ length }, () => next(50)).toSorted((left, right) => left - right),
        ),
        edges: Float64Array.from({ length: periods + 1 }, (_, at) => 5 + at * 9),
      }),
    };
  });

describe("groupScale", () => {
  it("counts what a loop over the rows counts, for any columns, codes and edges", () => {
    fc.assert(
      fc.property(columns, (rows) => {
        expect(sorted(filled(groupScale(rows), rows.by.length))).toEqual(sorted(counted(rows)));
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it("counts long runs with two tables as it counts short ones with one", () => {
    const length = 100_003;
    const codes = Uint8Array.from({ length }, (_, row) => (row * 7) % 4);
    const rows: ScaleRows = {
      position: Uint8Array.from({ length }, (_, row) => (row * row) % 13),
      size: 11,
      by: [
        { codes, values: ["a", "b", "c"] },
        { codes: codes.map((code) => 3 - code), values: ["a", "b", "c"] },
      ],
    };
    for (const by of [[], rows.by.slice(0, 1), rows.by, [...rows.by, rows.by[0]!]]) {
      const query = { ...rows, by };
      expect(sorted(filled(groupScale(query), by.length))).toEqual(sorted(counted(query)));
    }
  });

  it("counts columns that lie anywhere in their buffers", () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, at) => (at * at) % 7);
    for (const [first, second] of [
      [1, 1],
      [3, 3],
      [1, 2],
      [0, 3],
    ] as const) {
      const part = (offset: number): Uint8Array => bytes.subarray(offset, offset + 4001);
      const by = [{ codes: part(second), values: Array.from({ length: 6 }, String) }];
      const rows: ScaleRows = { position: part(first), size: 5, by };
      expect(sorted(filled(groupScale(rows), 1))).toEqual(sorted(counted(rows)));
    }
  });

  it("sums weights and their squares per point", () => {
    const weight = Float64Array.of(0.5, 2, 0, 3);
    const by = [{ codes: Uint8Array.of(1, 1, 1, 0), values: ["web"] }];
    const { weights, counts } = groupScale({ position: Uint8Array.of(1, 1, 0, 0), size: 2, by, weight });
    expect(Array.from(counts)).toEqual([1, 0, 0, 1, 2, 0]);
    expect(Array.from(weights!.sum)).toEqual([3, 0, 0, 0, 2.5, 0]);
    expect(Array.from(weights!.sumOfSquares)).toEqual([9, 0, 0, 0, 4.25, 0]);
  });

  it("sums weights in a hash as in a table", () => {
    const length = 3000;
    const wide = (step: number) => ({
      codes: Uint32Array.from({ length }, (_, row) => (row * step) % 70_000),
      values: Array.from({ length: 70_000 }, String),
    });
    const groups = groupScale({
      position: new Uint8Array(length),
      size: 1,
      by: [wide(17), wide(31)],
      weight: new Float64Array(length).fill(2),
    });
    expect(groups.cells).toBe(length);
    expect(groups.weights!.sum.reduce((sum, weight) => sum + weight, 0)).toBe(2 * length);
    expect(groups.weights!.sumOfSquares.reduce((sum, weight) => sum + weight, 0)).toBe(4 * length);
  });

  it("refuses columns that do not belong together", () => {
    const position = Uint8Array.of(0, 1);
    const by = [{ codes: Uint8Array.of(1), values: ["a"] }];
    expect(() => groupScale({ position, size: 2, by })).toThrow(
      new RangeError("groupScale requires columns of one length, got 1 and 2"),
    );
    expect(() => groupScale({ position, size: 2.5, by: [] })).toThrow(
      "groupScale requires a whole size ≥ 1, got 2.5",
    );
    expect(() => groupScale({ position, size: 2, by: [], time: Float64Array.of(0, 1) })).toThrow(
      "groupScale requires time and edges together, got only one of them",
    );
  });
});
