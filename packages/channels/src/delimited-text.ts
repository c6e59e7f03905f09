/**
 * Delimited text (CSV, TSV) into rows: encoding and delimiter decided by stated rules, rows streamed with exact line numbers.
 *
 * @packageDocumentation
 */
import { type TableContext, type TableReader, type TableRow, cxError, isCxError } from "@cxkit/core";
import { charactersForDelimiter, delimiterDecision } from "./delimited-text-delimiter.ts";
import { contradictedEncoding, noSheets } from "./delimited-text-errors.ts";
import { lineBreaks } from "./delimited-text-lines.ts";
import { rowSplitter } from "./delimited-text-rows.ts";
import { bytesForEncoding, encodingDecision } from "./encoding-decision.ts";
import { textPieces } from "./encoding-text.ts";
import { foreignKind, foreignName, refusal } from "./table-signature.ts";

/** Most bytes that are handed to `recognise`. */
const headLength = 4096;
const pieceLength = 1 << 16;
/** Never in text, so a table of one column is not split. */
const noDelimiter = "\uffff";

/**
 * Reads `.csv`, `.tsv` and `.txt` of any encoding and delimiter. The rows stream: memory is bounded by the first MiB, which
 * decides the encoding, and by the longest row.
 *
 * Cells are RFC 4180 with LF, CRLF or CR; empty lines are skipped; rows come with as many cells as they have. Reading stops with
 * `CxError` `invalid-file` and the line where a byte contradicts the encoding, a quote is never closed or is followed by text,
 * a NUL appears, a row has more than 16,384 cells or more than 10 million characters. Rows before that line are delivered first.
 *
 * @example
 * import { delimitedText } from "@cxkit/channels/delimited-text";
 *
 * async function* file() {
 *   yield new TextEncoder().encode('id;score\n1;"9"\n');
 * }
 * const table = await delimitedText.open(file(), { name: "june.csv" });
 * console.log(table.format.delimiter) // => ;
 * for await (const row of table.rows) if (row.line === 2) row.cells // => ["1", "9"]
 */
export const delimitedText: TableReader = {
  id: "delimited-text",
  title: "Delimited text (CSV, TSV)",
  recognise(head, name) {
    if (foreignKind(head) !== undefined) return false;
    if (head.includes(0)) return isWide(head);
    return foreignName(name) === undefined || hasColumns(head);
  },
  async open(bytes, context) {
    const source = bytes[Symbol.asyncIterator]();
    try {
      const { head, whole } = await start(source, context.signal);
      if (head.length === 0) throw cxError("invalid-file", "the file is empty");
      if (context.sheet !== undefined) throw noSheets(context.sheet);
      const foreign = foreignKind(head);
      if (foreign !== undefined)
        throw cxError("invalid-file", refusal(foreign, "Delimited text (CSV, TSV)"), { line: 1 });
      const looked = head.subarray(0, bytesForEncoding);
      const wholeLooked = whole && looked.length === head.length;
      const { encoding, markLength } = encodingDecision(looked, wholeLooked, context.encoding);
      const body = head.subarray(markLength);
      if (whole && body.length === 0) throw cxError("invalid-file", "the file is empty");
      const sampled = body.subarray(0, charactersForDelimiter);
      const sample = new TextDecoder(encoding, { ignoreBOM: true }).decode(sampled, { stream: true });
      const sampledWhole = whole && sampled.length === body.length;
      const { delimiter, declarationLength } = delimiterDecision(sample, sampledWhole, context.delimiter);
      const rows = rowsOf({
        source,
        body,
        whole,
        encoding,
        declarationLength,
        delimiter: delimiter ?? noDelimiter,
        context,
      });
      return { format: { encoding, ...(delimiter === undefined ? {} : { delimiter }) }, rows };
    } catch (error) {
      await source.return?.();
      throw placed(error, context.name);
    }
  },
};

interface Opened {
  readonly source: AsyncIterator<Uint8Array>;
  readonly body: Uint8Array;
  readonly whole: boolean;
  readonly encoding: string;
  readonly delimiter: string;
  readonly declarationLength: number;
  readonly context: TableContext;
}

/** Rows, refilled a piece at a time. By hand: an async generator costs twice as much a row. */
function rowsOf({
  source,
  body,
  whole,
  encoding,
  delimiter,
  declarationLength,
  context,
}: Opened): AsyncIterable<TableRow> {
  const splitter = rowSplitter(delimiter, declarationLength > 0 ? 2 : 1);
  const pieces = textPieces(encoding, (bad) => {
    const { line, text } = splitter.unfinished();
    return contradictedEncoding(encoding, line + lineBreaks(text + bad.goodText), bad.atEnd);
  });
  let chunk = body;
  let offset = 0;
  let ended = whole;
  let undeclared = declarationLength;
  let ready: TableRow[] = [];
  let at = 0;
  let any = false;
  let failure: unknown;
  let finished = false;

  function split(text: string): void {
    splitter.push(undeclared > 0 ? text.slice(undeclared) : text, ready);
    undeclared = 0;
  }

  /** One more piece into rows; at the end of the file, what was left open. */
  async function advance(): Promise<void> {
    context.signal?.throwIfAborted();
    if (offset < chunk.length) {
      split(pieces.push(chunk.subarray(offset, offset + pieceLength)));
      offset += pieceLength;
      return;
    }
    if (!ended) {
      const next = await source.next();
      if (next.done === true) ended = true;
      else chunk = next.value;
      offset = 0;
      if (!ended) return;
    }
    finished = true;
    split(pieces.end());
    splitter.end(ready);
    any ||= ready.length > 0;
    if (!any) throw cxError("invalid-file", "the file has no rows, only empty lines");
  }

  async function refill(): Promise<IteratorResult<TableRow, undefined>> {
    ready = [];
    at = 0;
    while (ready.length === 0) {
      if (failure !== undefined) {
        const error = failure;
        failure = undefined;
        throw error;
      }
      if (finished) return { done: true, value: undefined };
      try {
        await advance();
      } catch (error) {
        finished = true;
        failure = placed(error, context.name);
        await source.return?.();
      }
    }
    any = true;
    return { done: false, value: ready[at++]! };
  }

  const iterator: AsyncIterator<TableRow, undefined> = {
    next: () => (at < ready.length ? Promise.resolve({ done: false, value: ready[at++]! }) : refill()),
    async return() {
      finished = true;
      ready = [];
      await source.return?.();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => iterator };
}

/** The file's first bytes in one piece, enough for every decision. */
async function start(
  source: AsyncIterator<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<{ head: Uint8Array; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let whole = false;
  while (length < bytesForEncoding && !whole) {
    signal?.throwIfAborted();
    const next = await source.next();
    if (next.done === true) whole = true;
    else {
      chunks.push(next.value);
      length += next.value.length;
    }
  }
  if (chunks.length === 1) return { head: chunks[0]!, whole };
  const head = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    head.set(chunk, at);
    at += chunk.length;
  }
  return { head, whole };
}

/** A text that is called something else is a table only where it has columns. */
function hasColumns(head: Uint8Array): boolean {
  const sample = new TextDecoder("utf-8").decode(head);
  return delimiterDecision(sample, head.length < headLength).delimiter !== undefined;
}

function isWide(head: Uint8Array): boolean {
  try {
    return encodingDecision(head, false).encoding.startsWith("utf-16");
  } catch {
    return false;
  }
}

function placed(error: unknown, file: string): unknown {
  return isCxError(error)
    ? cxError(error.code, error.message, { ...error.place, file, cause: error.cause })
    : error;
}
