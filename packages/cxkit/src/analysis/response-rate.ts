import { wilsonInterval } from "@cxkit/stats";
import type { ResponseRate } from "@cxkit/report";

/**
 * Responses of invitations, in percent. **Base**: invitations. **Interval**: Wilson.
 *
 * @throws {RangeError} when more answered than were invited
 * @example responseRate(200, 1000, 0.95).estimate.value // => 20
 */
export function responseRate(responses: number, invited: number, confidenceLevel: number): ResponseRate {
  if (responses > invited) {
    throw new RangeError(`responseRate requires responses ≤ invited, got ${responses} of ${invited}`);
  }
  const share = responses / invited;
  const { low, high } = wilsonInterval(responses, invited, confidenceLevel);
  const standardError = invited > 1 ? 100 * Math.sqrt((share * (1 - share)) / (invited - 1)) : null;
  return {
    invited,
    responses,
    estimate: {
      value: 100 * share,
      interval: { low: 100 * low, high: 100 * high },
      standardError,
      n: invited,
      effectiveN: invited,
      unit: "percent",
      confidenceLevel,
      method: "wilson",
    },
  };
}
