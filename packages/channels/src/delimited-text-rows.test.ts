import type { TableRow } from "@cxkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowSplitter } from "./delimited-text-rows.ts";

function split(text: string, delimiter: string, size: number, firstLine?: number): TableRow[] {
  const rows: TableRow[] = [];
  const splitter = rowSplitter(delimiter, firstLine);
  for (let at = 0; at < text.length; at += size) splitter.push(text.slice(at, at + size), rows);
  splitter.end(rows);
  return rows;
}

describe("rowSplitter", () => {
  it("counts from the line it is told", () => {
    expect(split("a,b\n\nc,d", ",", 1, 5)).toEqual([
      { line: 5, cells: ["a", "b"] },
      { line: 7, cells: ["c", "d"] },
    ]);
  });

  it("gives the rows before the line that throws", () => {
    const rows: TableRow[] = [];
    expect(() => rowSplitter(",").push('a,b\n1,2\n"x"y\n', rows)).toThrow(/line 3/);
    expect(rows.map(({ line }) => line)).toEqual([1, 2]);
  });

  // Trying again at every piece would look at 20 thousand million characters.
  it("stays linear on a cell that comes in many small pieces", () => {
    const splitter = rowSplitter(",");
    const rows: TableRow[] = [];
    splitter.push('a,"', rows);
    for (let piece = 0; piece < 20_000; piece += 1) splitter.push("x".repeat(100), rows);
    splitter.push('"\n', rows);
    splitter.end(rows);
    expect(rows.map(({ cells }) => cells.map(({ length }) => length))).toEqual([[1, 2_000_000]]);
  });
});

describe("rowSplitter reads back what was written", () => {
  const cell = fc.oneof(
    fc.string({
      unit: fc.constantFrom("a", "é", "满", "😀", ",", ";", '"', "\n", "\r", "\r\n", " ", "\t", "|"),
    }),
    fc.string(),
  );
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  const written = (
    table: readonly (readonly string[])[],
    delimiter: string,
    newline: string,
    quoteAll: boolean,
  ) =>
    table
      .map((cells) =>
        cells
          .map((text) =>
            quoteAll || text === "" || /["\r\n]/.test(text) || text.includes(delimiter)
              ? `"${text.replaceAll('"', '""')}"`
              : text,
          )
          .join(delimiter),
      )
      .join(newline);

  it("in any chunks, with any delimiter and line break, at the lines where it stands", () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(",", ";", "\t", "|"),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (drawn, delimiter, newline, quoteAll, size) => {
          const table = drawn.map((cells) => cells.map((text) => text.replaceAll("\0", "")));
          const text = written(table, delimiter, newline, quoteAll);
          const got = split(text, delimiter, size);
          expect(got.map(({ cells }) => cells)).toEqual(table);
          let line = 1;
          for (const [at, row] of got.entries()) {
            expect(row.line).toBe(line);
            line +=
              (written([table[at]!], delimiter, newline, quoteAll).match(/\r\n|\n|\r/g) ?? []).length + 1;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
