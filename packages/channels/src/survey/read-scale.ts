import type { Scale } from "@cxkit/core";
import { decideWords, wordReadings, type WordReading } from "./answer-words.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { comparable } from "./column-names.ts";
import { missingNumber } from "./missing-words.ts";
import type { MissingCode } from "./overrides.ts";

/** What the user or the construct says of a scale beforehand. */
export interface ScaleGiven {
  readonly scale?: Scale | undefined;
  readonly words?: { readonly [text: string]: number } | undefined;
  readonly missing: readonly MissingCode[];
  /** Points that neighbouring items of the same battery show. */
  readonly siblings?: ReadonlyMap<number, number> | undefined;
  /** Different answers in words of the neighbouring items. */
  readonly siblingWords?: readonly string[] | undefined;
}

/** How a column's answers lie on a scale, or the readings between which its values do not decide. */
export type ScaleReading =
  | {
      readonly scale: Scale;
      readonly words?: { readonly [text: string]: number };
      readonly family?: WordReading["scale"]["family"];
      readonly missingCodes: readonly MissingCode[];
      /** Codes among them that follow from the values only. */
      readonly assumedMissing: readonly number[];
      readonly confidence: "certain" | "likely";
    }
  | { readonly readings: readonly string[] };

/**
 * Places a column's answers on a scale.
 *
 * 1. A given scale stands; so does a range in the wording (`0–10`, `1 to 5`).
 * 2. Else numbers decide where they leave one reading: 1…5, 1…7, 0…10, and 1…10 when 100 answers hold no 0.
 * 3. Codes just outside the scale, and the customary ones (99, −1, −3…), stand for no answer.
 * 4. Words count when exactly one known scale fits all of them.
 * 5. Where two readings fit, none is taken.
 */
export function readScale(column: ColumnProfile, given: ScaleGiven): ScaleReading {
  const worded = column.words.filter((text) => !given.missing.some(({ code }) => String(code) === text));
  if (column.pointed < 0.5 && !given.words) {
    return wordsOnly(worded, given, column.filled);
  }
  const asked = given.scale ?? rangeInWording(column.evidence) ?? scaleOfBattery(column, given);
  if ("readings" in asked) return asked;
  const scale = inHalves(column, asked);
  const told = given.words ?? {};
  const known = new Set(Object.keys(told).map(comparable));
  const assumedMissing = [...column.points.keys()].filter(
    (point) => isMissingBeside(point, scale) && !given.missing.some(({ code }) => code === point),
  );
  const words = {
    ...wordsBeside(
      worded.filter((text) => !known.has(comparable(text))),
      scale,
    ),
    ...told,
  };
  return {
    scale,
    ...(Object.keys(words).length > 0 ? { words } : {}),
    missingCodes: [
      ...given.missing,
      ...assumedMissing.map((code) => ({ code, reason: missingNumber(code) ?? ("unknown" as const) })),
    ],
    assumedMissing,
    confidence: given.scale || rangeInWording(column.evidence) ? "certain" : "likely",
  };
}

/**
 * A range of points in the wording of an item: `0-10`, `1 to 5`, `1–5分`.
 *
 * @example rangeInWording("how satisfied are you (1-5)?") // => { min: 1, max: 5, step: 1 }
 */
export function rangeInWording(wording: string): Scale | undefined {
  const found =
    /(?<![\d.])([01])\s*(?:-|–|—|~|〜|～|to|到|至|…|\.\.)\s*(3|4|5|6|7|9|10|11|100)(?![\d.]|\s*(?:year|day|hour|minute|month|week|time|年|天|次|岁|个|小时|分钟))/u.exec(
      wording,
    );
  const bounds = found ?? namedEnds.exec(wording);
  return bounds ? { min: Number(bounds[1]), max: Number(bounds[2]), step: 1 } : undefined;
}

/** The ends of a scale by what they mean: `0 = not at all likely, 10 = extremely likely`, `1分表示很不满意，5分表示很满意`. */
const namedEnds =
  /(?<![\d.])([01])\s*分?\s*(?:=|:|is\b|being\b|means?\b|meaning\b|表示|代表|为|是|指)[^\d]{2,60}?(?<![\d.])(5|7|10)\s*分?\s*(?:=|:|is\b|being\b|means?\b|meaning\b|表示|代表|为|是|指)/u;

/** Whether a whole number outside a scale customarily stands for no answer there. */
export function isMissingBeside(point: number, scale: Scale): boolean {
  if (point >= scale.min && point <= scale.max) return false;
  if (missingNumber(point) !== undefined) return true;
  if (!Number.isInteger(point)) return false;
  return (
    point === scale.min - 1 || point === scale.max + 1 || (point > scale.max && point <= 9 && scale.max <= 7)
  );
}

/** The battery's points decide where they leave one reading, else the column's own. */
function scaleOfBattery(
  column: ColumnProfile,
  given: ScaleGiven,
): Scale | { readonly readings: readonly string[] } {
  const together = scaleOfNumbers(column, given);
  return "readings" in together && given.siblings
    ? scaleOfNumbers(column, { ...given, siblings: undefined })
    : together;
}

function scaleOfNumbers(
  column: ColumnProfile,
  given: ScaleGiven,
): Scale | { readonly readings: readonly string[] } {
  const coded = new Set(given.missing.map(({ code }) => code));
  const all = [
    ...column.points.keys(),
    ...(given.siblings?.keys() ?? []),
    ...Object.values(given.words ?? {}),
  ];
  const points = [...new Set(all)].filter((point) => !coded.has(point) && missingNumber(point) === undefined);
  const low = Math.min(...points);
  const high = Math.max(...points);
  const scale = (min: number, max: number) => ({ min, max, step: 1 });
  if (points.length === 0) return { readings: [] };
  if (points.some((point) => !Number.isInteger(point))) return scaleOfHalves(column, points);
  // 8 and 9 beyond a gap are the customary "don't know" and "refused" of five-point items.
  const dense = points.filter((point) => point <= 5);
  if (
    low >= 1 &&
    high <= 9 &&
    high >= 8 &&
    dense.length >= 4 &&
    points.every((point) => point <= 5 || point >= 8)
  )
    return scale(1, 5);
  if (low >= 1 && (high === 5 || high === 7)) return scale(1, high);
  if (low >= 0 && high === 10) {
    if (low === 0) return scale(0, 10);
    return column.filled >= 100 ? scale(1, 10) : { readings: ["0-10", "1-10"] };
  }
  return { readings: readingsUpTo(low, high) };
}

/** Half points, as star ratings have them: proven where nothing but halves occurs, and both ends do. */
function scaleOfHalves(
  column: ColumnProfile,
  points: readonly number[],
): Scale | { readonly readings: readonly string[] } {
  const low = Math.min(...points);
  const high = Math.max(...points);
  if (!points.every((point) => Number.isInteger(point * 2)) || low < 0 || (high !== 5 && high !== 10))
    return { readings: low >= 0 && high <= 11 ? [`${low}-${high}`] : [] };
  if (low <= 0.5) return { min: low, max: high, step: 0.5 };
  return low === 1 && column.filled >= 100
    ? { min: 1, max: high, step: 0.5 }
    : { readings: [`0.5-${high}/0.5`, `1-${high}/0.5`] };
}

/** A range that was told or worded says nothing of its steps: halves among the answers do. */
function inHalves(column: ColumnProfile, scale: Scale): Scale {
  if (scale.step !== 1) return scale;
  let halves = 0;
  let others = 0;
  for (const [point, count] of column.points) {
    if (point < scale.min || point > scale.max || Number.isInteger(point)) continue;
    if (Number.isInteger(point * 2)) halves += count;
    else others += count;
  }
  return halves > 0 && others === 0 && halves >= column.filled * 0.01 && scale.max <= 10 && !isNps(scale)
    ? { ...scale, step: 0.5 }
    : scale;
}

const isNps = ({ min, max }: Scale) => min === 0 && max === 10;

function readingsUpTo(low: number, high: number): string[] {
  if (high > 11) return low >= 0 && high <= 100 ? ["0-100"] : [];
  const bounds = [low <= 0 ? 0 : 1, 1].filter((min, index, list) => list.indexOf(min) === index);
  const tops = [high - 1, high, 5, 7, 10].filter(
    (max, index, list) => max >= high - 1 && max >= 3 && max <= 11 && list.indexOf(max) === index,
  );
  return bounds.flatMap((min) => tops.map((max) => `${min}-${max}`)).slice(0, 6);
}

function wordsOnly(texts: readonly string[], given: ScaleGiven, answers: number): ScaleReading {
  const own = wordReadings(texts);
  const reading =
    decideWords(own, 3, answers) ??
    decideWords(wordReadings([...new Set([...texts, ...(given.siblingWords ?? [])])]), 3, answers);
  if (!reading)
    return {
      readings: [...new Set(own.map(({ scale }) => `${scale.id.split("-")[0]} 1-${scale.points.length}`))],
    };
  const max = reading.scale.points.length;
  if (given.scale && given.scale.max - given.scale.min + 1 !== max) return { readings: [`1-${max}`] };
  const shift = given.scale ? given.scale.min - 1 : 0;
  return {
    scale: given.scale ?? { min: 1, max, step: 1 },
    words: spelled(reading, texts, shift),
    family: reading.scale.family,
    missingCodes: given.missing,
    assumedMissing: [],
    confidence: reading.complete ? "certain" : "likely",
  };
}

/** The points of the words seen, and of every way to put a point that was not seen. */
function spelled(
  reading: WordReading,
  texts: readonly string[],
  shift: number,
): { readonly [text: string]: number } {
  const words: Record<string, number> = {};
  const seen = new Set<number>();
  for (const text of texts) {
    const point = reading.points.get(text)!;
    words[text] = point + shift;
    seen.add(point);
  }
  for (const [index, ways] of reading.scale.points.entries())
    if (!seen.has(index + 1)) for (const way of ways) words[way] = index + 1 + shift;
  return words;
}

/** Words among numbers, when a known scale of the same size fits them. */
function wordsBeside(
  texts: readonly string[],
  scale: Scale,
): { readonly [text: string]: number } | undefined {
  if (texts.length === 0 || scale.min !== 1) return undefined;
  // The numbers say how many points there are, so that a single word can be placed.
  const sized = wordReadings(texts).filter((each) => each.scale.points.length === scale.max);
  const reading = decideWords(sized, 1);
  return reading && Object.fromEntries(reading.points);
}
