import {
  type CaseAction,
  cxError,
  type EngineState,
  type Instant,
  type Notification,
  type Outcome,
} from "@cxkit/core";
import { instant, workOn } from "../engine/memory.ts";
import type { Setup } from "../engine/setup.ts";
import { oneLine } from "../one-line.ts";
import { ownerOf } from "../routing.ts";
import { stableId } from "../stable-id.ts";
import { caseDraft } from "./case-draft.ts";
import { caseKey } from "../engine/kept.ts";
import { type CaseStepType, transitions } from "./case-memory.ts";

type Later = Exclude<CaseAction, { readonly action: "open" }>;

const types: { readonly [action in Later["action"]]: CaseStepType } = {
  acknowledge: "case.acknowledged",
  note: "case.noted",
  close: "case.closed",
  reopen: "case.reopened",
  assign: "case.assigned",
};

/**
 * What follows when a person opens a case or acts on one: a step, and word to whoever becomes its owner by it.
 *
 * @throws {CxError} `invalid-setup` when there is no such case, or its state does not allow it, or somebody is not named
 */
export function acted(setup: Setup, action: CaseAction, state: EngineState, now: Instant): Outcome {
  const work = workOn(state);
  if (action.by.trim() === "") refuse("by", "whoever acts on a case has a name");
  const length = action.note?.length ?? 0;
  if (length > longestNote) {
    // Every step of a case is kept with it, and written anew with each.
    refuse("note", `a note has at most ${longestNote} characters, got ${length}`);
  }
  if (action.action === "open") opens(setup, action, now, work);
  else acts(setup, action, now, work);
  return work.outcome();
}

const longestNote = 10_000;
const longestTitle = 200;

type Work = ReturnType<typeof workOn>;

function opens(
  setup: Setup,
  action: Extract<CaseAction, { readonly action: "open" }>,
  now: Instant,
  work: Work,
): void {
  const { by, subject, stage, note } = action;
  const title = oneLine(action.title, longestTitle + 1);
  if (title === "") refuse("title", "a case has a title");
  if (title.length > longestTitle) refuse("title", `a title has at most ${longestTitle} characters`);
  if (action.owner?.trim() === "") refuse("owner", "an owner has a name");
  const owner = ownerOf(setup.routing, {
    owner: action.owner,
    stage,
    field: (path) => (path === "stage" ? stage : undefined),
  });
  const id = stableId(["by hand", now, by, title, subject ?? ""]);
  if (work.get(caseKey(id))) refuse(id, "this case was opened already");
  const due = instant(Date.parse(now) + setup.times.acknowledgeWithin);
  const from = {
    channel: "cxkit",
    ...(subject !== undefined && { subject }),
    ...(stage !== undefined && { stage }),
    dimensions: {},
  };
  work.events.push(
    caseDraft("case.opened", id, "opened", now, from, {
      state: "open",
      owner,
      title,
      due,
      by,
      ...(note !== undefined && { note }),
    }),
  );
  if (owner !== by) {
    tell(setup, work, now, {
      id,
      owner,
      due,
      title: setup.words.opened(title),
      since: now,
      stage,
      step: "opened",
    });
  }
}

function acts(setup: Setup, action: Later, now: Instant, work: Work): void {
  const { case: id, by, note } = action;
  const memory = work.get(caseKey(id));
  if (!memory) return refuse(id, "there is no such case");
  const type = types[action.action];
  const state = transitions[memory.state][type];
  if (state === undefined) {
    return refuse(id, `a case that is ${memory.state} cannot be ${type.slice("case.".length)}`);
  }
  const owner = action.action === "assign" ? (action.owner ?? "").trim() : memory.owner;
  if (owner === "") return refuse(id, "a case is assigned to somebody");
  if (action.action === "note" && (note ?? "").trim() === "") return refuse(id, "a note says something");
  const due = instant(Date.parse(now) + setup.times.acknowledgeWithin);
  const anew = type === "case.assigned" || type === "case.reopened";
  work.events.push(
    // Of two notes of one person in one instant, both are kept.
    caseDraft(
      type,
      id,
      `${type.slice("case.".length)}/${now}/${by}/${stableId([note ?? "", owner])}`,
      now,
      memory,
      {
        state,
        owner,
        by,
        ...(anew && { due }),
        ...(action.action === "close" && action.reason !== undefined && { reason: action.reason }),
        ...(note !== undefined && note !== "" && { note }),
      },
    ),
  );
  if (anew && owner !== by) {
    const { title, opened: since, stage } = memory;
    tell(setup, work, now, {
      id,
      owner,
      due,
      title: setup.words.assigned(title),
      since,
      stage,
      step: action.action,
    });
  }
}

function tell(
  { language }: Setup,
  work: Work,
  now: Instant,
  told: {
    readonly id: string;
    readonly owner: string;
    readonly due: Instant;
    readonly title: string;
    readonly since: Instant;
    readonly stage: string | undefined;
    readonly step: string;
  },
): void {
  const { id, owner, due, title, since, stage, step } = told;
  const notification: Notification = {
    idempotencyKey: `${id}/${step}/${owner}/${now}`,
    kind: "case",
    title,
    language,
    to: { owner },
    at: now,
    since,
    where: stage === undefined ? {} : { stage },
    case: { id, owner, due, contact: "not-contactable" },
  };
  work.notifications.push(notification);
}

function refuse(key: string, message: string): never {
  throw cxError("invalid-setup", `cases.${key}: ${message}`, { path: `cases.${key}` });
}
