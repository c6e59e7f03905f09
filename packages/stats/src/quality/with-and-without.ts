import { requireDomain } from "../domain.ts";
import type { Flags } from "./flags.ts";

/** An estimate of everybody, and of those whom a rule leaves. */
export interface WithAndWithout<Result> {
  readonly rule: string;
  /** Of everybody: the figure to report unless somebody decides otherwise. */
  readonly all: Result;
  /** Of those who are not flagged. */
  readonly without: Result;
  readonly n: number;
  readonly flagged: number;
}

/**
 * An estimate with and without flagged respondents, for each rule and for all rules together: whether it matters who is left out, before
 * anybody is.
 *
 * @param answers one a respondent, in the order of the flags
 * @param rules what `speeding`, `straightLining`, `duplicates` or your own rule said
 * @param estimate makes the figure from answers: `nps`, a mean, a share
 * @returns one comparison a rule, and last one for "any of these" where there are several
 * @throws {RangeError} when a rule has more or fewer flags than there are answers
 * @example
 * import { speeding, withAndWithout } from "@cxkit/stats/quality";
 *
 * const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
 * const [fast] = withAndWithout([9, 8, 0, 10], [speeding([300, 280, 60, 320])], mean);
 * [fast?.all, fast?.without, fast?.flagged]; // => [6.75, 9, 1]
 */
export function withAndWithout<Answer, Result>(
  answers: readonly Answer[],
  rules: readonly Flags[],
  estimate: (answers: readonly Answer[]) => Result,
): WithAndWithout<Result>[] {
  for (const { rule, flagged } of rules)
    requireDomain(
      flagged.length === answers.length,
      `withAndWithout requires ${answers.length} flags of the rule "${rule}"`,
      flagged.length,
    );
  const all = estimate(answers);
  const any: Flags = {
    rule: "any of these",
    flagged: answers.map((_, i) => rules.some(({ flagged }) => flagged[i] === true)),
  };
  return [...rules, ...(rules.length > 1 ? [any] : [])].map(({ rule, flagged }) => ({
    rule,
    all,
    without: estimate(answers.filter((_, i) => flagged[i] !== true)),
    n: answers.length,
    flagged: flagged.filter(Boolean).length,
  }));
}
