import type { ProportionInterval } from "@cxkit/stats";
import type { ScoreOptions, ScoreResult } from "./score-result.ts";
import { shareOfCounts } from "./share-result.ts";

/**
 * What became of every case of a sample, in the final dispositions of AAPOR's Standard Definitions. Their letters there: I, P,
 * R, NC, O, UH, UO. Left out is 0.
 */
export interface Dispositions {
  /** I: complete interviews, completed questionnaires. */
  readonly complete: number;
  /** P: partial ones, enough answered to be used. */
  readonly partial?: number;
  /** R: refusals, and break-offs too early to be partial. */
  readonly refusal?: number;
  /** NC: eligible, never reached. */
  readonly nonContact?: number;
  /** O: eligible and reached, but no interview for another reason (illness, language). */
  readonly other?: number;
  /** UH: not known whether there is anybody eligible: no reply whatever, a letter or e-mail that may have reached no one. */
  readonly unknownHousehold?: number;
  /** UO: eligibility unknown for another reason. */
  readonly unknownOther?: number;
  /** Known not to belong to the population. In no rate; {@link estimatedEligibility} needs it. */
  readonly ineligible?: number;
}

/** What the rates with cases of unknown eligibility take: 3 and 4 of response, 2 of refusal and of contact. */
export interface EligibilityOptions extends ScoreOptions<ProportionInterval> {
  /** e: the share, 0…1, of the cases of unknown eligibility that are eligible; {@link estimatedEligibility} or one's own. */
  readonly eligibility: number;
}

/** An outcome rate with its interval. The base is fractional where a part of the unknown cases counts. */
export type OutcomeRate = ScoreResult<"percent">;
/** What the rates without cases of unknown eligibility take. */
export type OutcomeRateOptions = ScoreOptions<ProportionInterval>;

/**
 * Response Rate 1, the minimum response rate: I / ((I+P) + (R+NC+O) + (UH+UO)).
 *
 * **Unit** of all outcome rates: percent, 0…100. **Base**: the formula's denominator. **Interval**: Wilson; it says how far
 * the rate of the next such sample may be, with e taken as known, and nothing of nonresponse bias. A rate with an empty
 * denominator is `null`. Each throws a RangeError at a count that is negative or not whole.
 *
 * @throws {RangeError} at a count that is negative or not whole
 * @source AAPOR (2023), Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for Surveys, 10th edition
 * @example responseRate1({ complete: 300, partial: 50, refusal: 150, unknownHousehold: 500 }).value // => 30
 */
export function responseRate1(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("responseRate1", cases, options, ({ I, P, R, NC, O, U }) => [I, P + R + NC + O + U]);
}

/** Response Rate 2, partial interviews as responses: (I+P) / ((I+P) + (R+NC+O) + (UH+UO)). See {@link responseRate1}. */
export function responseRate2(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("responseRate2", cases, options, ({ I, P, R, NC, O, U }) => [I + P, R + NC + O + U]);
}

/** Response Rate 3: I / ((I+P) + (R+NC+O) + e(UH+UO)). See {@link responseRate1}. */
export function responseRate3(cases: Dispositions, options: EligibilityOptions): OutcomeRate {
  const e = eligibilityIn("responseRate3", options);
  return rate("responseRate3", cases, options, ({ I, P, R, NC, O, U }) => [I, P + R + NC + O + e * U]);
}

/** Response Rate 4: (I+P) / ((I+P) + (R+NC+O) + e(UH+UO)). See {@link responseRate1}. */
export function responseRate4(cases: Dispositions, options: EligibilityOptions): OutcomeRate {
  const e = eligibilityIn("responseRate4", options);
  return rate("responseRate4", cases, options, ({ I, P, R, NC, O, U }) => [I + P, R + NC + O + e * U]);
}

/**
 * Response Rate 5: I / ((I+P) + (R+NC+O)). The maximum response rate: only where no case of unknown eligibility is eligible,
 * or there is none. See {@link responseRate1}.
 */
export function responseRate5(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("responseRate5", cases, options, ({ I, P, R, NC, O }) => [I, P + R + NC + O]);
}

/** Response Rate 6: (I+P) / ((I+P) + (R+NC+O)). See {@link responseRate5}. */
export function responseRate6(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("responseRate6", cases, options, ({ I, P, R, NC, O }) => [I + P, R + NC + O]);
}

/** Cooperation Rate 1, the minimum: I / ((I+P) + R + O), of all who were reached. See {@link responseRate1}. */
export function cooperationRate1(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("cooperationRate1", cases, options, ({ I, P, R, O }) => [I, P + R + O]);
}

/** Cooperation Rate 2: (I+P) / ((I+P) + R + O). See {@link responseRate1}. */
export function cooperationRate2(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("cooperationRate2", cases, options, ({ I, P, R, O }) => [I + P, R + O]);
}

/** Cooperation Rate 3: I / ((I+P) + R), of those who could have answered. See {@link responseRate1}. */
export function cooperationRate3(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("cooperationRate3", cases, options, ({ I, P, R }) => [I, P + R]);
}

/** Cooperation Rate 4: (I+P) / ((I+P) + R). See {@link responseRate1}. */
export function cooperationRate4(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("cooperationRate4", cases, options, ({ I, P, R }) => [I + P, R]);
}

/** Refusal Rate 1: R / ((I+P) + (R+NC+O) + (UH+UO)). Lower is better. See {@link responseRate1}. */
export function refusalRate1(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("refusalRate1", cases, options, ({ I, P, R, NC, O, U }) => [R, I + P + NC + O + U]);
}

/** Refusal Rate 2: R / ((I+P) + (R+NC+O) + e(UH+UO)). See {@link responseRate1}. */
export function refusalRate2(cases: Dispositions, options: EligibilityOptions): OutcomeRate {
  const e = eligibilityIn("refusalRate2", options);
  return rate("refusalRate2", cases, options, ({ I, P, R, NC, O, U }) => [R, I + P + NC + O + e * U]);
}

/** Refusal Rate 3: R / ((I+P) + (R+NC+O)). See {@link responseRate1}. */
export function refusalRate3(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("refusalRate3", cases, options, ({ I, P, R, NC, O }) => [R, I + P + NC + O]);
}

/** Contact Rate 1: ((I+P)+R+O) / ((I+P)+R+O+NC + (UH+UO)). See {@link responseRate1}. */
export function contactRate1(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("contactRate1", cases, options, ({ I, P, R, NC, O, U }) => [I + P + R + O, NC + U]);
}

/** Contact Rate 2: ((I+P)+R+O) / ((I+P)+R+O+NC + e(UH+UO)). See {@link responseRate1}. */
export function contactRate2(cases: Dispositions, options: EligibilityOptions): OutcomeRate {
  const e = eligibilityIn("contactRate2", options);
  return rate("contactRate2", cases, options, ({ I, P, R, NC, O, U }) => [I + P + R + O, NC + e * U]);
}

/** Contact Rate 3: ((I+P)+R+O) / ((I+P)+R+O+NC). See {@link responseRate1}. */
export function contactRate3(cases: Dispositions, options: OutcomeRateOptions = {}): OutcomeRate {
  return rate("contactRate3", cases, options, ({ I, P, R, NC, O }) => [I + P + R + O, NC]);
}

/**
 * e by proportional allocation (CASRO): the share of eligible cases among those whose eligibility is known.
 *
 * @returns 0…1; `null` when no case has known eligibility
 * @throws {RangeError} at a count that is negative or not whole
 * @source Smith (2009), A Revised Review of Methods to Estimate the Status of Cases with Unknown Eligibility, AAPOR
 * @example estimatedEligibility({ complete: 300, refusal: 100, ineligible: 100, unknownHousehold: 500 }) // => 0.8
 */
export function estimatedEligibility(cases: Dispositions): number | null {
  const { I, P, R, NC, O, ineligible } = letters("estimatedEligibility", cases);
  const eligible = I + P + R + NC + O;
  const known = eligible + ineligible;
  return known ? eligible / known : null;
}

type Letters = Record<"I" | "P" | "R" | "NC" | "O" | "U" | "ineligible", number>;

function letters(caller: string, cases: Dispositions): Letters {
  const count = (name: keyof Dispositions) => {
    const value = cases[name] ?? 0;
    if (!(Number.isSafeInteger(value) && value >= 0)) {
      throw new RangeError(`${caller} requires whole ${name} ≥ 0, got ${value}`);
    }
    return value;
  };
  return {
    I: count("complete"),
    P: count("partial"),
    R: count("refusal"),
    NC: count("nonContact"),
    O: count("other"),
    U: count("unknownHousehold") + count("unknownOther"),
    ineligible: count("ineligible"),
  };
}

function eligibilityIn(caller: string, { eligibility }: EligibilityOptions): number {
  if (!(eligibility >= 0 && eligibility <= 1)) {
    throw new RangeError(`${caller} requires 0 ≤ eligibility ≤ 1, got ${eligibility}`);
  }
  return eligibility;
}

function rate(
  caller: string,
  cases: Dispositions,
  options: OutcomeRateOptions,
  parts: (counted: Letters) => readonly [yes: number, no: number],
): OutcomeRate {
  const [yes, no] = parts(letters(caller, cases));
  return shareOfCounts(caller, yes, no, options);
}
