import type { Setup } from "../engine/setup.ts";
import { instant, type Work } from "../engine/memory.ts";
import { type CaseMemory, caseKey } from "../engine/kept.ts";
import { type DueReminder, dueReminders, keep } from "./case-memory.ts";

/** The earliest reminder of any open case, in milliseconds; `null` when there is none. */
export function nextReminder(keys: Iterable<string>, get: (key: string) => unknown): number | null {
  let next: number | null = null;
  for (const key of keys) {
    const at = get(key);
    if (typeof at === "number" && at >= 0 && (next === null || at < next)) next = at;
  }
  return next;
}

/** Reminds of every case that is overdue at `now`: the owner first, then once the fallback. */
export function remind(setup: Setup, work: Work, now: number): void {
  for (const key of work.keys("open/")) {
    const at = work.get(key) ?? -1;
    if (at < 0 || at > now) continue;
    let memory = work.get(caseKey(key.slice("open/".length)));
    if (!memory) continue;
    for (const reminder of dueReminders(memory, setup.times)) {
      if (reminder.at > now) break;
      tell(setup, work, memory, reminder);
      memory = { ...memory, sent: [...memory.sent, reminder.name] };
    }
    keep(memory, setup.times, work);
  }
}

function tell(
  { words, routing, language }: Setup,
  work: Work,
  memory: CaseMemory,
  { name, at }: DueReminder,
): void {
  const escalates = name.endsWith("-escalation");
  // The fallback has been reminded already where it is the owner.
  if (escalates && memory.owner === routing.fallback) return;
  const { id, title, owner, state, stage, touchpoint, journey, channel } = memory;
  const line = name.startsWith("acknowledge") ? words.overdueAcknowledge(title) : words.overdueClose(title);
  const due = name.startsWith("acknowledge") ? memory.acknowledgeBy : memory.closeBy;
  work.notifications.push({
    // A case that was given on, or opened again, is due anew.
    idempotencyKey: `${id}/${name}/${instant(at)}`,
    kind: "reminder",
    title: escalates ? words.escalated(title, owner) : line,
    language,
    to: { owner: escalates ? routing.fallback : owner },
    at: instant(at),
    since: memory.opened,
    ...(memory.rule !== undefined && { rule: memory.rule }),
    ...(escalates && { because: line }),
    where: {
      ...(journey !== undefined && { journey }),
      ...(stage !== undefined && { stage }),
      ...(touchpoint !== undefined && { touchpoint }),
      channel,
    },
    case: { id, owner, due: instant(due), contact: "not-contactable" },
    facts: { reminder: name, state, ...(memory.about && { about: memory.about }) },
  });
}
