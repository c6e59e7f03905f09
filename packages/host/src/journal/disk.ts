import * as fs from "node:fs";
import path from "node:path";
import { type CxError, cxError } from "@cxkit/core";

/** What logs need of a disk. Handed in, so that a full disk, a broken one and a power cut can be tried without one. */
export interface Disk {
  /** `create` fails where there is such a file; `write` keeps what is in it. */
  open(file: string, mode: "read" | "write" | "create"): Promise<DiskFile>;
  /** Names in a folder, which is made when it is not there. */
  list(directory: string): Promise<readonly string[]>;
  rename(from: string, to: string): Promise<void>;
  remove(file: string): Promise<void>;
  /** Makes names durable: what was created, renamed or removed in a folder. */
  flushDirectory(directory: string): Promise<void>;
}

/** An open file. */
export interface DiskFile {
  size(): Promise<number>;
  /** @returns how many bytes were read: fewer than asked for at the end */
  read(into: Uint8Array, position: number): Promise<number>;
  /** @returns how many bytes were written, which may be fewer than were given */
  write(bytes: Uint8Array, position: number): Promise<number>;
  truncate(length: number): Promise<void>;
  /** Resolves when all that was written is on the medium. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

const flags = {
  read: fs.constants.O_RDONLY,
  write: fs.constants.O_RDWR,
  create: fs.constants.O_RDWR | fs.constants.O_CREAT | fs.constants.O_EXCL,
} as const;

/**
 * The machine's own disk. Files can be read by their owner alone. Flushes with `fdatasync`, which also makes the length durable; a
 * file opened with `O_DSYNC` was measured and is no faster, and would not tell a full disk from a failed flush.
 */
export const localDisk: Disk = {
  open: async (file, mode) => openFile(await call<number>((done) => fs.open(file, flags[mode], 0o600, done))),
  async list(directory) {
    await fs.promises.mkdir(directory, { recursive: true, mode: 0o700 });
    return fs.promises.readdir(directory);
  },
  rename: (from, to) => fs.promises.rename(from, to),
  remove: (file) => fs.promises.rm(file, { force: true }),
  async flushDirectory(directory) {
    // Windows has no such thing, and needs none: NTFS journals names.
    if (path.sep === "\\") return;
    const handle = await fs.promises.open(directory, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

function openFile(descriptor: number): DiskFile {
  return {
    size: async () => (await call<fs.Stats>((done) => fs.fstat(descriptor, done))).size,
    read: (into, position) =>
      call<number>((done) => fs.read(descriptor, into, 0, into.length, position, done)),
    write: (bytes, position) =>
      call<number>((done) => fs.write(descriptor, bytes, 0, bytes.length, position, done)),
    truncate: (length) => call<void>((done) => fs.ftruncate(descriptor, length, done)),
    flush: () => call<void>((done) => fs.fdatasync(descriptor, done)),
    close: () => call<void>((done) => fs.close(descriptor, done)),
  };
}

/** Half the price of a `FileHandle`, which counts at one call a microsecond. */
function call<T>(start: (done: (error: Error | null, result?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, result) => (error ? reject(error) : resolve(result as T)));
  });
}

/** Reads a stretch of a file, all of it or up to its end. */
export async function readStretch(
  disk: Disk,
  file: string,
  from: number,
  length: number,
): Promise<Uint8Array> {
  let open: DiskFile | undefined;
  try {
    open = await disk.open(file, "read");
    const bytes = new Uint8Array(length);
    let read = 0;
    while (read < length) {
      const count = await open.read(bytes.subarray(read), from + read);
      if (count === 0) break;
      read += count;
    }
    return bytes.subarray(0, read);
  } catch (error) {
    throw diskFailure(error, (reason) => `${file} could not be read (${reason})`, file);
  } finally {
    await open?.close();
  }
}

/**
 * Puts a file in its place, whole or not at all: written under another name, flushed, renamed, and the name flushed.
 *
 * @returns the file, open for writing
 */
export async function placeFile(
  disk: Disk,
  file: string,
  pieces: Iterable<Uint8Array>,
  swap: (rename: () => Promise<void>) => Promise<void> = (rename) => rename(),
): Promise<DiskFile> {
  const unfinished = `${file}${unfinishedEnding}`;
  await disk.remove(unfinished);
  const open = await disk.open(unfinished, "create");
  try {
    let position = 0;
    for (const piece of pieces) position += await writeAll(open, piece, position);
    await open.flush();
    await swap(() => disk.rename(unfinished, file));
    await disk.flushDirectory(path.dirname(file));
    return open;
  } catch (error) {
    await open.close().catch(() => undefined);
    await disk.remove(unfinished).catch(() => undefined);
    throw error;
  }
}

/** Names of files that were being written when the process died end so; they are removed when their log is opened. */
export const unfinishedEnding = ".unfinished";

/** Writes until everything is written. @returns how much that was */
export async function writeAll(file: DiskFile, bytes: Uint8Array, position: number): Promise<number> {
  let written = 0;
  while (written < bytes.length) {
    const count = await file.write(bytes.subarray(written), position + written);
    if (count === 0) throw Object.assign(new Error("nothing was written"), { code: "EIO" });
    written += count;
  }
  return written;
}

/** What the disk refused, as the only code that is worth a retry. @param say the sentence, given the system's code for it: `ENOSPC` */
export function diskFailure(error: unknown, say: (reason: string) => string, file: string): CxError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const reason = typeof code === "string" ? code : error instanceof Error ? error.message : "unknown";
  return cxError("unavailable", say(reason), { file, cause: error });
}
