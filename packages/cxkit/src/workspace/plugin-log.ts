import type { Instant } from "@cxkit/core";
import type { LogEntry } from "@cxkit/host";

/** An entry about a plugin, as often as it came in a row. */
export interface PluginLogEntry extends LogEntry {
  /** When it came, last. */
  readonly at: Instant;
  readonly times: number;
  /** Counts up with everything that happens to the log: a repeated entry gets a new one. */
  readonly number: number;
}

/** What is kept of a plugin's log. */
export interface PluginLogPart {
  readonly entries: readonly PluginLogEntry[];
  /** Number of the newest entry; ask for what comes after it. */
  readonly last: number;
  /** Older entries that are no longer kept, or were never asked for. */
  readonly dropped: number;
}

/** The newest entries of every plugin, in memory. */
export interface PluginLog {
  add(plugin: string, entry: LogEntry): void;
  /** Entries that are newer than a number; all that are kept where none is given, or it is of another log. */
  of(plugin: string, after?: number): PluginLogPart;
}

/**
 * Keeps the newest entries of each plugin. The same entry again and again takes the room of one: a plugin that fails at every call does not push out
 * what was said of its start.
 *
 * @param keep entries for each plugin
 * @example
 * const log = pluginLog(() => "2026-03-01T00:00:00Z");
 * for (let call = 0; call < 3; call += 1) log.add("acme.kit", { level: "warn", event: "call-failed" });
 * log.of("acme.kit").entries.map(({ event, times }) => [event, times]) // => [["call-failed", 3]]
 */
export function pluginLog(now: () => Instant, keep = 300): PluginLog {
  const logs = new Map<string, { entries: PluginLogEntry[]; last: number; dropped: number }>();
  return {
    add(plugin, entry) {
      const log = logs.get(plugin) ?? { entries: [], last: 0, dropped: 0 };
      logs.set(plugin, log);
      const before = log.entries.at(-1);
      const again = before !== undefined && same(before, entry);
      if (again) log.entries.pop();
      log.last += 1;
      log.entries.push({ ...entry, at: now(), times: again ? before.times + 1 : 1, number: log.last });
      if (log.entries.length <= keep) return;
      log.entries.shift();
      log.dropped += 1;
    },
    of(plugin, after = 0) {
      const { entries, last, dropped } = logs.get(plugin) ?? { entries: [], last: 0, dropped: 0 };
      const from = after > last ? 0 : after;
      return { entries: entries.filter(({ number }) => number > from), last, dropped };
    },
  };
}

function same(one: LogEntry, other: LogEntry): boolean {
  return wordsOf(one) === wordsOf(other);
}

function wordsOf({ level, event, contribution, facts = {} }: LogEntry): string {
  return JSON.stringify([level, event, contribution ?? null, facts]);
}
