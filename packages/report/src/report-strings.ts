import type { MissingReason } from "@cxkit/core";
import type { Trend, Verbatims } from "./model.ts";

/** Everything a report says in words of its own. Parameters are formatted already, or plain numbers where grammar needs them. */
export interface ReportStrings {
  /** Language tag of the page. */
  readonly language: string;
  readonly contents: string;
  readonly skipToContent: string;
  readonly saveSvg: string;
  readonly saveCsv: string;
  readonly showNumbers: string;
  readonly showMore: string;
  readonly none: string;
  readonly notAvailable: string;
  readonly list: (parts: readonly string[]) => string;
  /** Sentences one after the other. */
  readonly sentences: (parts: readonly string[]) => string;
  readonly quoted: (text: string) => string;
  readonly named: (name: string, detail: string) => string;
  readonly colon: string;
  readonly comma: string;
  /** What each of the opening sentences is about. */
  readonly lede: readonly [satisfaction: string, change: string, pain: string];
  readonly period: (from: string, to: string) => string;
  readonly noDates: string;
  readonly base: (responses: string, files: number) => string;
  readonly scope: (label: string, value: string) => string;
  readonly weighted: (column: string, effective: string, designEffect: string) => string;
  readonly generated: (when: string, software: string) => string;
  readonly madeWith: (software: string) => string;
  readonly headings: {
    readonly atAGlance: string;
    readonly score: string;
    readonly otherScores: string;
    readonly rankings: string;
    readonly segments: string;
    readonly changes: string;
    readonly targets: string;
    readonly responseRate: string;
    readonly verbatims: string;
    readonly setAside: string;
    readonly assumptions: string;
    readonly files: string;
    readonly privacy: string;
    readonly coverage: string;
    readonly methods: string;
  };
  readonly columns: {
    readonly answer: string;
    readonly meaning: string;
    readonly count: string;
    readonly share: string;
    readonly group: string;
    readonly period: string;
    readonly value: string;
    readonly low: string;
    readonly high: string;
    readonly n: string;
    readonly effectiveN: string;
    readonly note: string;
    readonly place: string;
    readonly stage: string;
    readonly metric: string;
    readonly rank: string;
    readonly bestRank: string;
    readonly worstRank: string;
    readonly beside: string;
    readonly segment: string;
    readonly difference: string;
    readonly pValue: string;
    readonly adjusted: string;
    readonly signal: string;
    readonly kind: string;
    readonly before: string;
    readonly after: string;
    readonly target: string;
    readonly verdict: string;
    readonly score: string;
    readonly date: string;
    readonly verbatim: string;
    readonly file: string;
    readonly channel: string;
    readonly format: string;
    readonly wave: string;
    readonly rows: string;
    readonly responses: string;
    readonly duplicates: string;
    readonly edited: string;
    readonly setAside: string;
    readonly identity: string;
    readonly scope: string;
    readonly reason: string;
    readonly line: string;
    readonly path: string;
    readonly message: string;
    readonly assumption: string;
    readonly confidence: string;
    readonly override: string;
    readonly column: string;
    readonly why: string;
    readonly method: string;
    readonly item: string;
    readonly unit: string;
  };
  readonly interval: (percent: string) => string;
  readonly hiddenWord: string;
  readonly hiddenBase: (minimum: number) => string;
  readonly group: Readonly<Record<"promoter" | "passive" | "detractor" | "top" | "other", string>>;
  readonly besideName: Readonly<Record<"top-box" | "mean" | "unweighted" | "easy", string>>;
  readonly missingReason: Readonly<Record<MissingReason, string>>;
  readonly missing: (total: string, parts: string) => string;
  readonly noneMissing: string;
  readonly chart: {
    readonly distribution: (label: string) => string;
    readonly distributionDescription: (parts: string) => string;
    readonly distributionCaption: string;
    readonly trendCaption: (every: string) => string;
    readonly trend: (label: string) => string;
    readonly trendDescription: (points: number, first: string, last: string) => string;
    readonly ranking: (metric: string, kind: string) => string;
    readonly rankingDescription: (places: number, best: string, worst: string) => string;
    readonly segments: (label: string, metric: string) => string;
    readonly segmentsDescription: (rows: number, hidden: number, total: string) => string;
    readonly changes: string;
    readonly changesDescription: (rows: number) => string;
    readonly rankAxis: string;
    /** Rows that a chart leaves to its table, and how many of them are signals. */
    readonly leftRows: (rows: number, marked: number) => string;
    readonly total: string;
    readonly target: (value: string) => string;
    readonly worse: string;
    readonly better: string;
  };
  readonly partialNote: string;
  readonly hiddenPointsNote: (minimum: number) => string;
  readonly bandNote: (percent: string) => string;
  readonly partial: string;
  readonly every: Readonly<Record<Trend["every"], string>>;
  readonly rankingKind: Readonly<Record<"touchpoint" | "stage" | "item", string>>;
  readonly rankNote: string;
  readonly noAnswers: string;
  readonly segmentIntro: (corrections: string) => string;
  /** What the comparisons of one segmentation showed. */
  readonly segmentFound: (comparisons: number, above: number, below: number) => string;
  readonly hiddenNote: (minimum: number) => string;
  readonly emptyValue: string;
  readonly signalWord: Readonly<Record<"above" | "below" | "better" | "worse" | "none", string>>;
  readonly hiddenReason: Readonly<Record<"small" | "complement", string>>;
  readonly changeKind: Readonly<Record<"score" | "touchpoint" | "stage" | "segment", string>>;
  readonly changesIntro: (from: string, to: string, correction: string, comparisons: number) => string;
  readonly changesNothing: (comparisons: number) => string;
  readonly changesSome: (found: number, comparisons: number) => string;
  readonly changesUnavailable: string;
  readonly verdict: Readonly<Record<"met" | "missed" | "open", string>>;
  readonly verdictNote: string;
  readonly responseRate: (responses: string, invited: string, estimate: string) => string;
  readonly responseRateNote: string;
  readonly verbatimsShown: (shown: string, total: string, selection: Verbatims["selection"]) => string;
  readonly verbatimsOmitted: string;
  readonly showAll: (count: string) => string;
  readonly filterText: string;
  readonly filterGroup: string;
  readonly filterAll: string;
  readonly filterUnscored: string;
  /** With `{shown}` and `{total}`, filled in by the page. */
  readonly filterStatus: string;
  readonly noScore: string;
  readonly setAsideNone: string;
  readonly setAsideIntro: (records: string, values: string) => string;
  readonly setAsideScope: Readonly<Record<"record" | "value", string>>;
  readonly reason: Readonly<Record<string, string>>;
  readonly assumptionsIntro: string;
  /** In place of the names of all files. */
  readonly allFiles: string;
  readonly confidence: Readonly<Record<"certain" | "likely" | "default", string>>;
  readonly identityInferred: string;
  readonly identityGiven: string;
  readonly editedLines: (file: string, lines: readonly string[], more: number) => string;
  readonly masked: (email: number, telephone: number, identity: number) => string;
  readonly maskedNone: string;
  readonly namesMayRemain: string;
  readonly smallCells: (minimum: number) => string;
  readonly hiddenColumnsIntro: string;
  readonly hiddenColumnsNone: string;
  readonly methodIntro: (percent: string) => string;
  readonly method: Readonly<Record<string, string>>;
  readonly test: Readonly<Record<string, string>>;
  readonly correction: Readonly<Record<string, string>>;
  /** The correction of changes where scores and what is searched within segments have levels of their own, in percent. */
  readonly correctionLevels: (correction: string, level: string, segmentLevel: string) => string;
  readonly metricBase: Readonly<Record<string, string>>;
  readonly unit: Readonly<Record<string, string>>;
  readonly zoneNote: (zone: string) => string;
  readonly trademark: string;
  readonly headline: HeadlineStrings;
  readonly terminal: {
    readonly moreRows: (count: number) => string;
    readonly changesNothing: (comparisons: number) => string;
    readonly assumed: string;
    readonly records: (count: string) => string;
    readonly values: (count: string) => string;
  };
}

/** Pieces of the three opening sentences. `score` and its kin come formatted with interval and base. */
export interface HeadlineStrings {
  readonly satisfied: (label: string, metric: string, score: string, reading: string) => string;
  readonly tooSmall: (label: string, metric: string, base: string) => string;
  readonly noScore: string;
  readonly netPositive: string;
  readonly netNegative: string;
  readonly netOpen: string;
  readonly most: (low: string, high: string) => string;
  readonly minority: (low: string, high: string) => string;
  readonly aroundHalf: (low: string, high: string) => string;
  readonly aboveMiddle: (middle: string, low: string, high: string) => string;
  readonly belowMiddle: (middle: string, low: string, high: string) => string;
  readonly aroundMiddle: (middle: string, low: string, high: string) => string;
  readonly onePeriod: string;
  readonly nothingApart: (from: string, to: string, comparisons: number, score: string | null) => string;
  /** `what` is a metric, or a name in quotation marks. */
  readonly scoreMoved: (what: string, difference: string) => string;
  /** The same of a difference whose own interval leaves 0 out, and that the correction does not let stand. */
  readonly scoreMovedAlone: (what: string, difference: string) => string;
  readonly changed: (
    from: string,
    to: string,
    changes: readonly string[],
    comparisons: number,
    rest: number,
    restFound: boolean,
  ) => string;
  /** Changes of one metric in one direction. */
  readonly changesOf: (
    metric: string,
    direction: "better" | "worse",
    changes: readonly HeadlineClaim[],
  ) => string;
  readonly hurts: (places: readonly string[], more: readonly HeadlineCount[]) => string;
  /** Low places by one metric. */
  readonly lowBy: (metric: string, places: readonly HeadlineClaim[]) => string;
  readonly lowSegment: (field: string, value: string, difference: string) => HeadlineClaim;
  readonly nothingStandsOut: (places: number, segments: number, lowest: string | null) => string;
  readonly lowestTied: (label: string, metric: string, score: string, tied: number) => string;
  readonly lowest: (label: string, metric: string, score: string) => string;
  readonly noPlaces: string;
}

/** Something named, and its number with its interval. */
export interface HeadlineClaim {
  /** `null`: all answers together, where the metric alone says which. */
  readonly label: string | null;
  readonly number: string;
  /** Said behind the name, outside its quotation marks. */
  readonly detail?: string;
}

/** How many of a kind there are, above 0. */
export interface HeadlineCount {
  readonly kind: "touchpoint" | "stage" | "item" | "segment";
  readonly count: number;
}
