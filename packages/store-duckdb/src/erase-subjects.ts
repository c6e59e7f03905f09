import { open, rename } from "node:fs/promises";
import path from "node:path";
import {
  type Database,
  type EngineSettings,
  openDatabase,
  removeFile,
  storageVersion,
  temporaryFolder,
} from "./database.ts";
import { createSchema } from "./open-schema.ts";

/** Tables of events by arrival, and all others with data; views come with the schema. */
const byArrival = ["event", "untold", "answer", "undeclared"];
const others = ["series", "instrument", "retracted", "erased", "cursor"];

/** Rows that pending erasures name. A record of an erasure outlives the erasure it records, not a later call. */
const doomed = `subject is not null and exists (
  from erased x where x.pending and x.digest = sha256(e.subject)
    and (x.source is null or x.source = e.source) and not (x.keeps_record and e.type = 'subject.erased')
)`;

/** Whether an erasure was begun and not finished. */
export async function hasPendingErasure(database: Database): Promise<boolean> {
  return (await database.rows("select 1 from erased where pending limit 1")).length > 0;
}

/** Where the new file grows until it takes the old one's place. */
export function successorFile(file: string): string {
  return `${file}.erasing`;
}

/**
 * Ends pending erasures. In memory rows are deleted. A file is written anew without them and takes the old one's place: the engine
 * only marks deleted rows, and their bytes would stay in blocks that nobody reads.
 *
 * A crash at any point leaves the old file with its pending erasure, or the new file: opening the store ends it.
 *
 * @param alone is called once there is something to erase, and resolves when nobody reads
 * @returns the database to go on with, and how many events went
 */
export async function endErasures(
  database: Database,
  settings: EngineSettings,
  alone: () => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly database: Database; readonly events: number }> {
  const { file } = database;
  const events = await collectDoomed(database);
  if (events > 0) await alone();
  if (file === null || events === 0) {
    await deleteDoomed(database);
    return { database, events };
  }
  const successor = successorFile(file);
  await removeSuccessor(file);
  await writeSuccessor(database, successor);
  // The log's rows go into the file, so that none is left to be read by the new one.
  await database.run("checkpoint");
  database.close();
  await removeFile(`${file}.wal`);
  await removeFile(temporaryFolder(file));
  await synced(successor, "file");
  await rename(successor, file);
  await synced(path.dirname(file), "folder");
  return { database: await openDatabase(file, settings), events };
}

/** Removes what a crashed erasure left. */
export async function removeSuccessor(file: string): Promise<void> {
  const successor = successorFile(file);
  for (const one of [successor, `${successor}.wal`, temporaryFolder(successor)]) await removeFile(one);
}

async function deleteDoomed(database: Database): Promise<void> {
  await database.transaction(async () => {
    for (const table of byArrival) {
      await database.run(`delete from ${table} where arrival in (select arrival from temp.gone)`);
    }
    await database.run("update erased set pending = false where pending");
  });
  await database.run("drop table temp.gone");
}

/** Notes the events that pending erasures name, and counts them. */
async function collectDoomed(database: Database): Promise<number> {
  await database.run(
    `create or replace temp table gone as
      select arrival from event e where ${doomed} union all select arrival from untold e where ${doomed}`,
  );
  const [[count] = []] = await database.rows("select count(*)::double from temp.gone");
  return Number(count);
}

async function writeSuccessor(database: Database, successor: string): Promise<void> {
  const [[present] = []] = await database.rows("select current_database()");
  const home = `"${String(present).replaceAll('"', '""')}"`;
  await database.run(
    `attach '${successor.replaceAll("'", "''")}' as successor (storage_version '${storageVersion}')`,
  );
  try {
    await database.run("use successor");
    try {
      await createSchema(database);
    } finally {
      await database.run(`use ${home}`);
    }
    for (const table of byArrival) {
      await database.run(
        `insert into successor.${table} from ${table} where arrival not in (select arrival from temp.gone)`,
      );
    }
    for (const table of others) await database.run(`insert into successor.${table} from ${table}`);
    await database.run("update successor.erased set pending = false where pending");
    await database.run("checkpoint successor");
  } finally {
    await database.run("detach successor");
    await database.run("drop table temp.gone");
  }
}

/** Writes a file's bytes to the disk, or a folder's names; Windows keeps those by itself and opens no folder. */
async function synced(place: string, kind: "file" | "folder"): Promise<void> {
  if (kind === "folder" && process.platform === "win32") return;
  const handle = await open(place, kind === "file" ? "r+" : "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
