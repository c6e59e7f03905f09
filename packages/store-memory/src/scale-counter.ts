import {
  addCodes,
  addPositions,
  addWeights,
  countBytes,
  countBytesBy1,
  countBytesBy2,
  countIndices,
} from "./count-rows.ts";
import type { Codes } from "./dictionary.ts";

/**
 * Counts per group, period and scale point. A cell is one group in one period; cells without rows may be among them.
 * `counts[cell × width + position]` rows stood at a position, and `counts[cell × width + width − 1]` had none.
 */
export interface ScaleGroups {
  readonly cells: number;
  /** Scale points plus one: the last slot of a cell counts rows without a position. */
  readonly width: number;
  readonly counts: Int32Array;
  /** Σw and Σw², laid out as the counts. Present when weights came in. */
  readonly weights?: { readonly sum: Float64Array; readonly sumOfSquares: Float64Array };
  /** The period of a cell: the position of its lower edge in `edges`; 0 without edges. */
  period(cell: number): number;
  /** A cell's code in the `field`-th column of `by`; 0 is "absent", `values[code − 1]` its text. */
  code(cell: number, field: number): number;
}

/** Rows of one or many blocks, counted into one table. */
export interface ScaleCounter {
  /** Counts rows from ≤ row < below as rows of one period. */
  add(rows: CountedRows, from: number, below: number, period: number): void;
  groups(): ScaleGroups;
}

/** Columns of one block of rows. */
export interface CountedRows {
  readonly position: Uint8Array | Uint16Array;
  readonly by: readonly Codes[];
  readonly weight?: Float64Array | undefined;
}

/** What a counter has to make room for. */
export interface CounterShape {
  /** Number of positions. */
  readonly size: number;
  /** Per column of `by`: its number of codes, that of "absent" included. */
  readonly cardinalities: readonly number[];
  readonly periods: number;
  /** Rows to come, at most: a table much larger than the rows is not worth its memory. */
  readonly rows: number;
  readonly weighted: boolean;
}

/** A counter: a plain table where all combinations fit in one, a hash of the combinations that occur otherwise. */
export function scaleCounter(shape: CounterShape): ScaleCounter {
  const groups = shape.cardinalities.reduce((product, codes) => product * codes, 1);
  const entries = groups * Math.max(shape.periods, 1) * (shape.size + 1);
  return entries <= Math.min(2 ** 24, Math.max(2 ** 18, 16 * shape.rows))
    ? denseCounter(shape, groups)
    : sparseCounter(shape);
}

const block = 4096;

function denseCounter(shape: CounterShape, groups: number): ScaleCounter {
  const width = shape.size + 1;
  const perPeriod = groups * width;
  const counts = new Int32Array(perPeriod * shape.periods);
  const weights = shape.weighted
    ? { sum: new Float64Array(counts.length), sumOfSquares: new Float64Array(counts.length) }
    : undefined;
  // Two tables side by side, for runs so long that emptying them does not count. Made for the first of these.
  let halves: Int32Array | undefined;
  const scratch = new Int32Array(block);
  const steps = stepsOf(shape.cardinalities);

  return {
    add(rows, from, below, period) {
      const { position, by, weight } = rows;
      const base = period * perPeriod;
      const into = counts.subarray(base, base + perPeriod);
      const long = below - from >= 4 * perPeriod;
      if (long) halves ??= new Int32Array(2 * perPeriod);
      const table = long && halves ? halves : into;
      const half = long ? perPeriod : 0;
      const [first, second] = by;
      if (weight || !(position instanceof Uint8Array)) {
        inBlocks(rows, from, below, table, half, base);
      } else if (by.length === 0) {
        countBytes(table, half, position, width, from, below);
      } else if (by.length === 1 && first instanceof Uint8Array) {
        countBytesBy1(table, half, position, width, first, from, below);
      } else if (by.length === 2 && first instanceof Uint8Array && second instanceof Uint8Array) {
        countBytesBy2(table, half, position, width, first, steps[0]! * width, second, from, below);
      } else {
        inBlocks(rows, from, below, table, half, base);
      }
      if (long) {
        for (let k = 0; k < perPeriod; k += 1) into[k] = (into[k]! + table[k]! + table[k + perPeriod]!) | 0;
        table.fill(0);
      }
    },
    groups: () => ({
      cells: groups * shape.periods,
      width,
      counts,
      ...(weights && { weights }),
      period: (cell) => Math.floor(cell / groups),
      code: (cell, field) => Math.floor((cell % groups) / steps[field]!) % shape.cardinalities[field]!,
    }),
  };

  function inBlocks(
    { position, by, weight }: CountedRows,
    from: number,
    below: number,
    table: Int32Array,
    half: number,
    base: number,
  ): void {
    for (let start = from; start < below; start += block) {
      const end = Math.min(start + block, below);
      scratch.fill(0);
      by.forEach((codes, field) => addCodes(scratch, codes, steps[field]! * width, start, end));
      addPositions(scratch, position, width, start, end);
      countIndices(table, half, scratch, end - start);
      if (weight && weights) {
        const { sum, sumOfSquares } = weights;
        const till = base + perPeriod;
        addWeights(
          sum.subarray(base, till),
          sumOfSquares.subarray(base, till),
          scratch,
          weight,
          start,
          end - start,
        );
      }
    }
  }
}

function sparseCounter(shape: CounterShape): ScaleCounter {
  const width = shape.size + 1;
  const { cardinalities } = shape;
  // One level per column, the period last. A level numbers the pairs (number so far, code) that occur, so that no key
  // leaves the whole numbers however many columns there are.
  const levels = [...cardinalities, shape.periods].map((codes) => ({
    codes,
    numbers: new Map<number, number>(),
    keys: [] as number[],
  }));
  const last = levels.length - 1;
  let counts = new Int32Array(1024 * width);
  let sum = new Float64Array(shape.weighted ? counts.length : 0);
  let sumOfSquares = new Float64Array(sum.length);

  return {
    add({ position, by, weight }, from, below, period) {
      for (let row = from; row < below; row += 1) {
        let number = 0;
        for (let field = 0; field < last; field += 1) number = numbered(field, number, by[field]![row]!);
        const cell = numbered(last, number, period);
        if ((cell + 1) * width > counts.length) {
          counts = doubled(counts, new Int32Array(2 * counts.length));
          if (shape.weighted) {
            sum = doubled(sum, new Float64Array(counts.length));
            sumOfSquares = doubled(sumOfSquares, new Float64Array(counts.length));
          }
        }
        const k = cell * width + Math.min(position[row]!, width - 1);
        counts[k] = (counts[k]! + 1) | 0;
        if (weight) {
          const w = weight[row]!;
          sum[k] = sum[k]! + w;
          sumOfSquares[k] = sumOfSquares[k]! + w * w;
        }
      }
    },
    groups: () => ({
      cells: levels[last]!.keys.length,
      width,
      counts,
      ...(shape.weighted && { weights: { sum, sumOfSquares } }),
      period: (cell) => levels[last]!.keys[cell]! % shape.periods,
      code: (cell, field) => {
        let number = cell;
        for (let level = last; level > field; level -= 1) {
          number = Math.floor(levels[level]!.keys[number]! / levels[level]!.codes);
        }
        return levels[field]!.keys[number]! % levels[field]!.codes;
      },
    }),
  };

  function numbered(level: number, before: number, code: number): number {
    const { codes, numbers, keys } = levels[level]!;
    const key = before * codes + code;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const number = keys.push(key) - 1;
    numbers.set(key, number);
    return number;
  }
}

function doubled<T extends Int32Array | Float64Array>(values: T, room: T): T {
  room.set(values);
  return room;
}

/** How many groups one code of each column spans: the last column varies fastest. */
function stepsOf(cardinalities: readonly number[]): number[] {
  const steps: number[] = Array.from({ length: cardinalities.length }, () => 1);
  for (let field = cardinalities.length - 2; field >= 0; field -= 1) {
    steps[field] = steps[field + 1]! * cardinalities[field + 1]!;
  }
  return steps;
}
