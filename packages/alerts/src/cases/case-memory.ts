import type { CaseView, CxEvent, EventType } from "@cxkit/core";
import type { CaseTimes, Setup } from "../engine/setup.ts";
import { type CaseMemory, caseKey, customerKey, matchId, openKey } from "../engine/kept.ts";
import { instant, type Work } from "../engine/memory.ts";

/** The steps a case takes. */
export type CaseStepType = Extract<EventType, `case.${string}`>;

/** Source of every step that CXKit itself makes; steps that others tell are their own business. */
export const caseSource = "cxkit:cases";

/**
 * What may be done to a case, by its state, and what its state is then. Giving a case to somebody makes it theirs to acknowledge.
 */
export const transitions: {
  readonly [state in CaseView["state"]]: { readonly [type in CaseStepType]?: CaseView["state"] };
} = {
  open: {
    "case.acknowledged": "acknowledged",
    "case.assigned": "open",
    "case.noted": "open",
    "case.closed": "closed",
  },
  acknowledged: {
    "case.assigned": "open",
    "case.noted": "acknowledged",
    "case.closed": "closed",
  },
  closed: { "case.noted": "closed", "case.reopened": "open" },
};

/**
 * Takes a step that came back as an event. A step that the state does not allow (two people closed at once) changes nothing;
 * neither does one of a case that is not known, because its customer was erased.
 */
export function takeStep(event: CxEvent<CaseStepType>, setup: Setup, work: Work): void {
  if (event.source !== caseSource) return;
  const { times } = setup;
  const { type, data, time } = event;
  const before = work.get(caseKey(data.case));
  if (type === "case.opened") {
    if (!before) keep(openedCase(event, setup), times, work);
    return;
  }
  const state = before && transitions[before.state][type];
  if (!before || state === undefined) return;
  const at = Date.parse(time);
  const { closed: _closed, reason: _reason, ...rest } = before;
  const step = { at: time, type, by: data.by ?? "", ...(data.note !== undefined && { note: data.note }) };
  const joined = joinedBy(event);
  const after: CaseMemory = {
    ...(type === "case.noted" ? before : rest),
    state,
    steps: [...before.steps, step],
    ...(joined !== undefined && { also: [...(before.also ?? []), joined] }),
    ...(type === "case.assigned" && {
      owner: named(data.owner) ?? before.owner,
      acknowledgeBy: at + times.acknowledgeWithin,
      sent: before.sent.filter((sent) => !sent.startsWith("acknowledge")),
    }),
    ...(type === "case.reopened" && {
      acknowledgeBy: at + times.acknowledgeWithin,
      closeBy: at + times.closeWithin,
      sent: [],
    }),
    ...(type === "case.closed" && {
      closed: time,
      ...(data.reason !== undefined && { reason: data.reason }),
    }),
  };
  keep(after, times, work);
}

/** Keeps a case, and the marks by which it is found. */
export function keep(memory: CaseMemory, times: CaseTimes, work: Work): void {
  work.set(caseKey(memory.id), memory);
  const { subject, rule } = memory;
  if (memory.state === "closed") {
    work.forget(openKey(memory.id));
    if (subject !== undefined && rule !== undefined && work.get(customerKey(subject, rule)) === memory.id) {
      work.forget(customerKey(subject, rule));
    }
    return;
  }
  if (subject !== undefined && rule !== undefined) work.set(customerKey(subject, rule), memory.id);
  const next = dueReminders(memory, times)[0]?.at ?? -1;
  work.set(openKey(memory.id), next);
  if (next >= 0) work.await(next);
}

/** Everything of a case is forgotten. */
export function forgetCase({ id, subject, rule }: CaseMemory, work: Work): void {
  work.forget(caseKey(id));
  work.forget(openKey(id));
  if (subject !== undefined && rule !== undefined) work.forget(customerKey(subject, rule));
}

/** A reminder to come. */
export interface DueReminder {
  readonly name: "acknowledge" | "acknowledge-escalation" | "close" | "close-escalation";
  readonly at: number;
}

/** The reminders that an open case still has to come, earliest first. */
export function dueReminders(memory: CaseMemory, { escalateAfter }: CaseTimes): DueReminder[] {
  if (memory.state === "closed") return [];
  const { acknowledgeBy, closeBy } = memory;
  const all: DueReminder[] = [
    ...(memory.state === "open"
      ? [
          { name: "acknowledge" as const, at: acknowledgeBy },
          { name: "acknowledge-escalation" as const, at: acknowledgeBy + escalateAfter },
        ]
      : []),
    { name: "close", at: closeBy },
    { name: "close-escalation", at: closeBy + escalateAfter },
  ];
  return all.filter(({ name }) => !memory.sent.includes(name)).toSorted((left, right) => left.at - right.at);
}

/** A case as people see it. It is overdue once its owner was reminded. */
export function caseView(memory: CaseMemory): CaseView {
  const { id, title, state, owner, opened, reason, subject, stage, about, steps } = memory;
  const due = state === "closed" ? null : state === "open" ? memory.acknowledgeBy : memory.closeBy;
  const late = state === "open" ? ["acknowledge", "close"] : state === "acknowledged" ? ["close"] : [];
  return {
    id,
    title,
    state,
    owner,
    opened,
    due: due === null ? null : instant(due),
    overdue: late.some((name) => memory.sent.includes(name)),
    ...(reason !== undefined && { reason }),
    ...(subject !== undefined && { subject }),
    ...(stage !== undefined && { stage }),
    ...(about && { about }),
    steps,
  };
}

function openedCase(event: CxEvent<CaseStepType>, { times, routing }: Setup): CaseMemory {
  const { data, time, subject, channel, touchpoint, journey, stage, dimensions } = event;
  const at = Date.parse(time);
  const by = data.by ?? "";
  return {
    id: data.case,
    title: data.title ?? data.case,
    state: "open",
    owner: named(data.owner) ?? routing.fallback,
    opened: time,
    acknowledgeBy: at + times.acknowledgeWithin,
    closeBy: at + times.closeWithin,
    sent: [],
    ...(by.startsWith("rule:") && { rule: by.slice("rule:".length) }),
    ...(subject !== undefined && { subject }),
    channel,
    ...(touchpoint !== undefined && { touchpoint }),
    ...(journey !== undefined && { journey }),
    ...(stage !== undefined && { stage }),
    dimensions,
    ...(data.about && { about: data.about }),
    steps: [{ at: time, type: event.type, by, ...(data.note !== undefined && { note: data.note }) }],
  };
}

/** The mark of an answer that a step adds to what its case is about. */
export function joinedBy({ type, key, data }: CxEvent<CaseStepType>): string | undefined {
  if (type !== "case.noted" || !data.about || !data.by?.startsWith("rule:")) return undefined;
  const mark = matchId(data.by.slice("rule:".length), data.about);
  return key === `${data.case}/noted/${mark}` ? mark : undefined;
}

function named(owner: string | undefined): string | undefined {
  return owner === undefined || owner.trim() === "" ? undefined : owner;
}
