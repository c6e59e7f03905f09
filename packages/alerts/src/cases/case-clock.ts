import { keptUntil, remindWithinLimit } from "../engine/hourly-limit.ts";
import type { Setup } from "../engine/setup.ts";
import { instant, type Work } from "../engine/memory.ts";
import { type CaseMemory, caseKey } from "../engine/kept.ts";
import { type DueReminder, dueReminders, keep } from "./case-memory.ts";

/**
 * Reminds of every case that is overdue at `now`: the owner first, then once the fallback. Of several reminders that were missed
 * only the last one is told to each of the two.
 */
export function remind(setup: Setup, work: Work, now: number): void {
  for (const key of work.keys("open/")) {
    const at = work.get(key) ?? -1;
    if (at < 0 || at > now) continue;
    const memory = work.get(caseKey(key.slice("open/".length)));
    if (!memory) {
      work.forget(key);
      continue;
    }
    const due = dueReminders(memory, setup.times).filter((reminder) => reminder.at <= now);
    const last = [false, true].flatMap((escalates) => {
      const found = due.findLast(({ name }) => name.endsWith("-escalation") === escalates);
      return found ? [found] : [];
    });
    for (const reminder of last) tell(setup, work, now, memory, reminder);
    keep({ ...memory, sent: [...memory.sent, ...due.map(({ name }) => name)] }, setup.times, work);
  }
}

/** Looks anew at when the next case, digest or rule that fell behind needs something. */
export function awaitNext(setup: Setup, work: Work): void {
  work.forget("due");
  for (const key of work.keys("open/")) {
    const at = work.get(key) ?? -1;
    if (at >= 0) work.await(at);
  }
  for (const key of work.keys("hour/")) {
    const memory = work.get(key);
    const until = memory ? keptUntil(setup, key.slice("hour/".length), memory) : null;
    if (until !== null) work.await(until);
  }
  for (const key of work.keys("behind/")) work.await(work.get(key)?.again ?? Infinity);
}

function tell(setup: Setup, work: Work, now: number, memory: CaseMemory, { name, at }: DueReminder): void {
  const { words, routing, language } = setup;
  const escalates = name.endsWith("-escalation");
  // The fallback has been reminded already where it is the owner.
  if (escalates && memory.owner === routing.fallback) return;
  const { id, title, owner, state, stage, touchpoint, journey, channel } = memory;
  const line = name.startsWith("acknowledge") ? words.overdueAcknowledge(title) : words.overdueClose(title);
  const due = name.startsWith("acknowledge") ? memory.acknowledgeBy : memory.closeBy;
  remindWithinLimit(setup, work, now, {
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
