import type { TableContext, TableRow } from "@cxkit/core";
import { tableReaderLaws } from "@cxkit/testkit";
import { strToU8, zipSync } from "fflate";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { xlsxTable } from "./xlsx-table.ts";

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"`;

interface SampleSheet {
  readonly name: string;
  readonly state?: string;
  /** What stands in `sheetData`. */
  readonly rows: string;
}

/** A workbook as Excel packs one. */
function workbook(
  sheets: readonly SampleSheet[],
  more: { strings?: string; styles?: string; properties?: string } = {},
): Uint8Array {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (inside: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>\r\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`;
  const files: Record<string, string> = {
    "[Content_Types].xml": "<Types/>",
    "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": `<workbook ${main}>${more.properties ?? ""}<sheets>${sheets
      .map(
        ({ name, state }, at) =>
          `<sheet name="${name}" sheetId="${at + 1}" ${state ? `state="${state}" ` : ""}r:id="rId${at + 10}"/>`,
      )
      .join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations(
      relation("rId1", "styles", "styles.xml") +
        relation("rId2", "sharedStrings", "/xl/sharedStrings.xml") +
        sheets
          .map((_, at) => relation(`rId${at + 10}`, "worksheet", `worksheets/sheet${at + 1}.xml`))
          .join(""),
    ),
    ...(more.strings === undefined ? {} : { "xl/sharedStrings.xml": `<sst ${main}>${more.strings}</sst>` }),
    "xl/styles.xml": `<styleSheet ${main}>${more.styles ?? '<cellXfs><xf numFmtId="0"/></cellXfs>'}</styleSheet>`,
  };
  for (const [at, { rows }] of sheets.entries())
    files[`xl/worksheets/sheet${at + 1}.xml`] =
      `<worksheet ${main}><sheetData>${rows}</sheetData></worksheet>`;
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

const escaped = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_");
const columnName = (column: number) => String.fromCharCode(65 + column);

/** Rows of text as a careful producer writes them. */
function textRows(rows: readonly (readonly string[])[]): string {
  const cell = (text: string, row: number, column: number) =>
    text === ""
      ? ""
      : `<c r="${columnName(column)}${row + 1}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  return rows
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((text, column) => cell(text, row, column)).join("")}</row>`,
    )
    .join("");
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function allOf(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const all: TableRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}

async function read(
  bytes: Uint8Array,
  context: Partial<TableContext> = {},
): Promise<{ part: string | undefined; rows: TableRow[] }> {
  const { format, rows } = await xlsxTable.open(once(bytes), { name: "june.xlsx", ...context });
  return { part: format.part, rows: await allOf(rows) };
}

const oneRow = async (cells: string, more?: Parameters<typeof workbook>[1]) =>
  (await read(workbook([{ name: "S", rows: `<row r="1">${cells}</row>` }], more))).rows[0]?.cells;

const stops = (message: RegExp, code = "invalid-file") =>
  expect.objectContaining({
    name: "CxError",
    code,
    message: expect.stringMatching(message),
    place: expect.objectContaining({ file: "june.xlsx" }),
  });

const header = {
  name: "S",
  rows: textRows([
    ["id", "score"],
    ["1", "9"],
  ]),
};

describe("xlsxTable keeps the table laws", () => {
  const samples = {
    make: (rows: readonly (readonly string[])[]) => workbook([{ name: "答卷", rows: textRows(rows) }]),
    name: "june.xlsx",
    // XML 1.0 has no control characters and no lone surrogates.
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    cannotCarry: /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Surrogate}/u,
  };
  for (const law of tableReaderLaws(xlsxTable, samples)) it(law.name, law.check);
});

describe("xlsxTable shows cells as a CSV export does", () => {
  it("texts: shared, rich without readings, inline, of formulas, with escapes, leading zeros and Chinese", async () => {
    const strings =
      '<si><t>非常满意</t></si><si><r><t>rich </t></r><r><rPr/><t>text</t></r><rPh sb="0" eb="1"><t>yomi</t></rPh></si>' +
      '<si><t xml:space="preserve"> 007 </t></si><si><t>a_x000D_\n&lt;b&gt; &#x597d;</t></si><si/>';
    const cells = [0, 1, 2, 3, 4].map((at) => `<c r="${columnName(at)}1" t="s"><v>${at}</v></c>`).join("");
    const more =
      '<c r="F1" t="str"><f>A1&amp;"x"</f><v>cached</v></c><c r="G1" t="inlineStr"><is><t>in</t><rPh><t>x</t></rPh><r><t>line</t></r></is></c>';
    expect(await oneRow(cells + more, { strings })).toEqual([
      "非常满意",
      "rich text",
      " 007 ",
      "a\r\n<b> 好",
      "",
      "cached",
      "inline",
    ]);
  });

  it("numbers: whole as stored, others to 15 digits; booleans; error cells; stored dates; results of formulas", async () => {
    const stored = ["9", "9.0", "0.30000000000000004", "12345678901234567", "-3", "1.5E-3", "8.5"];
    const numbers = stored.map((value, at) => `<c r="${columnName(at)}1"><v>${value}</v></c>`).join("");
    const others =
      '<c r="H1" t="b"><v>1</v></c><c r="I1" t="b"><v>0</v></c><c r="J1" t="e"><v>#N/A</v></c><c r="K1" t="d"><v>2026-03-01T09:30:00</v></c><c r="L1"><f>1+1</f><v>2</v></c>';
    expect(await oneRow(numbers + others)).toEqual([
      "9",
      "9",
      "0.3",
      "12345678901234567",
      "-3",
      "0.0015",
      "8.5",
      "TRUE",
      "FALSE",
      "#N/A",
      "2026-03-01 09:30:00",
      "2",
    ]);
  });

  it("dates and times by their number format, from 1900 or 1904", async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="21"/></cellXfs>';
    const cells =
      '<c r="A1" s="1"><v>46082.395833333336</v></c><c r="B1" s="2"><v>46082</v></c><c r="C1" s="3"><v>0.395833333333333</v></c><c r="D1" s="0"><v>46082</v></c>';
    expect(await oneRow(cells, { styles })).toEqual([
      "2026-03-01 09:30:00",
      "2026-03-01",
      "09:30:00",
      "46082",
    ]);
    const mac = { styles, properties: '<workbookPr date1904="1"/>' };
    expect(await oneRow('<c r="A1" s="2"><v>44620</v></c>', mac)).toEqual(["2026-03-01"]);
  });

  it("empty cells, gaps and merged cells as empty text, rows as wide as the widest before them, row numbers as lines", async () => {
    const rows =
      '<row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>3</v></c></row><row r="3"><c r="A3" s="0"/></row>' +
      '<row r="5"><c r="B5"><v>2</v></c></row><row><c><v>7</v></c><c t="str"><v>x</v></c></row>';
    expect((await read(workbook([{ name: "S", rows }]))).rows).toEqual([
      { line: 2, cells: ["1", "", "3"] },
      { line: 5, cells: ["", "2", ""] },
      { line: 6, cells: ["7", "x", ""] },
    ]);
  });
});

describe("xlsxTable chooses a sheet", () => {
  const sheets = [
    { name: "Hidden", state: "hidden", rows: header.rows },
    { name: "Title", rows: textRows([["only this"]]) },
    { name: "答卷 &amp; more", rows: header.rows },
    { name: "4", rows: textRows([["four"], ["4"]]) },
  ];

  it("the first visible one with two rows, or the only one with one", async () => {
    expect((await read(workbook(sheets))).part).toBe("答卷 & more");
    expect((await read(workbook(sheets.slice(0, 2)))).part).toBe("Title");
  });

  it("or the one asked for, by name before number, hidden ones too", async () => {
    const bytes = workbook(sheets);
    expect((await read(bytes, { sheet: "Hidden" })).part).toBe("Hidden");
    expect((await read(bytes, { sheet: "2" })).part).toBe("Title");
    expect((await read(bytes, { sheet: "4" })).rows[0]?.cells).toEqual(["four"]);
  });

  it("and names those there are when there is none of that name", async () => {
    await expect(read(workbook(sheets), { sheet: "June" })).rejects.toEqual(
      stops(/no sheet "June"; there are "Hidden", "Title", "答卷 & more", "4"/, "invalid-setup"),
    );
  });
});

describe("xlsxTable stops", () => {
  it("at what is no workbook, and says what it is", async () => {
    const ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    await expect(read(Uint8Array.from(ole))).rejects.toEqual(stops(/Excel 97–2003 workbook \(\.xls\)/));
    const encrypted = [...ole, ...Array.from(strToU8("EncryptedPackage")).flatMap((byte) => [byte, 0])];
    await expect(read(Uint8Array.from(encrypted))).rejects.toEqual(stops(/is encrypted/));
    await expect(read(strToU8("id,score\n"))).rejects.toEqual(stops(/no workbook/));
    await expect(read(new Uint8Array(0))).rejects.toEqual(stops(/empty/));
    await expect(read(zipSync({ "word/document.xml": strToU8("<w/>") }))).rejects.toEqual(
      stops(/no workbook/),
    );
    const binary = zipSync({
      "_rels/.rels": strToU8(
        `<Relationships><Relationship Id="a" Type="${office}/officeDocument" Target="xl/workbook.bin"/></Relationships>`,
      ),
    });
    await expect(read(binary)).rejects.toEqual(stops(/\.xlsb/));
  });

  it("at a truncated archive, wherever it is cut", async () => {
    const bytes = workbook([header]);
    for (let length = 3; length < bytes.length; length += 97)
      await expect(read(bytes.subarray(0, length))).rejects.toEqual(stops(/truncated or damaged/));
  });

  it("at a damaged sheet, with the row", async () => {
    const rows = (inside: string) => read(workbook([{ name: "S", rows: textRows([["a"], ["b"]]) + inside }]));
    await expect(rows('<row r="3"><c r="A3" t="s"><v>5</v></c></row>')).rejects.toEqual(
      expect.objectContaining({ code: "invalid-file", place: { file: "june.xlsx", line: 3 } }),
    );
    await expect(rows('<row r="1"/>')).rejects.toEqual(stops(/out of order/));
    await expect(rows('<row r="3"><c r="XFE3"><v>1</v></c></row>')).rejects.toEqual(stops(/XFE3/));
    await expect(rows("<!DOCTYPE x>")).rejects.toEqual(stops(/DTD/));
    await expect(rows("<!--")).rejects.toEqual(stops(/ends there/));
  });

  it("at a workbook without rows", async () => {
    await expect(read(workbook([{ name: "S", rows: "" }]))).rejects.toEqual(stops(/no visible sheet/));
    await expect(read(workbook([{ ...header, state: "veryHidden" }]))).rejects.toEqual(stops(/pass --sheet/));
  });

  it("at a part that unpacks to over 1 GB", async () => {
    const bytes = workbook([header]);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at + 4 < bytes.length; at += 1)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 2_000_000_000, true);
    await expect(read(bytes)).rejects.toEqual(stops(/more than can be read: a zip bomb/));
  });
});

describe("xlsxTable recognises workbooks by their content", () => {
  it("and no other archive", () => {
    expect(xlsxTable.recognise(workbook([header]).subarray(0, 4096), "june.zip")).toBe(true);
    expect(xlsxTable.recognise(zipSync({ "june.xlsx.csv": strToU8("id\n") }), "june.xlsx")).toBe(false);
    expect(xlsxTable.recognise(strToU8("id,score\n"), "june.xlsx")).toBe(false);
  });
});

// A workbook that LibreOffice or Excel wrote, with the header `id,score,date` and 2026-03-01 09:30:00 in C2.
const foreign = process.env["CXKIT_FOREIGN_XLSX"];
describe.skipIf(!foreign)("xlsxTable reads what other programs write", () => {
  it("with the dates as they show", async () => {
    const { rows } = await read(readFileSync(foreign ?? ""));
    expect(rows[0]?.cells).toEqual(["id", "score", "date"]);
    expect(rows[1]?.cells[2]).toBe("2026-03-01 09:30:00");
  });
});
