import { requireLevel } from "../critical-value.ts";
import { requireDomain } from "../domain.ts";
import type { Interval } from "../interval.ts";
import type { GroupSequentialDesign } from "./group-sequential-bounds.ts";
import { whereReached } from "../planning/root.ts";
import { requireDesign } from "./group-sequential-power.ts";
import { type ScoreProcess, continued, crossing, unobserved } from "./score-process.ts";

/** What a group sequential experiment found when it stopped, corrected for the looks. */
export interface StagewiseEstimate {
  /** Median-unbiased estimate: as often too high as too low. */
  readonly estimate: number;
  /** The plain estimate, which is too far from 0 on average after an early stop. */
  readonly observed: number;
  readonly interval: Interval;
  /** Two-sided p-value of "no difference". */
  readonly pValue: number;
  /** Look at which it stopped, the first being 1. */
  readonly look: number;
  readonly confidenceLevel: number;
  readonly method: "stagewise-ordering";
}

/**
 * Interval and estimate after a group sequential experiment has stopped. An experiment that stops because its result is large
 * has, on average, too large a result; stagewise ordering takes that out: an earlier stop counts as more extreme than a later one.
 *
 * @param design the bounds that were used, those of the looks so far at least
 * @param stopped `look` at which it stopped, the first being 1, with the difference and its standard error then
 * @param confidenceLevel strictly between 0 and 1; default that of the design
 * @throws {RangeError} when the look is not one of the design, |z| at an earlier look than the last is below the bound or
 *   any |z| above 1000, the standard error not above 0, or the level not strictly between 0 and 1
 * @source Tsiatis, Rosner and Mehta (1984), Exact confidence intervals following a group sequential test, Biometrics 40(3)
 *   797–803
 * @example
 * import { obrienFlemingBounds, stagewiseInterval } from "@cxkit/stats/experiments";
 * const stopped = { look: 3, difference: 0.05, standardError: 0.02 };
 * stagewiseInterval(obrienFlemingBounds(4), stopped).interval.low.toFixed(4); // => "0.0100"
 */
export function stagewiseInterval(
  design: GroupSequentialDesign,
  stopped: { readonly look: number; readonly difference: number; readonly standardError: number },
  confidenceLevel = design.confidenceLevel,
): StagewiseEstimate {
  requireLevel("stagewiseInterval", confidenceLevel);
  requireDesign("stagewiseInterval", design);
  const { look, difference, standardError } = stopped;
  const looks = design.information.length;
  requireDomain(
    Number.isInteger(look) && look >= 1 && look <= looks,
    `stagewiseInterval requires a look of 1 to ${looks}`,
    look,
  );
  requireDomain(
    standardError > 0 && standardError < Infinity && Number.isFinite(difference),
    "stagewiseInterval requires a finite difference and a standard error > 0",
    `${difference} and ${standardError}`,
  );
  const z = difference / standardError;
  requireDomain(
    Math.abs(z) <= farthest,
    `stagewiseInterval requires a difference of at most ${farthest} standard errors`,
    `${difference} and ${standardError}`,
  );
  requireDomain(
    look === looks || Math.abs(z) >= (design.bounds[look - 1] as number),
    `stagewiseInterval requires |z| that stopped the experiment at look ${look}`,
    `${z} (${difference} by ${standardError})`,
  );
  const unit = standardError * Math.sqrt(design.information[look - 1] as number);
  const tail = (1 - confidenceLevel) / 2;
  const at = (drift: number, side: 1 | -1): number => chanceBeyond(design, look, z, drift, side);
  return {
    estimate: unit * driftWhere((drift) => 2 * at(drift, 1) - 1, z, design, look),
    observed: difference,
    interval: {
      low: unit * driftWhere((drift) => at(drift, 1) - tail, z, design, look),
      high: unit * driftWhere((drift) => tail - at(drift, -1), z, design, look),
    },
    pValue: Math.min(1, 2 * Math.min(at(0, 1), at(0, -1))),
    look,
    confidenceLevel,
    method: "stagewise-ordering",
  };
}

/** Probability of a result at least as high (`side` 1), or at least as low (−1), in stagewise order. */
function chanceBeyond(
  { information, bounds }: GroupSequentialDesign,
  look: number,
  z: number,
  drift: number,
  side: 1 | -1,
): number {
  let process: ScoreProcess = unobserved;
  let chance = 0;
  for (let k = 0; k < look - 1; k++) {
    const t = information[k] as number;
    const bound = bounds[k] as number;
    chance += crossing(process, t, drift, side * bound, side);
    process = continued(process, t, drift, [-bound, bound], information[k + 1] as number);
  }
  return chance + crossing(process, information[look - 1] as number, drift, z, side);
}

/** The drift at which an increasing function is 0, searched from around the observed one. */
function driftWhere(
  increasing: (drift: number) => number,
  z: number,
  design: GroupSequentialDesign,
  look: number,
): number {
  const center = z / Math.sqrt(design.information[look - 1] as number);
  let from = center - 4;
  while (increasing(from) > 0 && from > center - 1e3) from -= 2 * (center - from);
  return from - 1 + (whereReached((distance) => increasing(from - 1 + distance), 0, 1) ?? 0);
}

/** Beyond it the drifts that are left at an earlier look lie too far from the one observed to be searched for. */
const farthest = 1000;
