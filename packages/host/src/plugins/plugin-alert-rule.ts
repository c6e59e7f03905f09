import {
  type AlertRuleEntry,
  cxError,
  type Evidence,
  type FailedJudgement,
  type HostedRule,
  isCxError,
  type Json,
  type JudgedWindow,
} from "@cxkit/core";
import { grantedClasses } from "./granted-data.ts";
import { hostedPlugin, type HostedPluginParts } from "./hosted-plugin.ts";
import { classesOfField, redactEvent } from "./isolate/data-classes.ts";
import { offline } from "./plugin-command.ts";
import { withoutRecords } from "./plugin-notifier.ts";
import type { CallOptions, InstalledPlugin } from "./runner.ts";

/** Events, or windows, in one call. */
const atOnce = 200;
/** Events that are judged one by one after the code ended over a page: the one that did it is among the next. */
const suspects = 1_000;
/** Milliseconds in which a page is judged at the latest: judging asks nobody. */
const judgeWithin = 10_000;

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
  const ask = async (member: string, args: readonly unknown[], params: unknown): Promise<unknown> => {
    hosted.checkWorthAsking();
    const given = { ...withoutRecords(hosted.name), http: offline(hosted.name), secrets: {}, now };
    const { callMs = judgeWithin } = plugin.manifest.limits ?? {};
    const options: CallOptions = {
      services: parts.limit(plugin, given, params),
      ...(params !== undefined && { config: params }),
      ...(settings !== undefined && { settings }),
      deadline: Math.min(judgeWithin, callMs),
    };
    return hosted.code().call(hosted.reference, member, args, options);
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
      while (found.length < events.length) {
        const page = events.slice(found.length, found.length + (suspicious > 0 ? 1 : atOnce));
        const seen = page.map(({ event, now: at }) => ({ event: redactEvent(event, classes), now: at }));
        try {
          const said = await ask("judge.events", [seen, state], params);
          if (!isJudged(said, page.length)) throw wrong("judges with something that is no evidence");
          found.push(...said.found);
          state = said.state;
          suspicious = Math.max(0, suspicious - page.length);
        } catch (thrown) {
          const ended = hosted.isCrash(thrown);
          if (ended && page.length > 1) suspicious = suspects;
          const passes = isCxError(thrown, "unavailable") || hosted.unavailable() !== null;
          // What ended over a single event was ended by it; what ended over many goes again, one by one.
          if (ended ? page.length > 1 : passes) return { state, found, unavailable: wordsOf(thrown) };
          found.push(...page.map(() => ({ failed: wordsOf(thrown) })));
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
        if (!Array.isArray(said) || said.length !== page.length || !said.every(isJudgedWindow))
          throw wrong("judges with something that is no evidence");
        judged.push(...(said as readonly JudgedWindow[]));
      }
      return judged;
    },
  };
}

function wordsOf(thrown: unknown): string {
  return isCxError(thrown) ? thrown.message : thrown instanceof Error ? thrown.name : typeof thrown;
}

function isJudged(
  said: unknown,
  length: number,
): said is { readonly state: Json; readonly found: readonly (Evidence | FailedJudgement)[] } {
  if (!isRecord(said) || !("state" in said) || !Array.isArray(said["found"])) return false;
  const found = said["found"] as readonly unknown[];
  return found.length === length && found.every((one) => isEvidence(one) || isFailed(one));
}

function isJudgedWindow(value: unknown): boolean {
  if (!isRecord(value)) return false;
  return typeof value["needs"] === "number" || ("state" in value && isEvidence(value["evidence"]));
}

/** Of a p-value beyond 1, or none at all, every alarm that rests on it would be wrong. */
function isEvidence(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { kind, pValue, eValue } = value;
  if (kind === "no-match" || kind === "no-data") return true;
  if (typeof value["because"] !== "string" && !isRecord(value["because"])) return false;
  if (kind === "match") return true;
  if (kind === "p-value") return typeof pValue === "number" && pValue >= 0 && pValue <= 1;
  return kind === "e-value" && typeof eValue === "number" && eValue >= 0 && eValue < Infinity;
}

function isFailed(value: unknown): boolean {
  return isRecord(value) && typeof value["failed"] === "string";
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
