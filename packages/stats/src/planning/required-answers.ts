import { requireDomain } from "../domain.ts";

/** Under which conditions answers are collected. */
export interface FieldConditions {
  /** Everybody who could be asked, when that is not large next to the sample; default: endless. */
  readonly population?: number;
  /** Variance next to that of a simple random sample, of weights times clusters, above 0. Default 1. */
  readonly designEffect?: number;
  /** Share of the invited who will answer, above 0 and at most 1. Default 1. */
  readonly responseRate?: number;
}

/** How many answers to collect, and whom to ask for them. */
export interface FieldPlan {
  /** Answers that a simple random sample from an endless population needs, not rounded. */
  readonly simpleRandomBase: number;
  /** Answers needed under the conditions, not rounded. */
  readonly exactAnswers: number;
  /** Whole answers needed. */
  readonly answers: number;
  /** Invitations to send for them. */
  readonly invitations: number;
  /** Whether the population has that many people to invite. */
  readonly reachable: boolean;
  readonly population: number | null;
  readonly designEffect: number;
  readonly responseRate: number;
}

/**
 * Answers and invitations needed in the field, from the base that a simple random sample of an endless population would
 * need: the design effect raises it, a small population lowers it, and those who do not answer have to be asked too.
 *
 * @param simpleRandomBase answers needed without any of that, above 0; fractions welcome
 * @returns the plan; `reachable` is false where more invitations would be needed than there are people
 * @throws {RangeError} when the base is not above 0, the population not above 1, the design effect not above 0, or the
 *   response rate not within 0…1 and above 0
 * @source Cochran (1977), Sampling Techniques, 3rd ed., Wiley, 4.4 (n₀ / (1 + (n₀ − 1) / N)); Kish (1965), Survey Sampling,
 *   Wiley, 8.2
 * @example requiredAnswers(384.15, { population: 2000, responseRate: 0.2 }).invitations // => 1615
 */
export function requiredAnswers(simpleRandomBase: number, conditions: FieldConditions = {}): FieldPlan {
  requireDomain(
    simpleRandomBase > 0 && simpleRandomBase < Infinity,
    "requiredAnswers requires a finite base > 0",
    simpleRandomBase,
  );
  return fieldPlan("requiredAnswers", simpleRandomBase, conditions);
}

/** The same under the name of the function that offers it. */
export function fieldPlan(caller: string, simpleRandomBase: number, conditions: FieldConditions): FieldPlan {
  const { population, designEffect, responseRate } = checkedConditions(caller, conditions);
  const unbounded = simpleRandomBase * designEffect;
  const exactAnswers = population === null ? unbounded : unbounded / (1 + (unbounded - 1) / population);
  const answers = wholeUp(exactAnswers);
  const invitations = wholeUp(answers / responseRate);
  requireDomain(invitations <= 1e15, `${caller} requires fewer than 1e15 invitations`, invitations);
  return {
    simpleRandomBase,
    exactAnswers,
    answers,
    invitations,
    reachable: population === null || invitations <= population,
    population,
    designEffect,
    responseRate,
  };
}

/** The base of a simple random sample of an endless population that answers under these conditions are worth; may be infinite. */
export function worthOf(caller: string, answers: number, conditions: FieldConditions): number {
  const { population, designEffect } = checkedConditions(caller, conditions);
  requireDomain(
    answers > 0 && answers <= (population ?? Number.MAX_VALUE),
    `${caller} requires n > 0, at most the population`,
    answers,
  );
  return (
    (answers / designEffect) *
    (population === null ? 1 : (population - 1) / Math.max(population - answers, 0))
  );
}

/** The conditions with their defaults, checked. */
export function checkedConditions(
  caller: string,
  { population, designEffect = 1, responseRate = 1 }: FieldConditions,
): { readonly population: number | null; readonly designEffect: number; readonly responseRate: number } {
  requireDomain(
    population === undefined || (population > 1 && population < Infinity),
    `${caller} requires a finite population > 1`,
    population,
  );
  requireDomain(
    designEffect > 0 && designEffect < Infinity,
    `${caller} requires a finite designEffect > 0`,
    designEffect,
  );
  requireDomain(
    responseRate > 0 && responseRate <= 1,
    `${caller} requires 0 < responseRate ≤ 1`,
    responseRate,
  );
  return { population: population ?? null, designEffect, responseRate };
}

/** The next whole number, not moved by the last digits of what was computed; at least 1. */
export function wholeUp(exact: number): number {
  return Math.max(1, Math.ceil(exact - Math.min(1e-6, exact * 1e-12)));
}
