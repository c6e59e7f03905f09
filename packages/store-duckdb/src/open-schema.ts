import { cxError } from "@cxkit/core";
import type { Database } from "./database.ts";
import { migrations, schemaVersion } from "./schema.ts";

/**
 * Brings a database to the present schema, each step in a transaction of its own with its version.
 *
 * @throws {CxError} `invalid-file` when it is a database of something else, `invalid-setup` when a newer version of this package wrote it
 */
export async function openSchema(database: Database): Promise<void> {
  const { file } = database;
  const place = file === null ? {} : { file };
  const tables = (
    await database.rows("select table_name from information_schema.tables where table_schema = 'main'")
  ).map(([name]) => String(name));
  let version = 0;
  if (tables.includes("cxkit_schema")) {
    const rows = await database.rows("select max(version)::integer from cxkit_schema");
    version = Number(rows[0]?.[0] ?? 0);
  } else if (tables.length > 0) {
    throw cxError("invalid-file", `${file} is a DuckDB database, but not an event store`, place);
  }
  if (version > schemaVersion) {
    throw cxError(
      "invalid-setup",
      `${file} has schema version ${version}, this version of the package knows ${schemaVersion}: update it`,
      place,
    );
  }
  for (; version < schemaVersion; version += 1) await step(database, version);
}

/** Makes the present schema in an empty database. */
export async function createSchema(database: Database): Promise<void> {
  for (let version = 0; version < schemaVersion; version += 1) await step(database, version);
}

async function step(database: Database, version: number): Promise<void> {
  await database.transaction(async () => {
    await database.run("create table if not exists cxkit_schema (version integer primary key)");
    for (const statement of migrations[version] ?? []) await database.run(statement);
    await database.run("insert into cxkit_schema values (?)", [version + 1]);
  });
}
