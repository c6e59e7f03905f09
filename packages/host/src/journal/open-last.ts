import { cxError } from "@cxkit/core";
import { type Disk, readStretch, writeAll } from "./disk.ts";
import { type LogHeader, readHeader, view } from "./frame.ts";
import { type LogEnd, logEnd } from "./log-end.ts";
import { type Recovered, recover } from "./recover.ts";

/** What was taken away from the end of a log. */
export interface TornTail {
  readonly file: string;
  /** Where the file ends now. */
  readonly at: number;
  readonly bytes: number;
}

/** The file of a log that was last written to, open for writing. */
export interface LastFile extends Recovered {
  readonly bytes: Buffer;
  readonly salt: number;
  readonly log: LogEnd;
  readonly torn: TornTail | null;
}

/** Reads the file that was last written to, takes away what a crash cut off, and makes sure that what stays is on disk. */
export async function openLast(
  disk: Disk,
  file: string,
  expected: Pick<LogHeader, "content" | "first">,
): Promise<LastFile> {
  const size = await sizeOf(disk, file);
  const bytes = view(await readStretch(disk, file, 0, size));
  const { salt } = checkedHeader(bytes, file, expected);
  const found = recover(bytes, salt, expected.first);
  const { damagedAt, end, lastWrite, closed } = found;
  if (damagedAt !== null) throw damaged(file, damagedAt);
  const torn = end < bytes.length ? { file, at: end, bytes: bytes.length - end } : null;
  const open = await disk.open(file, "write");
  try {
    if (torn) await open.truncate(end);
    // Nobody knows whether the last write was flushed before the crash: it is written once more.
    if (!closed) {
      await writeAll(open, bytes.subarray(lastWrite, end), lastWrite);
      await open.flush();
    }
  } catch (error) {
    await open.close();
    throw error;
  }
  return { ...found, bytes, salt, torn, log: logEnd(file, open, end) };
}

/**
 * The header at the beginning of a file's bytes.
 *
 * @throws {CxError} `invalid-file` when the file does not begin as it should
 */
export function checkedHeader(
  bytes: Uint8Array,
  file: string,
  { content, first }: Pick<LogHeader, "content" | "first">,
): LogHeader {
  const header = readHeader(bytes);
  if (typeof header === "string") throw cxError("invalid-file", `${file} ${header}`, { file });
  if (header.content !== content || header.first !== first)
    throw cxError("invalid-file", `${file} is not the file that its name says`, { file });
  return header;
}

/** A place that had been flushed cannot be read. */
export function damaged(file: string, at: number): Error {
  return cxError(
    "invalid-file",
    `${file} is damaged at byte ${String(at)}: what stood there had been acknowledged. Put back a copy of the file`,
    { file, path: `byte ${String(at)}` },
  );
}

export async function sizeOf(disk: Disk, file: string): Promise<number> {
  const open = await disk.open(file, "read");
  try {
    return await open.size();
  } finally {
    await open.close();
  }
}
