import { type TableRow, cxError } from "@cxkit/core";
import { numberText } from "./cell-text.ts";
import { type Workbook, unescaped } from "./workbook-parts.ts";
import { attribute, xmlScan } from "./xml-scan.ts";

const chunkLength = 1 << 16;
const mostRows = 1_048_576;
const mostColumns = 16_384;

/**
 * The rows of a sheet that hold anything, by their number in it. A row is as wide as the widest before it, since a sheet does not
 * store empty cells at the end of one.
 *
 * @yields rows in order
 * @throws {CxError} `invalid-file` with the row that is damaged
 */
export function* sheetRows(path: string, workbook: Workbook): Generator<TableRow> {
  const bytes = workbook.part(path);
  const decoder = new TextDecoder("utf-8");
  const ready: TableRow[] = [];
  const cell = { type: "", style: 0, column: 0, text: "" };
  let cells: string[] = [];
  let width = 0;
  let line = 0;
  let closed = false;
  let reading = false;
  let taking = false;

  const scanner = xmlScan({
    open(name, attributes) {
      if (name === "c") {
        const reference = attribute(attributes, "r");
        cell.column = reference === undefined ? cells.length : columnOf(reference, line);
        cell.type = attribute(attributes, "t") ?? "n";
        cell.style = Number(attribute(attributes, "s") ?? "0");
        cell.text = "";
      } else if (name === "v" || name === "t") taking = !reading;
      else if (name === "rPh") reading = true;
      else if (name === "row") {
        const number = Number(attribute(attributes, "r") ?? line + 1);
        if (!(Number.isInteger(number) && number > line && number <= mostRows))
          throw damaged(line + 1, `its number is out of order`);
        line = number;
        cells = [];
      }
    },
    text(text) {
      if (taking) cell.text += text;
    },
    close(name) {
      if (name === "v" || name === "t") taking = false;
      else if (name === "c") {
        const text = cellText(cell, workbook, line);
        if (text === "") return;
        while (cells.length < cell.column) cells.push("");
        cells[cell.column] = text;
      } else if (name === "rPh") reading = false;
      else if (name === "row") {
        if (cells.length === 0) return;
        width = Math.max(width, cells.length);
        while (cells.length < width) cells.push("");
        ready.push({ line, cells });
      } else if (name === "sheetData") closed = true;
    },
  });

  for (let at = 0; at < bytes.length; at += chunkLength) {
    const chunk = bytes.subarray(at, at + chunkLength);
    try {
      scanner.push(decoder.decode(chunk, { stream: true }));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw damaged(line, error.message);
    }
    yield* ready.splice(0);
  }
  if (!closed) throw damaged(line + 1, "its sheet ends there");
}

interface Cell {
  readonly type: string;
  readonly style: number;
  readonly text: string;
}

function cellText({ type, style, text }: Cell, { strings, kinds, from1904 }: Workbook, line: number): string {
  switch (type) {
    case "s": {
      if (text === "") return "";
      const shared = strings[Number(text)];
      if (shared === undefined) throw damaged(line, `its text number ${text} is not in the workbook`);
      return shared;
    }
    case "n":
      return text === "" ? "" : numberText(text, kinds[style] ?? "number", from1904);
    case "b":
      if (text === "") return "";
      return text === "1" || text === "true" ? "TRUE" : "FALSE";
    case "d":
      return text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.0+)?Z?$/, "$1 $2");
    case "e":
      return text;
    default:
      return own(unescaped(text));
  }
}

/** Engines make a slice of 13 characters or more a window on the whole chunk; a cell that is kept must not keep that. */
function own(text: string): string {
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/** `AB12` is column 27, counted from 0. */
function columnOf(reference: string, line: number): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  if (column === 0 || column > mostColumns)
    throw damaged(line, `it has a cell ${JSON.stringify(reference.slice(0, 20))}`);
  return column - 1;
}

function damaged(line: number, why: string): Error {
  return cxError("invalid-file", `row ${line} of the sheet is damaged: ${why}`, { line });
}
