import { normalQuantile, uncheckedNormalSurvivalQuantile } from "../distributions/normal-quantile.ts";
import { requireDomain } from "../domain.ts";
import { whereReached } from "../planning/root.ts";
import type { GroupSequentialDesign } from "./group-sequential-bounds.ts";
import { type ScoreProcess, continued, crossing, unobserved } from "./score-process.ts";
import { requireLevel } from "../critical-value.ts";

/** What a group sequential design does if there is a difference. */
export interface GroupSequentialPower {
  /** Probability of stopping with a difference in the right direction, at any look. */
  readonly power: number;
  /** The same up to each look. */
  readonly cumulativePower: readonly number[];
  /** Share of the final information that is used on average. */
  readonly expectedInformation: number;
  /** Difference over its standard error at the final information. */
  readonly drift: number;
}

/**
 * How likely a group sequential design finds a difference, and how early it stops on average.
 *
 * @param design bounds that {@link pocockBounds}, {@link obrienFlemingBounds} or {@link spendingBounds} gave
 * @param drift the difference over its standard error at the final information, any finite number; its sign is the right
 *   direction
 * @throws {RangeError} when the drift is not finite or the bounds do not fit the looks
 * @source Jennison and Turnbull (2000), Group Sequential Methods with Applications to Clinical Trials, Chapman & Hall, 2.3
 *   and 19.2
 * @example
 * import { groupSequentialPower, obrienFlemingBounds } from "@cxkit/stats/experiments";
 * groupSequentialPower(obrienFlemingBounds(5), 3).power.toFixed(3); // => "0.841"
 */
export function groupSequentialPower(design: GroupSequentialDesign, drift: number): GroupSequentialPower {
  requireDomain(Number.isFinite(drift), "groupSequentialPower requires a finite drift", drift);
  requireDesign("groupSequentialPower", design);
  return powerOf(design, drift);
}

/**
 * By how much a group sequential design needs to be larger at the most than a test with one look, to have the same power:
 * multiply the fixed sample size with it. On average it uses less.
 *
 * @param design bounds that {@link pocockBounds}, {@link obrienFlemingBounds} or {@link spendingBounds} gave
 * @param power strictly between 0 and 1; default 0.8
 * @throws {RangeError} when the bounds do not fit the looks or the power is not strictly between 0 and 1
 * @source Jennison and Turnbull (2000), Group Sequential Methods with Applications to Clinical Trials, 2.3, tables 2.2, 2.4
 * @example
 * import { pocockBounds, sampleSizeInflation } from "@cxkit/stats/experiments";
 * sampleSizeInflation(pocockBounds(5)).toFixed(3); // => "1.229"
 */
export function sampleSizeInflation(design: GroupSequentialDesign, power = 0.8): number {
  requireDesign("sampleSizeInflation", design);
  requireLevel("sampleSizeInflation", design.confidenceLevel);
  requireDomain(
    power > 1 - design.confidenceLevel && power < 1,
    "sampleSizeInflation requires 1 − confidenceLevel < power < 1",
    power,
  );
  const needed = whereReached((drift) => powerOf(design, drift).power, power, 1e-9, 1e3);
  if (needed === undefined) {
    throw new RangeError(
      `sampleSizeInflation requires information that gives the power, got ${design.information.join(", ")}`,
    );
  }
  const alone = uncheckedNormalSurvivalQuantile((1 - design.confidenceLevel) / 2) + normalQuantile(power);
  return Math.max(1, (needed / alone) ** 2);
}

/** Stops at bounds that do not belong to looks. */
export function requireDesign(caller: string, { information, bounds }: GroupSequentialDesign): void {
  requireDomain(
    information.length > 0 && information.length === bounds.length,
    `${caller} requires one bound for each look`,
    `${bounds.length} for ${information.length}`,
  );
  information.forEach((t, look) =>
    requireDomain(
      t > (information[look - 1] ?? 0) && t <= 1 && (bounds[look] as number) >= 0,
      `${caller} requires information that rises to at most 1 and bounds ≥ 0`,
      `${t} and ${bounds[look]}`,
    ),
  );
}

function powerOf({ information, bounds }: GroupSequentialDesign, drift: number): GroupSequentialPower {
  const towards = Math.abs(drift);
  let process: ScoreProcess = unobserved;
  let power = 0;
  let going = 1;
  let expectedInformation = 0;
  let before = 0;
  const cumulativePower = information.map((t, look) => {
    const bound = bounds[look] as number;
    expectedInformation += going * (t - before);
    before = t;
    const right = crossing(process, t, towards, bound, 1);
    power += right;
    going = Math.max(0, going - right - crossing(process, t, towards, -bound, -1));
    const next = information[look + 1];
    if (next !== undefined) process = continued(process, t, towards, [-bound, bound], next);
    return Math.min(1, power);
  });
  return { power: Math.min(1, power), cumulativePower, expectedInformation, drift };
}
