import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { EventLog } from "./contender.ts";

/** The database that Node has built in: eight columns, a transaction a call, durable at once (WAL, `synchronous = FULL`). */
export function sqliteLog(directory: string): EventLog {
  const database = new DatabaseSync(path.join(directory, "events.sqlite"));
  database.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE event (id TEXT, time TEXT, subject TEXT, channel TEXT, touchpoint TEXT, score INTEGER, language TEXT, verbatim TEXT)",
  );
  const insert = database.prepare("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  let count = 0;
  return {
    append(events) {
      database.exec("BEGIN");
      for (const { id, time, subject, channel, touchpoint, score, language, verbatim } of events)
        insert.run(id, time, subject, channel, touchpoint, score, language, verbatim);
      database.exec("COMMIT");
      count += events.length;
      return Promise.resolve();
    },
    count: () => count,
    close() {
      database.close();
      return Promise.resolve();
    },
  };
}
