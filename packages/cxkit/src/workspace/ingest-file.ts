import { existsSync } from "node:fs";
import path from "node:path";
import { type Assumption, type Channel, cxError, isCxError, type Json } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import type { HostedChannel, Ingestion, IngestionCounts } from "@cxkit/host";
import { readMappings } from "../cli/read-json.ts";
import { writeFiles } from "../cli/write-files.ts";
import { inputFile } from "../input/input-file.ts";
import { type UnderstandOptions, understandFile, type UnderstoodFile } from "../input/understand.ts";
import { withFile } from "../input/with-file.ts";
import type { Workspace, WorkspaceConnection } from "./workspace.ts";

/** Which file, and what is known better than the file. Plain JSON. */
export type IngestFileArgs = {
  /** Absolute path. */
  readonly file: string;
  /** Which connection it came through; told by its first rows where there are several. */
  readonly connection?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  /** Keeps what the columns were taken for, so that the next file runs unasked. */
  readonly saveMapping?: boolean;
  readonly overrides?: { readonly [option: string]: Json };
};

/** What became of a file. */
export type IngestedIntoWorkspace = {
  readonly file: string;
  readonly connection: string;
  readonly format: string;
  readonly assumptions: readonly Assumption[];
  readonly counts: IngestionCounts;
  /** Where the meaning of its columns is kept now, or was read from. */
  readonly mapping: string | null;
};

/** Records between two words to the disk. */
const pageSize = 1_000;

/**
 * Reads a file into a workspace: rows → records → the host, page by page. Everything is durable and judged when it resolves; the same
 * file again adds nothing.
 *
 * @param progress told how many bytes of how many were read
 * @throws {CxError} `invalid-file` and `invalid-setup` naming file, line or column; `unavailable` when disk or store refuse
 */
export async function ingestFile(
  workspace: Workspace,
  args: IngestFileArgs,
  progress: (done: number, of: number) => void = () => {},
  signal?: AbortSignal,
): Promise<IngestedIntoWorkspace> {
  let done = 0;
  const file = await inputFile(args.file, (bytes) => {
    done += bytes;
    progress(done, file.size);
  });
  const { connection, understood, mapping } = await understand(workspace, args, file);
  const { channel, config } = understood;
  const ingestion = workspace.host.ingest(connection.id, { name: file.name, config });
  try {
    // A plugin's code is where the host runs it.
    if (!("decode" in channel)) await ingestion.read(understood.rows, signal);
    else await readHere(workspace, { ...understood, channel }, ingestion, signal);
  } catch (error) {
    throw withFile(error, file.name);
  }
  const counts = await ingestion.end();
  const saved = args.saveMapping ? await save(workspace, connection, config) : null;
  const { format, assumptions } = understood;
  return {
    file: file.name,
    connection: connection.id,
    format,
    assumptions,
    counts,
    mapping: saved ?? mapping,
  };
}

/** With a key that is for files alone: rows without an id are known again by it. */
async function readHere(
  { fileKey }: Workspace,
  { channel, config, rows }: UnderstoodFile<Channel>,
  ingestion: Ingestion,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!channel.file) throw cxError("invalid-setup", `channel ${channel.id} reads no files`);
  let page: unknown[] = [];
  for await (const raw of channel.file.read(rows, createContext(config, { key: fileKey }))) {
    page.push(raw);
    if (page.length < pageSize) continue;
    await ingestion.append(page);
    page = [];
    signal?.throwIfAborted();
  }
  if (page.length > 0) await ingestion.append(page);
}

/** Where the meaning of a connection's columns is kept. */
export function mappingPath({ folder }: Workspace, { id, settings }: WorkspaceConnection): string {
  return path.resolve(folder, settings.mapping ?? path.join("mappings", `${id}.json`));
}

async function understand(
  workspace: Workspace,
  args: IngestFileArgs,
  file: Awaited<ReturnType<typeof inputFile>>,
): Promise<{ connection: WorkspaceConnection; understood: UnderstoodFile<Reader>; mapping: string | null }> {
  const { encoding, delimiter, sheet, overrides = {} } = args;
  const given = {
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(sheet !== undefined && { sheet }),
  };
  const connection = await connectionFor(workspace, args.connection, file, given);
  const { channel, settings } = connection;
  const options: UnderstandOptions<Reader> = { ...given, channel: channel.id, channels: [channel] };
  const kept = mappingPath(workspace, connection);
  const known = existsSync(kept) ? await readMappings(kept) : [];
  // The right mapping is the first that fits; the first one's complaint is the one to hear.
  let complaint: unknown;
  for (const one of known) {
    try {
      return {
        connection,
        understood: await understandFile(file, { ...options, known: one, overrides }),
        mapping: kept,
      };
    } catch (error) {
      complaint ??= error;
    }
  }
  if (complaint !== undefined) throw complaint;
  // What a plugin's channel is configured with holds for its files, too.
  if ("open" in channel && settings.config !== undefined)
    return {
      connection,
      understood: await understandFile(file, { ...options, known: settings.config, overrides }),
      mapping: null,
    };
  // Of one connection, all files are one survey: a row of last month's export is known again in this month's.
  const assumed = { zone: workspace.config.zone, survey: connection.id, ...overrides };
  return {
    connection,
    understood: await understandFile(file, { ...options, overrides: assumed }),
    mapping: null,
  };
}

/** The connection that is named, the only one that reads files, or the one whose channel knows the file's first rows. */
async function connectionFor(
  { connections }: Workspace,
  named: string | undefined,
  file: Awaited<ReturnType<typeof inputFile>>,
  given: UnderstandOptions<Reader>,
): Promise<WorkspaceConnection> {
  const readers = [...connections.values()].filter(({ channel }) => channel.file !== undefined);
  const ids = readers.map(({ id }) => id).join(", ") || "none";
  if (named !== undefined) {
    const found = readers.find(({ id }) => id === named);
    if (found) return found;
    const why = connections.has(named) ? "reads no files" : "does not exist";
    throw cxError("invalid-setup", `connection ${named} ${why}; there are ${ids}`, { path: "connection" });
  }
  const [only] = readers;
  if (!only)
    throw cxError(
      "invalid-setup",
      'no connection reads files; add one such as files: { channel: "survey-csv" } to the configuration',
      { path: "connections" },
    );
  if (readers.length === 1) return only;
  const channels = readers.map(({ channel }) => channel);
  const { channel, rows } = await understandFile(file, { ...given, channels }).catch((error: unknown) => {
    // Of a plugin that cannot be asked nobody knows whether the file is its own: no other is handed it unasked.
    if (!isCxError(error) || error.place.contribution === undefined) throw error;
    const { code, message, place } = error;
    throw cxError(code, `${message}; or say which connection it is for: ${ids}`, { ...place, cause: error });
  });
  await rows[Symbol.asyncIterator]().return?.();
  const fitting = readers.filter((one) => isSame(one.channel, channel));
  const [first] = fitting;
  if (first && fitting.length === 1) return first;
  throw cxError("invalid-setup", `${file.name} could be of several connections; say which: ${ids}`, {
    path: "connection",
  });
}

type Reader = Channel | HostedChannel;

/** Whether two connections have one channel: a plugin's is made anew for each. */
function isSame(one: Reader, other: Reader): boolean {
  if ("open" in one && "open" in other && one.contribution !== undefined)
    return one.contribution === other.contribution;
  return one === other;
}

async function save(workspace: Workspace, connection: WorkspaceConnection, config: unknown): Promise<string> {
  const file = mappingPath(workspace, connection);
  await writeFiles([{ path: file, content: `${JSON.stringify(config, null, 2)}\n` }]);
  return file;
}
