import type { Notification } from "@cxkit/core";
import { stableId } from "../stable-id.ts";
import { textIn } from "../strings.ts";
import { type CheckedRule, silencedUntil } from "../watched-rule.ts";
import { type HourMemory, hourKey } from "./kept.ts";
import { instant, type Work } from "./memory.ts";
import type { Setup } from "./setup.ts";

const hour = 60 * 60 * 1000;
/** Ids of cases that a digest names; it counts all. */
const named = 50;
/** Reminders that one owner gets within an hour. */
const mostReminders = 20;
const reminders = "~reminders/";

/** Tells a rule's notification at once, or keeps it: for the end of the hour when the rule has told enough, or of a silence. */
export function tellWithinLimit(
  setup: Setup,
  rule: CheckedRule,
  work: Work,
  notification: Notification,
): void {
  const now = Date.parse(notification.at);
  const most = silencedUntil(rule, now) === null ? rule.most : 0;
  tell(setup, rule.id, most, now, work, notification);
}

/** The same for the reminders of an owner. After a storm, or days without a machine, thousands of cases are overdue at once. */
export function remindWithinLimit(setup: Setup, work: Work, now: number, notification: Notification): void {
  tell(setup, reminders + notification.to.owner, mostReminders, now, work, notification);
}

function tell(
  setup: Setup,
  teller: string,
  most: number,
  now: number,
  work: Work,
  notification: Notification,
): void {
  const begun = now - (((now % hour) + hour) % hour);
  let memory = work.get(hourKey(teller));
  if (memory && memory.hour !== begun) {
    const until = keptUntil(setup, teller, memory);
    if (until !== null && until <= now) {
      tellKept(setup, teller, work, memory);
      memory = undefined;
    } else memory = { hour: begun, told: 0, kept: memory.kept };
  }
  memory ??= { hour: begun, told: 0, kept: {} };
  if (memory.told < most) {
    work.notifications.push(notification);
    work.set(hourKey(teller), { ...memory, told: memory.told + 1 });
    return;
  }
  const { owner } = notification.to;
  const kept = Object.hasOwn(memory.kept, owner) ? memory.kept[owner] : undefined;
  const { count = 0, cases = [] } = kept ?? {};
  const id = notification.case?.id;
  const more = id === undefined || cases.length >= named ? cases : [...cases, id];
  const after = { ...memory, kept: { ...memory.kept, [owner]: { count: count + 1, cases: more } } };
  work.set(hourKey(teller), after);
  work.await(keptUntil(setup, teller, after) ?? now);
}

/** When what was kept is to be told: at the end of the hour, or of the silence that covers it; `null` when nothing is. */
export function keptUntil(setup: Setup, teller: string, memory: HourMemory): number | null {
  if (Object.keys(memory.kept).length === 0) return null;
  const end = memory.hour + hour;
  const rule = setup.rules.find(({ id }) => id === teller);
  return (rule && silencedUntil(rule, end)) ?? end;
}

/** Tells what is due of all that was kept. */
export function tellDue(setup: Setup, work: Work, now: number): void {
  for (const key of work.keys("hour/")) {
    const memory = work.get(key);
    const teller = key.slice("hour/".length);
    if (memory && (keptUntil(setup, teller, memory) ?? Infinity) <= now)
      tellKept(setup, teller, work, memory);
  }
}

/** Tells each owner what was kept for them, as one notification, and forgets the hour. */
function tellKept(setup: Setup, teller: string, work: Work, memory: HourMemory): void {
  const { words, language } = setup;
  const at = instant(keptUntil(setup, teller, memory) ?? memory.hour + hour);
  // A rule that was taken away since still has told what it found.
  const rule = setup.rules.find(({ id }) => id === teller);
  const reminds = teller.startsWith(reminders);
  const kind = reminds ? "reminder" : rule?.openCase === false ? "alert" : "case";
  for (const owner of Object.keys(memory.kept).toSorted()) {
    const { count = 0, cases = [] } = memory.kept[owner] ?? {};
    work.notifications.push({
      // Of two digests of one hour, where something came late, both are told.
      idempotencyKey: `${teller}/digest/${owner}/${at}/${stableId([String(count), ...cases])}`,
      kind,
      title: reminds
        ? words.reminders(count)
        : words.digest(rule ? textIn(rule.title, language) : teller, count, kind === "case"),
      language,
      to: { owner },
      at,
      since: instant(memory.hour),
      ...(!reminds && { rule: teller }),
      because: words.digestBecause(rule?.most ?? mostReminders, kind === "case"),
      where: {},
      facts: { count, cases },
    });
  }
  work.forget(hourKey(teller));
}
