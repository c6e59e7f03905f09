import { lstat, mkdir, readdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { isCxError, type Json } from "@cxkit/core";

/** What became of a file of an inbox. */
export type InboxOutcome =
  | { readonly file: string; readonly outcome: "done"; readonly summary: Json }
  | { readonly file: string; readonly outcome: "failed"; readonly why: string }
  /** Not its fault: it stays where it is and is tried again. */
  | { readonly file: string; readonly outcome: "later"; readonly why: string };

/** A watched folder. */
export interface Inbox {
  /** Looks once: reads the files that have come to rest, one after the other, in the order of their names. */
  look(signal?: AbortSignal): Promise<readonly InboxOutcome[]>;
}

/** How an inbox is watched. */
export interface InboxOptions {
  /** Made when it is not there. */
  readonly folder: string;
  /** Reads a file; resolves when everything in it is durable. What it says is handed on. */
  readonly read: (file: string, signal?: AbortSignal) => Promise<Json>;
  /** Milliseconds since some fixed instant; differences count. */
  readonly now: () => number;
  /** How long a file must have kept size and time of change, in milliseconds. Default 2 000. */
  readonly restsFor?: number;
  /** How long a file that could not be read through no fault of its own waits, in milliseconds. Default 60 000. */
  readonly retryAfter?: number;
}

/**
 * Watches a folder for files. One is read when its size and time of change have stood still for a while between two looks, and moved to
 * `done/` only after all that is in it is durable; one that cannot be read goes to `failed/`, with a text beside it that says why.
 *
 * What dies in between leaves the file in its place: it is read again, and nothing counts twice, because events know their identity. So does
 * a plugin whose process ends over a file, or says nothing more: once is an accident, twice is the file.
 * Left alone: hidden files, links, folders, empty files, and names under which browsers and copiers write what is not whole yet.
 */
export function inbox(options: InboxOptions): Inbox {
  const { folder, read, now, restsFor = 2_000, retryAfter = 60_000 } = options;
  const seen = new Map<string, { readonly state: string; readonly since: number }>();
  /** Files over which code ended, as they were then. */
  const accidents = new Map<string, string>();

  async function atRest(): Promise<readonly string[]> {
    await mkdir(folder, { recursive: true });
    const names = (await readdir(folder)).filter((name) => !isUnfinished(name));
    for (const name of seen.keys()) {
      if (names.includes(name)) continue;
      seen.delete(name);
      accidents.delete(name);
    }
    const found: string[] = [];
    for (const name of names.toSorted(natural.compare)) {
      const state = await stateOf(path.join(folder, name));
      if (state === undefined) {
        seen.delete(name);
        continue;
      }
      const before = seen.get(name);
      if (before?.state !== state) seen.set(name, { state, since: now() });
      else if (now() - before.since >= restsFor) found.push(name);
    }
    return found;
  }

  async function take(name: string, signal: AbortSignal | undefined): Promise<InboxOutcome> {
    const file = path.join(folder, name);
    const state = await stateOf(file);
    try {
      const summary = await read(file, signal);
      if ((await stateOf(file)) !== state)
        return { file: name, outcome: "later", why: "it was changed while it was read" };
      await move(file, await freePath(path.join(folder, "done"), name));
      return { file: name, outcome: "done", summary };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const again = { file: name, outcome: "later", why } as const;
      if (signal?.aborted || !isItsFault(error)) return again;
      if (isAccident(error) && state !== undefined && accidents.get(name) !== state) {
        accidents.set(name, state);
        return again;
      }
      const target = await freePath(path.join(folder, "failed"), name);
      await move(file, target);
      await writeFile(`${target}.txt`, `${why}\n`);
      return { file: name, outcome: "failed", why };
    }
  }

  return {
    async look(signal) {
      const outcomes: InboxOutcome[] = [];
      for (const name of await atRest()) {
        if (signal?.aborted) break;
        const outcome = await take(name, signal);
        outcomes.push(outcome);
        const state = outcome.outcome === "later" ? await stateOf(path.join(folder, name)) : undefined;
        // Whatever comes under this name next has to come to rest anew.
        if (state === undefined) {
          seen.delete(name);
          accidents.delete(name);
        } else seen.set(name, { state, since: now() + retryAfter - restsFor });
      }
      return outcomes;
    },
  };
}

const natural = new Intl.Collator("en", { numeric: true });

/** Names of what is hidden, or not whole yet. */
function isUnfinished(name: string): boolean {
  return /^[.~]|\.(?:part|partial|tmp|temp|crdownload|download|filepart|swp|lock)$|~$/i.test(name);
}

/** Size and time of change of a file that can be read; `undefined` for links, folders and what is empty or gone. */
async function stateOf(file: string): Promise<string | undefined> {
  const found = await lstat(file, { bigint: true }).catch(() => undefined);
  return found?.isFile() && found.size > 0n ? `${found.size} ${found.mtimeNs} ${found.ino}` : undefined;
}

/** Whether the code that read it ended, or no longer answered, for a reason that may have been another. */
function isAccident(error: unknown): boolean {
  return (
    isCxError(error, "contribution-failed") &&
    (error.place.trouble === "crash" || error.place.trouble === "timeout")
  );
}

/** Whether another try would end in the same way. */
function isItsFault(error: unknown): boolean {
  return isCxError(error) && error.code !== "unavailable";
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(path.dirname(to), { recursive: true });
  await rename(from, to);
}

/** A path in a folder under which nothing is yet: `a.csv`, `a (2).csv`, … */
async function freePath(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  for (let count = 1; ; count += 1) {
    const file = path.join(folder, count === 1 ? name : `${stem} (${count})${ext}`);
    if ((await lstat(file).catch(() => undefined)) === undefined) return file;
  }
}
