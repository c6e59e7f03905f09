import { cxError } from "./error.ts";
import { type InstrumentReference, type Scale, scalePosition, scaleSize } from "./instrument.ts";
import type { MissingCounts, MissingReason } from "./missing.ts";

/**
 * How many answers fell on each point of a discrete scale: the whole state of a scale metric. Batch, stream, store and
 * cluster agree exactly, because merging is adding vectors. Plain JSON; its arrays are written only while folding.
 */
export interface ScaleTally {
  readonly kind: "scale";
  readonly scale: Scale;
  /** Answers per scale point, ascending. Length {@link scaleSize}. */
  readonly counts: number[];
  /** Present for weighted answers: Σw and Σw² per scale point. */
  readonly weights?: { readonly sum: number[]; readonly sumOfSquares: number[] };
  /** Instrument of the answers, where it is one and known. */
  readonly instrument?: InstrumentReference;
  /** Answers without a value, by reason. */
  readonly missing: MissingCounts;
}

/** Paired answers of two waves: `counts[before][after]`, plus those who answered only one of the two. */
export interface PairTally {
  readonly kind: "pair";
  readonly scale: Scale;
  readonly counts: number[][];
  readonly beforeOnly: number[];
  readonly afterOnly: number[];
}

/** How many records fell into each named category. */
export interface CategoryTally {
  readonly kind: "category";
  readonly counts: { readonly [category: string]: number };
  readonly weights?: { readonly [category: string]: { readonly sum: number; readonly sumOfSquares: number } };
  readonly missing: MissingCounts;
}

/** A continuous quantity by its moments. `squares` is Σ(x − mean)², merged by Chan's formula. */
export interface MomentTally {
  readonly kind: "moment";
  readonly n: number;
  readonly mean: number;
  readonly squares: number;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly missing: MissingCounts;
}

/** A mergeable quantile sketch with logarithmic bins: bin `i` holds values in (γ^(i−1), γ^i], γ = (1 + a)/(1 − a). */
export interface SketchTally {
  readonly kind: "sketch";
  /** Relative accuracy `a` of any quantile, 0 < a < 1. */
  readonly accuracy: number;
  readonly zeros: number;
  /** [bin, count] pairs, ascending by bin. */
  readonly positive: readonly (readonly [number, number])[];
  readonly negative: readonly (readonly [number, number])[];
  readonly missing: MissingCounts;
}

/** The state of a metric; told apart by `kind`. */
export type Tally = ScaleTally | PairTally | CategoryTally | MomentTally | SketchTally;

/**
 * A scale tally of no answers: the identity of {@link mergeScaleTallies}.
 *
 * @param scale the discrete scale whose points are counted
 * @param options `weighted` makes room for Σw and Σw² per point; `instrument` names what the answers mean
 * @throws {RangeError} when the scale has no points or its step does not divide it
 * @example emptyScaleTally({ min: 1, max: 5, step: 1 }).counts // => [0, 0, 0, 0, 0]
 */
export function emptyScaleTally(
  scale: Scale,
  options: { readonly weighted?: boolean; readonly instrument?: InstrumentReference } = {},
): ScaleTally {
  const zeros = (): number[] => Array.from({ length: scaleSize(scale) }, () => 0);
  return {
    kind: "scale",
    scale,
    counts: zeros(),
    ...(options.weighted && { weights: { sum: zeros(), sumOfSquares: zeros() } }),
    ...(options.instrument !== undefined && { instrument: options.instrument }),
    missing: {},
  };
}

/**
 * A scale tally from counts that somebody else made: a `GROUP BY`, a spreadsheet, a published table.
 *
 * @param scale the discrete scale the counts belong to
 * @param counts answers per scale point, ascending, one for each point
 * @param missing answers without a value, by reason
 * @throws {RangeError} when a count is negative or not whole, or there are more or fewer counts than points
 * @example scaleTallyOf({ min: 1, max: 3, step: 1 }, [2, 0, 5]).counts // => [2, 0, 5]
 */
export function scaleTallyOf(
  scale: Scale,
  counts: readonly number[],
  missing: MissingCounts = {},
): ScaleTally {
  const size = scaleSize(scale);
  const wrong = counts.findIndex((count) => !(Number.isSafeInteger(count) && count >= 0));
  if (counts.length !== size || wrong >= 0) {
    throw new RangeError(
      `scaleTallyOf requires ${size} whole counts ≥ 0, got ${counts.length === size ? `${counts[wrong]} at ${wrong}` : counts.length}`,
    );
  }
  return { kind: "scale", scale, counts: [...counts], missing };
}

/**
 * Adds two tallies of the same scale. Exact on counts; sums of weights to rounding.
 *
 * @throws {CxError} `invalid-setup` when scales or instruments differ, or one is weighted and the other, not empty, is not
 * @example mergeScaleTallies(scaleTallyOf({ min: 1, max: 2, step: 1 }, [1, 2]), scaleTallyOf({ min: 1, max: 2, step: 1 }, [3, 4])).counts // => [4, 6]
 */
export function mergeScaleTallies(left: ScaleTally, right: ScaleTally): ScaleTally {
  const { scale } = left;
  if (scale.min !== right.scale.min || scale.max !== right.scale.max || scale.step !== right.scale.step) {
    throw cxError(
      "invalid-setup",
      `tallies of ${scale.min}–${scale.max} and ${right.scale.min}–${right.scale.max} do not add up: one score needs one scale`,
    );
  }
  if (
    left.instrument !== right.instrument &&
    left.instrument !== undefined &&
    right.instrument !== undefined
  ) {
    throw cxError("invalid-setup", `tallies of ${left.instrument} and ${right.instrument} do not add up`);
  }
  if (!left.weights !== !right.weights && total(left) > 0 && total(right) > 0) {
    throw cxError("invalid-setup", "weighted and unweighted answers do not add up to one tally");
  }
  const instrument = left.instrument ?? right.instrument;
  const weights = left.weights ?? right.weights;
  return {
    kind: "scale",
    scale,
    counts: sums(left.counts, right.counts),
    ...(weights && {
      weights:
        left.weights && right.weights
          ? {
              sum: sums(left.weights.sum, right.weights.sum),
              sumOfSquares: sums(left.weights.sumOfSquares, right.weights.sumOfSquares),
            }
          : weights,
    }),
    ...(instrument !== undefined && { instrument }),
    missing: mergeMissing(left.missing, right.missing),
  };
}

/**
 * Adds one answer to a scale tally in place. For single answers at the edges; columns are folded by metrics and stores.
 *
 * @param into the tally that is written to
 * @param value a point of its scale
 * @param weight ≥ 0; counted only by a weighted tally, where its default is 1
 * @throws {RangeError} when the value is no point of the scale, or the weight is not a finite number ≥ 0
 * @example
 * const tally = emptyScaleTally({ min: 1, max: 3, step: 1 });
 * addToScaleTally(tally, 3);
 * tally.counts // => [0, 0, 1]
 */
export function addToScaleTally(into: ScaleTally, value: number, weight?: number): void {
  const position = scalePosition(into.scale, value);
  if (position < 0) {
    throw new RangeError(
      `addToScaleTally requires a point of ${into.scale.min}…${into.scale.max} by ${into.scale.step}, got ${value}`,
    );
  }
  if (!(weight === undefined || (typeof weight === "number" && weight >= 0 && weight < Infinity))) {
    throw new RangeError(`addToScaleTally requires a weight ≥ 0, got ${weight}`);
  }
  into.counts[position] = (into.counts[position] ?? 0) + 1;
  if (into.weights) {
    const w = weight ?? 1;
    into.weights.sum[position] = (into.weights.sum[position] ?? 0) + w;
    into.weights.sumOfSquares[position] = (into.weights.sumOfSquares[position] ?? 0) + w * w;
  }
}

/**
 * Adds nonresponse counts reason by reason.
 *
 * @example mergeMissing({ skipped: 2 }, { skipped: 1, refused: 1 }) // => { skipped: 3, refused: 1 }
 */
export function mergeMissing(left: MissingCounts, right: MissingCounts): MissingCounts {
  const merged: { [reason in MissingReason]?: number } = { ...left };
  for (const [reason, count] of Object.entries(right) as [MissingReason, number][]) {
    merged[reason] = (merged[reason] ?? 0) + count;
  }
  return merged;
}

/**
 * Adds two moment tallies by Chan's formula, which does not cancel as sums of squares do.
 *
 * @example
 * const one = (value: number) => ({ ...emptyMomentTally(), n: 1, mean: value, minimum: value, maximum: value });
 * mergeMomentTallies(one(3), one(5)).mean // => 4
 * @source Chan, Golub & LeVeque (1983), Algorithms for computing the sample variance, The American Statistician 37(3) 242–247
 */
export function mergeMomentTallies(left: MomentTally, right: MomentTally): MomentTally {
  const n = left.n + right.n;
  const missing = mergeMissing(left.missing, right.missing);
  if (left.n === 0) return { ...right, missing };
  if (right.n === 0) return { ...left, missing };
  const delta = right.mean - left.mean;
  return {
    kind: "moment",
    n,
    mean: left.mean + (delta * right.n) / n,
    squares: left.squares + right.squares + (delta * delta * left.n * right.n) / n,
    minimum: Math.min(left.minimum ?? Infinity, right.minimum ?? Infinity),
    maximum: Math.max(left.maximum ?? -Infinity, right.maximum ?? -Infinity),
    missing,
  };
}

/**
 * A moment tally of nothing: the identity of {@link mergeMomentTallies}. Its mean of 0 means nothing until n is above 0.
 *
 * @example emptyMomentTally().minimum // => null
 */
export function emptyMomentTally(): MomentTally {
  return { kind: "moment", n: 0, mean: 0, squares: 0, minimum: null, maximum: null, missing: {} };
}

/**
 * Adds two category tallies.
 *
 * @example mergeCategoryTallies({ kind: "category", counts: { web: 1 }, missing: {} }, { kind: "category", counts: { web: 2, app: 1 }, missing: {} }).counts // => { web: 3, app: 1 }
 */
export function mergeCategoryTallies(left: CategoryTally, right: CategoryTally): CategoryTally {
  const weights = left.weights ?? right.weights;
  return {
    kind: "category",
    counts: addedUp(left.counts, right.counts, (before, added) => before + added),
    ...(weights && {
      weights: addedUp(left.weights ?? {}, right.weights ?? {}, (before, added) => ({
        sum: before.sum + added.sum,
        sumOfSquares: before.sumOfSquares + added.sumOfSquares,
      })),
    }),
    missing: mergeMissing(left.missing, right.missing),
  };
}

/** By way of a map: respondents do name categories `constructor` and `__proto__`. */
function addedUp<T>(
  left: { readonly [category: string]: T },
  right: { readonly [category: string]: T },
  add: (before: T, added: T) => T,
): { [category: string]: T } {
  const sum = new Map(Object.entries(left));
  for (const [category, added] of Object.entries(right)) {
    const before = sum.get(category);
    sum.set(category, before === undefined ? added : add(before, added));
  }
  return Object.fromEntries(sum);
}

function sums(left: readonly number[], right: readonly number[]): number[] {
  return left.map((value, position) => value + (right[position] ?? 0));
}

function total(tally: ScaleTally): number {
  return tally.counts.reduce((sum, count) => sum + count, 0);
}
