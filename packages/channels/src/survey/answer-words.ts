import { comparable } from "./column-names.ts";
import type { WordScale } from "./word-scale.ts";
import { chineseScales } from "./word-scales-chinese.ts";
import { englishScales } from "./word-scales-english.ts";

/**
 * The scales in words that are known, English and Chinese. A word list is evidence only as a whole: which scale a column uses
 * follows from all its different answers together.
 */
export const wordScales: readonly WordScale[] = [...englishScales, ...chineseScales];

/** A reading of a column's words: scale and the point of each text. */
export interface WordReading {
  readonly scale: WordScale;
  readonly points: ReadonlyMap<string, number>;
  /** Every point of the scale occurs. */
  readonly complete: boolean;
}

/**
 * Every known scale that a set of answers in words fits: each word is on it, and no two words share a point.
 *
 * @param texts different answers, words for no answer left out
 */
export function wordReadings(texts: readonly string[]): WordReading[] {
  if (texts.length === 0) return [];
  return wordScales.flatMap((scaleOfWords) => {
    const points = new Map<string, number>();
    const taken = new Map<number, string>();
    for (const text of texts) {
      const word = comparable(text).replace(/[.!。！]+$/u, "");
      const index = scaleOfWords.points.findIndex((ways) => ways.includes(word));
      const before = taken.get(index);
      if (index < 0 || (before !== undefined && before !== word)) return [];
      taken.set(index, word);
      points.set(text, index + 1);
    }
    return [{ scale: scaleOfWords, points, complete: taken.size === scaleOfWords.points.length }];
  });
}

/**
 * The one reading of a column's words, or all that fit when the words do not decide: three words of a scale are not enough
 * to tell five points from seven, and two say nothing of any. A scale all of whose points occur is taken before one with gaps;
 * where the gap could be a middle point that few chose, only when enough people answered.
 *
 * @param fewest different words that a reading with gaps needs
 * @param answers how many answers there are
 */
export function decideWords(
  readings: readonly WordReading[],
  fewest = 3,
  answers = Infinity,
): WordReading | undefined {
  const complete = readings.filter(
    (reading) => reading.complete && (answers >= 30 || !hasMiddleBeside(reading, readings)),
  );
  const left =
    complete.length > 0
      ? complete
      : readings.filter(({ points, scale, complete: all }) => points.size >= fewest && (all || !scale.whole));
  const first = left[0];
  if (!first) return undefined;
  const agree = left.every(
    (reading) =>
      reading.scale.points.length === first.scale.points.length &&
      [...first.points].every(([text, point]) => reading.points.get(text) === point),
  );
  return agree ? first : undefined;
}

/** An even number of points, and a list of the same words with one more fits as well. */
const hasMiddleBeside = ({ scale }: WordReading, readings: readonly WordReading[]) =>
  scale.points.length % 2 === 0 &&
  readings.some((other) => other.scale.points.length === scale.points.length + 1);
