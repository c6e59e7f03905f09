import type { ProportionInterval } from "@cxkit/stats";
import { binomialSurvival } from "@cxkit/stats/distributions";
import { written } from "./written.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import type { ShareDifferenceMethod } from "./score-kind.ts";
import type { ScoreOptions, ScoreResult } from "./score-result.ts";
import { requireCounts, shareOfCounts } from "./share-result.ts";
import { declaredTopBoxRule } from "./top-box.ts";
import { inTheNameOf } from "./in-the-name-of.ts";

/** Users by answer to "how would you feel if you could no longer use …?". */
export interface DisappointmentCounts {
  readonly very: number;
  readonly somewhat: number;
  readonly not: number;
  /** "Not applicable, I no longer use it": asked in vain, not in the base. */
  readonly lapsed?: number;
}

/** One user's answer; `null` where there is none. */
export type Disappointment = keyof DisappointmentCounts | null | undefined;

/** What {@link productMarketFit} takes. */
export interface ProductMarketFitOptions extends ScoreOptions<ProportionInterval> {
  /** The share to be reached, in percent. Default 40. */
  readonly threshold?: number;
}

/** A product/market fit share with the verdict on its threshold. */
export interface ProductMarketFitResult extends ScoreResult<"percent">, DisappointmentCounts {
  readonly lapsed: number;
  readonly threshold: number;
  /** Whether the share, and whether the lower limit of its interval, reaches the threshold; `null` without answers. */
  readonly meetsThreshold: { readonly byPoint: boolean; readonly byLowerBound: boolean } | null;
  /** Exact one-sided binomial test that the share is above the threshold; `null` without answers. */
  readonly pValue: number | null;
}

/**
 * Product/market fit after Sean Ellis: share of users who would be very disappointed if they could no longer use the product,
 * held against 40 %.
 *
 * 48 of 100 is above 40 %, and yet may be luck: its interval reaches down to 38 %. Look at `meetsThreshold.byLowerBound`.
 *
 * **Unit**: percent, 0…100. **Base**: very, somewhat and not disappointed; lapsed users, `null` and `undefined` are left out.
 * **Interval**: Wilson. **Assumes** users who have met the core of the product at least twice in the last two weeks.
 *
 * @param answers one a user, or counts
 * @throws {RangeError} at the first unknown answer, naming its index; a count that is negative or not whole; a threshold
 *   outside 0…100
 * @source Ellis (2009), The Startup Pyramid; Clopper and Pearson (1934), Biometrika 26(4) 404–413
 * @example productMarketFit({ very: 48, somewhat: 35, not: 17 }).meetsThreshold // => { byPoint: true, byLowerBound: false }
 */
export function productMarketFit(
  answers: ArrayLike<Disappointment> | DisappointmentCounts,
  options: ProductMarketFitOptions = {},
): ProductMarketFitResult {
  const { threshold = 40 } = options;
  if (!(threshold > 0 && threshold < 100)) {
    throw new RangeError(`productMarketFit requires 0 < threshold < 100 in percent, got ${threshold}`);
  }
  const { very, somewhat, not, lapsed, missing, rejected } = countedAnswers(answers, options.invalid);
  const result = shareOfCounts("productMarketFit", very, somewhat + not, options);
  const { n, value, interval, tally } = result;
  return {
    ...result,
    tally: {
      ...tally,
      missing: {
        ...(lapsed && { "not-applicable": lapsed }),
        ...(missing && { unknown: missing }),
        ...(rejected && { "off-scale": rejected }),
      },
    },
    missing: missing + lapsed,
    rejected,
    very,
    somewhat,
    not,
    lapsed,
    threshold,
    meetsThreshold:
      value === null
        ? null
        : { byPoint: value >= threshold, byLowerBound: (interval?.low ?? value) >= threshold },
    // At least as many as were seen.
    pValue:
      n === 0
        ? null
        : very === 0
          ? 1
          : inTheNameOf("productMarketFit", () => binomialSurvival(very - 1, n, threshold / 100)),
  };
}

/**
 * {@link productMarketFit} as a foldable metric over answers coded 3 very, 2 somewhat and 1 not disappointed.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale
 * @example productMarketFitMetric({ item: "disappointed" }).scores // => [0, 0, 100]
 */
export function productMarketFitMetric(
  options: ScaleMetricOptions,
): ScaleMetric<ProportionInterval, ShareDifferenceMethod> {
  return scaleMetric(
    options,
    {
      id: "product-market-fit",
      title: "Product/market fit: very disappointed without it",
      better: "higher",
      direction: "higher-is-better",
    },
    declaredTopBoxRule("product-market-fit", { min: 1, max: 3, step: 1 }, 1, "higher-is-better"),
  );
}

type Counted = Record<"very" | "somewhat" | "not" | "lapsed" | "missing" | "rejected", number>;

function countedAnswers(
  answers: ArrayLike<Disappointment> | DisappointmentCounts,
  invalid: ScoreOptions<never>["invalid"],
): Counted {
  const counted: Counted = { very: 0, somewhat: 0, not: 0, lapsed: 0, missing: 0, rejected: 0 };
  if ("very" in answers) {
    const { very, somewhat, not, lapsed = 0 } = answers;
    requireCounts("productMarketFit", { very, somewhat, not, lapsed });
    return { ...counted, very, somewhat, not, lapsed };
  }
  for (let i = 0; i < answers.length; i++) {
    const answer = answers[i];
    if (answer === null || answer === undefined) counted.missing++;
    else if (answer === "very" || answer === "somewhat" || answer === "not" || answer === "lapsed")
      counted[answer]++;
    else if (invalid === "set-aside") counted.rejected++;
    else {
      throw new RangeError(
        `productMarketFit requires "very", "somewhat", "not", "lapsed" or null, got ${written(answer)} at index ${i}`,
      );
    }
  }
  return counted;
}
