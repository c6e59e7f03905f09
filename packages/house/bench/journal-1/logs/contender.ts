import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import type { Contender } from "../../workload.ts";
import { type SurveyEvent, surveyEvents } from "./survey-events.ts";

/** Somewhere to write events durably. */
export interface EventLog {
  /** Resolves when all of them are on disk. */
  append(events: readonly SurveyEvent[]): Promise<void>;
  /** How many events it holds, as it knows itself. */
  count(): number;
  close(): Promise<void>;
}

/**
 * A contender that writes events durably, some at a time.
 *
 * @param batch events a call
 * @param callers how many wait for their call at the same time
 */
export function durableLog(
  open: (directory: string) => EventLog | Promise<EventLog>,
  batch: number,
  callers = 1,
): Contender {
  // On the disk of the sources: a folder for temporary files may be memory, where flushing costs nothing.
  const cache = path.resolve(import.meta.dirname, "../../../../../.cache");
  let batches: (readonly SurveyEvent[])[] = [];
  let directory = "";
  let log: EventLog | undefined;
  let answer = "";
  const close = async () => {
    const closing = log;
    log = undefined;
    await closing?.close();
    if (closing) rmSync(directory, { recursive: true, force: true });
  };
  // A yardstick is not closed by those that are held against it.
  process.once("exit", () => log && rmSync(directory, { recursive: true, force: true }));
  return {
    async prepare(size) {
      await close();
      const events = surveyEvents(size);
      batches = Array.from({ length: Math.ceil(size / batch) }, (_, index) =>
        events.slice(index * batch, (index + 1) * batch),
      );
      mkdirSync(cache, { recursive: true });
      directory = mkdtempSync(path.join(cache, "bench-log-"));
      log = await open(directory);
    },
    async run() {
      // Closed: the answer stands.
      if (!log) return answer;
      const before = log.count();
      const waiting = batches.values();
      const append = log.append.bind(log);
      const caller = async () => {
        for (const events of waiting) await append(events);
      };
      await Promise.all(Array.from({ length: callers }, caller));
      answer = `${String(log.count() - before)} events`;
      return answer;
    },
    close,
  };
}
