/** A table as data: what a page shows, what its button saves, what a folder of CSV files holds. */
export interface ReportTable {
  /** Unique in the report, fit for a file name: `touchpoint-nps`. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly string[];
  /** One cell per column. */
  readonly rows: readonly (readonly TableCell[])[];
}

/** Text, nothing, or a number together with how it is printed; files get the number itself. */
export type TableCell = string | null | { readonly value: number; readonly text: string };
