import type { Store } from "@cxkit/core";

/** A part of a workbench to report on: its own store, and what the part is called. */
export interface ReportScope {
  readonly store: Store;
  /** Field the part was cut by; it is no segment any more. */
  readonly field: string;
  readonly label: string;
  readonly value: string;
}
