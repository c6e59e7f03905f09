import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";
import { isRecord } from "../plugins/plugin-package.ts";

/**
 * Something a plugin is tried with: what a producer's webhook sends (`body`, with `headers`), what a stream is answered (`stream`,
 * `answers`), what stands in a file that people download (`rows`), or what a notifier is told (`notification`). Always JSON, one to a file.
 */
export interface Fixture {
  /** File name, as it is spoken of. */
  readonly file: string;
  /** Id of the contribution; needed where the plugin has several. */
  readonly channel?: string;
  readonly notifier?: string;
  readonly config?: unknown;
  readonly headers?: { readonly [name: string]: string };
  /** A text as it is sent; anything else is sent as JSON. */
  readonly body?: unknown;
  readonly stream?: string;
  /** The rows of a table, headers first, each the texts of its cells. The table is called as the fixture's file, without `.json`. */
  readonly rows?: readonly (readonly string[])[];
  /** What the network answers, in order, each to the first request that fits. */
  readonly answers?: readonly FixtureAnswer[];
  readonly notification?: unknown;
  /** The day on which a real payload was made into it, `2026-03-01`. */
  readonly recorded?: string;
}

/** What the network answers to a request. */
export interface FixtureAnswer {
  /** Beginning of the address. Default: any. */
  readonly url?: string;
  /** Default 200. */
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
}

/**
 * Reads the fixtures of a plugin: every `.json` file of its folder `fixtures`, in order of their names.
 *
 * @throws {CxError} `invalid-file` naming the file that is none
 */
export async function pluginFixtures(folder: string): Promise<readonly Fixture[]> {
  const names = await readdir(path.join(folder, "fixtures")).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const files = names.filter((name) => name.endsWith(".json")).toSorted();
  return Promise.all(files.map((name) => readFixture(path.join(folder, "fixtures", name))));
}

/**
 * Reads one fixture.
 *
 * @throws {CxError} `invalid-file` when it is none
 */
export async function readFixture(file: string): Promise<Fixture> {
  const name = path.basename(file);
  const text = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw cxError("invalid-file", `${file} cannot be read (${cause.code})`, { file, cause });
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw cxError("invalid-file", `${name} is no JSON`, { file });
  }
  if (!isRecord(json))
    throw cxError("invalid-file", `${name} is no object with body, rows, answers or notification`, { file });
  const strange = Object.keys(json).find((key) => !known.has(key));
  if (strange !== undefined)
    throw cxError("invalid-file", `${name} has a key ${strange}: a fixture has ${[...known].join(", ")}`, {
      file,
    });
  if (!["body", "rows", "answers", "notification"].some((key) => key in json))
    throw cxError("invalid-file", `${name} has neither body, rows, answers nor notification`, { file });
  if ("rows" in json && !isTable(json["rows"]))
    throw cxError("invalid-file", `${name} has rows that are no lists of texts`, { file });
  return { ...(json as Omit<Fixture, "file">), file: name };
}

/** The bytes that a fixture's body is sent as. */
export function bodyOf({ body }: { readonly body?: unknown }): Uint8Array {
  return new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body ?? null));
}

function isTable(rows: unknown): boolean {
  return (
    Array.isArray(rows) &&
    rows.every((cells) => Array.isArray(cells) && cells.every((cell) => typeof cell === "string"))
  );
}

const known = new Set([
  "channel",
  "notifier",
  "config",
  "headers",
  "body",
  "stream",
  "rows",
  "answers",
  "notification",
  "recorded",
]);
