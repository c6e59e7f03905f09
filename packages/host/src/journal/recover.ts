import { type Frame, flag, headerBytes, readFrame } from "./frame.ts";

/** What the file that was last written to holds. */
export interface Recovered {
  /** Whole calls only. Frames that say that the log was closed are left out. */
  readonly frames: readonly Frame[];
  /** Where the last whole call ends. */
  readonly end: number;
  /** Where the last write began. */
  readonly lastWrite: number;
  /** Whether the log had been closed in order. */
  readonly closed: boolean;
  /** Where the file is damaged although that place had been flushed: no crash does that. `null` when it is sound. */
  readonly damagedAt: number | null;
}

/**
 * Reads the file that was last written to as far as it goes.
 *
 * A write that a crash cut off leaves anything behind its beginning: part of it, zeros, later pages without earlier ones. None of it
 * had been acknowledged, so it is torn off. But a later write starts only after the earlier one was flushed: where a frame that
 * begins a write follows behind a place that cannot be read, that place had been durable, and the disk or somebody changed it.
 */
export function recover(file: Buffer, salt: number, first: number): Recovered {
  const frames: Frame[] = [];
  let at = headerBytes;
  let number = first;
  let whole = 0;
  let end = at;
  let lastWrite = at;
  let closed = false;
  for (;;) {
    const frame = readFrame(file, at, salt);
    if (frame === null || typeof frame === "number" || frame.number !== number) break;
    at = frame.end;
    if ((frame.flags & flag.first) !== 0) lastWrite = frame.at;
    closed = (frame.flags & flag.closed) !== 0;
    if (!closed) {
      frames.push(frame);
      number += 1;
    }
    if ((frame.flags & flag.continues) !== 0) continue;
    end = at;
    whole = frames.length;
  }
  frames.length = whole;
  const sound = at === file.length || !writeBegins(file, at, salt, number);
  return {
    frames,
    end,
    lastWrite: Math.min(lastWrite, end),
    closed: closed && end === file.length,
    damagedAt: sound ? null : at,
  };
}

/** Whether a whole frame that begins a later write stands somewhere behind a place. */
function writeBegins(file: Buffer, behind: number, salt: number, number: number): boolean {
  const marker = Buffer.alloc(4);
  marker.writeUInt32LE(salt);
  for (let at = file.indexOf(marker, behind + 1); at !== -1; at = file.indexOf(marker, at + 1)) {
    const frame = readFrame(file, at, salt);
    if (frame === null || typeof frame === "number" || (frame.flags & flag.first) === 0) continue;
    // A copy of an earlier one, in a body, is none.
    if (frame.number >= number) return true;
  }
  return false;
}
