import type { Assumption, Comparison, Estimate, LocalizedText, MissingCounts, Unit } from "@cxkit/core";

/**
 * A report as data: everything a rendering shows, as plain JSON, already computed, masked and with small cells hidden.
 * Renderings add words and pictures, never numbers. Same model, same bytes.
 */
export interface ReportModel {
  /** Version of this shape. */
  readonly report: 1;
  readonly title: string;
  readonly locale: ReportLocale;
  /** IANA zone of every date in the report. */
  readonly zone: string;
  readonly confidenceLevel: number;
  /** Rows with a smaller base are hidden. */
  readonly minimumCell: number;
  /** When the report was made, RFC 3339; `null` leaves it out, so that equal input gives equal bytes. */
  readonly generated: string | null;
  /** Version of the software that made it. */
  readonly software: string;
  /** Present in a report that holds the rows of one segment only. */
  readonly scope: { readonly label: string; readonly value: string } | null;
  /** First and last answer, calendar dates in `zone`; `null` where answers carry no date of their own. */
  readonly period: { readonly from: string; readonly to: string } | null;
  /** Responses that count, over all files. */
  readonly responses: number;
  readonly weighting: {
    readonly column: string;
    readonly effectiveN: number;
    readonly designEffect: number;
  } | null;
  readonly files: readonly FileSummary[];
  /** Best first: the first one leads the report. */
  readonly scores: readonly Score[];
  /** One per metric that several places share, so that only like is ranked with like. */
  readonly rankings: readonly Ranking[];
  readonly segments: readonly Segmentation[];
  readonly changes: ChangeFamily | null;
  readonly verbatims: Verbatims | null;
  readonly responseRate: ResponseRate | null;
  readonly targets: readonly TargetCheck[];
  readonly setAside: readonly SetAsideGroup[];
  readonly assumptions: readonly FileAssumption[];
  readonly privacy: Privacy;
  /** What the producers cannot see. */
  readonly coverage: readonly LocalizedText[];
}

/** Languages a report is written in. */
export type ReportLocale = "en" | "zh";

/** One input file. */
export interface FileSummary {
  readonly name: string;
  /** Channel that understood it: `survey-csv`, `qualtrics-csv`. */
  readonly channel: string;
  /** How it was read: `utf-8, comma`, `gb18030, tab`, `workbook, sheet "答卷"`. */
  readonly format: string;
  readonly wave: string | null;
  /** Rows behind the headers. */
  readonly rows: number;
  /** Responses this file added. */
  readonly responses: number;
  /** Rows that an earlier file had already brought, unchanged. */
  readonly duplicates: number;
  /** Rows that an earlier file had brought with other content; the newest counts, once. Named by line. */
  readonly edited: readonly { readonly line: number; readonly key: string }[];
  readonly setAside: number;
  readonly identityInferred: boolean;
}

/** A score with its distribution and trend. */
export interface Score {
  /** Unique in the report: `nps:recommend`. */
  readonly id: string;
  readonly metric: MetricSummary;
  readonly item: string;
  readonly label: string;
  readonly wording: string | null;
  readonly estimate: Estimate;
  /** The other customary figure for the same answers: top-two-box beside a mean, the unweighted beside a weighted score. */
  readonly beside: readonly {
    readonly id: "top-box" | "mean" | "unweighted" | "easy";
    readonly estimate: Estimate;
  }[];
  readonly distribution: readonly DistributionBar[];
  /** Item nonresponse: asked but without a value, by reason. */
  readonly missing: MissingCounts;
  readonly trend: Trend | null;
}

/** What a number is. */
export interface MetricSummary {
  /** `nps`, `csat`, `ces`, `rating`, or a plugin's. */
  readonly id: string;
  /** Customary name: `NPS`, `CSAT (top-two-box)`, `Mean rating`. */
  readonly title: LocalizedText;
  readonly unit: Unit;
  readonly better: "higher" | "lower";
  /** Axis limits in the unit. */
  readonly range: { readonly low: number; readonly high: number };
}

/** Answers on one scale point. `share` is 0…1 of the base, weighted where the score is. */
export interface DistributionBar {
  readonly point: number;
  readonly label: string | null;
  readonly count: number;
  readonly share: number;
  readonly group: "promoter" | "passive" | "detractor" | "top" | "other";
}

/** A score over time or over waves. */
export interface Trend {
  readonly every: "day" | "week" | "month" | "quarter" | "year" | "wave";
  readonly points: readonly TrendPoint[];
}

/** One period of a trend. */
export interface TrendPoint {
  /** `2026-W09`, `2026-03`, `2018`. */
  readonly label: string;
  /** RFC 3339 begin and end in the report's zone, half-open; `null` for waves. */
  readonly from: string | null;
  readonly below: string | null;
  /** The data begin or end inside the period: shown, marked, and never compared. */
  readonly partial: boolean;
  /** `null`: hidden, its base is below the minimum cell. */
  readonly estimate: Estimate | null;
}

/** Touchpoints or stages by one metric, best first, ties shown as ties. */
export interface Ranking {
  readonly kind: "touchpoint" | "stage" | "item";
  readonly metric: MetricSummary;
  readonly places: readonly RankedPlace[];
}

/** One place of a ranking. */
export interface RankedPlace {
  readonly id: string;
  readonly label: string;
  /** Stage the touchpoint belongs to, by label. */
  readonly stage: string | null;
  /** `null`: hidden, or measured by nobody (n = 0). */
  readonly estimate: Estimate | null;
  readonly beside: Estimate | null;
  /**
   * Best and worst rank the evidence allows after correction for the number of pairs: 3–5 means that two places are
   * significantly better and the tie spans three. `null` where the place is hidden.
   */
  readonly rank: { readonly best: number; readonly worst: number } | null;
  /** Base. Where the place is hidden, the most it can be: the minimum cell less one. */
  readonly n: number;
}

/** One score cut by one field. */
export interface Segmentation {
  readonly field: string;
  readonly label: string;
  /** Id of the score that is cut; its label does as well. */
  readonly score: string;
  readonly metric: MetricSummary;
  readonly rows: readonly SegmentRow[];
  /** Correction over the rows' comparisons. */
  readonly correction: { readonly method: string; readonly comparisons: number };
}

/** One value of a segmentation. */
export interface SegmentRow {
  readonly value: string;
  /** `null` value in the data: the field was empty. */
  readonly absent: boolean;
  /** Base; `null` where even the base could give a hidden row away. */
  readonly n: number | null;
  readonly estimate: Estimate | null;
  /** `small`: base below the minimum cell. `complement`: hidden so that a small row cannot be computed from the total. */
  readonly hidden: "small" | "complement" | null;
  /** This row against all others together; `null` where hidden or where there are no others. */
  readonly versusRest: Comparison | null;
  /** What survives the correction. */
  readonly signal: "above" | "below" | null;
}

/** Everything that was tested for a change between two complete periods or waves, corrected together. */
export interface ChangeFamily {
  readonly from: string;
  readonly to: string;
  readonly correction: {
    readonly method: string;
    readonly comparisons: number;
    /** False discovery rate kept for scores, places and stages as a whole. */
    readonly level?: number;
    /** False discovery rate kept for what is searched within segments, a family of its own. */
    readonly segmentLevel?: number;
  };
  /** Smallest adjusted p-value first. */
  readonly changes: readonly Change[];
}

/** One comparison of now with before. */
export interface Change {
  /** What changed: the score as a whole, a touchpoint, a stage, or a segment value. */
  readonly kind: "score" | "touchpoint" | "stage" | "segment";
  readonly label: string;
  readonly metric: MetricSummary;
  readonly before: Estimate;
  readonly after: Estimate;
  readonly comparison: Comparison;
  readonly signal: "better" | "worse" | null;
}

/** What respondents wrote, masked. */
export interface Verbatims {
  readonly item: string;
  readonly label: string;
  /** How many there are in all; the report shows the listed ones. */
  readonly total: number;
  /** `spread`: an equal share of the newest of every group, listed lowest scores first. */
  readonly selection: "newest" | "lowest-scores-newest-first" | "spread" | "all";
  readonly rows: readonly VerbatimRow[];
}

/** One verbatim beside its score. */
export interface VerbatimRow {
  readonly text: string;
  /** Score of the leading metric's item, with its group for colour. */
  readonly score: number | null;
  readonly group: DistributionBar["group"] | null;
  /** Calendar date in the report's zone. */
  readonly date: string | null;
  readonly segment: string | null;
}

/** Completed of invited. */
export interface ResponseRate {
  readonly invited: number;
  readonly responses: number;
  readonly estimate: Estimate;
}

/** A target, and whether the evidence meets it. */
export interface TargetCheck {
  readonly score: string;
  readonly label: string;
  readonly unit: Unit;
  readonly target: number;
  readonly estimate: Estimate;
  /** `met`: the whole interval is on the good side; `missed`: on the bad side; `open`: the interval holds the target. */
  readonly verdict: "met" | "missed" | "open";
}

/** What was set aside for one reason, in one file. */
export interface SetAsideGroup {
  readonly file: string;
  readonly scope: "record" | "value";
  readonly reason: string;
  readonly count: number;
  /** First few, each with its place. */
  readonly examples: readonly {
    readonly line: number | null;
    readonly path: string;
    readonly message: string;
  }[];
}

/** An assumption, in the file it was made for. */
export interface FileAssumption extends Assumption {
  readonly file: string;
}

/** What was done so that the report can be forwarded. */
export interface Privacy {
  /** Columns with contact details or free-form identity: never shown, never segments. */
  readonly hiddenColumns: readonly { readonly file: string; readonly column: string; readonly why: string }[];
  /** Passages masked inside verbatims. */
  readonly masked: { readonly email: number; readonly telephone: number; readonly identity: number };
  /** Verbatims were left out on request. */
  readonly verbatimsOmitted: boolean;
}
