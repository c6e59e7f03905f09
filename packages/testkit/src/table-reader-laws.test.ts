import type { OpenTable, TableReader, TableRow } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { failures } from "./fixtures/failures.ts";
import { quoted, quotedTable } from "./fixtures/quoted-table.ts";
import { tableReaderLaws } from "./table-reader-laws.ts";

describe("a correct table reader keeps the table laws", () => {
  for (const law of tableReaderLaws(quotedTable, { make: quoted })) it(law.name, law.check);
});

describe("each table law catches the reader that breaks it", () => {
  const open = quotedTable.open;
  const rows =
    (change: (rows: AsyncIterable<TableRow>) => AsyncIterable<TableRow>): TableReader["open"] =>
    async (bytes, context) => {
      const table = await open(bytes, context);
      return { ...table, rows: change(table.rows) };
    };
  const mutants: readonly [law: string, mutant: Partial<TableReader>][] = [
    ["recognises its own files by their first bytes", { recognise: (_, name) => name.endsWith(".csv") }],
    [
      "reads back what was written, whatever the cells hold",
      { open: rows((all) => each(all, (row) => ({ ...row, cells: row.cells.map((cell) => cell.trim()) }))) },
    ],
    [
      "chunks may be cut anywhere, down to single bytes",
      {
        // Decodes chunk by chunk, so that a character across two chunks is lost.
        async open(bytes, context): Promise<OpenTable> {
          const decoder = new TextDecoder();
          return open(
            each(bytes, (chunk) => new TextEncoder().encode(decoder.decode(chunk))),
            context,
          );
        },
      },
    ],
    [
      "lines are counted from 1 and only go up",
      { open: rows((all) => each(all, (row) => ({ ...row, line: row.line - 1 }))) },
    ],
    [
      "a file cut off gives its first rows or an error, never rows that nobody wrote",
      {
        async open(bytes, context) {
          const table = await open(bytes, context);
          return { ...table, rows: completed(table.rows) };
        },
      },
    ],
    ["an empty file is an error or a table without rows", { open: rows(completed) }],
    [
      "any bytes at all are read or refused as invalid-file, with words",
      {
        open: rows(async function* failing(all) {
          try {
            yield* all;
          } catch {
            throw new TypeError("undefined is not an object");
          }
        }),
      },
    ],
  ];

  for (const [law, mutant] of mutants) {
    it(`"${law}" fails when it is broken`, async () => {
      const laws = tableReaderLaws({ ...quotedTable, ...mutant }, { make: quoted });
      expect(await failures(laws.filter(({ name }) => name === law))).toEqual([law]);
    });
  }
});

async function* each<T>(all: AsyncIterable<T>, change: (one: T) => T): AsyncGenerator<T> {
  for await (const one of all) yield change(one);
}

// Ends a table that broke off as if a row stood there.
async function* completed(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
  let line = 0;
  try {
    for await (const row of rows) {
      ({ line } = row);
      yield row;
    }
  } catch {
    yield { line: line + 1, cells: ["?", "?"] };
  }
  if (line === 0) yield { line: 1, cells: ["?"] };
}
