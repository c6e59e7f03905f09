import type { TableRow } from "@cxkit/core";
import {
  endlessRow,
  nulCharacter,
  textAfterQuote,
  tooManyColumns,
  unclosedQuote,
} from "./delimited-text-errors.ts";
import { lineBreaks } from "./delimited-text-lines.ts";

/** Turns decoded text, in chunks of any size, into rows. */
export interface RowSplitter {
  /** Adds the rows that end in the text so far to `rows`, also those before the line that throws. */
  push(text: string, rows: TableRow[]): void;
  /** Adds the row that ends with the file. */
  end(rows: TableRow[]): void;
  /** 1-based line where the row that is not complete yet starts, and its text so far. */
  unfinished(): { readonly line: number; readonly text: string };
}

/** Excel's own limit; a table with more columns is read with the wrong delimiter, or is none. */
const mostColumns = 16_384;
/** Characters of one row: past it a quote was opened and never closed, or the file has no lines. */
const longestRow = 10_000_000;

const none = Number.POSITIVE_INFINITY;

/**
 * RFC 4180 with exact line numbers: LF, CRLF and CR end a line; a quote opens a cell at its very start only, and is written
 * twice inside one; spaces after a closing quote are dropped, anything else there stops the reading, since two readings fit.
 * It moves from delimiter to delimiter by the engine's own string search, never character by character.
 *
 * @param delimiter one character
 * @param firstLine line number of the first character that will be pushed
 * @throws {CxError} `invalid-file` from `push` and `end`, with the line
 */
export function rowSplitter(delimiter: string, firstLine = 1): RowSplitter {
  let text = "";
  let line = firstLine;
  /** Below this length the unfinished row is not tried again, which keeps a long row linear. */
  let worthTrying = 0;

  function take(final: boolean, rows: TableRow[]): void {
    const { length } = text;
    const next = positions(text, delimiter);
    let start = 0;
    let cell = -1;
    while (start < length) {
      const end = next.lineEnd(start);
      if (!(next.quote(start) < end)) {
        if (!final && (end === none || isOpenReturn(end))) break;
        const stop = Math.min(end, length);
        if (stop > start) {
          const cells: string[] = [];
          if (cell < start) cell = found(text, delimiter, start);
          let at = start;
          while (cell < stop) {
            cells.push(own(text.slice(at, cell)));
            at = cell + 1;
            cell = found(text, delimiter, at);
          }
          cells.push(own(text.slice(at, stop)));
          keep(rows, cells, line);
        }
        if (end === none) {
          start = length;
          break;
        }
        line += 1;
        start = afterBreak(end);
      } else {
        const row = quotedRow(start, final, next);
        if (!row) break;
        keep(rows, row.cells, line);
        line += row.lines;
        start = row.end;
      }
    }
    text = text.slice(start);
    worthTrying = 2 * text.length;
    if (text.length > longestRow) throw endlessRow(line, text.includes('"'));
  }

  /** A row with at least one quote in its first line; nothing when its end has not come yet. */
  function quotedRow(
    start: number,
    final: boolean,
    next: Positions,
  ): { cells: string[]; end: number; lines: number } | undefined {
    const { length } = text;
    const cells: string[] = [];
    let lines = 0;
    let at = start;
    for (;;) {
      if (text.charCodeAt(at) !== 34) {
        const lineEnd = next.lineEnd(at);
        const cellEnd = next.delimiter(at);
        if (cellEnd < lineEnd) {
          cells.push(own(text.slice(at, cellEnd)));
          at = cellEnd + 1;
          continue;
        }
        if (!final && (lineEnd === none || isOpenReturn(lineEnd))) return undefined;
        cells.push(own(text.slice(at, Math.min(lineEnd, length))));
        if (lineEnd === none) return { cells, end: length, lines };
        return { cells, end: afterBreak(lineEnd), lines: lines + 1 };
      }
      const close = closingQuote(at + 1);
      if (close === undefined) {
        if (final) throw unclosedQuote(line + lines);
        return undefined;
      }
      const raw = text.slice(at + 1, close);
      cells.push(own(raw.includes('"') ? raw.replaceAll('""', '"') : raw));
      if (next.lineEnd(at) < close) lines += lineBreaks(raw);
      at = close + 1;
      while (text.charCodeAt(at) === 32) at += 1;
      if (at >= length) return final ? { cells, end: length, lines } : undefined;
      const code = text.charCodeAt(at);
      if (text[at] === delimiter) at += 1;
      else if (code === 10 || code === 13) {
        if (!final && isOpenReturn(at)) return undefined;
        return { cells, end: afterBreak(at), lines: lines + 1 };
      } else throw textAfterQuote(line + lines, text[at] ?? "", cells.length);
    }
  }

  /** Where the cell that opens before `from` closes; nothing when that is not known yet. */
  function closingQuote(from: number): number | undefined {
    for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 2))
      if (text.charCodeAt(at + 1) !== 34) return at;
    return undefined;
  }

  /** A CR at the end of what came may be half of a CRLF. */
  function isOpenReturn(at: number): boolean {
    return at === text.length - 1 && text.charCodeAt(at) === 13;
  }

  function afterBreak(at: number): number {
    return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  }

  return {
    push(more, rows) {
      const nul = more.indexOf("\0");
      if (nul !== -1) throw nulCharacter(line + lineBreaks(text + more.slice(0, nul)));
      text += more;
      if (text.length >= worthTrying) take(false, rows);
    },
    end: (rows) => take(true, rows),
    unfinished: () => ({ line, text }),
  };
}

/**
 * A cell that does not keep the text around it alive: engines make a slice of 13 characters or more a window on the whole
 * piece, so that who keeps one comment would keep 64 kB.
 */
function own(cell: string): string {
  return cell.length < 13 ? cell : ` ${cell}`.slice(1);
}

function found(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? none : at;
}

interface Positions {
  lineEnd(from: number): number;
  quote(from: number): number;
  delimiter(from: number): number;
}

/** Next places of what matters, each searched for once only. */
function positions(text: string, delimiter: string): Positions {
  let feed = -1;
  let carriage = -1;
  let quote = -1;
  let cell = -1;
  return {
    lineEnd(from) {
      if (feed < from) feed = found(text, "\n", from);
      if (carriage < from) carriage = found(text, "\r", from);
      return feed < carriage ? feed : carriage;
    },
    quote(from) {
      if (quote < from) quote = found(text, '"', from);
      return quote;
    },
    delimiter(from) {
      if (cell < from) cell = found(text, delimiter, from);
      return cell;
    },
  };
}

function keep(rows: TableRow[], cells: string[], line: number): void {
  if (cells.length > mostColumns) throw tooManyColumns(line, cells.length);
  rows.push({ line, cells });
}
