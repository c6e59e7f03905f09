import { describe, expect, it } from "vitest";
import { tableOf } from "../fixtures/survey-tables.ts";
import { readHeader } from "./header.ts";
import { plainWording } from "./wording.ts";

const header = (...rows: string[][]) => readHeader(tableOf(rows));

describe("readHeader", () => {
  it("one row of names, padded or not, unique by number", () => {
    const { headerRows, columns } = header(["id", "NETPRO  ", "id", ""], ["1", "9", "2", ""]);
    expect(headerRows).toBe(1);
    expect(columns.map(({ name }) => name)).toEqual(["id", "NETPRO", "id (2)", "column 4"]);
  });

  it("a second row of wordings over columns of numbers is a header", () => {
    const rows = [
      ["Q1", "Q2", "city"],
      ["How likely are you to recommend us?", "How satisfied are you?", "City"],
      ["9", "5", "Oslo"],
      ["8", "4", "Rome"],
      ["0", "3", "Oslo"],
    ];
    expect(header(...rows)).toMatchObject({
      headerRows: 2,
      columns: [{ wording: "How likely are you to recommend us?" }, {}, { wording: "City" }],
    });
  });

  it("a first answer in words is no header", () => {
    expect(
      header(["nps", "city"], ["BLANK", "Oslo"], ["9", "Rome"], ["8", "Oslo"], ["7", "Rome"]).headerRows,
    ).toBe(1);
  });

  it("titles and empty rows above the names are skipped", () => {
    const { headerRows, columns } = header(
      ["Customer survey, March", "", ""],
      ["", "", ""],
      ["id", "nps", "region"],
      ["1", "9", "N"],
      ["2", "8", "S"],
    );
    expect(headerRows).toBe(3);
    expect(columns.map(({ name }) => name)).toEqual(["id", "nps", "region"]);
  });

  it("the zone comes from Qualtrics' third row", () => {
    const ids = ['{"ImportId":"endDate","timeZone":"Asia/Shanghai"}', '{"ImportId":"QID1"}'];
    expect(header(["EndDate", "Q1"], ["结束日期", "推荐"], ids, ["2026-03-01 10:00:00", "9"])).toMatchObject({
      producer: "qualtrics",
      headerRows: 3,
      zone: "Asia/Shanghai",
    });
  });

  it("Google Forms' grids are rows of one question", () => {
    const { producer, columns } = header(
      ["Timestamp", "How satisfied are you? [Price]", "How satisfied are you? [Service]"],
      ["2026/03/01 9:00:00 AM", "4", "5"],
    );
    expect(producer).toBe("google-forms");
    expect(columns.map(({ group, part }) => [group, part])).toEqual([
      [undefined, undefined],
      ["How satisfied are you?", "Price"],
      ["How satisfied are you?", "Service"],
    ]);
  });

  it("numbers only, or nothing, is no header", () => {
    expect(() => header(["1", "2"], ["3", "4"])).toThrow(/numbers only/);
    expect(() => header(["", ""])).toThrow(/no header row/);
    expect(() => readHeader([])).toThrow(/no header row/);
  });
});

describe("plainWording", () => {
  it("strips numbering and markup, and nothing else", () => {
    expect(plainWording("1、您对配送的满意度")).toBe("您对配送的满意度");
    expect(plainWording("<b>Overall</b>,&nbsp;how<br>satisfied?")).toBe("Overall, how satisfied?");
    expect(plainWording("Q3: Why?")).toBe("Why?");
    expect(plainWording("5-point rating")).toBe("5-point rating");
    expect(plainWording("24 hours service")).toBe("24 hours service");
  });
});
