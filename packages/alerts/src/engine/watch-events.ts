import type { CxEvent, Evidence, Instant, Notification } from "@cxkit/core";
import { caseDraft, type CaseEnvelope } from "../cases/case-draft.ts";
import { ownerOf } from "../routing.ts";
import { spanMilliseconds } from "../span.ts";
import { textIn } from "../strings.ts";
import { type CheckedRule, isHere } from "../watched-rule.ts";
import { tellWithinLimit } from "./hourly-limit.ts";
import {
  type CaseMemory,
  caseKey,
  customerKey,
  latestKey,
  matchId,
  type ThingTold,
  type ToldMemory,
  toldKey,
} from "./kept.ts";
import { instant, type Work } from "./memory.ts";
import { sayFailureOnce } from "./say-rule.ts";
import { fieldOf, fulfils, placeOf, type Setup, stageName } from "./setup.ts";

/**
 * Whether something newer is known of the thing told: a later revision, or that it was withdrawn. Word of it need not come in order.
 */
export function isSuperseded(setup: Setup, event: CxEvent, work: Work): boolean {
  const key = latestKey(event);
  const latest = work.get(key);
  if (latest && (latest.revision === null || latest.revision > event.revision)) return true;
  const received = Date.parse(event.received);
  const longest = longestFresh(setup);
  if (event.revision > 0 && received - Date.parse(event.time) <= longest) {
    work.set(key, { until: received + longest, revision: event.revision });
  }
  return false;
}

/** Milliseconds for which any rule takes an answer for fresh. */
export function longestFresh({ rules }: Setup): number {
  return Math.max(0, ...rules.map(({ fresh }) => spanMilliseconds(fresh)));
}

/** Says what a rule finds of an event; nothing where it cannot say. */
export type JudgeEvent = (
  setup: Setup,
  rule: CheckedRule,
  event: CxEvent,
  work: Work,
) => Evidence | undefined;

/** Judges one event by one rule: opens a case, adds to the one that is open, or says that an answer was edited. */
export function watchEvent(
  setup: Setup,
  rule: CheckedRule,
  event: CxEvent,
  work: Work,
  ask: JudgeEvent = judged,
): void {
  if (rule.where && !fulfils(event, rule.where)) return;
  const evidence = ask(setup, rule, event, work);
  // Most answers are fine and new: nothing is known of them.
  if (!evidence || (!matches(rule, evidence) && event.revision === 0)) return;
  const id = matchId(rule.id, event);
  const told = work.get(toldKey(id));
  const open = work.get(caseKey(told?.case ?? id));
  if (!matches(rule, evidence)) {
    // Skipping the question in an edit takes the answer back as much as another answer does.
    if (evidence.kind === "p-value") return;
    if (told) work.set(toldKey(id), { ...told, better: true });
    if (open && open.state !== "closed" && told?.better !== true)
      noteEdited(setup, `${id}~${event.revision}`, rule.id, event, open, work);
    return;
  }
  if (told?.better === true) {
    const { better: _better, ...worse } = told;
    work.set(toldKey(id), worse);
    match(setup, rule, event, evidence, { id, joined: told.case, back: true }, work);
    return;
  }
  if (told || open || !isFresh(event, rule)) return;
  const joined = event.subject === undefined ? undefined : work.get(customerKey(event.subject, rule.id));
  match(setup, rule, event, evidence, { id, joined, back: false }, work);
}

/** What the rule finds where its code is here; nothing where it fails, which is said once a day. */
function judged(setup: Setup, watched: CheckedRule, event: CxEvent, work: Work): Evidence | undefined {
  const { rule, params, id } = watched;
  if (!isHere(rule)) return undefined;
  const stateKey = `judge/${id}` as const;
  const before = work.get(stateKey) ?? rule.start(params);
  const { received: now } = event;
  try {
    const { state, evidence } = rule.judge({ kind: "event", event, now }, params, before);
    if (state !== null && JSON.stringify(state) !== JSON.stringify(before)) work.set(stateKey, state);
    return evidence;
  } catch (failure) {
    sayFailureOnce(setup, watched, work, { at: Date.parse(now), since: now, failure });
    return undefined;
  }
}

function matches({ rule }: CheckedRule, evidence: Evidence): boolean {
  const rate = rule.guarantee.kind === "false-alarm-rate" ? rule.guarantee.perEvaluation : 0.01;
  if (evidence.kind === "p-value") return evidence.pValue <= rate;
  if (evidence.kind === "e-value") return evidence.eValue * rate >= 1;
  return evidence.kind === "match";
}

function isFresh({ time, received }: CxEvent, rule: CheckedRule): boolean {
  return Date.parse(received) - Date.parse(time) <= spanMilliseconds(rule.fresh);
}

function match(
  setup: Setup,
  rule: CheckedRule,
  event: CxEvent,
  evidence: Evidence,
  known: { readonly id: string; readonly joined: string | undefined; readonly back: boolean },
  work: Work,
): void {
  const { id, joined, back } = known;
  const { words, language } = setup;
  const { received, subject } = event;
  const item = "item" in evidence ? evidence.item : undefined;
  const answer = answerOf(setup, event, item);
  const where = whereOf(setup, event, item);
  const owner = ownerOf(setup.routing, {
    rule: rule.id,
    owner: rule.owner,
    stage: where.stage,
    field: (path) => asText(path === "stage" ? (where.stage ?? null) : fieldOf(event, path)),
  });
  const title = words.caseTitle(
    textIn(rule.title, language),
    answer && words.answered(answer.label ?? answer.item, answer.value, answer.scale?.max ?? null),
    where.stage === undefined ? null : stageName(setup, where.stage),
  );
  const current = joined === undefined ? undefined : work.get(caseKey(joined));
  const told: ToldMemory = {
    until: Date.parse(received) + 2 * spanMilliseconds(rule.fresh),
    case: joined ?? id,
    ...(subject !== undefined && { subject }),
  };
  work.set(toldKey(id), told);
  const due = instant(Date.parse(received) + setup.times.acknowledgeWithin);
  const about = { source: event.source, type: event.type, key: event.key };
  const url = "url" in event.data && typeof event.data.url === "string" ? event.data.url : undefined;
  const because = "because" in evidence ? textIn(evidence.because, language) : undefined;
  const holder = current?.owner ?? owner;
  if (rule.openCase) step();
  tellWithinLimit(setup, rule, work, {
    idempotencyKey: `${rule.id}/${id}/${back ? "back" : joined === undefined ? "match" : "again"}/${received}`,
    kind: rule.openCase ? "case" : "alert",
    title: joined === undefined ? title : words.again(title),
    language,
    to: { owner: holder },
    at: received,
    since: event.time,
    rule: rule.id,
    guarantee: words.guarantee(rule.rule.guarantee),
    ...(because !== undefined && { because }),
    ...(answer && { answer }),
    where,
    ...(rule.openCase && {
      case: {
        id: told.case,
        owner: holder,
        ...((!current || current.state === "open") && {
          due: current ? instant(current.acknowledgeBy) : due,
        }),
        contact: url === undefined ? ("not-contactable" as const) : ("producer" as const),
      },
    }),
    ...(url !== undefined && { links: [{ action: "producer" as const, url }] }),
    facts: { about, ...(rule.severity !== undefined && { severity: rule.severity }) },
  });

  function step(): void {
    const from = envelope(event, where);
    const by = `rule:${rule.id}`;
    if (joined !== undefined) {
      const reopens = current?.state === "closed";
      const type = reopens ? "case.reopened" : "case.noted";
      const note = back ? words.noteEditedBack : words.noteAgain(title);
      const name = back ? `back/${id}~${event.revision}` : `noted/${id}`;
      const state = reopens ? "open" : (current?.state ?? "open");
      const data = { state, owner: holder, by, note, about, ...(reopens && { due }) };
      work.events.push(caseDraft(type, joined, name, received, from, data));
      return;
    }
    if (subject !== undefined) work.set(customerKey(subject, rule.id), id);
    work.events.push(
      caseDraft("case.opened", id, "opened", received, from, { state: "open", owner, title, due, by, about }),
    );
  }
}

/** Notes in a case that an answer it is about does not call for a person any more. */
export function noteEdited(
  setup: Setup,
  name: string,
  rule: string,
  told: ThingTold & { readonly received: Instant },
  open: CaseMemory,
  work: Work,
): void {
  work.events.push(
    caseDraft("case.noted", open.id, `noted/${name}`, told.received, open, {
      state: open.state,
      owner: open.owner,
      by: `rule:${rule}`,
      note: setup.words.noteEdited,
      about: { source: told.source, type: told.type, key: told.key },
    }),
  );
}

function answerOf(
  setup: Setup,
  event: CxEvent,
  item: string | undefined,
): NonNullable<Notification["answer"]> | null {
  const { items, language, words } = setup;
  if (event.type === "feedback.posted" && event.data.rating !== undefined) {
    const { rating, ratingScale } = event.data;
    return { item: "rating", label: words.rating, value: rating, ...(ratingScale && { scale: ratingScale }) };
  }
  if (event.type !== "survey.responded" || item === undefined) return null;
  const value = event.data.answers.find((answer) => answer.item === item)?.value;
  if (typeof value !== "number") return null;
  const known = Object.hasOwn(items, item) ? items[item] : undefined;
  return {
    item,
    ...(known?.label !== undefined && { label: textIn(known.label, language) }),
    value,
    ...(known?.scale && { scale: known.scale }),
  };
}

/** The item's own place goes before the event's: a survey may rate fifteen touchpoints. */
function whereOf(setup: Setup, event: CxEvent, item: string | undefined): Notification["where"] {
  const { journey, stage, touchpoint, channel } = event;
  return {
    ...(journey !== undefined && { journey }),
    ...(stage !== undefined && { stage }),
    ...(touchpoint !== undefined && { touchpoint }),
    ...placeOf(setup, item),
    channel,
  };
}

function envelope({ channel, subject, dimensions }: CxEvent, where: Notification["where"]): CaseEnvelope {
  return {
    channel,
    ...(subject !== undefined && { subject }),
    ...(where.journey !== undefined && { journey: where.journey }),
    ...(where.stage !== undefined && { stage: where.stage }),
    ...(where.touchpoint !== undefined && { touchpoint: where.touchpoint }),
    dimensions,
  };
}

function asText(value: string | number | null): string | null {
  return value === null ? null : String(value);
}
