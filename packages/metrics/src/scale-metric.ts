import {
  type Comparison,
  cxError,
  emptyScaleTally,
  type Estimate,
  type Instrument,
  type InstrumentReference,
  instrumentReference,
  mergeScaleTallies,
  type Metric,
  type ScaleTally,
  scaleSize,
  type Selection,
} from "@cxkit/core";
import { foldScaleTally } from "./fold-scale-tally.ts";
import {
  type CompareOptions,
  scoreComparison,
  scoreEstimate,
  type ScoreEstimateOptions,
  type ScoreRule,
} from "./score-estimate.ts";
import { sameScale } from "./score-sample.ts";
import { inTheNameOf } from "./in-the-name-of.ts";

/**
 * A metric over a scale tally that can also compare two of them, so that a report asks any metric the same two questions:
 * how much, and do these two differ.
 *
 * @typeParam I the kind of interval function that fits it
 * @typeParam D the kind of difference function that fits it
 */
export interface ScaleMetric<I = never, D = never> extends Metric<ScaleTally> {
  readonly scale: ScaleTally["scale"];
  /** The score of each scale point, ascending by point; the metric is their mean. */
  readonly scores: readonly number[];
  estimate(tally: ScaleTally, options?: ScoreEstimateOptions<I>): Estimate;
  /** Left minus right, of two independent samples, with interval and test. */
  compare(left: ScaleTally, right: ScaleTally, options?: CompareOptions<D>): Comparison;
}

/** What all foldable scale metrics take. */
export interface ScaleMetricOptions {
  /** The item whose answers of `survey.responded` are counted. */
  readonly item: string;
  /** Restricts to the answers of one instrument, and checks its scale where the whole instrument is given. */
  readonly instrument?: Instrument | InstrumentReference;
  /** Stable id. Default: the metric's own, e.g. `nps`. */
  readonly id?: string;
  readonly title?: string;
  /** Counts something else than the answers to `item`, e.g. the ratings of reviews. */
  readonly select?: Selection;
}

/** What a kind of metric says of itself. */
export interface ScaleMetricDefaults {
  readonly id: string;
  readonly title: string;
  readonly better: "higher" | "lower";
  /** Which end of the instrument is good, where the scores depend on it. */
  readonly direction?: Instrument["direction"];
}

/** Builds a metric from a score rule. */
export function scaleMetric<I extends { readonly method: string }, D>(
  options: ScaleMetricOptions,
  defaults: ScaleMetricDefaults,
  rule: Omit<ScoreRule<I, D>, "name">,
): ScaleMetric<I, D> {
  const { item, instrument, id = defaults.id, title = defaults.title } = options;
  const { unit, scale, scores } = rule;
  const size = inTheNameOf(id, () => scaleSize(scale));
  if (scores.length !== size || !scores.every(Number.isFinite)) {
    throw cxError(
      "invalid-setup",
      `${id} needs one finite score for each of ${size} points of ${scale.min}…${scale.max}, got ${scores.join(", ")}`,
      { path: "scores" },
    );
  }
  const reference = referenceOf(id, instrument, rule, defaults.direction);
  const select = options.select ?? {
    types: ["survey.responded"],
    item,
    ...(reference !== undefined && { instrument: reference }),
  };
  const named = { ...rule, name: id };
  return {
    id,
    title,
    unit,
    better: defaults.better,
    select,
    scale,
    scores,
    empty: () => emptyScaleTally(scale, reference === undefined ? {} : { instrument: reference }),
    merge: mergeScaleTallies,
    fold: foldScaleTally,
    estimate: (tally, asked) => scoreEstimate(named, tally, asked),
    compare: (left, right, asked) => scoreComparison(named, rule.kind.comparison, left, right, asked),
  };
}

function referenceOf(
  id: string,
  instrument: Instrument | InstrumentReference | undefined,
  { scale }: Pick<ScoreRule<never, never>, "scale">,
  direction: Instrument["direction"] | undefined,
): InstrumentReference | undefined {
  if (typeof instrument !== "object") return instrument;
  const reference = instrumentReference(instrument);
  const asked = instrument.scale;
  if (!asked || !sameScale(asked, scale)) {
    throw cxError(
      "invalid-setup",
      `${id} needs answers on ${scale.min}–${scale.max}, instrument ${reference} has ${asked ? `${asked.min}–${asked.max} by ${asked.step}` : "no scale"}`,
      { path: "instrument" },
    );
  }
  if (direction !== undefined && instrument.direction !== direction) {
    throw cxError(
      "invalid-setup",
      `${id} is ${direction}, instrument ${reference} is ${instrument.direction}`,
      {
        path: "direction",
      },
    );
  }
  return reference;
}
