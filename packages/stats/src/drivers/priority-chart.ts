import { normalCriticalValue, requireLevel } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import { boundedScoreInterval } from "../intervals/bounded-score-interval.ts";
import type { Interval } from "../interval.ts";
import { dot, lengthOf, meanOf } from "./orthogonal.ts";

/** Where an item stands: important or not, rated well or not. */
export type Quadrant = "concentrate-here" | "keep-up" | "low-priority" | "possible-overkill";

/** One item on the chart. */
export interface PriorityItem {
  readonly name: string;
  /** Correlation of the item with the outcome, −1…1; `null` below four respondents, or where one of them does not vary. */
  readonly importance: number | null;
  readonly importanceInterval: Interval | null;
  /** Respondents behind the importance: those with both answers. */
  readonly importanceN: number;
  /** Mean rating in scale points; `null` without ratings. */
  readonly performance: number | null;
  readonly performanceInterval: Interval | null;
  /** Respondents behind the performance: those who rated the item. */
  readonly performanceN: number;
  readonly quadrant: Quadrant | null;
  /** Whether neither interval reaches over its line. */
  readonly certain: boolean;
}

/** Importance against performance of several items, with the lines that part the quadrants. */
export interface PriorityChart {
  readonly items: readonly PriorityItem[];
  /** Means over the items that have a value; `null` without any. */
  readonly importanceLine: number | null;
  readonly performanceLine: number | null;
  readonly confidenceLevel: number;
}

/**
 * Data of an importance–performance chart: which items matter much and are rated low. Importance is derived from the answers
 * (correlation with the outcome, with Fisher's interval), performance is the mean rating (bounded score interval); lines are at
 * the means over the items.
 *
 * The four quadrants are read too boldly where intervals reach over a line: `certain` says where they do not. It takes the lines as
 * known, each interval by itself, and a correlation of 1 or −1, which four answers can give, has an interval of no width.
 *
 * @param items ratings of each item by respondent, in the order of the outcome; `null` where there is none
 * @param outcome overall rating or score of the same respondents
 * @param options `scale` of the items; `confidenceLevel` 0.95 unless said otherwise; `lines` instead of the means
 * @throws {RangeError} when an item has more or fewer ratings than there are outcomes, a rating is off the scale, or the scale or a line
 *   is not finite
 * @source Martilla and James (1977), Importance-performance analysis, Journal of Marketing 41(1) 77–79; Fisher (1921), On the
 *   "probable error" of a coefficient of correlation, Metron 1(4) 3–32
 * @example
 * import { priorityChart } from "@cxkit/stats/drivers";
 *
 * const chart = priorityChart(
 *   { staff: [5, 4, 2, 1, 3, 2], price: [5, 4, 5, 5, 4, 5] },
 *   [10, 9, 3, 0, 7, 4],
 *   { scale: { min: 1, max: 5 } },
 * );
 * chart.items.map(({ quadrant }) => quadrant); // => ["concentrate-here", "possible-overkill"]
 */
export function priorityChart(
  items: Readonly<Record<string, readonly (number | null)[]>>,
  outcome: readonly (number | null)[],
  options: {
    readonly scale: { readonly min: number; readonly max: number };
    readonly confidenceLevel?: number;
    readonly lines?: { readonly importance: number; readonly performance: number };
  },
): PriorityChart {
  const { scale, confidenceLevel = 0.95, lines } = options;
  requireLevel("priorityChart", confidenceLevel);
  requireDomain(
    scale.min < scale.max && Number.isFinite(scale.max - scale.min),
    "priorityChart requires a finite scale with min < max",
    `${scale.min} to ${scale.max}`,
  );
  requireDomain(
    lines === undefined || (Number.isFinite(lines.importance) && Number.isFinite(lines.performance)),
    "priorityChart requires finite lines",
    `${lines?.importance} and ${lines?.performance}`,
  );
  outcome.forEach((answer, index) =>
    requireDomain(
      answer === null || Number.isFinite(answer),
      `priorityChart requires finite outcomes or null at ${index}`,
      answer,
    ),
  );
  const measured = Object.entries(items).map(([name, ratings]) => {
    requireDomain(
      ratings.length === outcome.length,
      `priorityChart requires ${outcome.length} ratings of ${name}`,
      ratings.length,
    );
    ratings.forEach((rating, index) =>
      requireDomain(
        rating === null || (rating >= scale.min && rating <= scale.max),
        `priorityChart requires ratings of ${name} from ${scale.min} to ${scale.max} or null at ${index}`,
        rating,
      ),
    );
    return {
      name,
      ...importanceOf(ratings, outcome, confidenceLevel),
      ...performanceOf(ratings, scale, confidenceLevel),
    };
  });
  const importanceLine = lines?.importance ?? lineOf(measured.map(({ importance }) => importance));
  const performanceLine = lines?.performance ?? lineOf(measured.map(({ performance }) => performance));
  return {
    items: measured.map((item) => ({ ...item, ...placed(item, importanceLine, performanceLine) })),
    importanceLine,
    performanceLine,
    confidenceLevel,
  };
}

type Measured = Omit<PriorityItem, "quadrant" | "certain">;

function importanceOf(
  ratings: readonly (number | null)[],
  outcome: readonly (number | null)[],
  confidenceLevel: number,
): Pick<Measured, "importance" | "importanceInterval" | "importanceN"> {
  const pairs = ratings.flatMap((rating, i) => {
    const answer = outcome[i] as number | null;
    return rating === null || answer === null ? [] : [[rating, answer] as const];
  });
  const n = pairs.length;
  const unit = (values: readonly number[]) => {
    const mean = meanOf(values);
    const deviations = values.map((value) => value - mean);
    const length = lengthOf(deviations);
    return length > 1e-13 * lengthOf(values) ? deviations.map((deviation) => deviation / length) : undefined;
  };
  const [left, right] = n > 3 ? [unit(pairs.map(([x]) => x)), unit(pairs.map(([, y]) => y))] : [];
  if (!left || !right) return { importance: null, importanceInterval: null, importanceN: n };
  const importance = Math.max(-1, Math.min(1, dot(left, right)));
  const margin = normalCriticalValue("priorityChart", confidenceLevel) / Math.sqrt(n - 3);
  const center = Math.atanh(importance);
  const bounded = Number.isFinite(center)
    ? { low: Math.tanh(center - margin), high: Math.tanh(center + margin) }
    : { low: importance, high: importance };
  return { importance, importanceInterval: bounded, importanceN: n };
}

function performanceOf(
  ratings: readonly (number | null)[],
  { min, max }: { readonly min: number; readonly max: number },
  confidenceLevel: number,
): Pick<Measured, "performance" | "performanceInterval" | "performanceN"> {
  const given = ratings.filter((rating) => rating !== null);
  const n = given.length;
  if (n === 0) return { performance: null, performanceInterval: null, performanceN: 0 };
  const mean = meanOf(given);
  const variance = n > 1 ? given.reduce((sum, rating) => sum + (rating - mean) ** 2, 0) / (n - 1) : 0;
  return {
    performance: mean,
    performanceInterval: boundedScoreInterval({ mean, variance, n, min, max }, confidenceLevel),
    performanceN: n,
  };
}

function lineOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 ? meanOf(known) : null;
}

function placed(
  { importance, importanceInterval, performance, performanceInterval }: Measured,
  importanceLine: number | null,
  performanceLine: number | null,
): Pick<PriorityItem, "quadrant" | "certain"> {
  if (importance === null || performance === null || importanceLine === null || performanceLine === null)
    return { quadrant: null, certain: false };
  const matters = importance >= importanceLine;
  const good = performance >= performanceLine;
  const clear = (interval: Interval | null, line: number) =>
    interval !== null && (interval.low > line || interval.high < line);
  return {
    quadrant: matters ? (good ? "keep-up" : "concentrate-here") : good ? "possible-overkill" : "low-priority",
    certain: clear(importanceInterval, importanceLine) && clear(performanceInterval, performanceLine),
  };
}
