import { describe, expect, it } from "vitest";
import { delimiterDecision } from "./delimited-text-delimiter.ts";

const decided = (sample: string) => delimiterDecision(sample, true).delimiter;

describe("delimiterDecision", () => {
  it("takes the delimiter that gives rows the same number of cells", () => {
    expect(decided("a,b,c\n1,2,3\n")).toBe(",");
    expect(decided("a;b;c\n1;2;3\n")).toBe(";");
    expect(decided("a\tb\n1\t2, and more\n")).toBe("\t");
    expect(decided("a|b\n1|2\n3|4\n")).toBe("|");
  });

  it("reads decimal commas in a semicolon file as decimals", () => {
    expect(decided("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n")).toBe(";");
  });

  it("does not count delimiters inside quotes", () => {
    expect(decided('a;b\n"x, y, z";1\n"u, v, w";2\n')).toBe(";");
    expect(decided('"a";"b"\n"1";"2"\n')).toBe(";");
  });

  it("finds the table below a title", () => {
    expect(decided("Export of June\n\nid,score,comment\n1,9,good\n2,3,bad\n3,4,\n")).toBe(",");
  });

  it("leaves a table of one column whole", () => {
    expect(decided("comment\nGood, and cheap\nBad, slow, late\nNothing\n")).toBeUndefined();
    expect(decided("score\n7,5\n8,5\n9,0\n")).toBeUndefined();
    expect(decided("score\n7\n8\n")).toBeUndefined();
  });

  it("honours Excel's sep= line, quoted or not, and says how long it is", () => {
    expect(delimiterDecision("sep=|\r\na|b\r\n", true)).toEqual({ delimiter: "|", declarationLength: 7 });
    expect(delimiterDecision('"sep=\t"\na\tb\n', true)).toEqual({ delimiter: "\t", declarationLength: 8 });
  });

  it("takes what was asked for before what the file says, and still skips the sep= line", () => {
    expect(delimiterDecision("sep=|\na;b\n", true, ";")).toEqual({ delimiter: ";", declarationLength: 6 });
    expect(delimiterDecision("a\tb", true, "tab").delimiter).toBe("\t");
  });

  it("refuses what cannot delimit", () => {
    for (const asked of ["", "::", '"', "\n"])
      expect(() => delimiterDecision("a", true, asked)).toThrow(
        expect.objectContaining({ name: "CxError", code: "invalid-setup" }),
      );
  });

  it("counts in the first row when it is longer than the sample, or too wide", () => {
    expect(delimiterDecision("a;b,;".repeat(20_000), false).delimiter).toBe(";");
    expect(decided(`${"1|".repeat(20_000)}1\n`)).toBe("|");
  });

  it("looks at complete rows only", () => {
    expect(delimiterDecision("a,b\n1,2\n3", false).delimiter).toBe(",");
    expect(delimiterDecision('a,b\n1,2\n"3,4', false).delimiter).toBe(",");
  });
});
