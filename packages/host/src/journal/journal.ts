import { cxError } from "@cxkit/core";
import { type Disk, localDisk } from "./disk.ts";
import { closingFrame, flag, frameBytes, sealFrame } from "./frame.ts";
import { groupCommit } from "./group-commit.ts";
import type { JournalEntry, NewEntry } from "./entry.ts";
import type { TornTail } from "./open-last.ts";
import { type PreparedEntry, prepareEntry, readEntry, writeEntry } from "./entry-format.ts";
import { type OpenSegments, openSegments } from "./open-segments.ts";
import { rewriteSegment } from "./rewrite-segment.ts";
import { framesFrom, mark } from "./segment.ts";

export type { JournalEntry, NewEntry } from "./entry.ts";
export type { TornTail } from "./open-last.ts";

/**
 * Everything that reached the workspace, in the order in which it was acknowledged: the one thing that must not be lost. Stores are
 * made from it and can be made again.
 *
 * Files of entries, only ever added to. What `append` has resolved survives the death of the process and of the machine; an entry cut
 * off in the middle by one of them was never acknowledged, and is taken away when the journal is opened again.
 */
export interface Journal extends AsyncDisposable {
  /** Number of the last entry; 0 when there is none. Numbers count from 1, without gaps, and stay what they are through a rewriting. */
  readonly last: number;
  /** What it takes on disk. */
  readonly bytes: number;
  /** What a crash had left behind and was taken away when the journal was opened: it had never been acknowledged. `null`: nothing. */
  readonly torn: TornTail | null;
  /**
   * Adds entries, all or none. Calls that come while one is being written wait and are written together: there is never more than
   * one flush under way.
   *
   * @returns the number of the first entry, once all of them are on disk
   * @throws {CxError} `unavailable` when the disk is full or broken: nothing of the call is kept
   */
  append(entries: readonly NewEntry[]): Promise<number>;
  /** The entries from a number on, as far as there are any when each is reached. */
  read(from: number): AsyncIterable<JournalEntry>;
  entry(number: number): Promise<JournalEntry | undefined>;
  /**
   * Puts other entries in the place of some, so that no byte of the old ones stays in any file. Crash-safe: afterwards a file is either
   * the old one or the new one, and a call that did not finish is made again by whoever asked for it.
   *
   * @param change the entry itself to keep it, `null` to leave an empty entry of its number
   * @returns how many entries were changed
   */
  rewrite(change: (entry: JournalEntry) => NewEntry | null): Promise<number>;
}

/** How a journal is opened. */
export interface JournalOptions {
  /** About how long a file grows before the next one is begun, in bytes. Default 32 MiB. */
  readonly segmentBytes?: number;
  /** Where files are. Default: the machine's own disk. */
  readonly disk?: Disk;
}

/**
 * Opens the journal of a folder, or begins one. Reads the last file only; earlier ones are checked when they are read. One process at
 * a time: see `lockWorkspace`.
 *
 * Bodies of what is read are views of what was read from the disk at once: copy one that is kept for long.
 *
 * @throws {CxError} `invalid-file` naming file and byte where something that had been acknowledged is damaged or missing, and in
 *   `read`, `entry` and `rewrite`, too; `unavailable` when the disk refuses
 */
export async function openJournal(directory: string, options: JournalOptions = {}): Promise<Journal> {
  const { segmentBytes = 32 << 20, disk = localDisk } = options;
  if (!(segmentBytes > 0))
    throw new RangeError(`openJournal requires segmentBytes > 0, got ${String(segmentBytes)}`);
  const log = await openSegments(disk, directory);
  const scratch = scratchBuffer();
  const group = groupCommit("journal", (calls: readonly PreparedCall[]) =>
    writeGroup(log, calls, segmentBytes, scratch),
  );
  let rewriting: Promise<unknown> = Promise.resolve();
  let closed = false;

  function check(): void {
    if (closed) throw cxError("unavailable", "the journal is closed", { file: directory });
  }

  async function* read(from: number): AsyncGenerator<JournalEntry> {
    if (!(Number.isSafeInteger(from) && from >= 1))
      throw new RangeError(`read requires an entry's number, got ${String(from)}`);
    let number = from;
    while (number <= log.active.last) {
      check();
      const segment = log.segments.findLast(({ first }) => first <= number) ?? log.active;
      for await (const { buffer, frames } of framesFrom(disk, segment, number))
        for (const frame of frames) {
          check();
          yield readEntry(buffer, frame.at + frameBytes, frame.end, frame.number);
          number = frame.number + 1;
        }
    }
  }

  async function rewriteAll(change: (entry: JournalEntry) => NewEntry | null): Promise<number> {
    // What comes meanwhile goes to a file of its own, which this call leaves alone.
    await group.between(() => log.rotate());
    const sealed = log.segments.slice(0, -1);
    let changed = 0;
    for (const segment of sealed) changed += await rewriteSegment(disk, segment, change);
    return changed;
  }

  return {
    get last() {
      return log.active.last;
    },
    get bytes() {
      return log.segments.reduce((sum, { end }) => sum + end, 0);
    },
    torn: log.torn,
    async append(entries) {
      check();
      if (entries.length === 0) throw new RangeError("append requires at least one entry, got none");
      const prepared = entries.map(prepareEntry);
      const bytes = prepared.reduce((sum, entry) => sum + frameBytes + entry.bytes, 0);
      return group.submit({ entries: prepared, bytes }, bytes);
    },
    read,
    async entry(number) {
      check();
      if (!(number >= 1 && number <= log.active.last)) return undefined;
      for await (const entry of read(number)) return entry;
      return undefined;
    },
    rewrite(change) {
      const done = rewriting.then(() => {
        check();
        return rewriteAll(change);
      });
      rewriting = done.catch(() => undefined);
      return done;
    },
    async [Symbol.asyncDispose]() {
      if (closed) return;
      closed = true;
      await rewriting;
      await group.close(() => closeInOrder(log));
    },
  };
}

/** A call as it is about to be written, and what it takes. */
interface PreparedCall {
  readonly entries: readonly PreparedEntry[];
  readonly bytes: number;
}

/** Buffers of a size, of which one is needed at a time: the same memory again, unless it would be held for a rare large write. */
function scratchBuffer(): (size: number) => Buffer {
  let kept = Buffer.alloc(0);
  return (size) => {
    if (size > scratchLimit) return Buffer.allocUnsafe(size);
    if (size > kept.length)
      kept = Buffer.allocUnsafeSlow(Math.min(scratchLimit, Math.max(2 * size, 64 << 10)));
    return kept.subarray(0, size);
  };
}

const scratchLimit = 8 << 20;

/** Writes the calls of a group at once. @returns the number of each call's first entry */
async function writeGroup(
  log: OpenSegments,
  calls: readonly PreparedCall[],
  segmentBytes: number,
  scratch: (size: number) => Buffer,
): Promise<readonly number[]> {
  const size = calls.reduce((sum, { bytes }) => sum + bytes, 0);
  const full = log.end.position + size > segmentBytes;
  if (full && !log.end.broken) await log.rotate();
  const { active, end } = log;
  const start = end.position;
  const salt = active.salt ?? 0;
  const buffer = scratch(size);
  const numbers: number[] = [];
  const places: number[] = [];
  let number = active.last + 1;
  let at = 0;
  for (const { entries } of calls) {
    numbers.push(number);
    let left = entries.length;
    for (const entry of entries) {
      left -= 1;
      const flags = (at === 0 ? flag.first : 0) | (left > 0 ? flag.continues : 0);
      const ends = writeEntry(buffer, at + frameBytes, entry);
      sealFrame(buffer, at, ends, { salt, number, flags });
      places.push(at);
      at = ends;
      number += 1;
    }
  }
  await end.commit(buffer);
  active.end = end.position;
  for (const [index, place] of places.entries()) mark(active, active.last + 1 + index, start + place);
  active.last = number - 1;
  return numbers;
}

/** Leaves a sign that nothing is missing. Without it, opening looks for what a crash left; so a disk that refuses does no harm. */
async function closeInOrder({ active, end }: OpenSegments): Promise<void> {
  await end.commit(closingFrame(active.salt ?? 0, active.last + 1)).catch(() => undefined);
  await end.close();
}
