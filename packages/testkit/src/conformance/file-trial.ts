import type { DecodeContext, FileSource, TableRow } from "@cxkit/core";
import { deepFrozen } from "../leaves.ts";

/** A table as people download it. */
export interface FileSamples {
  /** Of the file: `reviews-2026-03.csv`. */
  readonly name: string;
  /** The rows above the records. */
  readonly head: readonly (readonly string[])[];
  /** The n-th row behind them; another n is another thing. Each gives an event. */
  row(n: number): readonly string[];
  /** Rows that cannot be used, wholly or in one cell. */
  readonly malformed?: readonly (readonly string[])[];
  /** What a user says better than the file. */
  readonly overrides?: { readonly [option: string]: string | number | boolean | null };
}

/** How a table was read. */
export interface FileReading<Raw> {
  readonly records: readonly Raw[];
  readonly error?: unknown;
  /** The most rows that were taken before their records were handed on. */
  readonly ahead: number;
  /** Whether the rows were let go of. */
  readonly closed: boolean;
}

/** How a table is read. */
export interface ReadingOptions {
  /** Rows that come all at once (`together`), or each after a while. Default `together`. */
  readonly pace?: "together" | "turns";
  /** Stops after so many records. */
  readonly records?: number;
}

/** A table of a channel's, in any length. */
export interface FileTrial<Raw> {
  /** Header and so many rows, frozen. */
  table(count: number, from?: number): readonly TableRow[];
  read(rows: readonly TableRow[], options?: ReadingOptions): Promise<FileReading<Raw>>;
}

/** Reads tables made of samples. */
export function fileTrial<Config, Raw>(
  source: FileSource<Config, Raw>,
  { head, row }: Pick<FileSamples, "head" | "row">,
  context: () => DecodeContext<Config>,
): FileTrial<Raw> {
  return {
    table(count, from = 0) {
      const rows = Array.from({ length: count }, (_, at) => row(from + at));
      return deepFrozen([...head, ...rows].map((cells, at) => ({ line: at + 1, cells: [...cells] })));
    },
    async read(rows, { pace = "together", records: most = Infinity } = {}) {
      const records: Raw[] = [];
      let taken = 0;
      let ahead = 0;
      let closed = false;
      const coming = async function* (): AsyncGenerator<TableRow> {
        try {
          for (const one of rows) {
            // A few turns of the loop: no clock is needed to come late.
            if (pace === "turns") for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
            taken += 1;
            yield one;
          }
        } finally {
          closed = true;
        }
      };
      try {
        for await (const record of source.read(coming(), context())) {
          records.push(record);
          ahead = Math.max(ahead, taken - head.length - records.length);
          if (records.length >= most) break;
        }
      } catch (error) {
        return { records, error, ahead, closed };
      }
      return { records, ahead, closed };
    },
  };
}
