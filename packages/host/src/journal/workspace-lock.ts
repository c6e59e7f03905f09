import { randomBytes } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { type Instant, cxError } from "@cxkit/core";
import { type LockHolder, isAlive, listen, thisProcess } from "./lock-holder.ts";

/**
 * The right to write in a workspace's folder: one process has it at a time, and it goes back when that process ends, however it ends.
 */
export interface WorkspaceLock extends AsyncDisposable {
  readonly directory: string;
}

/** What a lock's file says. */
type LockState = LockHolder | { readonly released: Instant };

/** How many older files of the lock stay, so that whoever is just reading the folder sees at least one. */
const keptFiles = 8;

/**
 * Takes the right to write in a folder.
 *
 * The lock is the file with the highest number, `workspace-lock.17.json`. Taking it is making the next one, which the file system lets
 * only one process do; the numbers never go down, so that nobody who looked too long ago can take it. The file says which process has
 * it; a process that is gone, even by a power cut and even when another one has its number by now, has it no more.
 *
 * @param options.command what the process does, for the message to others: `cxkit serve`
 * @throws {CxError} `unavailable` naming process, command and since when, while another process has it
 */
export async function lockWorkspace(
  directory: string,
  options: { readonly command: string; readonly now?: () => Instant },
): Promise<WorkspaceLock> {
  const { command, now = () => new Date().toISOString() } = options;
  await fs.mkdir(directory, { recursive: true, mode: 0o700 });
  const nonce = randomBytes(8).toString("hex");
  const sign = await listen(directory, nonce);
  const written = path.join(directory, `workspace-lock.${nonce}.unfinished`);
  try {
    const holder: LockHolder = { ...(await thisProcess()), command, since: now(), socket: sign.address };
    await fs.writeFile(written, `${JSON.stringify(holder, null, 2)}\n`, { mode: 0o600, flag: "wx" });
    const number = await take(directory, written);
    return {
      directory,
      async [Symbol.asyncDispose]() {
        await replace(lockFile(directory, number), nonce, { released: now() });
        await sign.close();
      },
    };
  } catch (error) {
    await sign.close();
    throw error;
  } finally {
    await fs.rm(written, { force: true });
  }
}

/** Makes the next file of the lock, unless a living process has the last one. @returns its number */
async function take(directory: string, written: string): Promise<number> {
  for (;;) {
    const numbers = await lockNumbers(directory);
    const last = numbers.at(-1) ?? 0;
    if (last > 0) {
      const state = await lockState(lockFile(directory, last));
      if (state === undefined) continue;
      if ("pid" in state && (await isAlive(state))) throw taken(directory, last, state);
    }
    const next = last + 1;
    try {
      // A link is there with all that is in it, or not at all.
      await fs.link(written, lockFile(directory, next));
    } catch (error) {
      if (codeOf(error) === "EEXIST") continue;
      throw error;
    }
    const [highest = next] = (await lockNumbers(directory)).slice(-1);
    if (highest > next) {
      // Others came and went since the folder was read.
      await fs.rm(lockFile(directory, next), { force: true });
      continue;
    }
    for (const number of numbers.filter((old) => old <= next - keptFiles))
      await removeLock(lockFile(directory, number));
    return next;
  }
}

async function lockNumbers(directory: string): Promise<number[]> {
  return (await fs.readdir(directory))
    .map((name) => Number(/^workspace-lock\.(\d+)\.json$/.exec(name)?.[1] ?? 0))
    .filter((number) => number > 0)
    .toSorted((a, b) => a - b);
}

/** @returns `undefined` when the file is gone */
async function lockState(file: string): Promise<LockState | undefined> {
  let text: string;
  try {
    text = await fs.readFile(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    return JSON.parse(text) as LockState;
  } catch (cause) {
    throw cxError("invalid-file", `${file} cannot be read: remove it when no process works in this folder`, {
      file,
      cause,
    });
  }
}

async function replace(file: string, nonce: string, state: LockState): Promise<void> {
  const written = `${file}.${nonce}.unfinished`;
  await fs.writeFile(written, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  await fs.rename(written, file);
}

/** Removes an old file of the lock, and the sign of life of a process that died with it. */
async function removeLock(file: string): Promise<void> {
  const state = await lockState(file).catch(() => undefined);
  if (state && "socket" in state && state.socket && path.sep === "/")
    await fs.rm(state.socket, { force: true });
  await fs.rm(file, { force: true });
}

function taken(directory: string, number: number, { pid, command, since, host }: LockHolder): Error {
  const file = lockFile(directory, number);
  return cxError(
    "unavailable",
    `${directory} is in use by process ${String(pid)} (${command}) on ${host} since ${since}. Stop it first; if it is surely gone, remove ${file}`,
    { file },
  );
}

function lockFile(directory: string, number: number): string {
  return path.join(directory, `workspace-lock.${String(number)}.json`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
