import { type TableReader, type TableRow, cxError, isCxError } from "@cxkit/core";
import { sheetRows } from "./sheet-rows.ts";
import { type Sheet, type Workbook, workbookParts } from "./workbook-parts.ts";

/** Packed bytes held in memory; Excel itself gives up long before. */
const mostBytes = 512_000_000;
/** Name of the stream that holds an encrypted workbook, in UTF-16 as such files write it. */
const encryptedStream = "EncryptedPackage".replaceAll(/\B/g, "\0");

/**
 * Reads the rows of an Excel workbook (`.xlsx`, `.xlsm`) as text, as a CSV export holds them: dates as `2026-03-01` or
 * `2026-03-01 09:30:00`, times as `09:30:00`, booleans as `TRUE` and `FALSE`, error cells as `#N/A`, formulas by their stored result,
 * numbers as stored (85 % is `0.85`), to Excel's 15 digits. Of merged cells the first has the value.
 *
 * Read is the sheet that was asked for by name or number, else the first visible one with two rows or more. Lines are row numbers;
 * empty rows are skipped, others are as wide as the widest before them. In memory are the packed file, the sheet's unpacked XML and
 * the workbook's distinct texts; rows stream.
 *
 * Stops with `CxError` `invalid-file` on `.xls` and `.xlsb`, an encrypted, truncated or damaged workbook, and one without rows.
 *
 * @example xlsxTable.recognise(new TextEncoder().encode("id,score\n"), "june.xlsx") // => false
 */
export const xlsxTable: TableReader = {
  id: "xlsx",
  title: "Excel workbook (.xlsx)",
  recognise(head) {
    const text = latin(head.subarray(0, 4096));
    const headers = text.split("PK\u0003\u0004");
    return headers[0] === "" && headers.some((header) => officeNames.test(header));
  },
  async open(bytes, context) {
    try {
      const archive = await collected(bytes, context.signal);
      const foreign = foreignContainer(archive);
      if (foreign !== undefined) throw cxError("invalid-file", foreign);
      const workbook = workbookParts(archive);
      const { sheet, rows } = chosen(workbook, context.sheet);
      return { format: { part: sheet.name }, rows: streamed(rows, context.name) };
    } catch (error) {
      throw placed(error, context.name);
    }
  },
};

/** Names by which the first entries of an Office document start, behind 26 bytes of their header. */
const officeNames = /^[^]{26}(?:\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/)/;

function foreignContainer(archive: Uint8Array): string | undefined {
  if (archive.length === 0) return "the file is empty";
  const start = latin(archive.subarray(0, 8));
  if (start === "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1") {
    const encrypted = latin(archive).includes(encryptedStream);
    return encrypted
      ? "the workbook is encrypted; save it without a password"
      : "this is an Excel 97–2003 workbook (.xls); save it as .xlsx or CSV";
  }
  return start.startsWith("PK") ? undefined : "this is no workbook: an .xlsx file is a zip archive";
}

function chosen(workbook: Workbook, asked: string | undefined): { sheet: Sheet; rows: Iterable<TableRow> } {
  const { sheets } = workbook;
  if (asked !== undefined) {
    const sheet = sheets.find(({ name }) => name === asked) ?? sheets[Number(asked) - 1];
    const names = sheets.map(({ name }) => JSON.stringify(name)).join(", ");
    if (!sheet)
      throw cxError("invalid-setup", `there is no sheet ${JSON.stringify(asked)}; there are ${names}`, {
        path: "sheet",
      });
    return { sheet, rows: sheetRows(sheet.path, workbook) };
  }
  let short: { sheet: Sheet; rows: Iterable<TableRow> } | undefined;
  for (const sheet of sheets.filter(({ hidden }) => !hidden)) {
    const rows = sheetRows(sheet.path, workbook);
    const first = [rows.next(), rows.next()].flatMap(({ done, value }) => (done === true ? [] : [value]));
    if (first.length === 2) return { sheet, rows: joined(first, rows) };
    if (first.length === 1) short ??= { sheet, rows: first };
  }
  if (short) return short;
  throw cxError("invalid-file", "no visible sheet of the workbook has rows; pass --sheet with its name");
}

function* joined(first: readonly TableRow[], rest: Iterable<TableRow>): Generator<TableRow> {
  yield* first;
  yield* rest;
}

async function* streamed(rows: Iterable<TableRow>, file: string): AsyncGenerator<TableRow> {
  try {
    yield* rows;
  } catch (error) {
    throw placed(error, file);
  }
}

function placed(error: unknown, file: string): unknown {
  return isCxError(error)
    ? cxError(error.code, error.message, { ...error.place, file, cause: error.cause })
    : error;
}

function latin(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

async function collected(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    signal?.throwIfAborted();
    length += chunk.length;
    if (length > mostBytes) throw cxError("invalid-file", "the workbook is larger than 512 MB");
    chunks.push(chunk);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
