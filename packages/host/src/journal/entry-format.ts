import { payloadLimit, view } from "./frame.ts";
import type { JournalEntry, NewEntry } from "./entry.ts";

const kinds = ["empty", "request", "records", "events"] as const;

/** The parts of an entry that most entries do without; they are written as JSON. */
type Rest = Pick<NewEntry, "delivery" | "head" | "file">;

/** An entry as it is about to be written: what its payload takes, and its parts in bytes. */
export interface PreparedEntry {
  readonly bytes: number;
  readonly kind: number;
  readonly connection: string;
  readonly received: string;
  readonly rest: string;
  readonly restBytes: number;
  readonly body: Uint8Array;
}

/** @throws {RangeError} when an entry cannot be written */
export function prepareEntry(entry: NewEntry): PreparedEntry {
  const { kind, connection, received, delivery, head, file, body } = entry;
  const code = kinds.indexOf(kind);
  if (code === -1) throw new RangeError(`append requires a known kind of entry, got ${JSON.stringify(kind)}`);
  const connectionBytes = Buffer.byteLength(connection);
  const receivedBytes = Buffer.byteLength(received);
  if (connectionBytes > 255 || receivedBytes > 255)
    throw new RangeError(
      `append requires connection and received of at most 255 bytes, got ${String(Math.max(connectionBytes, receivedBytes))}`,
    );
  const rest =
    delivery === undefined && head === undefined && file === undefined
      ? ""
      : JSON.stringify({ delivery, head, file });
  const restBytes = rest === "" ? 0 : Buffer.byteLength(rest);
  const bytes = 7 + connectionBytes + receivedBytes + restBytes + body.length;
  if (bytes > payloadLimit)
    throw new RangeError(`append requires entries of at most 1 GiB, got ${String(bytes)} bytes`);
  return { bytes, kind: code, connection, received, rest, restBytes, body };
}

/** Writes a prepared entry. @returns where it ends */
export function writeEntry(buffer: Buffer, start: number, entry: PreparedEntry): number {
  let at = start;
  buffer[at] = entry.kind;
  const connection = buffer.write(entry.connection, at + 2);
  buffer[at + 1] = connection;
  at += 2 + connection;
  const received = buffer.write(entry.received, at + 1);
  buffer[at] = received;
  at += 1 + received;
  buffer.writeUInt32LE(entry.restBytes, at);
  at += 4;
  if (entry.restBytes > 0) at += buffer.write(entry.rest, at);
  buffer.set(entry.body, at);
  return at + entry.body.length;
}

/** The entry that stands between two places of a buffer. Its body is a view of the buffer. */
export function readEntry(buffer: Buffer, start: number, end: number, number: number): JournalEntry {
  const kind = kinds[buffer[start] ?? 0] ?? "empty";
  let at = start + 2 + (buffer[start + 1] ?? 0);
  const connection = buffer.toString("utf8", start + 2, at);
  const received = buffer.toString("utf8", at + 1, (at += 1 + (buffer[at] ?? 0)));
  const restBytes = buffer.readUInt32LE(at);
  at += 4;
  const rest = restBytes === 0 ? {} : (JSON.parse(buffer.toString("utf8", at, at + restBytes)) as Rest);
  const body = view(buffer.subarray(at + restBytes, end));
  return { number, kind, connection, received, ...rest, body };
}
