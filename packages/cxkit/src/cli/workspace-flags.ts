import type { ColumnFlags } from "./report-flags.ts";

/** What every command of a workspace can be told. */
export interface WorkspaceFlags {
  /** In or below the workspace's folder. */
  readonly folder: string;
  readonly json?: boolean;
}

/** Options of `cxkit ingest`. */
export interface IngestFlags extends Omit<ColumnFlags, "saveMapping" | "json"> {
  readonly connection?: string;
  readonly saveMapping?: boolean;
}

/** Options of `cxkit measure`. */
export interface MeasureFlags {
  readonly score?: string;
  readonly item?: string;
  readonly metric?: string;
  readonly by?: readonly string[];
  readonly every?: "day" | "week" | "month" | "quarter" | "year";
  readonly from?: string;
  readonly until?: string;
  readonly where?: readonly string[];
  readonly csv?: boolean;
}

/** Options of what people do to a case. */
export interface CaseFlags {
  readonly owner?: string;
  readonly stage?: string;
  readonly note?: string;
  readonly reason?: string;
  readonly by?: string;
}
