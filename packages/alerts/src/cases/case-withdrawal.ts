import type { CxEventOf } from "@cxkit/core";
import { instant, type Work } from "../engine/memory.ts";
import type { Setup } from "../engine/setup.ts";
import { matchId } from "../engine/watch-events.ts";
import { caseDraft } from "./case-draft.ts";
import { forgetCase } from "./case-memory.ts";
import { caseKey } from "../engine/kept.ts";

/** Closes the cases about a thing told that is withdrawn, and tells their owners. */
export function withdraw(setup: Setup, event: CxEventOf<"event.retracted">, work: Work): void {
  const { data, source, received } = event;
  for (const rule of setup.rules) {
    const memory = work.get(caseKey(matchId(rule.id, source, data.type, data.key)));
    if (!memory || memory.state === "closed") continue;
    const { id, owner, title } = memory;
    work.events.push(
      caseDraft("case.closed", id, `closed/withdrawn/${received}`, received, memory, {
        state: "closed",
        owner,
        reason: "withdrawn",
        by: `rule:${rule.id}`,
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
