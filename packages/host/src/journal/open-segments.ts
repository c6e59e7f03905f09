import { randomInt } from "node:crypto";
import path from "node:path";
import { cxError, isCxError } from "@cxkit/core";
import { type Disk, diskFailure, placeFile } from "./disk.ts";
import { contents, headerBytes, writeHeader } from "./frame.ts";
import { type LogEnd, logEnd } from "./log-end.ts";
import { type TornTail, openLast, sizeOf } from "./open-last.ts";
import { type Segment, mark } from "./segment.ts";

/** The files of a journal, the last one open for writing. */
export interface OpenSegments {
  readonly disk: Disk;
  readonly segments: readonly Segment[];
  readonly active: Segment;
  readonly end: LogEnd;
  readonly torn: TornTail | null;
  /** Begins a new file, unless the last one is empty. When it fails, everything stays as it was. */
  rotate(): Promise<void>;
}

/** Opens the files of a journal, or begins the first one. */
export async function openSegments(disk: Disk, directory: string): Promise<OpenSegments> {
  try {
    const segments = await find(disk, directory);
    const newest = segments.at(-1);
    let torn: TornTail | null = null;
    let active: Segment;
    let end: LogEnd;
    if (newest) {
      const last = await openLast(disk, newest.file, { content: contents.journal, first: newest.first });
      ({ torn, log: end } = last);
      newest.salt = last.salt;
      newest.end = end.position;
      newest.last = newest.first + last.frames.length - 1;
      for (const frame of last.frames) mark(newest, frame.number, frame.at);
      active = newest;
    } else {
      ({ active, end } = await begin(disk, directory, 1));
      segments.push(active);
    }
    return {
      disk,
      segments,
      torn,
      get active() {
        return active;
      },
      get end() {
        return end;
      },
      async rotate() {
        if (active.last < active.first) return;
        const before = end;
        let named = false;
        try {
          ({ active, end } = await begin(disk, directory, active.last + 1, () => (named = true)));
        } catch (error) {
          const failure = diskFailure(
            error,
            (reason) => `no new file of the journal could be begun (${reason})`,
            directory,
          );
          // The file is there, but perhaps not for long: neither it nor the old one is the last for sure.
          if (named) before.refuse(failure);
          throw failure;
        }
        segments.push(active);
        await before.close().catch(() => undefined);
      },
    };
  } catch (error) {
    if (isCxError(error)) throw error;
    throw diskFailure(
      error,
      (reason) => `the journal in ${directory} could not be opened (${reason})`,
      directory,
    );
  }
}

/** The files there are, in order; what a crash left unfinished is removed. */
async function find(disk: Disk, directory: string): Promise<Segment[]> {
  const segments: Segment[] = [];
  for (const name of [...(await disk.list(directory))].toSorted()) {
    const file = path.join(directory, name);
    if (/^journal-\d{16}\.cxlog\.unfinished$/.test(name)) await disk.remove(file);
    const [, digits] = /^journal-(\d{16})\.cxlog$/.exec(name) ?? [];
    if (digits === undefined) continue;
    const previous = segments.at(-1);
    const first = Number(digits);
    if (previous) previous.last = first - 1;
    segments.push(segment(file, first, await sizeOf(disk, file)));
  }
  const [oldest] = segments;
  if (oldest && oldest.first !== 1)
    throw cxError(
      "invalid-file",
      `the journal in ${directory} lacks its first file: its entries up to ${String(oldest.first - 1)} are missing`,
      { file: directory },
    );
  return segments;
}

async function begin(
  disk: Disk,
  directory: string,
  first: number,
  named: () => void = () => undefined,
): Promise<{ active: Segment; end: LogEnd }> {
  const file = path.join(directory, `journal-${String(first).padStart(16, "0")}.cxlog`);
  const salt = randomInt(1, 2 ** 32 - 1);
  const header = writeHeader({ content: contents.journal, salt, first });
  const open = await placeFile(disk, file, [header], (rename) => rename().then(named));
  const active = segment(file, first, headerBytes);
  active.salt = salt;
  return { active, end: logEnd(file, open, headerBytes) };
}

function segment(file: string, first: number, end: number): Segment {
  return { file, first, end, last: first - 1, salt: undefined, marks: [], swap: undefined, swaps: 0 };
}
