import { type NetInterval, adjustedWaldInterval } from "@cxkit/stats";
import {
  type FieldConditions,
  type MarginPlan,
  type NetShares,
  type TwoGroupConditions,
  type TwoNetsPlan,
  netMargin,
  netSampleSize,
  twoNetsDetectable,
  twoNetsSampleSize,
} from "@cxkit/stats/planning";
import type { NpsClasses } from "./nps-result.ts";
import { inTheNameOf } from "./in-the-name-of.ts";

/** What is known of the answers before they are in. */
export interface NpsExpectation {
  /** Answers per class of an earlier wave, at least 10: what `nps` gave will do. Default: the worst case, half promoters and half detractors. */
  readonly past?: NpsClasses;
  /** In place of `past`: percent of promoters and detractors expected; the rest are passives. */
  readonly expected?: { readonly promoters: number; readonly detractors: number };
}

/** What is known of a score before the answers are in, and under which conditions they are collected. */
export interface NpsPlanOptions extends NpsExpectation, FieldConditions {
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
  /** Interval whose half width is the margin, e.g. `adjustedWaldInterval`, which `nps` prints. Default: z·√(variance/n), and at least what `nps` will need. */
  readonly interval?: NetInterval;
}

/** How many answers a Net Promoter Score needs. */
export interface NpsPlan {
  /** Margin asked for, in points to either side. */
  readonly margin: number;
  /** Answers to collect. */
  readonly answers: number;
  /** Invitations to send for them. */
  readonly invitations: number;
  /** Margin in points that this many answers give, if the classes turn out as expected. */
  readonly marginAtAnswers: number;
  /** Answers that are enough whatever the classes turn out to be. */
  readonly worstCaseAnswers: number;
  /** Whether the population has as many people as there are invitations to send. */
  readonly reachable: boolean;
  /** Percent of promoters and detractors that was reckoned with. */
  readonly expected: { readonly promoters: number; readonly detractors: number };
  /** Where that came from. */
  readonly basis: "worst case" | "past answers" | "expected shares";
  readonly confidenceLevel: number;
  readonly population: number | null;
  readonly designEffect: number;
  readonly responseRate: number;
  /** Which interval the margin is of. */
  readonly method: string;
}

/**
 * How many answers until the Net Promoter Score is known to ± a margin, and how many invitations to send for them.
 *
 * **Unit**: points. The number depends on the classes, not on the score: a score of 30 without detractors needs a quarter of the
 * answers that 65 % promoters and 35 % detractors need. Past answers are taken with the same 3 pseudo-answers as in the
 * interval of `nps`, so that a small wave of promoters only does not plan for certainty; without any the plan is for
 * the worst case. Small or lopsided waves are planned so that the interval that `nps` prints at the end keeps the margin too.
 * **Assumes** independent answers; a `designEffect` above 1 says by how much weights and clusters spoil that.
 *
 * @param options `margin` in points, e.g. 5; `responseRate` 0…1; `population` when it is not large next to the sample
 * @throws {RangeError} when the margin is not within 0…100, there are fewer than 10 past answers, the shares are not parts of 100 %,
 *   or a condition is impossible
 * @source Rocks (2016), Interval estimation for the "Net Promoter Score", The American Statistician 70(4) 365–372 (the variance);
 *   Cochran (1977), Sampling Techniques, 3rd ed., Wiley, 4.4
 * @example npsSampleSize({ margin: 5 }).answers // => 1537
 * @example npsSampleSize({ margin: 5, expected: { promoters: 50, detractors: 20 }, responseRate: 0.25 }).invitations // => 3752
 */
export function npsSampleSize(options: NpsPlanOptions & { readonly margin: number }): NpsPlan {
  return sampleSize("npsSampleSize", options);
}

/**
 * The table for the meeting: how many answers until the Net Promoter Score is known to ±2, ±5, ±10 …
 *
 * @param margins in points, in the order of the rows
 * @param options as of {@link npsSampleSize}
 * @throws {RangeError} as {@link npsSampleSize}
 * @source Rocks (2016), The American Statistician 70(4) 365–372 (the variance)
 * @example answersForNps([3, 5, 10]).map((row) => row.answers) // => [4269, 1537, 385]
 */
export function answersForNps(margins: readonly number[], options: NpsPlanOptions = {}): NpsPlan[] {
  return margins.map((margin) => sampleSize("answersForNps", { ...options, margin }));
}

/**
 * To ± how many points a Net Promoter Score is known from n answers.
 *
 * @param options `n` answers, above 0
 * @throws {RangeError} when n is not above 0 or exceeds the population, there are fewer than 10 past answers, the shares are not
 *   parts of 100 %, or a condition is impossible
 * @source Rocks (2016), The American Statistician 70(4) 365–372 (the variance)
 * @example npsMargin({ n: 400 }).toFixed(1) // => "9.8"
 */
export function npsMargin(options: NpsPlanOptions & { readonly n: number }): number {
  const { shares } = expectedShares("npsMargin", options);
  const marginBy = (interval: Pick<NpsPlanOptions, "interval">): number =>
    100 * inTheNameOf("npsMargin", () => netMargin({ ...options, ...interval, shares })).margin;
  const margin = marginBy({});
  return options.interval ? margin : Math.max(margin, marginBy({ interval: adjustedWaldInterval }));
}

/** How many answers a comparison of two Net Promoter Scores needs, or what it can show. */
export interface NpsDifferencePlan extends Omit<TwoNetsPlan, "difference" | "shares" | "secondShares"> {
  /** Difference of the scores in points. */
  readonly difference: number;
  /** Percent of promoters and detractors that was reckoned with in both groups. */
  readonly expected: { readonly promoters: number; readonly detractors: number };
  /** Where that came from. */
  readonly basis: "worst case" | "past answers" | "expected shares";
}

/**
 * How many answers two groups or waves need, to find that their Net Promoter Scores differ by so many points.
 *
 * @param options `difference` in points; `power`, strictly between 0 and 1, default 0.8
 * @throws {RangeError} when the difference is 0 or not within −200…200, there are fewer than 10 past answers, the shares are not
 *   parts of 100 %, the power is not strictly between 0 and 1, or a condition is impossible
 * @source Rocks (2016), The American Statistician 70(4) 365–372 (the variance); Chow, Shao and Wang (2008), Sample Size Calculations
 *   in Clinical Research, 2nd ed., 3.2
 * @example npsDifferenceSampleSize({ difference: 10, expected: { promoters: 50, detractors: 20 } }).groups // => [958, 958]
 */
export function npsDifferenceSampleSize(
  options: NpsExpectation & TwoGroupConditions & { readonly difference: number; readonly power?: number },
): NpsDifferencePlan {
  const { shares, basis } = expectedShares("npsDifferenceSampleSize", options);
  const size = Math.abs(options.difference);
  if (!(size >= least && size <= 200)) {
    throw new RangeError(
      `npsDifferenceSampleSize requires a difference of ${least} to 200 points either way, got ${options.difference}`,
    );
  }
  const plan = inTheNameOf("npsDifferenceSampleSize", () =>
    twoNetsSampleSize({ ...options, difference: options.difference / 100, shares }),
  );
  return inPoints(plan, basis);
}

/**
 * Which difference of two Net Promoter Scores a comparison with so many answers finds.
 *
 * @param options `n` answers in the first group, `ratio` times as many in the second; `power` default 0.8
 * @returns the plan whose `difference` is that one, in points
 * @throws {RangeError} when n is below 1, there are fewer than 10 past answers, the shares are not parts of 100 %, not even a
 *   difference of 200 points would be found, or a condition is impossible
 * @source Rocks (2016), The American Statistician 70(4) 365–372 (the variance); Chow, Shao and Wang (2008), 3.2, solved
 * @example npsDetectableDifference({ n: 400, expected: { promoters: 50, detractors: 20 } }).difference.toFixed(1) // => "15.5"
 */
export function npsDetectableDifference(
  options: NpsExpectation & TwoGroupConditions & { readonly n: number; readonly power?: number },
): NpsDifferencePlan {
  const { shares, basis } = expectedShares("npsDetectableDifference", options);
  const plan = inTheNameOf("npsDetectableDifference", () => twoNetsDetectable({ ...options, shares }));
  return inPoints(plan, basis);
}

/** Points so few that more people would be asked than there are. */
const least = 1e-6;

function sampleSize(caller: string, options: NpsPlanOptions & { readonly margin: number }): NpsPlan {
  const { margin } = options;
  if (!(margin > 0 && margin < 100)) {
    throw new RangeError(`${caller} requires a margin above 0 and below 100 points, got ${margin}`);
  }
  if (margin < least)
    throw new RangeError(`${caller} requires a margin of at least ${least} points, got ${margin}`);
  const { shares, basis } = expectedShares(caller, options);
  const plan = planned(caller, options, shares);
  const worst = planned(caller, options, worstShares);
  return {
    margin,
    answers: plan.answers,
    invitations: plan.invitations,
    marginAtAnswers: 100 * plan.marginAtAnswers,
    worstCaseAnswers: worst.answers,
    reachable: plan.reachable,
    expected: { promoters: 100 * shares.favorable, detractors: 100 * shares.unfavorable },
    basis,
    confidenceLevel: plan.confidenceLevel,
    population: plan.population,
    designEffect: plan.designEffect,
    responseRate: plan.responseRate,
    method: plan.method,
  };
}

/** The plan by the interval asked for; or by the formula and by the interval that `nps` prints, whichever needs more. */
function planned(
  caller: string,
  options: NpsPlanOptions & { readonly margin: number },
  shares: NetShares,
): MarginPlan {
  const wanted = { ...options, margin: options.margin / 100, shares };
  const plan = inTheNameOf(caller, () => netSampleSize(wanted));
  if (options.interval) return plan;
  const printed = inTheNameOf(caller, () => netSampleSize({ ...wanted, interval: adjustedWaldInterval }));
  return printed.simpleRandomBase > plan.simpleRandomBase ? printed : plan;
}

const worstShares: NetShares = { favorable: 0.5, unfavorable: 0.5 };

function expectedShares(
  caller: string,
  { past, expected }: NpsExpectation,
): { readonly shares: NetShares; readonly basis: NpsPlan["basis"] } {
  if (expected) {
    const { promoters, detractors } = expected;
    if (!(promoters >= 0 && detractors >= 0 && promoters + detractors <= 100)) {
      throw new RangeError(
        `${caller} requires percent of promoters and detractors that sum to at most 100, got ${promoters} and ${detractors}`,
      );
    }
    if (promoters + detractors === 0 || promoters === 100 || detractors === 100) {
      throw new RangeError(
        `${caller} requires answers expected in two classes at least, got ${promoters} and ${detractors}`,
      );
    }
    return {
      shares: { favorable: promoters / 100, unfavorable: detractors / 100 },
      basis: "expected shares",
    };
  }
  if (!past) return { shares: worstShares, basis: "worst case" };
  const { promoters, passives, detractors } = past;
  const n = promoters + passives + detractors;
  if (!(promoters >= 0 && passives >= 0 && detractors >= 0 && n >= 10 && n < Infinity)) {
    throw new RangeError(
      `${caller} requires counts of at least 10 past answers, got ${promoters}, ${passives} and ${detractors}`,
    );
  }
  return {
    shares: { favorable: (promoters + 0.75) / (n + 3), unfavorable: (detractors + 0.75) / (n + 3) },
    basis: "past answers",
  };
}

function inPoints(
  { shares, secondShares: _same, difference, ...plan }: TwoNetsPlan,
  basis: NpsPlan["basis"],
): NpsDifferencePlan {
  return {
    difference: 100 * difference,
    expected: { promoters: 100 * shares.favorable, detractors: 100 * shares.unfavorable },
    basis,
    ...plan,
  };
}
