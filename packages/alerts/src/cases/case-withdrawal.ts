import type { CxEventOf, Instant } from "@cxkit/core";
import { instant, type Work } from "../engine/memory.ts";
import type { Setup } from "../engine/setup.ts";
import { longestFresh, noteEdited } from "../engine/watch-events.ts";
import { caseDraft } from "./case-draft.ts";
import { caseSource, forgetCase, joinedBy } from "./case-memory.ts";
import { type CaseMemory, caseKey, latestKey, matchId, toldKey } from "../engine/kept.ts";

/**
 * Closes the cases about a thing told that is withdrawn, and tells their owners. A case that another answer has joined stays open.
 */
export function withdraw(setup: Setup, event: CxEventOf<"event.retracted">, work: Work): void {
  const { source, received } = event;
  const about = { source, type: event.data.type, key: event.data.key };
  const until = Date.parse(received) + longestFresh(setup);
  if (setup.rules.some(({ rule }) => rule.watches === "event")) {
    work.set(latestKey(about), { until, revision: null });
  }
  for (const rule of setup.rules) {
    const id = matchId(rule.id, about);
    const known = work.get(toldKey(id));
    if (known) work.set(toldKey(id), { ...known, better: true });
    const memory = work.get(caseKey(known?.case ?? id));
    if (memory && memory.state !== "closed")
      withdrawFrom(setup, memory, { id, rule: rule.id, received }, work);
  }
}

/**
 * What became of an answer while the case about it, or the note that it joined one, was on its way: steps of cases come back behind
 * whatever is waiting to be judged.
 */
export function overtaken(
  setup: Setup,
  event: CxEventOf<"case.opened"> | CxEventOf<"case.noted">,
  work: Work,
): void {
  const { data, received, type } = event;
  const memory = work.get(caseKey(data.case));
  if (!memory || event.source !== caseSource) return;
  if (type === "case.noted") {
    const joined = joinedBy(event);
    if (joined === undefined || memory.state !== "closed") return;
    const known = work.get(toldKey(joined));
    // Somebody closed it before this answer was in it.
    if (known && known.better !== true) reopen(setup, memory, joined, received, work);
    return;
  }
  const { about, rule } = memory;
  if (!about || rule === undefined || memory.state === "closed") return;
  const id = matchId(rule, about);
  if (work.get(latestKey(about))?.revision === null) {
    withdrawFrom(setup, memory, { id, rule, received }, work);
  } else if (work.get(toldKey(id))?.better === true) {
    noteEdited(setup, `${id}~`, rule, { ...about, received }, memory, work);
  }
}

function reopen({ times }: Setup, memory: CaseMemory, answer: string, received: Instant, work: Work): void {
  const due = instant(Date.parse(received) + times.acknowledgeWithin);
  const by = `rule:${memory.rule ?? ""}`;
  const step = { state: "open", owner: memory.owner, by, due };
  work.events.push(caseDraft("case.reopened", memory.id, `reopened/${answer}`, received, memory, step));
}

function withdrawFrom(
  setup: Setup,
  memory: CaseMemory,
  answer: { readonly id: string; readonly rule: string; readonly received: Instant },
  work: Work,
): void {
  const { id, owner, title } = memory;
  const { received } = answer;
  const by = `rule:${answer.rule}`;
  if (callsStill(memory, answer.id, work)) {
    work.events.push(
      caseDraft("case.noted", id, `noted/withdrawn/${answer.id}`, received, memory, {
        state: memory.state,
        owner,
        by,
        note: setup.words.noteWithdrawn,
      }),
    );
    return;
  }
  work.events.push(
    caseDraft("case.closed", id, `closed/withdrawn/${received}`, received, memory, {
      state: "closed",
      owner,
      reason: "withdrawn",
      by,
    }),
  );
  work.notifications.push({
    ...told(setup, id, owner, "withdrawn", Date.parse(received)),
    title: setup.words.withdrawn(title),
    since: memory.opened,
    because: setup.words.withdrawnBecause,
    where: { channel: memory.channel },
    case: { id, owner, contact: "not-contactable" },
  });
}

/** Whether another answer that a case is about still calls for a person; the step that says it joined may be on its way yet. */
function callsStill({ id, also = [] }: CaseMemory, withdrawn: string, work: Work): boolean {
  const calls = (mark: string): boolean => mark !== withdrawn && work.get(toldKey(mark))?.better !== true;
  if ([id, ...also].some(calls)) return true;
  return work.keys("told/").some((key) => work.get(key)?.case === id && calls(key.slice("told/".length)));
}

/** Forgets everything of a subject that is erased. Owners of open cases are told that there is nothing left to do. */
export function forgetSubject(setup: Setup, event: CxEventOf<"subject.erased">, work: Work): void {
  const { subject, data, received } = event;
  if (subject === undefined) return;
  for (const key of work.keys("case/")) {
    const memory = work.get(key);
    if (memory?.subject !== subject) continue;
    if (data.scope !== "all" && memory.about?.source !== data.scope) continue;
    forgetCase(memory, work);
    if (memory.state === "closed") continue;
    work.notifications.push({
      ...told(setup, memory.id, memory.owner, "erased", Date.parse(received)),
      title: setup.words.erased(memory.id),
      since: memory.opened,
      because: setup.words.erasedBecause,
      where: {},
    });
  }
  if (data.scope !== "all") return;
  for (const key of work.keys("told/")) {
    if (work.get(key)?.subject === subject) work.forget(key);
  }
  for (const key of work.keys(`customer/${JSON.stringify(subject)}/`)) work.forget(key);
}

function told({ language }: Setup, id: string, owner: string, what: string, at: number) {
  return {
    idempotencyKey: `${id}/${what}/${instant(at)}`,
    kind: "case" as const,
    language,
    to: { owner },
    at: instant(at),
  };
}
