import { openJournal } from "../../../../host/src/journal/journal.ts";
import type { EventLog } from "./contender.ts";

/** The journal: an entry an event, an append a call. */
export async function cxkitLog(directory: string): Promise<EventLog> {
  const journal = await openJournal(directory);
  return {
    async append(events) {
      await journal.append(
        events.map((event) => ({
          kind: "events",
          connection: "survey",
          received: event.time,
          body: Buffer.from(JSON.stringify(event)),
        })),
      );
    },
    count: () => journal.last,
    close: async () => journal[Symbol.asyncDispose](),
  };
}
