import type { PluginManifest } from "@cxkit/core";
import { allowedBuiltins } from "@cxkit/host/plugins";
import type { Fixture } from "../fixture.ts";
import { type CapabilityUse, usageLog } from "../usage-log.ts";
import type { AmbientNote, RecordedNote, WatchingNote } from "./recorded-note.ts";

/** What a run of a plugin's tests tells about it. */
export interface TestEvidence {
  readonly used: CapabilityUse;
  /** What its notifiers delivered, to be played again with less told. */
  readonly notifications: readonly Fixture[];
  /** In words: what its own modules do that no plugin may. */
  readonly refused: readonly string[];
  /** In words: what could not be seen, and why. */
  readonly unseen: readonly string[];
  /** Ids of contributions that did something, as `channel reviews`. */
  readonly tried: ReadonlySet<string>;
}

/**
 * Reads what was noted, as far as it is about what the plugin contributes: a test may define channels of its own.
 *
 * @param run how the run is spoken of: `npm test`
 */
export function testEvidence(
  { contributes }: PluginManifest,
  notes: readonly RecordedNote[],
  run: string,
): TestEvidence {
  const usage = usageLog();
  const own = new Set(
    Object.entries(kinds).flatMap(([kind, key]) => (contributes[key] ?? []).map(({ id }) => `${kind} ${id}`)),
  );
  const tried = new Set<string>();
  const notifications: Fixture[] = [];
  const refused = new Set<string>();
  const watched: WatchingNote[] = [];
  let defined = false;
  for (const one of notes) {
    if (one.note === "watching") watched.push(one);
    else if (one.note === "ambient") for (const words of refusal(one)) refused.add(words);
    else if (one.note === "notification") {
      const { id, config, notification, answers } = one;
      if (own.has(`notifier ${id}`))
        notifications.push({ file: `a notification of ${run}`, notifier: id, config, notification, answers });
    } else if (own.has(`${one.kind} ${one.id}`)) {
      if (one.note === "defined") defined = true;
      if (one.note === "called") tried.add(`${one.kind} ${one.id}`);
      if (one.note === "request") usage.request(one);
      if (one.note === "secret") usage.secret(one.name);
    }
  }
  return {
    used: usage.used(),
    notifications,
    refused: [...refused],
    unseen: unseen(watched, defined, run),
    tried,
  };
}

/** Keys of a manifest by the kinds that code defines. */
const kinds = {
  channel: "channels",
  notifier: "notifiers",
  metric: "metrics",
  "alert-rule": "alertRules",
  report: "reports",
  command: "commands",
  "text-analyzer": "textAnalyzers",
  store: "stores",
} as const;

function refusal({ act, what, at }: AmbientNote): readonly string[] {
  if (act === "loads" && allowedBuiltins.has(what.replace(/^node:/, ""))) return [];
  if (act === "environment") return [`${at} reads ${what} of the environment, which is empty there`];
  return [`${at} ${act === "connects" ? "connects to" : act} ${what}`];
}

function unseen(watched: readonly WatchingNote[], defined: boolean, run: string): readonly string[] {
  if (watched.length === 0) return [`${run} started no Node.js that could be watched`];
  const said: string[] = [];
  if (!defined)
    said.push(
      `${run} runs nothing that the plugin contributes, as far as can be seen: is it defined by defineChannel and its like of @cxkit/core?`,
    );
  const blind = watched.find(({ audit }) => !audit);
  // Told once and not again: it was run again without, for it failed.
  if (blind && watched.some(({ audit }) => audit))
    said.push(
      `${run} fails while Node.js ${blind.node} tells which files and processes are reached for (--permission-audit), and was run again without`,
    );
  else if (blind)
    said.push(
      `Node.js ${blind.node} does not tell which files and processes are reached for: seen are the modules that are ${blind.requires ? "loaded" : "imported"} to do so`,
    );
  return said;
}
