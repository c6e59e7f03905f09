import type { ProportionInterval } from "@cxkit/stats";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import { type ShareDifferenceMethod, shareKind } from "./score-kind.ts";
import { type ScoreOptions, type ScoreResult, scoreResult } from "./score-result.ts";
import { countYesNo, requireCounts, shareOfCounts, type YesNo, yesNoRule } from "./share-result.ts";

/** Issues by what became of them at the first contact. */
export interface ResolutionCounts {
  /** Closed by the first contact, and the customer did not come back with it. */
  readonly resolved: number;
  /** Could have been closed, and was not. */
  readonly unresolved: number;
  /** Could not be closed at a first contact whatever the agent did: a part to be ordered, a wrong number, a dropped call. */
  readonly unresolvable?: number;
}

/** First contact resolution, gross, with the net rate beside it. */
export interface FirstContactResolutionResult extends ScoreResult<"percent">, Required<ResolutionCounts> {
  /** Share of the resolvable issues alone. */
  readonly net: ScoreResult<"percent">;
}

/**
 * First contact resolution: share of the issues that the first contact closed. The value is the **gross** rate, of all
 * issues; `net` leaves out of the base what no first contact could have closed. Say which of the two you print: the net
 * one is never lower, and the more generous the list of exceptions, the higher.
 *
 * **Unit**: percent, 0…100. **Base**: gross, all issues; net, resolvable ones; `null` and `undefined` are left out of both.
 * **Interval**: Wilson. **Assumes** one row an issue, not one a contact: repeated contacts would count an issue twice.
 *
 * @param issues counts, an array of yes and no, or a tally of 0–1; with an array all issues are taken as resolvable
 * @throws {RangeError} at a value that is neither, naming its index; at a count that is negative or not whole
 * @source Rumburg and Zbikowski, The Seven Most Important Performance Indicators for the Service Desk, MetricNet (net rate)
 * @example firstContactResolution({ resolved: 70, unresolved: 20, unresolvable: 10 }).value // => 70
 * @example firstContactResolution({ resolved: 70, unresolved: 20, unresolvable: 10 }).net.value?.toFixed(1) // => "77.8"
 */
export function firstContactResolution(
  issues: YesNo | ResolutionCounts,
  options: ScoreOptions<ProportionInterval> = {},
): FirstContactResolutionResult {
  const name = "firstContactResolution";
  if ("resolved" in issues) {
    const { resolved, unresolved, unresolvable = 0 } = issues;
    requireCounts(name, { resolved, unresolved, unresolvable });
    return {
      ...shareOfCounts(name, resolved, unresolved + unresolvable, options),
      resolved,
      unresolved,
      unresolvable,
      net: shareOfCounts(name, resolved, unresolved, options),
    };
  }
  const counted = countYesNo(name, issues, options.invalid);
  const [unresolved = 0, resolved = 0] = counted.tally.counts;
  const net = scoreResult(yesNoRule(name), counted, options);
  return { ...net, resolved, unresolved, unresolvable: 0, net };
}

/**
 * First contact resolution as a foldable metric over values 1, resolved, and 0, not: gross where unresolvable issues are
 * coded 0, net where they are missing as `not-applicable`.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale
 * @example firstContactResolutionMetric({ item: "resolved" }).scores // => [0, 100]
 */
export function firstContactResolutionMetric(
  options: ScaleMetricOptions,
): ScaleMetric<ProportionInterval, ShareDifferenceMethod> {
  return scaleMetric(
    options,
    {
      id: "first-contact-resolution",
      title: "First contact resolution (FCR)",
      better: "higher",
      direction: "higher-is-better",
    },
    { ...yesNoRule("first-contact-resolution"), kind: shareKind },
  );
}
