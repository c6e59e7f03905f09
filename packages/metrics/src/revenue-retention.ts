import { meanTInterval, type MeanInterval } from "@cxkit/stats";
import type { EstimateIn } from "./score-result.ts";
import { written } from "./written.ts";

/** Recurring revenue of an account, or of one of its contracts, at the start and at the end of a period. */
export interface AccountRevenue {
  /** Names the account; rows of one account are added up. Left out: every row is an account. */
  readonly account?: string;
  /** ≥ 0, in one currency for all. 0: a new account, which is not in the base. */
  readonly start: number;
  /** ≥ 0; 0: the account was lost. */
  readonly end: number;
}

/** What {@link netRevenueRetention} takes. */
export interface RevenueRetentionOptions {
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
}

/** What {@link grossRevenueRetention} takes. */
export interface GrossRevenueRetentionOptions extends RevenueRetentionOptions {
  /**
   * Default `meanTInterval` on the linearised standard error; `boundedScoreInterval` has width even where nothing was lost.
   */
  readonly interval?: MeanInterval;
}

/** A revenue retention with the sums behind it. */
export interface RevenueRetentionResult extends EstimateIn<"percent"> {
  /** Revenue of the cohort at the start, and what of it the rate counts at the end. */
  readonly revenueAtStart: number;
  readonly revenueAtEnd: number;
  /** Accounts of the cohort that pay nothing at the end. */
  readonly lostAccounts: number;
  /** Accounts without revenue at the start: not in the base. */
  readonly newAccounts: number;
}

/**
 * Net revenue retention (NRR): revenue at the end of the accounts that were there at the start, upgrades and all, as a part of
 * what they paid at the start.
 *
 * **Unit**: percent, from 0 and **without an upper end**: above 100 where upgrades outweigh losses. **Base**: accounts with
 * revenue at the start; new ones are left out. **Interval**: ratio estimator, linearised over accounts, with t(n − 1); below 0
 * it is cut. It is `null`, value notwithstanding, below two accounts and where every account kept the same part: nothing says
 * then how much another year's might differ. **Assumes** independent accounts; a few large ones make it wide, and rightly.
 *
 * @param accounts rows, or one row a contract with its account's name
 * @returns `value` is `null` without revenue at the start
 * @throws {RangeError} at an amount that is negative or not finite, naming its row
 * @source Cochran (1977), Sampling Techniques, 3rd edition, Wiley, 6.3 and 6.4
 * @example netRevenueRetention([{ start: 100, end: 130 }, { start: 50, end: 0 }, { start: 50, end: 60 }]).value // => 95
 */
export function netRevenueRetention(
  accounts: readonly AccountRevenue[],
  options: RevenueRetentionOptions = {},
): RevenueRetentionResult {
  return retained("netRevenueRetention", accounts, options, ({ end }) => end, Infinity);
}

/**
 * Gross revenue retention (GRR): revenue at the end of the accounts that were there at the start, no account counted for
 * more than it paid then, as a part of what they paid at the start. Unlike {@link netRevenueRetention} no upgrade hides a loss.
 *
 * **Unit**: percent, 0…100. **Base**, **interval** and **assumes** as there; the interval is cut at 0 and 100. Contracts of an
 * account are added up before the comparison: moving revenue between them is no loss.
 *
 * @param accounts rows, or one row a contract with its account's name
 * @returns `value` is `null` without revenue at the start
 * @throws {RangeError} at an amount that is negative or not finite, naming its row
 * @source Cochran (1977), Sampling Techniques, 3rd edition, Wiley, 6.3 and 6.4
 * @example grossRevenueRetention([{ start: 100, end: 130 }, { start: 50, end: 0 }, { start: 50, end: 60 }]).value // => 75
 */
export function grossRevenueRetention(
  accounts: readonly AccountRevenue[],
  options: GrossRevenueRetentionOptions = {},
): RevenueRetentionResult {
  return retained("grossRevenueRetention", accounts, options, ({ start, end }) => Math.min(start, end), 1);
}

interface Revenue {
  readonly start: number;
  readonly end: number;
}

function retained(
  caller: string,
  rows: readonly AccountRevenue[],
  { interval = meanTInterval, confidenceLevel = 0.95 }: GrossRevenueRetentionOptions,
  kept: (account: Revenue) => number,
  most: number,
): RevenueRetentionResult {
  if (!(confidenceLevel > 0 && confidenceLevel < 1)) {
    throw new RangeError(`${caller} requires 0 < confidenceLevel < 1, got ${confidenceLevel}`);
  }
  const all = accountsOf(caller, rows);
  const cohort = all.filter(({ start }) => start > 0);
  const n = cohort.length;
  const revenueAtStart = sum(cohort.map(({ start }) => start));
  const revenueAtEnd = sum(cohort.map(kept));
  if (!(revenueAtStart < Infinity && revenueAtEnd < Infinity && revenueAtEnd <= 1e100 * revenueAtStart)) {
    throw new RangeError(
      `${caller} requires finite sums of revenue of one size, got ${revenueAtStart} and ${revenueAtEnd}`,
    );
  }
  const share = n ? revenueAtEnd / revenueAtStart : null;
  // Relative to the start, so that no square leaves the range of doubles.
  const parts = cohort.map((account) => ({
    weight: account.start / revenueAtStart,
    residual: (kept(account) - (share ?? 0) * account.start) / revenueAtStart,
  }));
  const effectiveN = n ? Math.min(n, 1 / sum(parts.map(({ weight }) => weight * weight))) : 0;
  const error =
    n > 1 ? Math.sqrt((n / (n - 1)) * sum(parts.map(({ residual }) => residual * residual))) : null;
  return {
    value: share === null ? null : 100 * share,
    interval: share === null ? null : limits(share, error, n, effectiveN, most, interval, confidenceLevel),
    standardError: error === null ? null : 100 * error,
    n,
    effectiveN,
    unit: "percent",
    confidenceLevel,
    method: `linearised-${interval.method}`,
    revenueAtStart,
    revenueAtEnd,
    lostAccounts: cohort.filter(({ end }) => end === 0).length,
    newAccounts: all.filter(({ start, end }) => start === 0 && end > 0).length,
  };
}

function limits(
  share: number,
  error: number | null,
  n: number,
  effectiveN: number,
  most: number,
  interval: MeanInterval,
  level: number,
): RevenueRetentionResult["interval"] {
  if (error === null) return null;
  const t = interval.method === "t";
  if (t && error <= 1e-15 * share) return null;
  // The bounded score needs the base that the concentration of revenue leaves; t has a degree of freedom per account.
  const base = t ? n : effectiveN;
  const max = Math.max(most === 1 ? 1 : 2 * share, share);
  const { low, high } = interval(
    { mean: share, variance: error * error * base, n: base, min: 0, max },
    level,
  );
  return { low: 100 * Math.max(0, Math.min(share, low)), high: 100 * Math.min(most, Math.max(share, high)) };
}

function accountsOf(caller: string, rows: readonly AccountRevenue[]): Revenue[] {
  const single: Revenue[] = [];
  const named = new Map<string, Revenue>();
  rows.forEach(({ account, start, end }, row) => {
    for (const [name, amount] of Object.entries({ start, end })) {
      if (!(typeof amount === "number" && amount >= 0 && amount < Infinity)) {
        throw new RangeError(`${caller} requires a finite ${name} ≥ 0, got ${written(amount)} at row ${row}`);
      }
    }
    if (account === undefined) single.push({ start, end });
    else {
      const before = named.get(account) ?? { start: 0, end: 0 };
      named.set(account, { start: before.start + start, end: before.end + end });
    }
  });
  return [...single, ...named.values()];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
