import type { Estimate } from "@cxkit/core";
import { studentTQuantile } from "@cxkit/stats/distributions";
import { type CompositeInterval, deltaComposite, type WeightedPart } from "./composite-interval.ts";
import { checkedLevel } from "./score-estimate.ts";
import type { EstimateIn } from "./score-result.ts";
import { written } from "./written.ts";

/** How a component is put on 0–100: linearly, its worst value to 0 and its best, or target, to 100. */
export interface HealthScaling {
  /** The value that scores 0. */
  readonly worst: number;
  /** The value that scores 100: the end of the scale, or the target. Below `worst` where lower is better. */
  readonly best: number;
  /** ≥ 0; the weights are divided by their sum. Default 1. */
  readonly weight?: number;
}

/** A component of a health score: an estimate, and how it counts. */
export interface HealthComponent extends HealthScaling {
  readonly estimate: Estimate;
}

/** What one component put in. */
export interface HealthPart {
  /** On 0–100, cut at both ends; `null` where the component has no value. */
  readonly score: number | null;
  /** Share of the sum of weights, 0…1. */
  readonly weight: number;
  /** Whether the value lay beyond its worst or best one and was cut. */
  readonly cut: boolean;
}

/** A composite with the parts it was made from. */
export interface HealthScoreResult extends EstimateIn<"scale-point"> {
  /** By component. */
  readonly parts: { readonly [component: string]: HealthPart };
}

/** What {@link healthScoreOfRows} takes. */
export interface RowHealthScoreOptions {
  /** Strictly between 0 and 1. Default 0.95. */
  readonly confidenceLevel?: number;
}

/** What {@link healthScore} takes. */
export interface HealthScoreOptions extends RowHealthScoreOptions {
  /** Default {@link deltaComposite}; {@link moverComposite} goes by the components' own intervals, of the same level. */
  readonly interval?: CompositeInterval;
}

/**
 * Health score: weighted mean of several estimates, each put on 0–100 between a worst and a best value. The interval follows
 * from theirs, so that a composite of shaky numbers says that it is shaky.
 *
 * **Unit**: points of a 0–100 scale. **Base**: `n` is the smallest one among the components that count. **Interval**: delta
 * method, normal; `moverComposite` where bases are small or answers pile up at one end. **Assumes independent components**, estimated from different people: where the same respondents answered
 * all, {@link healthScoreOfRows} takes their covariance into account. A value beyond its ends is cut there, marked in
 * `parts`, and keeps its standard error.
 *
 * @param components by name: results of any metric, each with its scaling
 * @returns `value` is `null` where a component with weight has none (it is not left out silently), `interval` and
 *   `standardError` where one has no standard error; the delta interval also where nothing varies in any of them
 * @throws {RangeError} when worst and best are equal or not finite, a weight is negative or not finite, or all are 0
 * @source Oehlert (1992), A note on the delta method, The American Statistician 46(1) 27–29; OECD (2008), Handbook on
 *   Constructing Composite Indicators, on min–max and target scaling
 * @example
 * import { csat, healthScore, nps } from "@cxkit/metrics";
 * healthScore({
 *   loyalty: { estimate: nps([10, 9, 8, 3]), worst: -100, best: 100, weight: 2 },
 *   satisfaction: { estimate: csat([5, 4, 4, 1]), worst: 0, best: 100 },
 * }).value?.toFixed(1) // => "66.7"
 */
export function healthScore(
  components: { readonly [component: string]: HealthComponent },
  options: HealthScoreOptions = {},
): HealthScoreResult {
  const { interval = deltaComposite } = options;
  const confidenceLevel = checkedLevel("healthScore", options);
  const weights = weightsOf("healthScore", components);
  for (const [name, { estimate }] of Object.entries(components)) requireEstimate(name, estimate);
  const parts: { [component: string]: HealthPart } = {};
  for (const [name, component] of Object.entries(components)) {
    parts[name] = part(component.estimate.value, component, weights[name]!);
  }
  const counted = Object.entries(components).filter(([name]) => weights[name]! > 0);
  const weighted = counted.map(([name, component]) => weightedPart(component, parts[name]!));
  const known = counted.every(([name]) => parts[name]!.score !== null);
  const errors = weighted.map(({ standardError }) => standardError);
  for (const [name, { estimate }] of interval.method === "mover" ? counted : []) {
    if (estimate.confidenceLevel !== confidenceLevel) {
      throw new RangeError(
        `healthScore requires components at its level ${confidenceLevel}, got ${name} at ${estimate.confidenceLevel}`,
      );
    }
  }
  const value = known ? weighted.reduce((sum, { score }) => sum + score, 0) : null;
  return {
    ...composite(value, known ? interval(weighted, confidenceLevel) : null, confidenceLevel),
    standardError: known && !errors.includes(null) ? Math.hypot(...(errors as number[])) : null,
    n: Math.min(...counted.map(([, { estimate }]) => estimate.n)),
    effectiveN: Math.min(...counted.map(([, { estimate }]) => estimate.effectiveN)),
    method: interval.method,
    parts,
  };
}

/**
 * {@link healthScore} of answers that the same respondents gave to all components: their covariance enters the interval, also
 * where some answers are missing.
 *
 * **Unit**: points of a 0–100 scale. **Base**: `n` counts respondents with at least one answer; each component's mean is over
 * those who gave it. **Interval**: delta method, linearised over respondents, t(n − 1). **Assumes** independent respondents,
 * and that answers are missing at random.
 *
 * @param rows one a respondent: values by component, `null` or absent where there is none
 * @param scalings by component, linear on each answer; answers beyond worst and best are not cut, the component's mean is
 * @returns `value` is `null` where a component with weight has no answer, `interval` also below two respondents and where the
 *   composite does not vary between them
 * @throws {RangeError} at an answer that is not finite, naming row and component; at a scaling as {@link healthScore}
 * @source Woodruff (1971), A simple method for approximating the variance of a complicated estimate, JASA 66(334) 411–414
 * @example
 * import { healthScoreOfRows } from "@cxkit/metrics";
 * const rows = [{ ease: 7, value: 5 }, { ease: 4, value: 3 }, { ease: 4, value: null }];
 * healthScoreOfRows(rows, { ease: { worst: 1, best: 7 }, value: { worst: 1, best: 5 } }).value?.toFixed(1) // => "70.8"
 */
export function healthScoreOfRows(
  rows: readonly { readonly [component: string]: number | null | undefined }[],
  scalings: { readonly [component: string]: HealthScaling },
  options: RowHealthScoreOptions = {},
): HealthScoreResult {
  const confidenceLevel = checkedLevel("healthScoreOfRows", options);
  const weights = weightsOf("healthScoreOfRows", scalings);
  const parts: { [component: string]: HealthPart } = {};
  // What each respondent moves the composite by: the linearised variable.
  const moves = new Float64Array(rows.length);
  const answered = new Uint8Array(rows.length);
  for (const [name, scaling] of Object.entries(scalings)) {
    const values = rows.map((row, at) => answerOf(row[name], name, at));
    const given = values.filter((value) => value !== null);
    const mean = given.length ? given.reduce((sum, value) => sum + value / given.length, 0) : null;
    parts[name] = part(mean, scaling, weights[name]!);
    const factor = (weights[name]! * 100) / (scaling.best - scaling.worst) / given.length;
    if (weights[name] === 0 || mean === null) continue;
    values.forEach((value, at) => {
      if (value === null) return;
      moves[at]! += factor * (value - mean);
      answered[at] = 1;
    });
  }
  const n = answered.reduce((sum, flag) => sum + flag, 0);
  const counted = Object.values(parts).filter(({ weight }) => weight > 0);
  const known = counted.every(({ score }) => score !== null);
  const squares = moves.reduce((sum, move) => sum + move * move, 0);
  const standardError = known && n > 1 ? Math.sqrt((n / (n - 1)) * squares) : null;
  const value = known ? counted.reduce((sum, { weight, score }) => sum + weight * score!, 0) : null;
  // A composite that does not vary, but for rounding, says nothing of how far off it may be.
  const varies = standardError !== null && standardError > 1e-12;
  const margin = varies ? -studentTQuantile((1 - confidenceLevel) / 2, n - 1) * standardError : null;
  return {
    ...composite(value, margin === null ? null : { below: margin, above: margin }, confidenceLevel),
    standardError,
    n,
    effectiveN: n,
    method: "linearised-t",
    parts,
  };
}

/** Stops at an estimate that is none, which anybody may have written. */
function requireEstimate(
  name: string,
  { value, interval, standardError, n, effectiveN }: HealthComponent["estimate"],
): void {
  const told = [value, standardError, interval?.low ?? null, interval?.high ?? null];
  const wrong = told.find((one) => one !== null && !Number.isFinite(one));
  if (wrong !== undefined) {
    throw new RangeError(`healthScore requires estimates that are finite or null, got ${wrong} of ${name}`);
  }
  const negative = [standardError ?? 0, n, effectiveN].find((one) => !(one >= 0 && one < Infinity));
  if (negative !== undefined) {
    throw new RangeError(
      `healthScore requires finite bases and standard errors ≥ 0, got ${negative} of ${name}`,
    );
  }
}

function composite(
  value: number | null,
  margins: ReturnType<CompositeInterval>,
  confidenceLevel: number,
): Pick<HealthScoreResult, "value" | "interval" | "unit" | "confidenceLevel"> {
  return {
    value,
    interval:
      value === null || margins === null
        ? null
        : { low: Math.max(0, value - margins.below), high: Math.min(100, value + margins.above) },
    unit: "scale-point",
    confidenceLevel,
  };
}

function weightedPart(
  { estimate, worst, best }: HealthComponent,
  { score, weight }: HealthPart,
): WeightedPart {
  const { interval, standardError } = estimate;
  const factor = (100 * weight) / (best - worst);
  const limit = (end: number | null | undefined) =>
    end == null ? null : Math.max(0, Math.min(100 * weight, factor * (end - worst)));
  const ends = [limit(interval?.low), limit(interval?.high)] as const;
  const [low, high] = factor > 0 ? ends : [ends[1], ends[0]];
  return {
    score: weight * (score ?? 0),
    standardError: standardError === null ? null : Math.abs(factor) * standardError,
    low,
    high,
  };
}

function part(value: number | null, { worst, best }: HealthScaling, weight: number): HealthPart {
  if (value === null) return { score: null, weight, cut: false };
  const score = (100 * (value - worst)) / (best - worst);
  const within = Math.max(0, Math.min(100, score));
  return { score: within, weight, cut: within !== score };
}

/** The weights by component, adding up to 1. */
function weightsOf(
  caller: string,
  scalings: { readonly [component: string]: HealthScaling },
): { [component: string]: number } {
  let total = 0;
  for (const [name, { worst, best, weight = 1 }] of Object.entries(scalings)) {
    if (!(Number.isFinite(worst) && Number.isFinite(best) && Math.abs(best - worst) >= 1e-100)) {
      throw new RangeError(`${caller} requires finite worst ≠ best, got ${worst} and ${best} of ${name}`);
    }
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(`${caller} requires finite weights ≥ 0, got ${weight} of ${name}`);
    }
    total += weight;
  }
  if (!(total > 0 && total < Infinity)) {
    throw new RangeError(`${caller} requires a component with a weight above 0, got ${total} in all`);
  }
  return Object.fromEntries(Object.entries(scalings).map(([name, { weight = 1 }]) => [name, weight / total]));
}

function answerOf(answer: unknown, component: string, row: number): number | null {
  if (answer === null || answer === undefined) return null;
  if (typeof answer !== "number" || !(Math.abs(answer) < 1e100)) {
    throw new RangeError(
      `healthScoreOfRows requires finite answers (below 1e100) or null, got ${written(answer)} to ${component} at row ${row}`,
    );
  }
  return answer;
}
