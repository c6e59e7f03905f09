import {
  type Estimate,
  type Instrument,
  type LocalizedText,
  type ScaleTally,
  scalePoints,
} from "@cxkit/core";
import { cesMetric, csatMetric, meanMetric, npsMetric, type ScaleMetric, topBoxMetric } from "@cxkit/metrics";
import type { NetInterval } from "@cxkit/stats";
import type { DistributionBar, MetricSummary, ReportLocale, Score } from "@cxkit/report";
import { shortLabels } from "./short-labels.ts";

/** An item of the survey together with the metric that fits its construct. */
export interface MeasuredItem {
  readonly item: string;
  readonly instrument: Instrument;
  readonly label: string;
  readonly wording: string | null;
  /** For counting, merging and comparing; to estimate, use `estimate`, which knows the interval that was asked for. */
  readonly metric: ScaleMetric;
  readonly summary: MetricSummary;
  estimate(tally: ScaleTally, options: MeasuringOptions): Estimate;
  /** Whether it speaks of the experience as a whole; others are places along the journey. */
  readonly overall: boolean;
  /** The customary second figure of the same answers. */
  readonly second: { readonly id: Score["beside"][number]["id"]; readonly metric: ScaleMetric } | null;
  /** Class of each scale point, ascending. */
  readonly groups: readonly DistributionBar["group"][];
}

/** How an item is estimated. */
export interface MeasuringOptions {
  readonly confidenceLevel: number;
  readonly weighting?: "weighted" | "unweighted";
}

/** A label of so many characters is a question, not a name. */
const longLabel = 15;

/** Constructs in the order in which they lead a report. */
const leading: readonly string[] = ["nps", "csat", "ces", "rating"];

/** Words by which an item speaks of everything: `Q7ALL`, `Overall satisfaction`, 总体满意度, "SFO Airport as a whole". */
const wholeExperience =
  /overall|as a whole|in general|in total|all in all|总体|整体|综合|总的来说|(?:^|[^a-z])all$/i;

/**
 * Chooses the metric of every scaled item: NPS, CSAT and CES by construct, a mean for other ratings.
 * Scores of the whole experience come first, NPS before CSAT before CES before ratings.
 */
export function measuredItems(
  instruments: readonly Instrument[],
  options: { readonly locale: ReportLocale; readonly netInterval?: NetInterval | undefined },
): readonly MeasuredItem[] {
  const items = instruments
    .flatMap((instrument) => measuredItem(instrument, options.locale, options.netInterval) ?? [])
    .toSorted((left, right) => order(left) - order(right));
  const recommends = items.filter(({ summary }) => summary.id === "nps");
  const short = shortLabels(items.filter(({ overall }) => !overall).map(({ label }) => label));
  let next = 0;
  return items.map((measured) => {
    if (!measured.overall) return { ...measured, label: short[next++]! };
    // The question is long and always the same; its wording stays beside the score.
    const alone = recommends.length === 1 && recommends[0] === measured && measured.label.length > longLabel;
    return alone ? { ...measured, label: options.locale === "zh" ? "推荐意愿" : "Recommendation" } : measured;
  });
}

/** The item's other figure, and its unweighted score where weights were used. */
export function besideOf(
  measured: MeasuredItem,
  tally: ScaleTally,
  { confidenceLevel }: MeasuringOptions,
): readonly Score["beside"][number][] {
  const options = { confidenceLevel };
  const beside: { id: Score["beside"][number]["id"]; estimate: Estimate }[] = [];
  if (measured.second) {
    beside.push({ id: measured.second.id, estimate: measured.second.metric.estimate(tally, options) });
  }
  if (tally.weights) {
    const estimate = measured.estimate(tally, { ...options, weighting: "unweighted" });
    beside.push({ id: "unweighted", estimate });
  }
  return beside;
}

/** Text in the report's language, else in English, else in whatever language there is. */
export function inLocale(text: LocalizedText | undefined, locale: ReportLocale): string | null {
  if (!text) return null;
  return text[locale] ?? text["en"] ?? Object.values(text)[0] ?? null;
}

function measuredItem(
  instrument: Instrument,
  locale: ReportLocale,
  netInterval: NetInterval | undefined,
): MeasuredItem | undefined {
  const { scale, construct, id: item } = instrument;
  if (!scale) return undefined;
  const points = scalePoints(scale);
  const wording = inLocale(instrument.wording, locale);
  const label = inLocale(instrument.label, locale) ?? wording ?? item;
  const better = instrument.direction === "higher-is-better" ? ("higher" as const) : ("lower" as const);
  const base = { item, instrument, label, wording, overall: isOverall(instrument) };
  const rated = { unit: "scale-point" as const, better, range: { low: scale.min, high: scale.max } };
  const { direction } = instrument;
  const best = (count: number): DistributionBar["group"][] =>
    points.map((_, at) =>
      (better === "higher" ? at >= points.length - count : at < count)
        ? ("top" as const)
        : ("other" as const),
    );
  // Two of four points or more are a top box; of three points only the best one is.
  const topPoints = points.length > 3 ? 2 : 1;
  const easyPoints = Math.floor(points.length / 2);
  // A share of the best points says something of a rating scale, nothing of a slider.
  const shared = points.length <= 11;

  switch (construct) {
    case "nps": {
      const metric = npsMetric({ item, instrument });
      return {
        ...base,
        overall: true,
        metric,
        estimate: (tally, options) =>
          metric.estimate(tally, { ...options, ...(netInterval && { interval: netInterval }) }),
        summary: {
          id: "nps",
          title: { en: "NPS", zh: "NPS（净推荐值）" },
          unit: "points",
          better: "higher",
          range: { low: -100, high: 100 },
        },
        second: null,
        groups: points.map((point) => (point >= 9 ? "promoter" : point >= 7 ? "passive" : "detractor")),
      };
    }
    case "csat":
      return {
        ...base,
        ...measuredBy(csatMetric({ item, scale, topPoints, direction })),
        summary: {
          id: "csat",
          title:
            topPoints === 2
              ? { en: "CSAT (top-two-box)", zh: "CSAT（满意比例）" }
              : { en: "CSAT (top box)", zh: "CSAT（最满意比例）" },
          unit: "percent",
          better: "higher",
          range: { low: 0, high: 100 },
        },
        second: { id: "mean", metric: meanMetric({ item, scale }) },
        groups: best(topPoints),
      };
    case "ces":
      return {
        ...base,
        ...measuredBy(cesMetric({ item, scale, direction })),
        summary: { id: "ces", title: { en: "CES (mean)", zh: "CES（费力度均值）" }, ...rated },
        second: shared
          ? { id: "easy", metric: topBoxMetric({ item, scale, topPoints: easyPoints, direction }) }
          : null,
        groups: best(easyPoints),
      };
    default:
      return {
        ...base,
        ...measuredBy(meanMetric({ item, scale })),
        summary: {
          id: "rating",
          title: {
            en: `Mean rating, ${scale.min}–${scale.max}`,
            zh: `平均评分（${scale.min}–${scale.max} 分）`,
          },
          ...rated,
        },
        second: shared
          ? { id: "top-box", metric: topBoxMetric({ item, scale, topPoints, direction }) }
          : null,
        groups: best(topPoints),
      };
  }
}

function measuredBy(metric: ScaleMetric): Pick<MeasuredItem, "metric" | "estimate"> {
  return { metric, estimate: (tally, options) => metric.estimate(tally, options) };
}

function isOverall({ id, label, wording, touchpoint, stage, construct }: Instrument): boolean {
  if (construct === "nps") return true;
  if (touchpoint !== undefined || stage !== undefined) return false;
  const words = [id, ...Object.values(label ?? {}), ...Object.values(wording ?? {})];
  return words.some((text) => wholeExperience.test(text.trim()));
}

function order(measured: MeasuredItem): number {
  const construct = leading.indexOf(measured.summary.id);
  return (measured.overall ? 0 : leading.length) + (construct < 0 ? leading.length - 1 : construct);
}
