import {
  addToScaleTally,
  type CxEvent,
  cxError,
  emptyScaleTally,
  type InstrumentReference,
  type MissingReason,
  type Scale,
  scalePosition,
  type ScaleTally,
} from "@cxkit/core";
import { isWeight, weightRange } from "./countable-weight.ts";
import { completeScale, type RatingScale } from "./count-ratings.ts";
import type { InvalidPolicy } from "./nps.ts";
import { written } from "./written.ts";
import { inTheNameOf } from "./in-the-name-of.ts";

/** An answer with its design or calibration weight. */
export interface WeightedAnswer {
  readonly value: number | null | undefined;
  /** ≥ 0. */
  readonly weight: number;
  readonly missing?: MissingReason;
}

/** How answers are to be counted. */
export interface TallyOptions {
  readonly scale: RatingScale;
  /** The item of `survey.responded` whose answers count, for events; responses without it do not. */
  readonly item?: string;
  /** What to do with something that is no point of the scale. Default: stop. */
  readonly invalid?: InvalidPolicy;
}

/**
 * Counts answers per scale point, from any iterable: bare values, weighted answers, or events. The tally goes into every
 * metric's `estimate`, merges with others of its scale and survives JSON.
 *
 * **Base**: points of the scale. `null` and `undefined` are item nonresponse, counted by their reason. Events are counted
 * as they come: give each response once, in its highest revision, as a store does. Weights of events are used.
 *
 * @param answers values, weighted answers or events; not mixed
 * @throws {TypeError} when events come without an item
 * @throws {RangeError} at the first value that is no point of the scale, naming its index, unless set aside; at a weight
 *   that is negative, or so large that no tally can hold its square
 * @throws {CxError} `invalid-setup` when weighted and unweighted answers, or answers of two instruments, meet
 * @example tallyOf([5, 4, null, 5], { scale: { min: 1, max: 5 } }).counts // => [0, 0, 0, 1, 2]
 * @example tallyOf([{ value: 2, weight: 0.5 }], { scale: { min: 1, max: 3 } }).weights?.sum // => [0, 0.5, 0]
 */
export function tallyOf(
  answers: Iterable<number | null | undefined | WeightedAnswer | CxEvent>,
  options: TallyOptions,
): ScaleTally {
  const scale = completeScale(options.scale);
  const plain = inTheNameOf("tallyOf", () => emptyScaleTally(scale));
  const weighted = emptyScaleTally(scale, { weighted: true });
  const missing: { [reason in MissingReason]?: number } = {};
  let instrument: InstrumentReference | undefined;
  let into: ScaleTally | undefined;
  let index = -1;
  for (const row of answers) {
    index += 1;
    for (const { value, weight, reason, from } of answersIn(row, options.item)) {
      if (from !== undefined) instrument = sameInstrument(instrument, from);
      if (value === null || value === undefined) {
        missing[reason] = (missing[reason] ?? 0) + 1;
        continue;
      }
      if (typeof value !== "number" || scalePosition(scale, value) < 0) {
        if (options.invalid !== "set-aside") throw offScale(scale, value, index);
        missing["off-scale"] = (missing["off-scale"] ?? 0) + 1;
        continue;
      }
      if (weight !== undefined && !isWeight(weight)) {
        throw new RangeError(`tallyOf requires ${weightRange}, got ${written(weight)} at index ${index}`);
      }
      const target = weight === undefined ? plain : weighted;
      if (into !== undefined && into !== target) {
        throw cxError("invalid-setup", "weighted and unweighted answers do not add up to one tally");
      }
      into = target;
      addToScaleTally(target, value, weight);
    }
  }
  return { ...(into ?? plain), ...(instrument !== undefined && { instrument }), missing };
}

interface Found {
  readonly value: unknown;
  readonly weight?: number | undefined;
  readonly reason: MissingReason;
  readonly from?: InstrumentReference;
}

function answersIn(
  row: number | null | undefined | WeightedAnswer | CxEvent,
  item: string | undefined,
): readonly Found[] {
  if (typeof row !== "object" || row === null) return [{ value: row, reason: "unknown" }];
  // Whatever else was handed in whole is no answer, and must not pass for a missing one.
  if (!("value" in row || "data" in row)) return [{ value: row, reason: "unknown" }];
  if (!("data" in row)) {
    const { value, weight, missing = "unknown" } = row;
    return [{ value, weight, reason: missing }];
  }
  if (item === undefined) throw new TypeError("tallyOf requires options.item to count events");
  if (row.type !== "survey.responded") return [];
  const { weight, answers } = row.data;
  return answers
    .filter((answer) => answer.item === item)
    .map(({ value, missing = "unknown", instrument }) => ({
      value,
      weight,
      reason: missing,
      from: instrument,
    }));
}

function sameInstrument(
  known: InstrumentReference | undefined,
  next: InstrumentReference,
): InstrumentReference {
  if (known !== undefined && known !== next) {
    throw cxError("invalid-setup", `answers to ${known} and ${next} do not add up to one tally`);
  }
  return next;
}

function offScale({ min, max, step }: Scale, value: unknown, index: number): RangeError {
  return new RangeError(
    `tallyOf requires points ${min}…${max} by ${step} or null, got ${written(value)} at index ${index}`,
  );
}
