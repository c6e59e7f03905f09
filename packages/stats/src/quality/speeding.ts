import { quantile } from "../descriptive/descriptive.ts";
import { requireDomain } from "../domain.ts";
import type { Flags } from "./flags.ts";

/**
 * Flags respondents who were much faster than others: under a share of the median duration. Fast is not careless by itself;
 * compare estimates with and without them ({@link withAndWithout}) before anybody is left out.
 *
 * @param durations seconds by respondent, each > 0; `null` where unknown, which flags nobody
 * @param options `share` of the median below which a respondent is flagged, between 0 and 1; 0.4 unless said otherwise
 * @returns flags in the order given; `threshold` in seconds, `null` without durations
 * @throws {RangeError} when a duration is not above 0 or the share not between 0 and 1
 * @source Greszki, Meyer and Schoen (2015), Exploring the effects of removing "too fast" responses and respondents from web surveys,
 *   Public Opinion Quarterly 79(2) 471–503
 * @example speeding([300, 280, 60, 320, null]).flagged // => [false, false, true, false, false]
 */
export function speeding(
  durations: readonly (number | null)[],
  options: { readonly share?: number } = {},
): Flags & { readonly threshold: number | null } {
  const { share = 0.4 } = options;
  requireDomain(share > 0 && share < 1, "speeding requires 0 < share < 1", share);
  durations.forEach((duration, index) =>
    requireDomain(
      duration === null || (Number.isFinite(duration) && duration > 0),
      `speeding requires durations > 0 or null at ${index}`,
      duration,
    ),
  );
  const known = durations.filter((duration) => duration !== null);
  const threshold = known.length > 0 ? share * quantile(known, 0.5) : null;
  return {
    rule: `faster than ${share} of the median duration`,
    flagged: durations.map((duration) => duration !== null && threshold !== null && duration < threshold),
    threshold,
  };
}
