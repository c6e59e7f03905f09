import { plainText } from "./html/markup.ts";
import type { ReportTable, TableCell } from "./report-table.ts";

/**
 * A table as CSV that spreadsheets open as they should, in Chinese too: UTF-8 with byte order mark, CRLF, quotes where
 * needed. Numbers are written bare, with a point and in full precision. Text that a spreadsheet would run as a formula
 * (beginning with `=`, `+`, `-`, `@`, their full-width twins, a tab or a line break) gets an apostrophe in front.
 *
 * @source OWASP, CSV Injection; RFC 4180
 * @example tableCsv({ id: "a", caption: "A", columns: ["x", "n"], rows: [["=1+1", { value: 2.5, text: "2.5" }]] }) // => "\uFEFFx,n\r\n'=1+1,2.5\r\n"
 */
export function tableCsv(table: ReportTable): string {
  return `\uFEFF${[table.columns, ...table.rows].map((row) => `${row.map((cell) => csvCell(cell)).join(",")}\r\n`).join("")}`;
}

function csvCell(cell: TableCell): string {
  if (cell === null) return "";
  if (typeof cell === "object") return String(cell.value);
  const text = plainText(cell);
  const safe = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
