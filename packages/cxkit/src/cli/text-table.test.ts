import { displayWidth } from "@cxkit/report";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plain, plainJson, textTable } from "./text-table.ts";

describe("textTable", () => {
  it("puts words to the left and numbers to the right, Chinese ones too", () => {
    expect(
      textTable(
        {
          columns: ["region", "n"],
          rows: [
            ["North", 120],
            ["华东", 7],
            [null, null],
          ],
        },
        80,
      ),
    ).toBe("region    n\nNorth   120\n华东      7\n\n");
  });

  it("is nothing without rows", () => {
    expect(textTable({ columns: ["a"], rows: [] }, 80)).toBe("");
  });

  it("keeps to the terminal's width by cutting the widest column", () => {
    const table = { columns: ["id", "title"], rows: [["c1", "a very long title that nobody can read"]] };
    expect(textTable(table, 20)).toBe("id  title\nc1  a very long tit…\n");
  });

  it("lets nobody outside move the cursor, ring the bell or turn the text around", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const printed = textTable({ columns: ["words"], rows: [[text]] }, 1_000);
        expect(printed.split("\n")).toHaveLength(3);
        // eslint-disable-next-line no-control-regex
        expect(printed.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E]/);
        expect(displayWidth(printed)).toBeGreaterThanOrEqual(5);
      }),
    );
    expect(plain("\u001B[31mred\u0007\r\nnext")).toBe("[31mred next");
  });
});

describe("plainJson", () => {
  it("is the same value, and moves nothing in a terminal", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const printed = plainJson({ [text]: [`\u009B31m${text}\u202E`] }, 2);
        expect(printed.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E]/u);
        expect(JSON.parse(printed)).toEqual({ [text]: [`\u009B31m${text}\u202E`] });
      }),
    );
  });
});
