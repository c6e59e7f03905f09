import type { NetInterval } from "@cxkit/stats";
import { countedRatings, type Ratings } from "./counted-ratings.ts";
import type { InvalidPolicy } from "./nps.ts";
import { npsRule } from "./nps-metric.ts";
import type { NpsClasses, NpsOptions } from "./nps-result.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import type { NetDifferenceMethod } from "./score-kind.ts";
import { type ScoreResult, scoreResult } from "./score-result.ts";

/** An Employee Net Promoter Score with the answers behind it. */
export interface EnpsResult extends ScoreResult<"points">, NpsClasses {}

/**
 * Employee Net Promoter Score: promoters (9–10) minus detractors (0–6) of employees' answers to "how likely are you to
 * recommend us as a place to work", 0–10.
 *
 * The arithmetic of the NPS on other respondents and another question: never one series, and never one chart, with a
 * customers' NPS. Employees are few and known: show no group under ten answers.
 *
 * **Unit**: points, −100…100. **Base**: whole scores 0…10; `null` and `undefined` are item nonresponse. **Interval**:
 * adjusted Wald. **Assumes** a sample that is small next to the staff; where most answered, the interval is too wide.
 *
 * @param scores answers, or their counts as a tally
 * @returns `value` and `interval` are `null` without answers, `standardError` below two
 * @throws {RangeError} at the first value that is no score, naming its index, or a level outside 0…1
 * @source Reichheld and Markey (2011), The Ultimate Question 2.0, Harvard Business Review Press
 * @example enps([10, 9, 9, 8, 7, 6, null]).value?.toFixed(1) // => "33.3"
 */
export function enps(
  scores: Ratings,
  options: NpsOptions & { readonly invalid?: InvalidPolicy } = {},
): EnpsResult {
  const counted = countedRatings("enps", scores, npsRule.scale, options.invalid);
  const { counts } = counted.tally;
  const between = (from: number, to: number) => counts.slice(from, to).reduce((sum, count) => sum + count, 0);
  return {
    ...scoreResult({ ...npsRule, name: "enps", unit: "points" }, counted, options),
    promoters: between(9, 11),
    passives: between(7, 9),
    detractors: between(0, 7),
  };
}

/**
 * Employee Net Promoter Score as a foldable metric: the numbers of {@link enps} over tallies, weighted ones included.
 *
 * @throws {CxError} `invalid-setup` when the instrument's scale is not 0–10 in steps of 1
 * @example enpsMetric({ item: "recommend-as-employer" }).id // => "enps"
 */
export function enpsMetric(options: ScaleMetricOptions): ScaleMetric<NetInterval, NetDifferenceMethod> {
  return scaleMetric(
    options,
    {
      id: "enps",
      title: "Employee Net Promoter Score",
      better: "higher",
      direction: "higher-is-better",
    },
    npsRule,
  );
}
