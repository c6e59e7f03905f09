import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText } from "./html/markup.ts";
import { tableCsv } from "./table-csv.ts";

const table = (rows: Parameters<typeof tableCsv>[0]["rows"], columns: readonly string[] = ["a", "b"]) =>
  tableCsv({ id: "t", caption: "T", columns, rows });

/** Cells as RFC 4180 has them, read by hand: an independent reader. */
function read(csv: string): string[][] {
  const rows: string[][] = [[]];
  let quoted = false;
  let cell = "";
  for (let at = 1; at < csv.length; at += 1) {
    const character = csv[at] ?? "";
    if (quoted) {
      if (character !== '"') cell += character;
      else if (csv[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "," || csv.startsWith("\r\n", at)) {
      rows.at(-1)?.push(cell);
      cell = "";
      if (character === "\r") {
        rows.push([]);
        at += 1;
      }
    } else cell += character;
  }
  return rows.slice(0, -1);
}

describe("tableCsv", () => {
  it("begins with a byte order mark and ends every line with CRLF", () => {
    expect(table([["x", "满意"]])).toBe("\uFEFFa,b\r\nx,满意\r\n");
  });

  it("writes numbers bare, negative ones too, and nothing for nothing", () => {
    expect(table([[{ value: -1234.5, text: "−1,234.5" }, null]])).toBe("\uFEFFa,b\r\n-1234.5,\r\n");
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1", "－1", "＠x"])(
    "disarms %j",
    (formula) => {
      const [, row] = read(table([[formula, "x"]]));
      expect(row?.[0]).toBe(`'${formula}`);
    },
  );

  it("leaves text that is no formula as it is", () => {
    for (const text of ["a=b", "1-2", "<10", "−5", "'quoted", ""])
      expect(read(table([[text, "x"]]))[1]?.[0]).toBe(text);
  });

  it("gives every text back but for control characters and the apostrophe", () => {
    const cell = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom('"', ",", "\n", 'a"b,c\nd', '=,"', " x "),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const [, ...back] = read(table(rows));
        expect(back.map((row) => row.map((text) => text.replace(/^'/, "")))).toEqual(
          rows.map((row) => row.map((text) => plainText(text).replace(/^'/, ""))),
        );
      }),
    );
  });

  it("has as many cells in every line as there are columns", () => {
    expect(
      read(
        table([
          ["a,b", 'c"d'],
          ["e\nf", null],
        ]),
      ).map((row) => row.length),
    ).toEqual([2, 2, 2]);
  });
});
