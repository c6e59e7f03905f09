import { cxError, type Scale, scalePoints } from "@cxkit/core";
import type { NetInterval } from "@cxkit/stats";
import { completeScale, type RatingScale } from "./count-ratings.ts";
import { countedRatings, type Ratings } from "./counted-ratings.ts";
import type { NpsClasses } from "./nps-result.ts";
import { type ScaleMetric, scaleMetric, type ScaleMetricOptions } from "./scale-metric.ts";
import { type NetDifferenceMethod, netEstimation, netKind } from "./score-kind.ts";
import { type RuleIn, type ScoreOptions, type ScoreResult, scoreResult } from "./score-result.ts";
import { inTheNameOf } from "./in-the-name-of.ts";

/** How answers on another scale than 0–10 are sorted into promoters, passives and detractors. */
export interface NpsRecode {
  /** Printed in the method of every result. */
  readonly name: string;
  readonly scale: RatingScale;
  /** Answers at this point and above are promoters. */
  readonly promotersFrom: number;
  /** Answers from this point up to the promoters are passives; below it are detractors. */
  readonly passivesFrom: number;
}

/** Likelihood to recommend asked on 1–10: promoters 9–10, passives 7–8, detractors 1–6. Without a 0 fewer are detractors. */
export const recodeOneToTen: NpsRecode = {
  name: "1–10",
  scale: { min: 1, max: 10 },
  promotersFrom: 9,
  passivesFrom: 7,
};

/** Likelihood to recommend asked on five points: promoters 5, passives 4, detractors 1–3. */
export const recodeFivePoint: NpsRecode = {
  name: "5-point",
  scale: { min: 1, max: 5 },
  promotersFrom: 5,
  passivesFrom: 4,
};

/** A net score of a recoded question with the answers behind it. */
export interface RecodedNpsResult extends ScoreResult<"points">, NpsClasses {
  /** The recode that was named. */
  readonly recode: NpsRecode;
}

/**
 * A net promoter-like score of answers that were not given on 0–10, under a recode that is named. It is **not comparable with
 * an NPS**: other scales put other people into the classes. The method says so, and `difference` refuses it.
 *
 * **Unit**: points, −100…100. **Base**: points of the recode's scale; `null` and `undefined` are item nonresponse.
 * **Interval**: adjusted Wald.
 *
 * @param scores answers, or their counts as a tally
 * @param recode {@link recodeOneToTen}, {@link recodeFivePoint}, or your own
 * @throws {RangeError} at the first value off the recode's scale, naming its index, at a level outside 0…1
 * @throws {CxError} `invalid-setup` when a class of the recode is empty
 * @example recodedNps([10, 9, 7, 1], recodeOneToTen).method // => "adjusted-wald, recoded from 1–10"
 */
export function recodedNps(
  scores: Ratings,
  recode: NpsRecode,
  options: ScoreOptions<NetInterval> = {},
): RecodedNpsResult {
  const rule = recodeRule("recodedNps", recode);
  const counted = countedRatings("recodedNps", scores, rule.scale, options.invalid);
  const { counts } = counted.tally;
  const inClass = (score: number) =>
    counts.reduce((sum, count, point) => (rule.scores[point] === score ? sum + count : sum), 0);
  const result = scoreResult(rule, counted, options);
  return {
    ...result,
    method: `${result.method}, recoded from ${recode.name}`,
    promoters: inClass(100),
    passives: inClass(0),
    detractors: inClass(-100),
    recode,
  };
}

/**
 * {@link recodedNps} as a foldable metric.
 *
 * @throws {CxError} `invalid-setup` when the instrument's scale is not the recode's
 * @example recodedNpsMetric({ item: "recommend", recode: recodeFivePoint }).scores // => [-100, -100, -100, 0, 100]
 */
export function recodedNpsMetric(
  options: ScaleMetricOptions & { readonly recode: NpsRecode },
): ScaleMetric<NetInterval, NetDifferenceMethod> {
  const { recode } = options;
  return scaleMetric(
    options,
    {
      id: "recoded-nps",
      title: `Net score of likelihood to recommend, recoded from ${recode.name}`,
      better: "higher",
      direction: "higher-is-better",
    },
    { ...recodeRule(options.id ?? "recoded-nps", recode), kind: netKind },
  );
}

function recodeRule(
  name: string,
  { name: recode, scale: asked, promotersFrom, passivesFrom }: NpsRecode,
): RuleIn<"points", NetInterval> {
  const scale: Scale = completeScale(asked);
  if (!(scale.min < passivesFrom && passivesFrom <= promotersFrom && promotersFrom <= scale.max)) {
    throw cxError(
      "invalid-setup",
      `${name} requires ${scale.min} < passivesFrom ≤ promotersFrom ≤ ${scale.max} of recode ${recode}, got ${passivesFrom} and ${promotersFrom}`,
      { path: "recode" },
    );
  }
  const scores = inTheNameOf(name, () => scalePoints(scale)).map((point) =>
    point >= promotersFrom ? 100 : point >= passivesFrom ? 0 : -100,
  );
  return { name, unit: "points", scale, scores, kind: netEstimation };
}
