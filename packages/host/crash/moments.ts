import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import path from "node:path";

/** Where a process can be killed: the stages of the flow, and every step on the disk. */
export const moments = [
  "receive",
  "received",
  "journal-write",
  "journal-written",
  "journal-flush",
  "journal-flushed",
  "ledger-write",
  "ledger-written",
  "ledger-flush",
  "ledger-flushed",
  "vault-flush",
  "decode",
  "hydrate",
  "hydrated",
  "append",
  "appended",
  "judge",
  "judged",
  "notify",
  "notified",
  "rewrite",
  "rename",
  "renamed",
] as const;
export type Moment = (typeof moments)[number];

/** Where this process is to stop: the so-manieth time that it gets to a moment, standing still or going on. */
export interface Stop {
  readonly at: Moment;
  readonly time: number;
  readonly still: boolean;
}

const { writeSync } = fs;
const counts = new Map<Moment, number>();
let wanted: Stop | undefined;

export function stopAt(stop: Stop | undefined): void {
  wanted = stop;
}

/** Tells whoever started this process that it got to a moment, and waits there for the end if it is to. */
export function reached(moment: Moment): void {
  const count = (counts.get(moment) ?? 0) + 1;
  counts.set(moment, count);
  if (wanted?.at !== moment || wanted.time !== count) return;
  writeSync(1, `reached ${moment}\n`);
  // Nothing more happens in this thread; what the disk was asked for already may still happen.
  if (wanted.still) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
}

/** Whether writing to logs fails as on a full disk. */
export const disk = { full: false };

/**
 * Puts moments around the steps that logs take on the disk. The functions of `node:fs` are wrapped for the whole process, since the host
 * takes no disk: what is tried is what is used.
 */
export function watchDisk(): void {
  const names = new Map<number, string>();
  const { open, write, fdatasync } = fs;
  const { rename } = fs.promises;
  fs.open = ((file: string, flags: number, mode: number, done: (error: Error | null, fd: number) => void) => {
    if (file.endsWith(".unfinished")) reached("rewrite");
    open(file, flags, mode, (error, descriptor) => {
      if (!error) names.set(descriptor, file);
      done(error, descriptor);
    });
  }) as typeof fs.open;
  fs.write = ((...call: [number, Uint8Array, number, number, number, (...result: unknown[]) => void]) => {
    const [descriptor, bytes, offset, length, position, done] = call;
    const log = logOf(names.get(descriptor));
    if (log && disk.full) {
      setImmediate(done, Object.assign(new Error("no space left"), { code: "ENOSPC" }));
      return;
    }
    if (log && log !== "vault") reached(`${log}-write`);
    write(descriptor, bytes, offset, length, position, (...result) => {
      if (log && log !== "vault") reached(`${log}-written`);
      done(...result);
    });
  }) as typeof fs.write;
  fs.fdatasync = ((descriptor: number, done: (error: NodeJS.ErrnoException | null) => void) => {
    const log = logOf(names.get(descriptor));
    if (log) reached(`${log}-flush`);
    fdatasync(descriptor, (error) => {
      if (log && log !== "vault") reached(`${log}-flushed`);
      done(error);
    });
  }) as typeof fs.fdatasync;
  fs.promises.rename = async (from, to) => {
    reached("rename");
    await rename(from, to);
    reached("renamed");
  };
  syncBuiltinESMExports();
}

function logOf(file = ""): "journal" | "ledger" | "vault" | undefined {
  const [, log] = /^(journal|ledger|vault)\b.*\.cxlog(?:\.unfinished)?$/.exec(path.basename(file)) ?? [];
  return log as "journal" | "ledger" | "vault" | undefined;
}
