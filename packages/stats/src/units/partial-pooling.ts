import { requireLevel, studentTCriticalValue } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";

/** The answers of one store, agent or account, by their number, mean and sample variance. */
export interface UnitSummary {
  readonly name: string;
  /** Number of answers, at least 1; effective ones of weighted answers, which need not be whole. */
  readonly n: number;
  readonly mean: number;
  /** Sample variance, divisor n − 1; ignored with one answer. */
  readonly variance: number;
}

/** One unit, raw and pooled. */
export interface PooledUnit {
  readonly name: string;
  readonly n: number;
  /** Mean of the unit's own answers. */
  readonly raw: number;
  /** The mean that its own answers and everybody's together make likely. */
  readonly pooled: number;
  readonly interval: Interval;
  /** How much of the way from its raw mean to the mean of all it was moved, 0…1: near 1 for units with few answers. */
  readonly shrinkage: number;
}

/** Units with what they have in common. */
export interface PartialPooling {
  /** In the order given. */
  readonly units: readonly PooledUnit[];
  /** Mean over the units, each weighed by what it is known by. */
  readonly mean: number;
  readonly meanStandardError: number;
  /** Likeliest variance between units beyond chance; 0 when the units differ no more than chance makes them. */
  readonly between: number;
  /** Variance between answers of one unit. */
  readonly within: number;
  /** Answers in all units. */
  readonly n: number;
  readonly confidenceLevel: number;
}

/**
 * Means of many small units by partial pooling: each is drawn to the mean of all, the more the fewer answers it has. Ranked by
 * raw means, the smallest units fill both ends of the list by chance alone; pooled means do not.
 *
 * How much units differ beyond chance is estimated by restricted maximum likelihood, and its uncertainty, with a flat prior on the
 * standard deviation between units, goes into every pooled mean and interval. For NPS give −100, 0 and 100 as answers: the
 * mean is the score. Show raw and pooled side by side. **Assumes** that units are alike until their answers say otherwise, that
 * their answers vary alike, and that few answers are not themselves a sign. An interval is for the unit's true mean; over units like
 * these it covers about its level on average (92 to 99 % for 95 in simulations), less for one that is truly far from all others.
 *
 * @param units number, mean and sample variance of the answers of each; at least three units, and one with two answers
 * @param confidenceLevel strictly between 0 and 1
 * @throws {RangeError} when there are fewer than three units, n is not a number from 1, a mean or variance is impossible, or
 *   no answers differ within any unit
 * @source Morris (1983), Parametric empirical Bayes inference, JASA 78(381) 47–55; Gelman (2006), Prior distributions
 *   for variance parameters in hierarchical models, Bayesian Analysis 1(3) 515–534; Patterson and Thompson (1971), Recovery of
 *   inter-block information when block sizes are unequal, Biometrika 58(3) 545–554
 * @example
 * import { partialPooling } from "@cxkit/stats/units";
 *
 * const { units } = partialPooling([
 *   { name: "North", n: 200, mean: 40, variance: 6000 },
 *   { name: "South", n: 180, mean: 10, variance: 6500 },
 *   { name: "East", n: 150, mean: 30, variance: 6100 },
 *   { name: "Kiosk", n: 4, mean: 100, variance: 0 },
 * ]);
 * units.map(({ raw, pooled }) => [raw, Math.round(pooled)]); // => [[40, 39], [10, 11], [30, 30], [100, 63]]
 */
export function partialPooling(units: readonly UnitSummary[], confidenceLevel = 0.95): PartialPooling {
  requireLevel("partialPooling", confidenceLevel);
  requireDomain(units.length >= 3, "partialPooling requires at least three units", units.length);
  for (const { name, n, mean, variance } of units) {
    requireDomain(n >= 1 && n <= 1e15, `partialPooling requires an n from 1 to 1e15 of ${name}`, n);
    requireDomain(Math.abs(mean) <= 1e100, `partialPooling requires a mean within ±1e100 of ${name}`, mean);
    requireDomain(
      n === 1 || (variance >= 0 && variance <= 1e200),
      `partialPooling requires a variance from 0 to 1e200 of ${name}`,
      variance,
    );
  }
  const n = units.reduce((sum, unit) => sum + unit.n, 0);
  const inside = units.reduce((sum, unit) => sum + (unit.n > 1 ? (unit.n - 1) * unit.variance : 0), 0);
  requireDomain(inside > 0, "partialPooling requires answers that differ within a unit", inside);
  const ratio = likeliestRatio(units, n, inside);
  const { mean, within, weight } = fitted(units, n, inside, ratio);
  const nodes = posteriorOfRatio(units, n, inside);
  const over = (pick: (node: (typeof nodes)[number]) => number) =>
    nodes.reduce((sum, node) => sum + node.probability * pick(node), 0);
  const t = studentTCriticalValue("partialPooling", confidenceLevel, n - 1);
  return {
    units: units.map(({ name, n: size, mean: raw }) => {
      const kept = (node: (typeof nodes)[number]) => 1 / (1 + size * node.ratio);
      const value = (node: (typeof nodes)[number]) => raw + kept(node) * (node.mean - raw);
      const pooled = over(value);
      const variance = over(
        (node) =>
          (node.within * (1 - kept(node))) / size +
          (kept(node) ** 2 * node.within) / node.weight +
          (value(node) - pooled) ** 2,
      );
      const margin = t * Math.sqrt(variance);
      return {
        name,
        n: size,
        raw,
        pooled,
        interval: { low: pooled - margin, high: pooled + margin },
        shrinkage: over(kept),
      };
    }),
    mean,
    meanStandardError: Math.sqrt(within / weight),
    between: ratio * within,
    within,
    n,
    confidenceLevel,
  };
}

/**
 * Ratios of the variances between and within units with their probabilities, from the restricted likelihood and a flat prior on the
 * standard deviation between units: with few units, or little between them, the data leave much open, and the likeliest ratio alone
 * would often be 0.
 */
function posteriorOfRatio(units: readonly UnitSummary[], n: number, inside: number) {
  const typical = Math.sqrt(units.length / n);
  const steps = 2000;
  const nodes = Array.from({ length: steps }, (_, i) => {
    const x = (i + 0.5) / steps;
    const ratio = ((typical * x) / (1 - x)) ** 2;
    return {
      ratio,
      ...fitted(units, n, inside, ratio),
      height: devianceOf(units, n, inside, ratio) / -2 - 2 * Math.log1p(-x),
    };
  });
  const highest = Math.max(...nodes.map(({ height }) => height));
  const total = nodes.reduce((sum, { height }) => sum + Math.exp(height - highest), 0);
  return nodes.map((node) => ({ ...node, probability: Math.exp(node.height - highest) / total }));
}

/** −2 log restricted likelihood, up to a constant. */
function devianceOf(units: readonly UnitSummary[], n: number, inside: number, ratio: number): number {
  const { within, weight } = fitted(units, n, inside, ratio);
  return (
    (n - 1) * Math.log(within) +
    units.reduce((sum, unit) => sum + Math.log1p(unit.n * ratio), 0) +
    Math.log(weight)
  );
}

/** Mean, variance within and total weight of the units, were this the ratio of the variances between and within. */
function fitted(units: readonly UnitSummary[], n: number, inside: number, ratio: number) {
  const weights = units.map((unit) => unit.n / (1 + unit.n * ratio));
  const weight = weights.reduce((sum, value) => sum + value, 0);
  const mean = units.reduce((sum, unit, i) => sum + (weights[i] as number) * unit.mean, 0) / weight;
  const apart = units.reduce((sum, unit, i) => sum + (weights[i] as number) * (unit.mean - mean) ** 2, 0);
  return { mean, weight, within: (inside + apart) / (n - 1) };
}

/** The ratio of the variances that maximizes the restricted likelihood: a scan, then golden sections around its best. */
function likeliestRatio(units: readonly UnitSummary[], n: number, inside: number): number {
  const deviance = (ratio: number) => devianceOf(units, n, inside, ratio);
  const grid = [0, ...Array.from({ length: 81 }, (_, i) => 10 ** (i / 5 - 10))];
  const values = grid.map(deviance);
  const best = values.indexOf(Math.min(...values));
  let low = grid[Math.max(0, best - 1)] as number;
  let high = grid[Math.min(grid.length - 1, best + 1)] as number;
  const part = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 120 && high - low > 1e-13 * high; step++) {
    const left = high - part * (high - low);
    const right = low + part * (high - low);
    if (deviance(left) <= deviance(right)) high = right;
    else low = left;
  }
  const ratio = (low + high) / 2;
  return deviance(0) <= deviance(ratio) ? 0 : polished(units, n, inside, ratio);
}

/** Newton's steps on the slope of the deviance, whose minimum is too flat to be found by its height alone. */
function polished(units: readonly UnitSummary[], n: number, inside: number, start: number): number {
  const slope = (ratio: number): number => {
    const { mean, within, weight } = fitted(units, n, inside, ratio);
    let [apart, trace, squares] = [0, 0, 0];
    for (const unit of units) {
      const w = unit.n / (1 + unit.n * ratio);
      apart += w * w * (unit.mean - mean) ** 2;
      trace += w;
      squares += w * w;
    }
    return trace - apart / within - squares / weight;
  };
  let ratio = start;
  for (let step = 0; step < 20; step++) {
    const h = Math.max(ratio * 1e-5, 1e-14);
    const curvature = (slope(ratio + h) - slope(ratio - h)) / (2 * h);
    const next = ratio - slope(ratio) / curvature;
    if (!(curvature > 0) || !(next > start / 2 && next < start * 2)) return ratio;
    if (Math.abs(next - ratio) <= 1e-14 * ratio) return next;
    ratio = next;
  }
  return ratio;
}
