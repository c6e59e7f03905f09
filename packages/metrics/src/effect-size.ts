import type { Estimate } from "@cxkit/core";
import { cliffsDelta, cohensH, hedgesG } from "@cxkit/stats/hypothesis-tests";
import { normalCriticalValue, requireLevel } from "@cxkit/stats";
import { effectiveCount, type ScoreSample } from "./score-sample.ts";
import { inTheNameOf } from "./in-the-name-of.ts";

/**
 * Cohen's h of two shares, to report beside their difference: `difference(a, b, { effect: cohensHEffect })`. Half a point of a
 * share near 100 % is more than half a point near 50 %; h counts them by how hard they are to tell apart.
 *
 * **Unit**: none, −π…π; .2 is called small, .5 medium, .8 large. **Interval**: normal, with variance 1/n₁ + 1/n₂.
 *
 * @source Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd edition, chapter 6
 * @example
 * import { cohensHEffect, csat, difference } from "@cxkit/metrics";
 * difference(csat([5, 4, 4, 1]), csat([5, 2, 1, 1]), { effect: cohensHEffect }).effect?.value?.toFixed(2) // => "1.05"
 */
export function cohensHEffect(left: ScoreSample, right: ScoreSample, confidenceLevel: number): Estimate {
  const caller = "cohensHEffect";
  const z = normalCriticalValue(caller, confidenceLevel);
  requireSamples(caller, [left, right], Number.MIN_VALUE);
  const share = (sample: ScoreSample): number =>
    effectiveCount(sample, "", (score) => score > 0) / effectiveCount(sample, "");
  const value = inTheNameOf(caller, () => cohensH(share(left), share(right)));
  const standardError = Math.sqrt(1 / left.effectiveN + 1 / right.effectiveN);
  const margin = z * standardError;
  return {
    ...unitless(left, right, confidenceLevel, "cohens-h"),
    value,
    interval: { low: Math.max(-Math.PI, value - margin), high: Math.min(Math.PI, value + margin) },
    standardError,
  };
}

/**
 * Hedges' g of two means, to report beside their difference: in standard deviations, so that a change on 1–5 compares with one
 * on 0–10. Without the bias that Cohen's d has in small samples.
 *
 * **Unit**: none; .2 is called small, .5 medium, .8 large. **Interval**: by the noncentral t distribution. `null` where nothing
 * varies, or there are not more than three answers.
 *
 * @source Hedges (1981), Distribution theory for Glass's estimator of effect size and related estimators, Journal of
 *   Educational Statistics 6(2) 107–128
 * @example
 * import { difference, hedgesGEffect, ratingMean } from "@cxkit/metrics";
 * difference(ratingMean([5, 4, 4, 3]), ratingMean([4, 2, 3, 3]), { effect: hedgesGEffect }).effect?.value?.toFixed(2) // => "1.06"
 */
export function hedgesGEffect(left: ScoreSample, right: ScoreSample, confidenceLevel: number): Estimate {
  requireLevel("hedgesGEffect", confidenceLevel);
  requireSamples("hedgesGEffect", [left, right], 0);
  const none = unitless(left, right, confidenceLevel, "hedges-g");
  const varies = (left.variance ?? 0) > 0 || (right.variance ?? 0) > 0;
  if (!varies || left.effectiveN + right.effectiveN <= 3) return none;
  const { estimate, interval } = inTheNameOf("hedgesGEffect", () =>
    hedgesG(pointsOf(left), pointsOf(right), { confidenceLevel }),
  );
  return { ...none, value: estimate, interval };
}

/**
 * Cliff's delta of two samples of answers, to report beside their difference: how much more often an answer of the first
 * is above one of the second than below. Takes nothing from the distances between scale points.
 *
 * **Unit**: none, −1…1; .11, .28 and .43 are called small, medium and large. **Interval**: Feng and Cliff's. `null` where a
 * sample has fewer than two answers.
 *
 * @source Cliff (1993), Dominance statistics: ordinal analyses to answer ordinal questions, Psychological Bulletin 114(3)
 *   494–509
 * @example
 * import { cliffsDeltaEffect, difference, ratingMean } from "@cxkit/metrics";
 * difference(ratingMean([5, 4, 4, 3]), ratingMean([4, 2, 3, 3]), { effect: cliffsDeltaEffect }).effect?.value // => 0.625
 */
export function cliffsDeltaEffect(left: ScoreSample, right: ScoreSample, confidenceLevel: number): Estimate {
  requireLevel("cliffsDeltaEffect", confidenceLevel);
  requireSamples("cliffsDeltaEffect", [left, right], 0);
  const none = unitless(left, right, confidenceLevel, "cliffs-delta");
  if (!(left.effectiveN > 1 && right.effectiveN > 1)) return none;
  const { estimate, interval } = inTheNameOf("cliffsDeltaEffect", () =>
    cliffsDelta(pointsOf(left), pointsOf(right), { confidenceLevel }),
  );
  return { ...none, value: estimate, interval };
}

/** A sample as answers per score, at its effective base. */
export function pointsOf({ scores, weights, total, effectiveN }: ScoreSample) {
  const scale = total > 0 ? effectiveN / total : 0;
  return {
    points: scores,
    counts: scale === 1 ? weights : weights.map((weight) => weight * scale),
  };
}

function unitless(left: ScoreSample, right: ScoreSample, confidenceLevel: number, method: string): Estimate {
  return {
    value: null,
    interval: null,
    standardError: null,
    n: left.n + right.n,
    effectiveN: left.effectiveN + right.effectiveN,
    unit: "none",
    confidenceLevel,
    method,
  };
}

/** Stops at samples that no answers can have made. */
function requireSamples(caller: string, samples: readonly ScoreSample[], least: number): void {
  for (const { n, effectiveN, total, scores, weights } of samples) {
    for (const base of [n, effectiveN]) {
      if (!(base >= least && base < Infinity && (base === 0 || 1 / base < Infinity))) {
        throw new RangeError(`${caller} requires finite bases ${least > 0 ? "> 0" : "≥ 0"}, got ${base}`);
      }
    }
    const wrong = [total, ...weights].find((weight) => !(weight >= 0 && weight < Infinity));
    if (wrong !== undefined) throw new RangeError(`${caller} requires finite weights ≥ 0, got ${wrong}`);
    const off = scores.find((score) => !Number.isFinite(score));
    if (off !== undefined) throw new RangeError(`${caller} requires finite scores, got ${off}`);
  }
}
