import { requireLevel } from "../critical-value.ts";
import { normalSurvival } from "../distributions/normal-distribution.ts";
import { uncheckedNormalSurvivalQuantile } from "../distributions/normal-quantile.ts";
import { requireDomain } from "../domain.ts";
import { whereReached } from "../planning/root.ts";
import { type ScoreProcess, continued, crossing, densityAt, unobserved } from "./score-process.ts";
import { type SpendingFunction, obrienFlemingSpending } from "./spending-functions.ts";

/** Which looks are planned: how many, evenly spaced, or the share of the final information at each, the last being 1. */
export type Looks = number | readonly number[];

/** Bounds of a two-sided test with a planned number of looks. */
export interface GroupSequentialDesign {
  /** Share of the final information (of the subjects, as a rule) at each look. */
  readonly information: readonly number[];
  /** Stop at a look where |z| is at least this. */
  readonly bounds: readonly number[];
  /** The same as two-sided p-values: stop where p is at most this. */
  readonly nominalPValues: readonly number[];
  /** Probability, under "no difference", of having stopped by each look. */
  readonly cumulativeAlpha: readonly number[];
  /** Bound at the last look of the designs with a constant. */
  readonly constant: number;
  readonly confidenceLevel: number;
  readonly method: string;
}

/**
 * Pocock's bounds: the same |z| at every look. Stops early most often and needs the most at the end.
 *
 * @param looks how many, evenly spaced, or the information at each, rising to 1
 * @param confidenceLevel of all looks together, strictly between 0 and 1
 * @throws {RangeError} when there is no look or more than 100, information does not rise to 1, or the level is not strictly
 *   between 0 and 1
 * @source Pocock (1977), Group sequential methods in the design and analysis of clinical trials, Biometrika 64(2) 191–199
 * @example pocockBounds(5).constant.toFixed(4) // => "2.4132"
 */
export function pocockBounds(looks: Looks, confidenceLevel = 0.95): GroupSequentialDesign {
  return withConstant("pocockBounds", "pocock", looks, confidenceLevel, () => 1);
}

/**
 * O'Brien and Fleming's bounds: |z| falls with 1 / √information. Hardly ever stops early without need, and costs almost nothing at
 * the end. The customary choice.
 *
 * @param looks how many, evenly spaced, or the information at each, rising to 1
 * @param confidenceLevel of all looks together, strictly between 0 and 1
 * @throws {RangeError} when there is no look or more than 100, information does not rise to 1, or the level is not strictly
 *   between 0 and 1
 * @source O'Brien and Fleming (1979), A multiple testing procedure for clinical trials, Biometrics 35(3) 549–556
 * @example obrienFlemingBounds(5).constant.toFixed(4) // => "2.0401"
 */
export function obrienFlemingBounds(looks: Looks, confidenceLevel = 0.95): GroupSequentialDesign {
  return withConstant(
    "obrienFlemingBounds",
    "obrien-fleming",
    looks,
    confidenceLevel,
    (t) => 1 / Math.sqrt(t),
  );
}

/**
 * Bounds that spend the allowed false alarms as a function of the information so far (Lan and DeMets): neither the number nor
 * the times of the looks need be known before, only the final size. Call it at every look with the looks so far.
 *
 * @param looks how many, evenly spaced, or the information at each so far, rising, at most 1
 * @param options `spending`: {@link obrienFlemingSpending} (the default), {@link pocockSpending} or {@link powerSpending},
 *   half of the false alarms to each side
 * @throws {RangeError} when there is no look or more than 100, information does not rise or exceeds 1, or the level is not
 *   strictly between 0 and 1
 * @source Lan and DeMets (1983), Discrete sequential boundaries for clinical trials, Biometrika 70(3) 659–663
 * @example spendingBounds([0.5, 1]).bounds.map((z) => z.toFixed(4)) // => ["2.9626", "1.9686"]
 */
export function spendingBounds(
  looks: Looks,
  options: { readonly spending?: SpendingFunction; readonly confidenceLevel?: number } = {},
): GroupSequentialDesign {
  const { spending = obrienFlemingSpending, confidenceLevel = 0.95 } = options;
  requireLevel("spendingBounds", confidenceLevel);
  const information = checkedLooks("spendingBounds", looks);
  const alpha = (1 - confidenceLevel) / 2;
  const bounds: number[] = [];
  const spent: number[] = [];
  let process: ScoreProcess = unobserved;
  information.forEach((t, look) => {
    const before = spent.at(-1) ?? 0;
    const target = Math.max(before, spending(t, alpha));
    const bound = boundFor(process, t, target - before);
    bounds.push(bound);
    spent.push(target);
    const next = information[look + 1];
    if (next !== undefined) process = continued(process, t, 0, [-bound, bound], next);
  });
  return {
    information,
    bounds,
    nominalPValues: bounds.map((bound) => 2 * normalSurvival(bound)),
    cumulativeAlpha: spent.map((share) => 2 * share),
    constant: bounds.at(-1) as number,
    confidenceLevel,
    method: `${spending.method} spending`,
  };
}

/** The bound that the next look passes with this probability, on one side. */
function boundFor(process: ScoreProcess, information: number, chance: number): number {
  // Nothing to spend: a bound that nothing passes.
  if (!(chance > 1e-300)) return unreachable;
  // The chance is at most that of a single look, so its bound is the highest there can be.
  let high = Math.min(uncheckedNormalSurvivalQuantile(chance), unreachable);
  let low = -unreachable;
  let z = high;
  for (let step = 0; step < 100; step++) {
    const above = crossing(process, information, 0, z, 1);
    if (above < chance) high = z;
    else low = z;
    // Newton on the logarithm of the tail, kept between the bounds.
    const newton = z + (Math.log(above / chance) * above) / densityAt(process, information, z);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - z) <= 1e-13 * Math.max(1, Math.abs(z))) return next;
    z = next;
  }
  return z;
}

/** A design whose bounds are a constant times a shape of the information. */
function withConstant(
  caller: string,
  method: string,
  looks: Looks,
  confidenceLevel: number,
  shape: (information: number) => number,
): GroupSequentialDesign {
  requireLevel(caller, confidenceLevel);
  const information = checkedLooks(caller, looks);
  requireDomain(
    Math.abs((information.at(-1) as number) - 1) < 1e-12,
    `${caller} requires information that rises to 1`,
    information.at(-1),
  );
  const shapes = information.map(shape);
  const alpha = 1 - confidenceLevel;
  const spentWith = (constant: number): number[] =>
    stoppingChances(
      information,
      shapes.map((factor) => factor * constant),
    );
  // More than the bound of a single look, less than Bonferroni's for all.
  const constant = whereReached(
    (factor) => -Math.log((spentWith(factor).at(-1) as number) / alpha),
    0,
    uncheckedNormalSurvivalQuantile(alpha / 2) * (1 - 1e-9),
    uncheckedNormalSurvivalQuantile(alpha / 2 / information.length) * (1 + 1e-9),
  ) as number;
  const bounds = shapes.map((factor) => factor * constant);
  return {
    information,
    bounds,
    nominalPValues: bounds.map((bound) => 2 * normalSurvival(bound)),
    cumulativeAlpha: spentWith(constant),
    constant,
    confidenceLevel,
    method,
  };
}

/** Probability, without a difference, that a two-sided test has stopped by each look. */
function stoppingChances(information: readonly number[], bounds: readonly number[]): number[] {
  let process: ScoreProcess = unobserved;
  let total = 0;
  return information.map((t, look) => {
    const bound = bounds[look] as number;
    total += 2 * crossing(process, t, 0, bound, 1);
    const next = information[look + 1];
    if (next !== undefined) process = continued(process, t, 0, [-bound, bound], next);
    return total;
  });
}

/** A bound in the place of infinity: beyond it no double tells a probability from 0. */
const unreachable = 38;

/** Information at each look, checked. */
function checkedLooks(caller: string, looks: Looks): number[] {
  const count = typeof looks === "object" ? looks.length : looks;
  requireDomain(
    Number.isInteger(count) && count >= 1 && count <= 100,
    `${caller} requires 1 to 100 looks`,
    count,
  );
  if (typeof looks !== "object") return Array.from({ length: looks }, (_, look) => (look + 1) / looks);
  looks.forEach((t, look) =>
    requireDomain(
      t > (looks[look - 1] ?? 0) && t <= 1,
      `${caller} requires information that rises from above 0 to at most 1`,
      looks,
    ),
  );
  return [...looks];
}
