/**
 * Opening a file whose kind is not known: its content decides which reader takes it.
 *
 * @packageDocumentation
 */
import { type OpenTable, type TableContext, type TableReader, cxError } from "@cxkit/core";
import { foreignKind, foreignName, refusal } from "./table-signature.ts";

const headLength = 4096;

/**
 * Opens a table by the first of `readers` that recognises its first bytes, at most 4 kB. The file's name decides nothing,
 * except where it promises another format and the text has no columns.
 *
 * @param bytes the file, read once
 * @param readers asked in this order
 * @throws {CxError} `invalid-file` when the file is empty, or of a kind that no reader knows (the kinds they know are listed)
 * @example
 * import { delimitedText } from "@cxkit/channels/delimited-text";
 * import { openTable } from "@cxkit/channels/table";
 *
 * async function* file() {
 *   yield new TextEncoder().encode("id,score\n1,9\n");
 * }
 * const table = await openTable(file(), { name: "june.csv" }, [delimitedText]);
 * table.format // => { encoding: "utf-8", delimiter: "," }
 */
export async function openTable(
  bytes: AsyncIterable<Uint8Array>,
  context: TableContext,
  readers: readonly TableReader[],
): Promise<OpenTable> {
  const source = bytes[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  while (length < headLength && !ended) {
    context.signal?.throwIfAborted();
    const next = await source.next();
    if (next.done === true) ended = true;
    else {
      read.push(next.value);
      length += next.value.length;
    }
  }
  const head = firstBytes(read, Math.min(length, headLength));
  const reader = readers.find((one) => one.recognise(head, context.name));
  if (length === 0 || !reader) {
    await source.return?.();
    const message = length === 0 ? "the file is empty" : unknown(head, readers, context.name);
    throw cxError("invalid-file", message, { file: context.name });
  }
  return reader.open(again(read, source), context);
}

function unknown(head: Uint8Array, readers: readonly TableReader[], name: string): string {
  const readable = readers.map(({ title }) => title).join("; ");
  const foreign = foreignKind(head);
  if (foreign) return refusal(foreign, readable);
  const promised = head.includes(0) ? undefined : foreignName(name);
  return promised === undefined
    ? refusal({ kind: "binary data" }, readable)
    : `by its name this is ${promised}, and its text has no columns: it is not a table; what can be read: ${readable}`;
}

function firstBytes(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const head = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    const part = chunk.subarray(0, length - at);
    head.set(part, at);
    at += part.length;
  }
  return head;
}

/**
 * Closing it closes the source.
 *
 * @yields what was read already, then the rest
 */
async function* again(
  read: readonly Uint8Array[],
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* read;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  } finally {
    await source.return?.();
  }
}
