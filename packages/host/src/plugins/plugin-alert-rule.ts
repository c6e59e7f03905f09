import {
  type AlertRuleEntry,
  cxError,
  type Evidence,
  type FailedJudgement,
  type HostedRule,
  isCxError,
  type JudgedEvents,
  type JudgedWindow,
} from "@cxkit/core";
import { grantedClasses } from "./granted-data.ts";
import { hostedPlugin, type HostedPluginParts } from "./hosted-plugin.ts";
import { classesOfField, redactEvent } from "./isolate/data-classes.ts";
import { offline } from "./plugin-command.ts";
import { withoutRecords } from "./plugin-notifier.ts";
import { saidEvidence, saidState } from "./said-evidence.ts";
import type { CallOptions, InstalledPlugin } from "./runner.ts";

/** Events, or windows, in one call. */
const atOnce = 200;
/** Events that are judged one by one after the code ended over a page: the one that did it is among the next. */
const suspects = 1_000;
/** Milliseconds in which a page is judged at the latest: judging asks nobody. After as many, no other page is begun. */
const judgeWithin = 10_000;
/** Characters of a state as JSON: it is written with every page of events. */
const mostRemembered = 65_536;
/** The same of a segment, of which a rule over windows may have thousands. */
const mostOfSegment = 4_096;

/**
 * An alert rule of a plugin with code: it judges by the page where its code runs. Of an event and of a segment it sees what its plugin's
 * data classes allow.
 *
 * @param entry the rule's entry in the plugin's manifest
 */
export function pluginAlertRule(
  parts: HostedPluginParts & { readonly settings?: unknown; readonly now: () => string },
  plugin: InstalledPlugin,
  entry: AlertRuleEntry,
): HostedRule {
  const hosted = hostedPlugin(parts, plugin, "alert-rule", entry);
  const { id, title, watches, guarantee } = entry;
  const { settings, now } = parts;
  const classes = grantedClasses(plugin);
  const granted = new Set<string>(["always", ...classes]);
  let suspicious = 0;
  const ask = (member: string, args: readonly unknown[], params: unknown): Promise<unknown> =>
    inTurn(parts.manager, plugin.manifest.id, () => askNow(member, args, params));
  const askNow = async (member: string, args: readonly unknown[], params: unknown): Promise<unknown> => {
    hosted.checkWorthAsking();
    const given = { ...withoutRecords(hosted.name), http: offline(hosted.name), secrets: {}, now };
    const { callMs = judgeWithin } = plugin.manifest.limits ?? {};
    const options: CallOptions = {
      services: parts.limit(plugin, given, params),
      ...(params !== undefined && { config: params }),
      ...(settings !== undefined && { settings }),
      deadline: Math.min(judgeWithin, callMs),
    };
    return hosted.call(member, args, options);
  };
  const wrong = (what: string): Error =>
    cxError("contribution-failed", `${hosted.name} ${what}`, { contribution: hosted.name });

  return {
    id,
    title,
    watches,
    guarantee,
    contribution: hosted.name,
    // Its own schema is tried where its code runs.
    params: { "~standard": { version: 1, vendor: "cxkit", validate: (value) => ({ value }) } },
    async against(params) {
      const said = await ask("against", [], params);
      if (said === null || said === "previous" || said === "year-ago") return said;
      throw wrong("wants to be compared with no window that there is");
    },
    async judgeEvents(events, params, before) {
      const found: (Evidence | FailedJudgement)[] = [];
      let state = before;
      const enough = Date.parse(now()) + judgeWithin;
      while (found.length < events.length) {
        if (Date.parse(now()) >= enough)
          return { state, found, unavailable: `${hosted.name} takes longer than ${judgeWithin} ms` };
        const page = events.slice(found.length, found.length + (suspicious > 0 ? 1 : atOnce));
        const seen = page.map(({ event, now: at }) => ({ event: redactEvent(event, classes), now: at }));
        try {
          const said = await ask("judge.events", [seen, state], params);
          const judged = judgedPage(said, page.length);
          if (!judged) throw wrong("judges with something that is no evidence, or remembers too much");
          found.push(...judged.found);
          ({ state } = judged);
          suspicious = Math.max(0, suspicious - page.length);
        } catch (thrown) {
          const ended = hosted.isCrash(thrown);
          if (ended && page.length > 1) suspicious = suspects;
          const passes = isCxError(thrown, "unavailable") || hosted.unavailable() !== null;
          // What ended over a single event was ended by it; what ended over many goes again, one by one.
          if (ended ? page.length > 1 : passes) return { state, found, unavailable: wordsOf(thrown) };
          // What was said of one of them, or too much of all, is no reason to believe nothing of the others.
          if (page.length > 1) {
            suspicious = page.length;
            continue;
          }
          found.push(...page.map(() => ({ failed: wordsOf(thrown) })));
          // Everybody waited for this one, and would for the next.
          if (isCxError(thrown) && thrown.place.trouble === "timeout")
            return { state, found, unavailable: wordsOf(thrown), late: true };
        }
      }
      return { state, found };
    },
    async judgeWindows(windows, params) {
      const judged: JudgedWindow[] = [];
      for (let at = 0; at < windows.length; at += atOnce) {
        const page = windows.slice(at, at + atOnce).map((window) => {
          const { segment } = window.seen;
          const told = Object.entries(segment).filter(([field]) =>
            classesOfField(field, []).every((one) => granted.has(one)),
          );
          return { ...window, seen: { ...window.seen, segment: Object.fromEntries(told) } };
        });
        const said = await ask("judge.windows", [page], params);
        const all = Array.isArray(said) ? said.flatMap((one) => judgedWindow(one) ?? []) : [];
        if (!Array.isArray(said) || said.length !== page.length || all.length !== page.length)
          throw wrong("judges with something that is no evidence, or remembers too much");
        judged.push(...all);
      }
      return judged;
    },
  };
}

/** By the manager of their plugin. */
const turns = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Rules of one plugin are asked one after the other. Its process does one thing at a time: what one of them does not come to an end over
 * would be laid at the others' door, too.
 */
async function inTurn<Said>(manager: object, plugin: string, ask: () => Promise<Said>): Promise<Said> {
  const lanes = turns.get(manager) ?? new Map<string, Promise<unknown>>();
  turns.set(manager, lanes);
  const said = (lanes.get(plugin) ?? Promise.resolve()).then(ask);
  lanes.set(
    plugin,
    said.catch(() => {}),
  );
  return said;
}

function wordsOf(thrown: unknown): string {
  return isCxError(thrown) ? thrown.message : thrown instanceof Error ? thrown.name : typeof thrown;
}

/** What was said of a page of events; `null` for what cannot be. */
function judgedPage(said: unknown, length: number): Pick<JudgedEvents, "state" | "found"> | null {
  if (!isRecord(said) || !("state" in said) || !Array.isArray(said["found"])) return null;
  const all = said["found"] as readonly unknown[];
  const found = all.map((one) =>
    isFailed(one) ? { failed: one.failed } : (saidEvidence(one) ?? { failed: "no evidence" }),
  );
  const kept = saidState(said["state"], mostRemembered);
  return kept && found.length === length ? { ...kept, found } : null;
}

function judgedWindow(value: unknown): JudgedWindow | null {
  if (!isRecord(value)) return null;
  const { needs } = value;
  if (typeof needs === "number") return { needs };
  const evidence = saidEvidence(value["evidence"]);
  const kept = "state" in value ? saidState(value["state"], mostOfSegment) : null;
  return kept && evidence && { ...kept, evidence };
}

function isFailed(value: unknown): value is FailedJudgement {
  return isRecord(value) && typeof value["failed"] === "string" && value["failed"].length <= 200;
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
