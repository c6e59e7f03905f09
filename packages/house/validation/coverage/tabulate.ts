import type { Interval } from "@cxkit/stats";

/** What a method does for one population (or pair of populations, or joint one). */
export interface Row {
  /** The truth, in the unit of the picture. */
  readonly truth: number;
  readonly coverage: number;
  /** Mean width of the limits. */
  readonly width: number;
  /** Probability that the test says "different"; only where the truth is no difference. */
  readonly falseAlarm?: number;
  /** The population in words. */
  readonly words: string;
}

/** A method over all populations. */
export interface Tabulated {
  readonly method: string;
  readonly rows: readonly Row[];
  /** Samples drawn for each population, where they are drawn and not enumerated. */
  readonly draws?: number;
}

/** What a method says of one sample: limits, and the p-value where it has one. `null` where it has no answer. */
export type Said = { readonly interval: Interval; readonly pValue?: number } | null;

/** A population: how probable is each of the samples that were numbered, and what is true. */
export interface Truth {
  readonly value: number;
  readonly words: string;
  probability(sample: number): number;
}

/**
 * Sums up what a method says of every possible sample over populations. A sample without an answer counts as not covered and
 * as wide as `whole`.
 */
export function tabulated(
  method: string,
  said: readonly Said[],
  truths: readonly Truth[],
  {
    whole = NaN,
    level = 0.95,
    axis = (truth: number) => truth,
    width = (low: number, high: number) => high - low,
  },
): Tabulated {
  const widths = said.map((one) => (one ? width(one.interval.low, one.interval.high) : whole));
  const rows = truths.map(({ value, words, probability }): Row => {
    let [coverage, expected, alarm] = [0, 0, 0];
    said.forEach((one, sample) => {
      const p = probability(sample);
      if (p === 0) return;
      expected += p * widths[sample]!;
      if (!one) return;
      if (contains(one.interval, value)) coverage += p;
      if (one.pValue !== undefined && one.pValue < 1 - level - 1e-12) alarm += p;
    });
    const tested = said.some((one) => one?.pValue !== undefined) && Math.abs(value) < 1e-12;
    return { truth: axis(value), words, coverage, width: expected, ...(tested && { falseAlarm: alarm }) };
  });
  return { method, rows };
}

/** Whether limits contain the truth, whatever the last bit of either says. */
export function contains({ low, high }: Interval, truth: number): boolean {
  const slack = 1e-12 * Math.max(1, Math.abs(truth));
  return low <= truth + slack && high >= truth - slack;
}

/** log k! for k from 0 to n. */
function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  for (let i = 1; i <= n; i++) logs[i] = logs[i - 1]! + Math.log(i);
  return logs;
}

/** All ways to put n responses into so many cells. */
export function samplesOf(cells: number, n: number): number[][] {
  if (cells === 1) return [[n]];
  const found: number[][] = [];
  for (let first = n; first >= 0; first--)
    for (const rest of samplesOf(cells - 1, n - first)) found.push([first, ...rest]);
  return found;
}

/** Probability of counts when each response falls into a cell with these probabilities. */
export function multinomialProbability(
  shares: readonly number[],
  n: number,
): (counts: ArrayLike<number>, offset?: number) => number {
  const factorials = logFactorials(n);
  const logs = shares.map((share) => Math.log(share));
  return (counts, offset = 0) => {
    let exponent = factorials[n]!;
    for (let cell = 0; cell < logs.length; cell++) {
      const count = counts[offset + cell]!;
      if (count > 0) exponent += count * logs[cell]! - factorials[count]!;
    }
    return Math.exp(exponent);
  };
}

/** Two answers of one person: independent of each other but for a part who stay where they were as far as the margins allow. */
export function joint(before: readonly number[], after: readonly number[], staying: number): number[][] {
  const stay = before.map((share, i) => Math.min(share, after[i]!));
  const moving = 1 - stay.reduce((sum, share) => sum + share, 0);
  return before.map((p, i) =>
    after.map((q, j) => {
      const moved = moving < 1e-12 ? 0 : ((p - stay[i]!) * (q - stay[j]!)) / moving;
      return (1 - staying) * p * q + staying * ((i === j ? stay[i]! : 0) + moved);
    }),
  );
}
