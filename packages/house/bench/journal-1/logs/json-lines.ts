import { open } from "node:fs/promises";
import path from "node:path";
import type { EventLog } from "./contender.ts";
import type { SurveyEvent } from "./survey-events.ts";

/** Lines of JSON, one after the other, flushed after each call: what one writes by hand. No checksum, no number, no index. */
export async function jsonLines(directory: string): Promise<EventLog> {
  const file = await open(path.join(directory, "events.jsonl"), "a");
  let count = 0;
  let before = Promise.resolve();
  async function write(turn: Promise<void>, events: readonly SurveyEvent[]): Promise<void> {
    await turn;
    await file.appendFile(events.map((event) => `${JSON.stringify(event)}\n`).join(""));
    await file.datasync();
    count += events.length;
  }
  return {
    append(events) {
      before = write(before, events);
      return before;
    },
    count: () => count,
    close: () => file.close(),
  };
}
