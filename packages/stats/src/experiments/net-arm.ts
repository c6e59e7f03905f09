import { type NetCounts, netMoments } from "../intervals/net-interval.ts";
import type { ArmEstimate } from "./arm-estimate.ts";

/**
 * One arm of an experiment by a net share (NPS ÷ 100) of its subjects.
 *
 * For the difference of two at a fixed horizon `netDifference` has the better interval; this one is for looking at any time.
 *
 * @param counts subjects by class
 * @throws {RangeError} when a count is negative or not finite, or all are 0
 * @source Rocks (2016), Interval estimation for the "Net Promoter Score", The American Statistician 70(4) 365–372
 * @example netArm({ favorable: 60, neutral: 25, unfavorable: 15 }).standardError.toFixed(4) // => "0.0740"
 */
export function netArm(counts: NetCounts): ArmEstimate {
  const { n, share, variance } = netMoments("netArm", counts);
  return { value: share, standardError: Math.sqrt(variance / n), n };
}
