import type { Notification } from "@cxkit/core";
import { textIn } from "../strings.ts";
import type { CheckedRule } from "../watched-rule.ts";
import { type HourMemory, hourKey } from "./kept.ts";
import { instant, type Work } from "./memory.ts";
import type { Setup } from "./setup.ts";

const hour = 60 * 60 * 1000;
/** Ids of cases that a digest names; it counts all. */
const named = 50;

/** Tells at once, or keeps it for the end of the hour when the rule has told enough. */
export function tellWithinLimit(
  setup: Setup,
  rule: CheckedRule,
  work: Work,
  notification: Notification,
): void {
  const now = Date.parse(notification.at);
  const begun = now - (((now % hour) + hour) % hour);
  let memory = work.get(hourKey(rule.id));
  if (memory && memory.hour !== begun) {
    tellKept(setup, rule, work, memory);
    memory = undefined;
  }
  memory ??= { hour: begun, told: 0, kept: {} };
  if (memory.told < rule.most) {
    work.notifications.push(notification);
    work.set(hourKey(rule.id), { ...memory, told: memory.told + 1 });
    return;
  }
  const { owner } = notification.to;
  const kept = Object.hasOwn(memory.kept, owner) ? memory.kept[owner] : undefined;
  const { count = 0, cases = [] } = kept ?? {};
  const id = notification.case?.id;
  const more = id === undefined || cases.length >= named ? cases : [...cases, id];
  work.set(hourKey(rule.id), {
    ...memory,
    kept: { ...memory.kept, [owner]: { count: count + 1, cases: more } },
  });
}

/** When what was kept is to be told; `null` when nothing is. */
export function keptUntil(memory: HourMemory): number | null {
  return Object.keys(memory.kept).length > 0 ? memory.hour + hour : null;
}

/** Tells each owner what was kept for them, as one notification, and forgets the hour. */
export function tellKept(setup: Setup, rule: CheckedRule, work: Work, memory: HourMemory): void {
  const at = instant(memory.hour + hour);
  for (const owner of Object.keys(memory.kept).toSorted()) {
    const { count = 0, cases = [] } = memory.kept[owner] ?? {};
    work.notifications.push({
      idempotencyKey: `${rule.id}/digest/${owner}/${at}`,
      kind: rule.openCase ? "case" : "alert",
      title: setup.words.digest(textIn(rule.title, setup.language), count),
      language: setup.language,
      to: { owner },
      at,
      since: instant(memory.hour),
      rule: rule.id,
      because: setup.words.digestBecause(rule.most),
      where: {},
      facts: { count, cases },
    });
  }
  work.forget(hourKey(rule.id));
}
