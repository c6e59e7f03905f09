/** One row of a tabular file, as text, before anybody says what it means. */
export interface TableRow {
  /** 1-based line where the row starts (for workbooks: row number). */
  readonly line: number;
  readonly cells: readonly string[];
}

/** How a table's bytes were read; shown to the user as assumptions. */
export interface TableFormat {
  /** `utf-8`, `gb18030`, `windows-1252`, `utf-16le`…; absent for workbooks. */
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Sheet of a workbook, member of an archive. */
  readonly part?: string;
}

/** A table opened for reading: its format is decided, its rows stream. */
export interface OpenTable {
  readonly format: TableFormat;
  /** Can be read once, in order. Throws `CxError` `invalid-file` with the line that contradicts the format. */
  readonly rows: AsyncIterable<TableRow>;
}

/** What a reader is told about the file. */
export interface TableContext {
  readonly name: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  /** Sheet name or 1-based number. */
  readonly sheet?: string;
  readonly signal?: AbortSignal;
}

/**
 * Turns a file's bytes into rows: delimited text, workbooks, an archive holding one of them. Tables carry no meaning;
 * a {@link Channel} gives them one.
 */
export interface TableReader {
  readonly id: string;
  readonly title: string;
  /** Whether the first bytes (up to 4 kB) are of this kind. Content decides, not the name. */
  recognise(head: Uint8Array, name: string): boolean;
  open(bytes: AsyncIterable<Uint8Array>, context: TableContext): Promise<OpenTable>;
}
