import type { EstimateInterval } from "@cxkit/core";
import type { ProportionInterval } from "@cxkit/stats";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import { type ShareDifferenceMethod, shareKind } from "./score-kind.ts";
import type { ScoreOptions, ScoreResult } from "./score-result.ts";
import { countYesNo, requireCounts, shareOfCounts, type YesNo, yesNoRule } from "./share-result.ts";
import type { Direction } from "./top-box.ts";

/** A cohort: who was a customer at the start of a period, and how many of these were lost in it. */
export interface CustomerCohort {
  readonly customersAtStart: number;
  /** Of those at the start; whoever came and went within the period is in neither count. */
  readonly lost: number;
}

/** What {@link churnRate} and {@link retentionRate} take. */
export interface ChurnOptions extends ScoreOptions<ProportionInterval> {
  /** How many periods such as this one make a year, for `annualised`. Default 12: months. */
  readonly periodsPerYear?: number;
}

/** A value with its limits; `null` limits are open, a `null` value cannot be known. */
export interface DerivedValue {
  readonly value: number | null;
  readonly interval: EstimateInterval | null;
}

/** A churn or retention rate with what follows from it. */
export interface ChurnResult extends ScoreResult<"percent">, CustomerCohort {
  /** The rate over a year of such periods, percent: 1 − (1 − churn)^periods for churn. */
  readonly annualised: DerivedValue;
  /** Periods that a customer stays on average if churn stays as it is, 1 / churn; `null` where nobody was lost. */
  readonly expectedLifetimePeriods: DerivedValue;
  /** Which end is good: a difference of churn and retention is refused. */
  readonly direction: Direction;
}

/**
 * Churn rate: share of the customers at the start of a period who were lost in it. Lower is better.
 *
 * New customers are in neither part: they could not be lost from the start. **Unit**: percent, 0…100. **Base**: customers at
 * the start. **Interval**: Wilson; `annualised` and `expectedLifetimePeriods` carry its limits over. **Assumes** for these
 * two that churn is the same in every period and for every customer, which overstates it: those who stayed stay longer.
 *
 * @param cohort counts, or one flag a customer at the start: 1 and `true` were lost
 * @returns without customers every `value` is `null`; the expected lifetime has no upper limit where churn may be 0
 * @throws {RangeError} when a count is negative or not whole, more were lost than there were, or periodsPerYear is not above 0
 * @source Fader and Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21(1) 76–90
 * @example churnRate({ customersAtStart: 1000, lost: 40 }).value // => 4
 * @example churnRate({ customersAtStart: 1000, lost: 40 }).annualised.value?.toFixed(1) // => "38.7"
 */
export function churnRate(cohort: CustomerCohort | YesNo, options: ChurnOptions = {}): ChurnResult {
  const { customersAtStart, lost, ...counted } = cohortOf("churnRate", cohort, options);
  const rate = shareOfCounts("churnRate", lost, customersAtStart - lost, options);
  const periods = periodsIn("churnRate", options);
  const yearly = (percent: number) => -100 * Math.expm1(periods * Math.log1p(-percent / 100));
  return {
    ...rate,
    ...counted,
    customersAtStart,
    lost,
    direction: "lower-is-better",
    annualised: carried(rate, yearly),
    expectedLifetimePeriods: lifetime(rate),
  };
}

/**
 * Retention rate: share of the customers at the start of a period who are still there at its end, (E − N) / S. The rest
 * churned: {@link churnRate}.
 *
 * **Unit**: percent, 0…100. **Base**: customers at the start. **Interval**: Wilson. **Assumes** what {@link churnRate} does.
 *
 * @param cohort counts, or one flag a customer at the start: 1 and `true` were lost
 * @throws {RangeError} when a count is negative or not whole, more were lost than there were, or periodsPerYear is not above 0
 * @source Fader and Hardie (2007), How to project customer retention, Journal of Interactive Marketing 21(1) 76–90
 * @example retentionRate({ customersAtStart: 1000, lost: 40 }).value // => 96
 */
export function retentionRate(cohort: CustomerCohort | YesNo, options: ChurnOptions = {}): ChurnResult {
  const { customersAtStart, lost, ...counted } = cohortOf("retentionRate", cohort, options);
  const rate = shareOfCounts("retentionRate", customersAtStart - lost, lost, options);
  const periods = periodsIn("retentionRate", options);
  return {
    ...rate,
    ...counted,
    // The array's tally has 1 for the lost.
    tally: { ...rate.tally, missing: counted.tally?.missing ?? {} },
    customersAtStart,
    lost,
    direction: "higher-is-better",
    annualised: carried(rate, (percent) => 100 * (percent / 100) ** periods),
    expectedLifetimePeriods: lifetime(shareOfCounts("retentionRate", lost, customersAtStart - lost, options)),
  };
}

/**
 * Churn as a foldable metric over values 1, lost, and 0, kept; lower is better.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale
 * @example churnRateMetric({ item: "lost" }).better // => "lower"
 */
export function churnRateMetric(
  options: ScaleMetricOptions,
): ScaleMetric<ProportionInterval, ShareDifferenceMethod> {
  return scaleMetric(
    options,
    { id: "churn", title: "Churn rate", better: "lower" },
    { ...yesNoRule("churn"), kind: shareKind },
  );
}

function cohortOf(
  caller: string,
  cohort: CustomerCohort | YesNo,
  options: ChurnOptions,
): CustomerCohort & Partial<ReturnType<typeof countYesNo>> {
  if ("customersAtStart" in cohort) {
    const { customersAtStart, lost } = cohort;
    requireCounts(caller, { customersAtStart, lost });
    if (lost > customersAtStart) {
      throw new RangeError(`${caller} requires lost ≤ customersAtStart, got ${lost} of ${customersAtStart}`);
    }
    return { customersAtStart, lost };
  }
  const counted = countYesNo(caller, cohort, options.invalid);
  if (counted.tally.weights) {
    throw new RangeError(
      `${caller} requires unweighted customers, got a weighted tally: churnRateMetric weighs`,
    );
  }
  const [kept = 0, lost = 0] = counted.tally.counts;
  return { customersAtStart: kept + lost, lost, ...counted };
}

function periodsIn(caller: string, { periodsPerYear = 12 }: ChurnOptions): number {
  if (!(periodsPerYear > 0 && periodsPerYear < Infinity)) {
    throw new RangeError(`${caller} requires a finite periodsPerYear > 0, got ${periodsPerYear}`);
  }
  return periodsPerYear;
}

/** A rising function of the rate, carried over to its limits. */
function carried(
  { value, interval }: ScoreResult<"percent">,
  over: (percent: number) => number,
): DerivedValue {
  return {
    value: value === null ? null : over(value),
    interval:
      interval?.low == null || interval.high === null
        ? null
        : { low: over(interval.low), high: over(interval.high) },
  };
}

function lifetime({ value, interval }: ScoreResult<"percent">): DerivedValue {
  return {
    value: value ? 100 / value : null,
    interval: interval?.high
      ? { low: 100 / interval.high, high: interval.low ? 100 / interval.low : null }
      : null,
  };
}
