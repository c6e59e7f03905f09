/** A letter of the curved grading scale. */
export type SusGrade = "A+" | "A" | "A-" | "B+" | "B" | "B-" | "C+" | "C" | "C-" | "D" | "F";

/** A word for a mean score. */
export type SusAdjective =
  | "worst imaginable"
  | "awful"
  | "poor"
  | "OK"
  | "good"
  | "excellent"
  | "best imaginable";

/**
 * Grade of a mean SUS on the curved grading scale: where it stands among 446 studies. The average study, 68, is a C.
 *
 * The published limits have one decimal (C is 65.0–71.0, C+ 71.1–72.5); a mean between two grades gets the lower one.
 *
 * @param score 0…100
 * @throws {RangeError} when the score is outside 0…100
 * @source Sauro and Lewis (2016), Quantifying the User Experience, 2nd edition, Morgan Kaufmann, chapter 8
 * @example susGrade(68) // => "C"
 */
export function susGrade(score: number): SusGrade {
  requireScore("susGrade", score);
  // A mean that is a limit may have been rounded below it in its last digit.
  return grades.find(([, from]) => score >= from - 1e-9)?.[0] ?? "F";
}

/**
 * Adjective whose mean SUS, in 959 questionnaires that asked for one, is nearest to a score; of two as near, the lower. Bangor
 * and colleagues publish means and no limits, so that limits are midway between them.
 *
 * @param score 0…100
 * @throws {RangeError} when the score is outside 0…100
 * @source Bangor, Kortum and Miller (2009), Determining what individual SUS scores mean: adding an adjective rating scale,
 *   Journal of Usability Studies 4(3) 114–123
 * @example susAdjective(68) // => "good"
 */
export function susAdjective(score: number): SusAdjective {
  requireScore("susAdjective", score);
  let nearest = adjectives[0]!;
  for (const candidate of adjectives) {
    if (Math.abs(score - candidate[1]) < Math.abs(score - nearest[1])) nearest = candidate;
  }
  return nearest[0];
}

const grades: readonly (readonly [grade: SusGrade, from: number])[] = [
  ["A+", 84.1],
  ["A", 80.8],
  ["A-", 78.9],
  ["B+", 77.2],
  ["B", 74.1],
  ["B-", 72.6],
  ["C+", 71.1],
  ["C", 65],
  ["C-", 62.7],
  ["D", 51.7],
];

const adjectives: readonly (readonly [adjective: SusAdjective, mean: number])[] = [
  ["worst imaginable", 12.5],
  ["awful", 20.3],
  ["poor", 35.7],
  ["OK", 50.9],
  ["good", 71.4],
  ["excellent", 85.5],
  ["best imaginable", 90.9],
];

function requireScore(caller: string, score: number): void {
  if (!(score >= 0 && score <= 100)) throw new RangeError(`${caller} requires 0 ≤ score ≤ 100, got ${score}`);
}
