import { type Disk, readStretch } from "./disk.ts";
import { checkedHeader, damaged } from "./open-last.ts";
import { type Frame, contents, flag, headerBytes, readFrame, view } from "./frame.ts";

/** One file of a journal, as far as it is known. */
export interface Segment {
  readonly file: string;
  /** Number of its first entry. */
  readonly first: number;
  /** Up to here entries can be read: the end of the file, in the last one the end of what is acknowledged. */
  end: number;
  /** Number of its last entry; `first - 1` when it has none. */
  last: number;
  /** Unknown until it is read for the first time. */
  salt: number | undefined;
  /** Some entries and where they stand, in order: a search starts at the nearest one before. */
  readonly marks: { number: number; at: number }[];
  /** While the file is being swapped for another one, until when. */
  swap: Promise<void> | undefined;
  /** How often it was swapped. */
  swaps: number;
}

/** Between two marks lie at least as many bytes. */
const markBytes = 32 << 10;
/** How much is read at once: first what one entry needs, then more each time, up to this. */
const stretchBytes = { first: 2 * markBytes, most: 512 << 10 };

/** Remembers where an entry stands, if it is far enough from the last one remembered. */
export function mark(segment: Segment, number: number, at: number): void {
  const last = segment.marks.at(-1);
  if (!last || (number > last.number && at >= last.at + markBytes)) segment.marks.push({ number, at });
}

/**
 * Frames of a segment from a number on.
 *
 * @yields some of them, with the buffer that they lie in
 */
export async function* framesFrom(
  disk: Disk,
  segment: Segment,
  from: number,
): AsyncGenerator<{ readonly buffer: Buffer; readonly frames: readonly Frame[] }> {
  let number = from;
  let length = stretchBytes.first;
  while (number <= segment.last) {
    const found = await stretch(disk, segment, number, length);
    length = Math.min(2 * length, stretchBytes.most);
    if (found === undefined) continue;
    const wanted = found.frames.filter((frame) => frame.number >= number);
    number = (found.frames.at(-1)?.number ?? number) + 1;
    if (wanted.length > 0) yield { buffer: found.buffer, frames: wanted };
  }
}

/** Reads the stretch that holds a number, whole frames of it; `undefined` when the file was swapped meanwhile. */
async function stretch(
  disk: Disk,
  segment: Segment,
  number: number,
  least: number,
): Promise<{ readonly buffer: Buffer; readonly frames: readonly Frame[] } | undefined> {
  await segment.swap;
  const { swaps, end } = segment;
  const salt = (segment.salt ??= await saltOf(disk, segment));
  let { number: next, at: start } = nearest(segment, number);
  let length = least;
  for (;;) {
    const buffer = view(await readStretch(disk, segment.file, start, Math.min(length, end - start)));
    if (segment.swaps !== swaps || segment.swap) return undefined;
    const frames: Frame[] = [];
    let at = 0;
    let needed = 0;
    while (start + at < end) {
      const frame = readFrame(buffer, at, salt);
      if (
        typeof frame === "number" &&
        start + at + frame <= end &&
        buffer.length === Math.min(length, end - start)
      ) {
        needed = frame;
        break;
      }
      const closed = frame !== null && typeof frame !== "number" && (frame.flags & flag.closed) !== 0;
      if (frame === null || typeof frame === "number" || frame.number !== next)
        throw damaged(segment.file, start + at);
      at = frame.end;
      if (closed) continue;
      mark(segment, next, start + frame.at);
      frames.push(frame);
      next += 1;
    }
    if (next > number) return { buffer, frames };
    // The frame is not reached yet: go on from here, and read as much as it takes.
    start += at;
    if (start >= end) throw damaged(segment.file, start);
    length = Math.max(Math.min(2 * length, stretchBytes.most), needed);
  }
}

/** The last place known at or before a number. */
function nearest(segment: Segment, number: number): { number: number; at: number } {
  let low = 0;
  let high = segment.marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segment.marks[middle]?.number ?? Infinity) <= number) low = middle + 1;
    else high = middle;
  }
  return segment.marks[low - 1] ?? { number: segment.first, at: headerBytes };
}

async function saltOf(disk: Disk, { file, first }: Segment): Promise<number> {
  const header = await readStretch(disk, file, 0, headerBytes);
  return checkedHeader(header, file, { content: contents.journal, first }).salt;
}
