import type { Every, Journey } from "@cxkit/core";
import type { NetInterval } from "@cxkit/stats";
import type { ReportLocale } from "@cxkit/report";

/** What a report should be like. */
export interface ReportOptions {
  /** Left out: the name of the first file. */
  readonly title?: string;
  readonly locale: ReportLocale;
  /** IANA zone of periods and dates; left out: the zone of the first file. */
  readonly zone?: string;
  readonly confidenceLevel: number;
  /** Rows with a smaller base are hidden. */
  readonly minimumCell: number;
  /** Interval of net scores; left out: adjusted Wald. */
  readonly netInterval?: NetInterval;
  /** Period of the trend; left out: what gives about 4 to 40 points. */
  readonly every?: Every;
  /** Names of dimensions to cut by; left out: all that the files have. */
  readonly segments?: readonly string[];
  /** How many were invited, for the response rate. */
  readonly invited?: number;
  readonly targets: readonly { readonly score: string; readonly target: number }[];
  /** How many verbatims to list; 0 leaves them out. */
  readonly verbatims: number;
  readonly journey: Journey;
  /** When the report is made, RFC 3339; `null` leaves it out. */
  readonly generated: string | null;
  readonly software: string;
}
