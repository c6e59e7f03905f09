import type { ScaleTally } from "@cxkit/core";
import type { NetInterval } from "@cxkit/stats";
import { countedRatings } from "./counted-ratings.ts";
import { requireCounts } from "./share-result.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import { type NetDifferenceMethod, netEstimation, netKind } from "./score-kind.ts";
import { type RuleIn, type ScoreOptions, type ScoreResult, scoreResult } from "./score-result.ts";

/** Verbatims per polarity. */
export interface SentimentCounts {
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
}

/** Polarity of one verbatim as a word or as 1, 0, −1; `null` where it was not judged. */
export type Sentiment = keyof SentimentCounts | -1 | 0 | 1 | null | undefined;

/** A sentiment index with what it was counted from. */
export interface SentimentResult extends ScoreResult<"points">, SentimentCounts {}

/**
 * Sentiment index: share of positive verbatims minus share of negative ones.
 *
 * **Unit**: points, −100…100. **Base**: verbatims with a judged polarity, neutral ones among them; `null` and `undefined` are
 * left out. **Interval**: adjusted Wald for a net share, as for NPS: it covers sampling, not the errors of whoever judged.
 * **Assumes** one verbatim a customer.
 *
 * @param verbatims polarities, typed arrays of −1, 0, 1, counts by polarity, or a tally of −1…1
 * @throws {RangeError} at the first value that is no polarity, naming its index; at a count that is negative or not whole
 * @source Rocks (2016), Interval estimation for the "Net Promoter Score", The American Statistician 70(4) 365–372
 * @example sentimentIndex(["positive", "negative", "positive", "neutral"]).value // => 25
 * @example sentimentIndex({ positive: 60, neutral: 25, negative: 15 }).value // => 45
 */
export function sentimentIndex(
  verbatims: ArrayLike<Sentiment> | ArrayLike<number> | SentimentCounts | ScaleTally,
  options: ScoreOptions<NetInterval> = {},
): SentimentResult {
  const counted = countedRatings("sentimentIndex", polarities(verbatims), rule.scale, options.invalid);
  const [negative = 0, neutral = 0, positive = 0] = counted.tally.counts;
  return { ...scoreResult(rule, counted, options), positive, neutral, negative };
}

/**
 * {@link sentimentIndex} as a foldable metric over values −1, 0 and 1.
 *
 * @throws {CxError} `invalid-setup` when the instrument has another scale
 * @example sentimentIndexMetric({ item: "polarity" }).scores // => [-100, 0, 100]
 */
export function sentimentIndexMetric(
  options: ScaleMetricOptions,
): ScaleMetric<NetInterval, NetDifferenceMethod> {
  return scaleMetric(
    options,
    { id: "sentiment", title: "Sentiment index", better: "higher", direction: "higher-is-better" },
    { ...rule, kind: netKind },
  );
}

const rule: RuleIn<"points", NetInterval> = {
  name: "sentimentIndex",
  unit: "points",
  scale: { min: -1, max: 1, step: 1 },
  scores: [-100, 0, 100],
  kind: netEstimation,
};

function polarities(
  verbatims: ArrayLike<unknown> | SentimentCounts | ScaleTally,
): ArrayLike<unknown> | ScaleTally {
  if ("kind" in verbatims) return verbatims;
  if ("positive" in verbatims) {
    const { positive, neutral, negative } = verbatims;
    requireCounts("sentimentIndex", { positive, neutral, negative });
    return { kind: "scale", scale: rule.scale, counts: [negative, neutral, positive], missing: {} };
  }
  return Array.from(verbatims, (verbatim) => words.get(verbatim) ?? verbatim);
}

const words: ReadonlyMap<unknown, number> = /* @__PURE__ */ new Map([
  ["positive", 1],
  ["neutral", 0],
  ["negative", -1],
]);
