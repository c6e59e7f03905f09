import { normalCriticalValue } from "../critical-value.ts";
import { type DifferenceTest, twoSidedNormalPValue } from "./difference-test.ts";
import {
  overlapCorrelation,
  overlapMoments,
  type PairedWaves,
  requirePoints,
  type WaveMoments,
} from "./paired-waves.ts";

/**
 * Change of a net share (NPS, net satisfaction) between two waves that share some or all of their respondents, after
 * minus before, with an adjusted Wald interval and the z test that agrees with it.
 *
 * Each wave gets 1½ pseudo-responses (⅜ favorable, ¾ neutral, ⅜ unfavorable) of people who answered that wave only. Where
 * nobody answered both waves the result is that of {@link netDifference}; where everybody did it is the analysis of pairs,
 * whose interval is the narrower the more people stay where they were. Of ten pairs the 95 % interval covers 91 % where many move
 * one way and nearly 100 % where most stay (exact enumeration). Assumes that respondents are independent of each other.
 *
 * @param waves points −1, 0 and 1; complete pairs before by after, and who answered one wave only
 * @param confidenceLevel strictly between 0 and 1
 * @returns difference and interval on the −2…2 scale; `standardError` and `statistic` are those of the adjusted waves
 * @throws {RangeError} when the points are others, a count is negative or not finite, a wave is empty, or the level is not
 *   strictly between 0 and 1
 * @source variance of a difference of overlapping samples as in Kish (1965), Survey Sampling, 12.4B, on the pseudo-responses
 *   of Rocks (2016), The American Statistician 70(4) 365–372, shared as in {@link netDifference}
 * @example pairedNetDifference({ points: [-1, 0, 1], counts: [[10, 6, 4], [1, 20, 9], [2, 3, 45]] }).pValue.toFixed(4) // => "0.0217"
 */
export function pairedNetDifference(waves: PairedWaves, confidenceLevel = 0.95): DifferenceTest {
  const z = normalCriticalValue("pairedNetDifference", confidenceLevel);
  requirePoints("pairedNetDifference", waves, [-1, 0, 1]);
  const moments = overlapMoments("pairedNetDifference", waves);
  const { before, after } = moments;
  const [first, second] = [adjusted(before), adjusted(after)];
  // Of respondents, as the square of a difference and a rest, and of pseudo-responses: nothing cancels where all stay.
  const standardError = Math.hypot(
    first.respondents - second.respondents,
    Math.sqrt(2 * (1 - overlapCorrelation(moments)) * first.respondents * second.respondents),
    first.pseudo,
    second.pseudo,
  );
  const center = second.share - first.share;
  const statistic = center / standardError;
  const margin = z * standardError;
  return {
    difference: after.mean - before.mean,
    interval: { low: center - margin, high: center + margin },
    standardError,
    statistic,
    pValue: twoSidedNormalPValue(statistic),
    method: "adjusted-wald",
    test: "adjusted-wald-z",
  };
}

/** Share of one wave with its pseudo-responses, and what respondents and pseudo-responses add to its standard error. */
function adjusted({ n, mean, squares }: WaveMoments) {
  const total = n + 1.5;
  return {
    share: mean * (n / total),
    respondents: Math.sqrt(squares) / total,
    // Half of the pseudo-responses are 1 from their mean of 0, which is not that of the respondents.
    pseudo: Math.sqrt(0.75 + 1.5 * (n / total) * mean * mean) / total,
  };
}
