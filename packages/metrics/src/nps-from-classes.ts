import { netPromoterEstimate, type NpsClasses, type NpsOptions } from "./nps-result.ts";
import type { EstimateIn } from "./score-result.ts";

/**
 * Net Promoter Score from the sizes of its three classes, where the single scores are gone: a dashboard, a press
 * release. {@link npsFromCounts} is for eleven counts.
 *
 * **Unit**, **base** and **interval** are those of {@link nps}; without single scores there is no tally.
 *
 * @param classes whole numbers ≥ 0
 * @throws {RangeError} when a class is negative or not whole
 * @example npsFromClasses({ promoters: 60, passives: 25, detractors: 15 }).value // => 45
 */
export function npsFromClasses(
  classes: NpsClasses,
  options: NpsOptions = {},
): EstimateIn<"points"> & NpsClasses {
  const { promoters, passives, detractors } = classes;
  for (const [name, count] of Object.entries({ promoters, passives, detractors })) {
    if (!(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`npsFromClasses requires whole ${name} ≥ 0, got ${count}`);
    }
  }
  return {
    ...netPromoterEstimate(promoters, passives, detractors, options),
    promoters,
    passives,
    detractors,
  };
}
