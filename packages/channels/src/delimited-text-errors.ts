import { type CxError, cxError } from "@cxkit/core";

/** A file cut off, or a quote that was meant as text. */
export function unclosedQuote(line: number): CxError {
  return invalid(line, `a quote opened at line ${line} is never closed: the file may be truncated`);
}

/** `"a"b`: the quote may end the cell or be text, so that neither is guessed. */
export function textAfterQuote(line: number, next: string, cell: number): CxError {
  const found = JSON.stringify(next);
  const rule = 'a quote inside a cell is written twice ("")';
  return invalid(line, `line ${line}: cell ${cell} goes on with ${found} after its closing quote; ${rule}`);
}

/** No text, or text in another encoding. */
export function nulCharacter(line: number): CxError {
  return invalid(line, `line ${line} holds a NUL character: this is no text, or not in this encoding`);
}

/** A table read with the wrong delimiter, or none. */
export function tooManyColumns(line: number, columns: number): CxError {
  const counts = `${columns.toLocaleString("en")} columns, more than the 16,384 a sheet can have`;
  return invalid(line, `line ${line} has ${counts}; if the delimiter is another one, pass --delimiter`);
}

/** A quote that swallows the file, or a file without lines. */
export function endlessRow(line: number, quoted: boolean): CxError {
  return quoted
    ? invalid(line, `a quote opened in the row at line ${line} is not closed within 10,000,000 characters`)
    : invalid(
        line,
        `the row at line ${line} does not end within 10,000,000 characters: this is no table of text`,
      );
}

/** A byte that the encoding has not, though everything before it fits. */
export function contradictedEncoding(encoding: string, line: number, atEnd: boolean): CxError {
  const others = encoding === "utf-8" ? "gb18030 or windows-1252" : "utf-8, gb18030, windows-1252…";
  const pass = `pass --encoding with its name (${others})`;
  return atEnd
    ? invalid(
        line,
        `line ${line} ends inside a character: the file is truncated, or not ${encoding}; ${pass}`,
      )
    : invalid(line, `line ${line} is not ${encoding}, though what comes before is; ${pass}`);
}

/** A sheet was asked for, and text has none. */
export function noSheets(asked: string): CxError {
  return cxError(
    "invalid-setup",
    `--sheet ${asked} names a sheet of a workbook, and this is a table of text, which has none: leave --sheet out, or pass the workbook`,
    { path: "sheet" },
  );
}

function invalid(line: number, message: string): CxError {
  return cxError("invalid-file", message, { line });
}
