import { existsSync } from "node:fs";
import path from "node:path";
import type { SurveyMapping } from "@cxkit/channels/survey-csv";
import { type Assumption, cxError, type Json } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import type { IngestionCounts } from "@cxkit/host";
import { readMappings } from "../cli/read-json.ts";
import { writeFiles } from "../cli/write-files.ts";
import { inputFile } from "../input/input-file.ts";
import {
  type SurveyChannel,
  type UnderstandOptions,
  understandFile,
  type UnderstoodFile,
} from "../input/understand.ts";
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
  const source = channel.file;
  if (!source) throw cxError("invalid-setup", `channel ${channel.id} reads no files`);
  const context = createContext(config, { key: workspace.fileKey });
  const ingestion = workspace.host.ingest(connection.id, { name: file.name, config });
  let page: unknown[] = [];
  try {
    for await (const raw of source.read(understood.rows, context)) {
      page.push(raw);
      if (page.length < pageSize) continue;
      await ingestion.append(page);
      page = [];
      signal?.throwIfAborted();
    }
    if (page.length > 0) await ingestion.append(page);
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

/** Where the meaning of a connection's columns is kept. */
export function mappingPath({ folder }: Workspace, { id, settings }: WorkspaceConnection): string {
  return path.resolve(folder, settings.mapping ?? path.join("mappings", `${id}.json`));
}

async function understand(
  workspace: Workspace,
  args: IngestFileArgs,
  file: Awaited<ReturnType<typeof inputFile>>,
): Promise<{ connection: WorkspaceConnection; understood: UnderstoodFile; mapping: string | null }> {
  const { encoding, delimiter, sheet, overrides = {} } = args;
  const given = {
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(sheet !== undefined && { sheet }),
  };
  const connection = await connectionFor(workspace, args.connection, file, given);
  const options: UnderstandOptions = {
    ...given,
    channel: connection.channel.id,
    channels: [connection.channel as SurveyChannel],
  };
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
  given: UnderstandOptions,
): Promise<WorkspaceConnection> {
  const readers = [...connections.values()].filter(readsFiles);
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
  const channels = readers.map(({ channel }) => channel as SurveyChannel);
  const { channel } = await understandFile(file, { ...given, channels });
  const fitting = readers.filter((one) => one.channel === (channel as unknown));
  const [first] = fitting;
  if (first && fitting.length === 1) return first;
  throw cxError("invalid-setup", `${file.name} could be of several connections; say which: ${ids}`, {
    path: "connection",
  });
}

/** Files are read here: a plugin's channel, whose code runs elsewhere, cannot be asked row by row. */
function readsFiles({ channel }: WorkspaceConnection): boolean {
  return "decode" in channel && channel.file !== undefined;
}

async function save(
  workspace: Workspace,
  connection: WorkspaceConnection,
  config: SurveyMapping,
): Promise<string> {
  const file = mappingPath(workspace, connection);
  await writeFiles([{ path: file, content: `${JSON.stringify(config, null, 2)}\n` }]);
  return file;
}
