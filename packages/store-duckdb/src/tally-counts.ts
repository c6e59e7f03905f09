import {
  type CategoryTally,
  type Instrument,
  type MissingCounts,
  type MissingReason,
  type MomentTally,
  type Tally,
  missingReasons,
  scalePoints,
} from "@cxkit/core";
import { type AnswerSlot, firstPoint, listSlot, numberSlot } from "./answer-slot.ts";

/** What is counted in one cell. */
export interface Counts {
  /** Adds rows that count as one value. */
  add(value: Partial<AnswerSlot>, n: number, sum: number, sumOfSquares: number): void;
  /** By slot, on a scale. */
  readonly slots: Map<number, Count>;
  /** By name, without a scale. */
  readonly categories: Map<string, Count>;
  /** n, mean, variance, minimum, maximum, and how many values are no number. */
  moments: readonly (number | null)[];
}

interface Count {
  n: number;
  sum: number;
  sumOfSquares: number;
}

/** Nothing counted. */
export function emptyCounts(): Counts {
  const slots = new Map<number, Count>();
  const categories = new Map<string, Count>();
  return {
    slots,
    categories,
    moments: [],
    add(value, n, sum, sumOfSquares) {
      const { slot } = value;
      if (slot !== undefined) addTo(slots, slot, n, sum, sumOfSquares);
      for (const name of namesOf(value)) addTo(categories, name, n, sum, sumOfSquares);
    },
  };
}

/** The tally of answers to one item. */
export function answerTally(
  counts: Counts,
  of: {
    readonly kind: "scale" | "category" | "moment";
    readonly weighted: boolean;
    readonly instrument: Instrument;
    readonly reference: string;
  },
): Tally {
  const { kind, weighted, instrument, reference } = of;
  const { scale } = instrument;
  if (!scale) return kind === "moment" ? momentTally(counts) : categoryTally(counts, weighted);
  const points = scalePoints(scale);
  const at = (point: number): Count => counts.slots.get(firstPoint + point) ?? none;
  const n = points.map((_, point) => at(point).n);
  const missing = missingOf(counts);
  if (kind === "scale") {
    const sum = points.map((_, point) => at(point).sum);
    const sumOfSquares = points.map((_, point) => at(point).sumOfSquares);
    return {
      kind,
      scale,
      counts: n,
      ...(weighted && { weights: { sum, sumOfSquares } }),
      instrument: reference,
      missing,
    };
  }
  const present = points
    .map((point, place) => ({ point, count: at(place) }))
    .filter(({ count }) => count.n > 0);
  if (kind === "category") {
    return categoriesOf(
      present.map(({ point, count }) => [String(point), count] as const),
      weighted,
      missing,
    );
  }
  const total = present.reduce((whole, { count }) => whole + count.n, 0);
  const mean =
    total > 0 ? present.reduce((whole, { point, count }) => whole + count.n * point, 0) / total : 0;
  return {
    kind: "moment",
    n: total,
    mean,
    squares: present.reduce((whole, { point, count }) => whole + count.n * (point - mean) ** 2, 0),
    minimum: present[0]?.point ?? null,
    maximum: present.at(-1)?.point ?? null,
    missing,
  };
}

/** The tally of open categories. */
export function categoryTally(counts: Counts, weighted: boolean): CategoryTally {
  return categoriesOf([...counts.categories], weighted, missingOf(counts));
}

/** The tally of numbers; what is there and no number counts as `off-scale`. */
export function momentTally(counts: Counts): MomentTally {
  const [n, mean, variance, minimum, maximum, others] = counts.moments;
  const missing: { [reason in MissingReason]?: number } = { ...missingOf(counts) };
  if (others) missing["off-scale"] = (missing["off-scale"] ?? 0) + others;
  return {
    kind: "moment",
    n: n ?? 0,
    mean: mean ?? 0,
    squares: (variance ?? 0) * (n ?? 0),
    minimum: minimum ?? null,
    maximum: maximum ?? null,
    missing,
  };
}

const none: Count = { n: 0, sum: 0, sumOfSquares: 0 };

function categoriesOf(
  named: readonly (readonly [string, Count])[],
  weighted: boolean,
  missing: MissingCounts,
): CategoryTally {
  return {
    kind: "category",
    counts: Object.fromEntries(named.map(([name, { n }]) => [name, n])),
    ...(weighted && {
      weights: Object.fromEntries(
        named.map(([name, { sum, sumOfSquares }]) => [name, { sum, sumOfSquares }]),
      ),
    }),
    missing,
  };
}

function missingOf({ slots }: Counts): MissingCounts {
  return Object.fromEntries(
    missingReasons.flatMap((reason, slot) => {
      const count = slots.get(slot);
      return count ? [[reason, count.n]] : [];
    }),
  );
}

/** The categories that a value counts in. */
function namesOf({ slot, number, text }: Partial<AnswerSlot>): readonly string[] {
  if (slot === numberSlot && number !== undefined) return [String(number)];
  if (text === undefined) return [];
  return slot === listSlot ? (JSON.parse(text) as string[]) : [text];
}

function addTo<Key>(into: Map<Key, Count>, key: Key, n: number, sum: number, sumOfSquares: number): void {
  const before = into.get(key) ?? none;
  into.set(key, {
    n: before.n + n,
    sum: before.sum + sum,
    sumOfSquares: before.sumOfSquares + sumOfSquares,
  });
}
