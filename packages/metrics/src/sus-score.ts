import { written } from "./written.ts";

/** Answers of one respondent to the ten items, in their order; `null` where an item was left out. */
export type SusItems = ArrayLike<number | null | undefined>;

/**
 * What becomes of a respondent who left items out: ten answers to go on with, or `null` to set the respondent aside. Without a
 * policy they are set aside.
 */
export type MissingItemPolicy = (items: readonly (number | null)[]) => readonly number[] | null;

/** How the questionnaire was worded. */
export interface SusWording {
  /**
   * Numbers of the items worded negatively, from 1. Default 2, 4, 6, 8 and 10, Brooke's wording; `[]` for the all-positive
   * version.
   */
  readonly negativeItems?: readonly number[];
}

/** The score of one respondent with its two parts, each 0–100. */
export interface SusScore {
  /** System Usability Scale, in steps of 2.5. */
  readonly score: number;
  /** The eight items other than 4 and 10, in steps of 3.125. */
  readonly usability: number;
  /** Items 4, "need the support of a technical person", and 10, "needed to learn a lot of things", in steps of 12.5. */
  readonly learnability: number;
}

/**
 * System Usability Scale of one respondent: ten items of 1–5, positive ones counted as x − 1, negative ones as 5 − x, their
 * sum times 2.5. For many respondents, with interval and grade, there is {@link sus}.
 *
 * **Unit**: points of a 0–100 scale; not percent, and not a percentile.
 *
 * @param items ten answers 1…5 in the order of the questionnaire
 * @throws {RangeError} when there are not ten answers, or one is no whole number 1…5, naming the item
 * @source Brooke (1996), SUS: a "quick and dirty" usability scale, in: Usability Evaluation in Industry, 189–194; Lewis and
 *   Sauro (2009), The factor structure of the System Usability Scale, HCII 2009, 94–103
 * @example susScore([4, 2, 4, 1, 5, 2, 4, 1, 5, 2]) // => { score: 85, usability: 84.375, learnability: 87.5 }
 */
export function susScore(items: ArrayLike<number>, wording: SusWording = {}): SusScore {
  const negative = negativeItemsIn("susScore", wording);
  if (items.length !== 10) throw new RangeError(`susScore requires ten items, got ${items.length}`);
  let sum = 0;
  let learnable = 0;
  for (let item = 0; item < 10; item++) {
    const answer = items[item]!;
    if (!isSusAnswer(answer)) {
      throw new RangeError(`susScore requires answers 1…5, got ${written(answer)} to item ${item + 1}`);
    }
    const points = negative.has(item + 1) ? 5 - answer : answer - 1;
    sum += points;
    if (item === 3 || item === 9) learnable += points;
  }
  return { score: sum * 2.5, usability: (sum - learnable) * 3.125, learnability: learnable * 12.5 };
}

/**
 * Puts the centre of the scale, 3, where an item was left out, as Brooke asks respondents to do who cannot answer one. It
 * draws scores to the middle: say how many were imputed. Whoever answered no item at all stays set aside.
 *
 * @source Brooke (1996), SUS: a "quick and dirty" usability scale, in: Usability Evaluation in Industry, 189–194
 * @example imputeMidpoint([4, 2, null, 1, 5, 2, 4, 1, 5, 2]) // => [4, 2, 3, 1, 5, 2, 4, 1, 5, 2]
 */
export const imputeMidpoint: MissingItemPolicy = (items) => {
  const wrong = items.find((item) => item !== null && !isSusAnswer(item));
  if (wrong !== undefined) {
    throw new RangeError(`imputeMidpoint requires answers from 1 to 5 or null, got ${written(wrong)}`);
  }
  return items.every((item) => item === null) ? null : items.map((item) => item ?? 3);
};

/** Whether something is an answer to an item. */
export function isSusAnswer(answer: unknown): answer is number {
  return typeof answer === "number" && Number.isInteger(answer) && answer >= 1 && answer <= 5;
}

/** The items worded negatively. */
export function negativeItemsIn(
  caller: string,
  { negativeItems = [2, 4, 6, 8, 10] }: SusWording,
): Set<number> {
  for (const item of negativeItems) {
    if (!(Number.isInteger(item) && item >= 1 && item <= 10)) {
      throw new RangeError(`${caller} requires numbers of items 1…10 in negativeItems, got ${item}`);
    }
  }
  return new Set(negativeItems);
}
