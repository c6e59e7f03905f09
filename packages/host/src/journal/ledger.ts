import { randomInt } from "node:crypto";
import path from "node:path";
import { type EngineState, type Json, cxError, isCxError } from "@cxkit/core";
import { type Disk, diskFailure, localDisk, placeFile, unfinishedEnding } from "./disk.ts";
import { closingFrame, contents, flag, frameBytes, sealFrame, writeHeader } from "./frame.ts";
import { groupCommit } from "./group-commit.ts";
import { type LogEnd, logEnd } from "./log-end.ts";
import { type TornTail, openLast } from "./open-last.ts";

/**
 * Named JSON values that survive: how far the flow has come, what rules remember, what is still to be sent, what was set aside.
 * Held in memory, written as a log of changes that is folded when it is opened and made short when it has grown long.
 */
export interface Ledger extends EngineState, AsyncDisposable {
  /**
   * Keeps some values and forgets others (`null`), all or none of them.
   *
   * @throws {CxError} `unavailable` when the disk is full or broken: nothing of the call is kept
   */
  write(changes: readonly { readonly key: string; readonly value: Json }[]): Promise<void>;
  /** What it takes on disk. */
  readonly bytes: number;
  /** What a crash had left behind and was taken away when the ledger was opened. `null`: nothing. */
  readonly torn: TornTail | null;
  /** Writes it anew, so that no byte of a forgotten value stays in any file. */
  compact(): Promise<void>;
}

/** How a ledger is opened. */
export interface LedgerOptions {
  /** Name of the file, without its ending. Default `ledger`. */
  readonly name?: string;
  /** Bytes below which the log is never made short by itself. Default 1 MiB. */
  readonly compactAbove?: number;
  /** Where the file is. Default: the machine's own disk. */
  readonly disk?: Disk;
}

/** A value with what its last change takes in the log. */
interface Kept {
  readonly value: Json;
  readonly bytes: number;
}

/** The log's file as it is at the moment. */
interface LedgerFile {
  readonly salt: number;
  readonly end: LogEnd;
  /** Number of the next frame. */
  next: number;
}

/**
 * Opens the ledger of a folder, or begins one. All of it is read and held in memory. One process at a time: see `lockWorkspace`.
 *
 * @throws {CxError} `invalid-file` where something that had been written durably is damaged; `unavailable` when the disk refuses
 */
export async function openLedger(directory: string, options: LedgerOptions = {}): Promise<Ledger> {
  const { name = "ledger", compactAbove = 1 << 20, disk = localDisk } = options;
  const file = path.join(directory, `${name}.cxlog`);
  const values = new Map<string, Kept>();
  let live = 0;
  let tryAbove = compactAbove;
  let closed = false;
  let log: LedgerFile;
  let torn: TornTail | null = null;

  function keep(key: string, value: Json, bytes: number): void {
    live -= values.get(key)?.bytes ?? 0;
    if (value === null) {
      values.delete(key);
      return;
    }
    values.set(key, { value, bytes });
    live += bytes;
  }

  async function compact(): Promise<void> {
    const before = log;
    let renamed = false;
    try {
      log = await begin(disk, file, values, (rename) => rename().then(() => void (renamed = true)));
    } catch (error) {
      const failure = diskFailure(error, (reason) => `${file} could not be written anew (${reason})`, file);
      // The old file has lost its name: what is written to it would be lost.
      if (renamed) before.end.refuse(failure);
      throw failure;
    }
    await before.end.close().catch(() => undefined);
  }

  async function writeGroup(calls: readonly (readonly string[])[]): Promise<readonly number[]> {
    const { end, salt, next } = log;
    const frames = calls.map((texts, index) =>
      changesFrame(texts, salt, next + index, index === 0 ? flag.first : 0),
    );
    await end.commit(frames.length === 1 && frames[0] ? frames[0] : Buffer.concat(frames));
    log.next += calls.length;
    for (const texts of calls) for (const text of texts) apply(text, keep);
    // What is written is written, whether or not the log can be made short now.
    if (end.position > tryAbove && end.position > 2 * live) {
      await compact().catch(() => undefined);
      tryAbove = Math.max(compactAbove, log.end.position * 2);
    }
    return calls.map(() => 0);
  }

  try {
    const names = await disk.list(directory);
    await disk.remove(file + unfinishedEnding);
    if (names.includes(path.basename(file))) ({ log, torn } = await reopen(disk, file, keep));
    else log = await begin(disk, file, values);
  } catch (error) {
    if (isCxError(error)) throw error;
    throw diskFailure(error, (reason) => `${file} could not be opened (${reason})`, file);
  }

  const group = groupCommit(name, writeGroup);
  return {
    torn,
    get bytes() {
      return log.end.position;
    },
    get: (key) => values.get(key)?.value,
    *keys(prefix) {
      for (const key of values.keys()) if (key.startsWith(prefix)) yield key;
    },
    async write(changes) {
      if (closed) throw cxError("unavailable", `the ${name} is closed`, { file });
      if (changes.length === 0) return;
      const texts = changes.map(({ key, value }) => JSON.stringify([key, value]));
      await group.submit(
        texts,
        texts.reduce((sum, text) => sum + text.length, 0),
      );
    },
    compact: () => group.between(compact),
    async [Symbol.asyncDispose]() {
      if (closed) return;
      closed = true;
      await group.close(async () => {
        await log.end.commit(closingFrame(log.salt, log.next)).catch(() => undefined);
        await log.end.close();
      });
    },
  };
}

/** One call as a frame: a JSON array of `[key, value]`. */
function changesFrame(texts: readonly string[], salt: number, number: number, flags: number): Buffer {
  const text = `[${texts.join(",")}]`;
  const bytes = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(frameBytes + bytes);
  frame.write(text, frameBytes);
  sealFrame(frame, 0, frame.length, { salt, number, flags });
  return frame;
}

function apply(text: string, keep: (key: string, value: Json, bytes: number) => void): void {
  const [key, value] = JSON.parse(text) as [string, Json];
  keep(key, value, text.length);
}

/** Begins a file with the values there are. */
async function begin(
  disk: Disk,
  file: string,
  values: ReadonlyMap<string, Kept>,
  swap?: (rename: () => Promise<void>) => Promise<void>,
): Promise<LedgerFile> {
  const salt = randomInt(1, 2 ** 32 - 1);
  const pieces: Buffer[] = [writeHeader({ content: contents.ledger, salt, first: 1 })];
  let texts: string[] = [];
  let size = 0;
  const complete = () => {
    if (texts.length > 0) pieces.push(changesFrame(texts, salt, pieces.length, flag.first));
    texts = [];
    size = 0;
  };
  for (const [key, { value }] of values) {
    const text = JSON.stringify([key, value]);
    texts.push(text);
    size += text.length;
    if (size > 256 << 10) complete();
  }
  complete();
  const position = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const open = await placeFile(disk, file, pieces, swap);
  return { salt, end: logEnd(file, open, position), next: pieces.length };
}

/** Folds the file that is there. */
async function reopen(
  disk: Disk,
  file: string,
  keep: (key: string, value: Json, bytes: number) => void,
): Promise<{ log: LedgerFile; torn: TornTail | null }> {
  const last = await openLast(disk, file, { content: contents.ledger, first: 1 });
  for (const frame of last.frames) {
    const changes = JSON.parse(last.bytes.toString("utf8", frame.at + frameBytes, frame.end)) as [
      string,
      Json,
    ][];
    for (const change of changes) keep(change[0], change[1], JSON.stringify(change).length);
  }
  return { log: { salt: last.salt, end: last.log, next: last.frames.length + 1 }, torn: last.torn };
}
