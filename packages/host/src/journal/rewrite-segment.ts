import { setImmediate } from "node:timers/promises";
import { diskFailure, placeFile, readStretch, type Disk } from "./disk.ts";
import { prepareEntry, readEntry, writeEntry } from "./entry-format.ts";
import { contents, flag, frameBytes, headerBytes, readFrame, sealFrame, view } from "./frame.ts";
import type { JournalEntry, NewEntry } from "./entry.ts";
import { checkedHeader, damaged } from "./open-last.ts";
import type { Segment } from "./segment.ts";
import { isCxError } from "@cxkit/core";

/**
 * Writes a file of the journal anew with some entries changed, and puts it in the place of the old one. A file in which nothing changes
 * stays as it is.
 *
 * @returns how many entries were changed
 */
export async function rewriteSegment(
  disk: Disk,
  segment: Segment,
  change: (entry: JournalEntry) => NewEntry | null,
): Promise<number> {
  const bytes = view(await readStretch(disk, segment.file, 0, segment.end));
  const { salt } = checkedHeader(bytes, segment.file, { content: contents.journal, first: segment.first });
  const pieces: Uint8Array[] = [];
  let changed = 0;
  let copied = 0;
  let number = segment.first;
  for (let at = headerBytes; at < segment.end;) {
    const frame = readFrame(bytes, at, salt);
    if (frame === null || typeof frame === "number" || frame.number !== number)
      throw damaged(segment.file, at);
    at = frame.end;
    if ((frame.flags & flag.closed) !== 0) continue;
    number += 1;
    // Others have something to do, too.
    if (number % 4096 === 0) await setImmediate();
    const entry = readEntry(bytes, frame.at + frameBytes, frame.end, frame.number);
    const wanted = change(entry) ?? emptied(entry);
    if (wanted === entry) continue;
    const prepared = prepareEntry(wanted);
    const piece = Buffer.allocUnsafe(frameBytes + prepared.bytes);
    sealFrame(piece, 0, writeEntry(piece, frameBytes, prepared), {
      salt,
      number: frame.number,
      flags: frame.flags,
    });
    pieces.push(bytes.subarray(copied, frame.at), piece);
    copied = frame.end;
    changed += 1;
  }
  if (number !== segment.last + 1) throw damaged(segment.file, segment.end);
  if (changed === 0) return 0;
  pieces.push(bytes.subarray(copied, segment.end));

  let settle: (() => void) | undefined;
  try {
    const file = await placeFile(disk, segment.file, pieces, async (rename) => {
      segment.swap = new Promise((resolve) => (settle = resolve));
      await rename();
      segment.swaps += 1;
      segment.marks.length = 0;
      segment.end = pieces.reduce((sum, piece) => sum + piece.length, 0);
    });
    await file.close();
  } catch (error) {
    if (isCxError(error)) throw error;
    throw diskFailure(
      error,
      (reason) => `${segment.file} could not be written anew (${reason})`,
      segment.file,
    );
  } finally {
    segment.swap = undefined;
    settle?.();
  }
  return changed;
}

/** What stays of an entry that is gone: its number, where it came through and when. */
function emptied(entry: JournalEntry): NewEntry {
  if (entry.kind === "empty") return entry;
  return { kind: "empty", connection: entry.connection, received: entry.received, body: new Uint8Array() };
}
