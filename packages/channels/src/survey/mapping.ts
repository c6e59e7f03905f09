import type { Instant, LocalizedText, MissingReason, Scale } from "@cxkit/core";

/**
 * What a survey file's columns mean: plain JSON, proposed by `file.propose`, kept by `--save-mapping`, edited by hand.
 * Columns are named as the header names them, without padding; case does not matter.
 */
export interface SurveyMapping {
  /** Version of this format. */
  readonly mapping: 1;
  /** Id of the survey; part of every event's source. Keep it, and re-exports are recognised as the same survey. */
  readonly survey: string;
  /** Where the survey met its respondents: `web`, `app`, `email`, `store`…, or the column that says so. */
  readonly channel: string | ChannelColumn;
  /** Rows at the top that are no answers. */
  readonly headerRows: number;
  /** The columns of the file at hand, in order; worked out anew for each file. */
  readonly columns: readonly string[];
  /** Rows that end early are completed with empty cells instead of being set aside. */
  readonly padShortRows?: boolean;
  readonly wave?: WaveSource;
  readonly time: TimeSource;
  /** Which column, or columns together, name a response; `inferred`: a keyed hash of its cells. */
  readonly identity: { readonly column: ColumnByWave | readonly string[] } | "inferred";
  /** Whose response it is: becomes a pseudonymous key, never leaves as it is. `kind` scopes it: `email`, `customer`. */
  readonly subject?: { readonly column: ColumnByWave; readonly kind: string };
  /** When the producer last changed a response: a later state replaces an earlier one, in whatever order files come. */
  readonly revision?: { readonly column: ColumnByWave; readonly format: DateFormat; readonly zone: string };
  readonly weight?: { readonly column: ColumnByWave; readonly decimal?: "," };
  readonly status?: StatusSource;
  readonly duration?: {
    readonly column: ColumnByWave;
    readonly unit: "second" | "minute" | "hour" | "clock";
  };
  readonly language?: { readonly column: ColumnByWave };
  readonly items: readonly ItemMapping[];
  readonly verbatims: readonly VerbatimMapping[];
  readonly choices: readonly ChoiceMapping[];
  readonly dimensions: readonly DimensionMapping[];
  /** Columns that are not used, each with the reason. Nothing of them reaches an event. */
  readonly excluded: readonly { readonly column: string; readonly why: ExclusionReason }[];
}

/**
 * A column, or the column of each wave: `{ "2010": "Q6N", "*": "Q7ALL" }`. `*` stands for every wave not named; a wave
 * that is neither named nor covered by `*` does not have it.
 */
export type ColumnByWave = string | { readonly [wave: string]: string };

/**
 * A column whose words name the channel of each response: 微信 is `wechat`, "In-store kiosk" `store`, and what is not in
 * the list is taken in kebab-case.
 */
export interface ChannelColumn {
  readonly column: ColumnByWave;
  /** Channel of a cell, where the list would say otherwise. */
  readonly words?: { readonly [text: string]: string };
  /** Channel of a response whose cell is empty. Default `unknown`. */
  readonly otherwise?: string;
}

/**
 * Which survey period a response belongs to: one for the whole file, a column, or the first group of a pattern in the
 * file's name. `value` beside `fileName` is what it gave for the file at hand.
 */
export type WaveSource =
  | { readonly value: string }
  | { readonly column: string }
  | { readonly fileName: string; readonly value?: string };

/**
 * When a response was given: a column, the start of its wave (`2018`, `2018-05`, `2018-Q2`), or nobody knows and one
 * fixed instant stands for all, which rules out a trend.
 */
export type TimeSource =
  | {
      readonly column: ColumnByWave;
      readonly format: DateFormat;
      readonly zone: string;
      /** Where the first is empty, as it is when a respondent left before the end: the response then counts as partial. */
      readonly orElse?: { readonly column: ColumnByWave; readonly format: DateFormat };
    }
  | { readonly wave: true; readonly zone: string }
  | { readonly undatedAt: Instant };

/** How a date column is written: the order of its parts, or a number counting from somewhere. */
export type DateFormat = "ymd" | "dmy" | "mdy" | "excel-serial" | "unix-seconds" | "unix-milliseconds";

/** Which responses are complete, and which rows are no responses. Values are compared without case. */
export interface StatusSource {
  /** Column that says whether the respondent reached the end, and its values for that. */
  readonly complete?: { readonly column: string; readonly values: readonly string[] };
  /** Rows that are none: previews, tests, spam; each with the reason they are set aside for. */
  readonly discard?: readonly {
    readonly column: string;
    readonly values: readonly string[];
    readonly reason: "preview" | "test" | "spam";
  }[];
}

/** One rating item. */
export interface ItemMapping {
  /** Id of the item and of its instrument. */
  readonly item: string;
  readonly column: ColumnByWave;
  readonly construct: "nps" | "csat" | "ces" | "rating";
  readonly scale: Scale;
  readonly direction: "higher-is-better" | "lower-is-better";
  /** Scale point of each answer in words. */
  readonly words?: { readonly [text: string]: number };
  /** Codes and words that stand for no answer, beside the ones every language has (N/A, 跳过, blank). */
  readonly missingCodes?: readonly { readonly code: number | string; readonly reason: MissingReason }[];
  readonly label?: LocalizedText;
  readonly wording?: LocalizedText;
  readonly touchpoint?: string;
  readonly stage?: string;
  /** Raise it when wording, scale or direction changes: two versions are not one series. Default "1". */
  readonly version?: string;
}

/** An open-ended item. */
export interface VerbatimMapping {
  readonly item: string;
  readonly column: ColumnByWave;
  readonly label?: LocalizedText;
  readonly version?: string;
}

/** A choice: one column (several choices joined by `separator`), or one column per choice. */
export interface ChoiceMapping {
  readonly item: string;
  readonly column?: ColumnByWave;
  readonly separator?: string;
  /** One column per choice; a cell that is neither empty nor 0 chooses it. */
  readonly columns?: readonly { readonly column: string; readonly choice: string }[];
  readonly label?: LocalizedText;
  readonly version?: string;
}

/** A column to segment by. */
export interface DimensionMapping {
  readonly name: string;
  readonly column: ColumnByWave;
  /** Words for codes: `{ "1": "Terminal 1" }`. */
  readonly labels?: { readonly [code: string]: string };
}

/** Why a column is not used. */
export type ExclusionReason =
  | "contact"
  | "ip"
  | "location"
  | "name"
  | "identifier"
  | "date"
  | "class-of-another-item"
  | "code-without-meaning"
  | "scale-unknown"
  | "free-text"
  | "too-many-values"
  | "one-value"
  | "empty"
  | "unused";

/** One row behind the headers, with what only the whole file knows about it. */
export interface SurveyRow {
  /** 1-based line where it starts. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Identity where the file gives none: hash of the cells and ordinal among equals. */
  readonly inferredKey?: string;
  /** An earlier row of this file had the same id. */
  readonly repeats?: { readonly line: number; readonly same: boolean };
  /** The row is no response at all. */
  readonly note?: "empty-row" | "repeated-header";
}
