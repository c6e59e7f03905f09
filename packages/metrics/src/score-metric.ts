import { cxError, type Scale, type Selection, type Unit } from "@cxkit/core";
import {
  adjustedWaldInterval,
  agrestiCoullInterval,
  boundedScoreInterval,
  clopperPearsonInterval,
  jeffreysInterval,
  meanTInterval,
  scoreInterval,
  netTInterval,
  netWaldInterval,
  waldProportionInterval,
  wilsonInterval,
} from "@cxkit/stats";
import { meanKind, netKind, type ScoreKind, shareKind } from "./score-kind.ts";
import { type ScaleMetric, scaleMetric } from "./scale-metric.ts";

/** An interval by its id, for metrics that are data. Which of the two `wald`s and `t`s is meant follows from the scores. */
export type ScoreIntervalId =
  | "adjusted-wald"
  | "score"
  | "wilson"
  | "agresti-coull"
  | "clopper-pearson"
  | "jeffreys"
  | "bounded-score"
  | "wald"
  | "t";

/** A metric as data: what to count, and what each scale point scores. Plain JSON, as it stands in a manifest. */
export interface ScoreMetricData {
  readonly id: string;
  readonly title: string;
  readonly select: Selection;
  readonly scale: Scale;
  /** Score of each scale point, ascending by point. NPS: −100, 0, 100. Top-box: 0, 100. Mean: the point itself. */
  readonly scores: readonly number[];
  readonly unit: Unit;
  readonly interval: ScoreIntervalId;
  /** Default `higher`. */
  readonly better?: "higher" | "lower";
}

/**
 * A metric from data alone: the mean of one score per scale point. NPS, CSAT, top-box, bottom-box, net satisfaction and
 * means are all of this kind, and give the same numbers as their own functions.
 *
 * **Unit**: as declared, scores included: a share in percent scores 0 and 100. **Base**: answers on the scale.
 * **Interval**: by id; net scores (−m, 0, m) take `adjusted-wald`, `score`, `wald` or `t`, shares (0, m) `wilson`,
 * `agresti-coull`, `clopper-pearson`, `jeffreys` or `wald`, and any scores `bounded-score` or `t`.
 *
 * @throws {CxError} `invalid-setup` when there is not one finite score per point, or the interval does not fit the scores
 * @example scoreMetric({ id: "bottom-box", title: "Dissatisfied", select: { types: ["survey.responded"], item: "q1" }, scale: { min: 1, max: 3, step: 1 }, scores: [100, 0, 0], unit: "percent", interval: "wilson", better: "lower" }).better // => "lower"
 */
export function scoreMetric(data: ScoreMetricData): ScaleMetric {
  const { id, title, select, scale, scores, unit, better = "higher" } = data;
  const shape = shapesOf(scores);
  const options = { id, title, select, item: "" };
  const build = <I extends { readonly method: string }, D>(kind: ScoreKind<I, D>): ScaleMetric =>
    scaleMetric(options, { id, title, better }, { unit, scale, scores, kind });
  const net = shape.net && nets.find(({ method }) => method === data.interval);
  if (net) return build({ ...netKind, interval: net });
  const share = shape.share && shares.find(({ method }) => method === data.interval);
  if (share) return build({ ...shareKind, interval: share });
  const mean = means.find(({ method }) => method === data.interval);
  if (mean) return build({ ...meanKind, interval: mean });
  throw cxError(
    "invalid-setup",
    `${id} has scores that the interval ${data.interval} is not made for: ${scores.join(", ")}`,
    {
      path: "interval",
    },
  );
}

const nets = [adjustedWaldInterval, scoreInterval, netWaldInterval, netTInterval];
const shares = [
  wilsonInterval,
  agrestiCoullInterval,
  clopperPearsonInterval,
  jeffreysInterval,
  waldProportionInterval,
];
const means = [boundedScoreInterval, meanTInterval];

function shapesOf(scores: readonly number[]): { readonly net: boolean; readonly share: boolean } {
  const top = Math.max(...scores);
  const bottom = Math.min(...scores);
  const flat = scores.every((score) => score === 0 || score === top || score === bottom);
  return { net: flat && top > 0 && bottom === -top, share: flat && top > 0 && bottom === 0 };
}
