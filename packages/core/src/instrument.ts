import type { MissingReason } from "./missing.ts";

/** What an item measures. Well-known constructs have a metric; others are carried as they are. */
export type Construct = "nps" | "csat" | "ces" | "rating" | "verbatim" | "choice" | "number" | (string & {});

/** A discrete rating scale: `min`, `min + step`, …, `max`. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  /** Distance of neighbouring points; > 0 and a divisor of `max − min`. */
  readonly step: number;
}

/** Text per language (BCP 47 tag): `{ en: "Very satisfied", zh: "非常满意" }`. */
export type LocalizedText = { readonly [language: string]: string };

/**
 * What an answer means: construct, scale, direction, wording, missing codes and, where one item is about one place,
 * its touchpoint and stage. Registered once by a channel's mapping or the workspace, referred to by answers as `id@version`.
 */
export interface Instrument {
  readonly id: string;
  /** Changes whenever wording, scale or direction changes: answers of two versions are not one series by themselves. */
  readonly version: string;
  readonly construct: Construct;
  /** `null` for verbatims and choices. */
  readonly scale: Scale | null;
  /** Which end of the scale is good. A CES "effort" item is `lower-is-better`; a CES "made it easy" item is not. */
  readonly direction: "higher-is-better" | "lower-is-better";
  /** The question as asked. */
  readonly wording?: LocalizedText;
  /** A short name for tables and charts. */
  readonly label?: LocalizedText;
  /** Words shown at scale points, by point: `{ "5": { en: "Very satisfied" } }`. */
  readonly pointLabels?: { readonly [point: string]: LocalizedText };
  /** Codes that look like answers and are none: `{ code: 11, reason: "skipped" }` on a 0–10 scale. */
  readonly missingCodes?: readonly { readonly code: number | string; readonly reason: MissingReason }[];
  readonly touchpoint?: string;
  readonly stage?: string;
}

/** How answers name their instrument: `id@version`. */
export type InstrumentReference = string;

/**
 * The name by which answers refer to an instrument.
 *
 * @example instrumentReference({ id: "recommend", version: "1" }) // => "recommend@1"
 */
export function instrumentReference(instrument: Pick<Instrument, "id" | "version">): InstrumentReference {
  return `${instrument.id}@${instrument.version}`;
}

/**
 * Number of points of a scale.
 *
 * @throws {RangeError} when the scale has no points or its step does not divide it
 * @example scaleSize({ min: 0, max: 10, step: 1 }) // => 11
 */
export function scaleSize(scale: Scale): number {
  const steps = (scale.max - scale.min) / scale.step;
  const size = Math.round(steps);
  if (!(scale.step > 0 && size >= 1 && Math.abs(steps - size) < 1e-9)) {
    throw new RangeError(
      `scaleSize requires min < max, whole steps apart, got ${scale.min}…${scale.max} by ${scale.step}`,
    );
  }
  return size + 1;
}

/**
 * Position of a value on a scale, from 0; −1 when it is no point of it.
 *
 * @example scalePosition({ min: 1, max: 5, step: 1 }, 4) // => 3
 * @example scalePosition({ min: 0, max: 10, step: 1 }, 8.5) // => -1
 */
export function scalePosition(scale: Scale, value: number): number {
  const steps = (value - scale.min) / scale.step;
  const position = Math.round(steps);
  return Math.abs(steps - position) < 1e-9 && value >= scale.min - 1e-9 && value <= scale.max + 1e-9
    ? position
    : -1;
}

/**
 * The points of a scale in ascending order.
 *
 * @example scalePoints({ min: 1, max: 3, step: 0.5 }) // => [1, 1.5, 2, 2.5, 3]
 */
export function scalePoints(scale: Scale): number[] {
  return Array.from({ length: scaleSize(scale) }, (_, position) => scale.min + position * scale.step);
}
