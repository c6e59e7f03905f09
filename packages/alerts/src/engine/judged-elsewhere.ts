import { cxError, type CxEvent, type Evidence, type HostedRule, type Json } from "@cxkit/core";
import { type CheckedRule, isHere } from "../watched-rule.ts";
import { leftAloneFor, triedAgainAfter } from "./kept.ts";
import type { Work } from "./memory.ts";
import { sayFailureOnce } from "./say-rule.ts";
import { stableId } from "../stable-id.ts";
import type { Setup } from "./setup.ts";
import type { JudgeEvent } from "./watch-events.ts";

/** An event rule whose code runs elsewhere. */
export interface RuleElsewhere {
  readonly watched: CheckedRule;
  readonly rule: HostedRule;
}

/** What rules elsewhere were asked, and said, about events. */
interface Said {
  readonly found: ReadonlyMap<CxEvent, Evidence | { readonly failed: string }>;
  readonly state: Json;
  /** Where it stopped. */
  readonly behind?: Behind;
}

interface Behind {
  /** The first event that it did not come to, or the last one of all. */
  readonly event: CxEvent;
  /** Of what was received at the same instant: what it had come to, by its marks. */
  readonly done: readonly string[];
  /** Milliseconds for which it is left alone. */
  readonly for: number;
}

/** The event rules of an engine whose code runs elsewhere. */
export function rulesElsewhere(rules: readonly CheckedRule[]): readonly RuleElsewhere[] {
  return rules.flatMap((watched) =>
    watched.rule.watches === "event" && !isHere(watched.rule) ? [{ watched, rule: watched.rule }] : [],
  );
}

/**
 * Asks rules elsewhere about events, each with all of its events at once, before any of them is seen: what is seen afterwards is what
 * would have been seen had the rules been here.
 *
 * @param watch goes through the events as they will be seen, on memory that is thrown away: what a rule finds has no part in which
 *   events it is asked about
 * @param memory what is kept now
 * @returns what they found, as the rules are asked in the pass that counts. Of a rule that did not come to the end, the rest is asked for
 *   later: see `catch-up.ts`
 */
export async function askedElsewhere(
  rules: readonly RuleElsewhere[],
  watch: (ask: JudgeEvent) => void,
  memory: Work,
): Promise<JudgeEvent> {
  const about = new Map<CheckedRule, CxEvent[]>();
  watch((_, rule, event) => {
    const asked = about.get(rule);
    if (asked) asked.push(event);
    else about.set(rule, [event]);
    return undefined;
  });
  const said = new Map<CheckedRule, Said>();
  await Promise.all(
    rules.map(async ({ watched, rule }) => {
      const events = about.get(watched) ?? [];
      if (events.length === 0) return;
      const before = memory.get(`judge/${watched.id}`) ?? null;
      said.set(watched, await askedOf(rule, events, watched.params, before));
    }),
  );
  return (setup, rule, event, work) => answer(setup, rule, event, work, said.get(rule));
}

async function askedOf(
  rule: HostedRule,
  events: readonly CxEvent[],
  params: unknown,
  before: Json,
): Promise<Said> {
  const { state, found, unavailable, late } = await rule.judgeEvents(
    events.map((event) => ({ event, now: event.received })),
    params,
    before,
  );
  const missing = { failed: "no answer" };
  return {
    state,
    found: new Map(
      events.flatMap((event, at): (readonly [CxEvent, Evidence | { readonly failed: string }])[] =>
        at < found.length || unavailable === undefined ? [[event, found[at] ?? missing]] : [],
      ),
    ),
    ...(unavailable !== undefined && {
      behind: stoppedAt(events, found.length, late ? leftAloneFor : triedAgainAfter),
    }),
  };
}

/** An event by what it is, as it stands among those that a rule has come to: names neither the thing nor the customer. */
export function markOf({ source, type, key, revision }: CxEvent): string {
  return stableId([source, type, key, String(revision)]);
}

/** A store knows when something was received, and not in which order within that instant. */
function stoppedAt(events: readonly CxEvent[], judged: number, longer: number): Behind {
  const event = events[judged] ?? events[judged - 1]!;
  const come = events.slice(0, judged).filter(({ received }) => received === event.received);
  return { event, done: come.map(markOf), for: longer };
}

function answer(
  setup: Setup,
  rule: CheckedRule,
  event: CxEvent,
  work: Work,
  said: Said | undefined,
): Evidence | undefined {
  if (!said) return undefined;
  const { state, behind } = said;
  if (behind?.event === event) fallBehind(work, rule, behind);
  const stateKey = `judge/${rule.id}` as const;
  const before: Json = work.get(stateKey) ?? null;
  if (state !== null && state !== before && JSON.stringify(state) !== JSON.stringify(before))
    work.set(stateKey, state);
  const found = said.found.get(event);
  if (!found) return undefined;
  if (!("failed" in found)) return found;
  const failure = cxError("contribution-failed", `${nameOf(rule)} failed: ${found.failed}`);
  sayFailureOnce(setup, rule, work, { at: Date.parse(event.received), since: event.received, failure });
  return undefined;
}

/** From this event on, a rule has judged nothing: it catches up when its code can run again. */
function fallBehind(work: Work, { id }: CheckedRule, { event, done, for: longer }: Behind): void {
  const key = `behind/${id}` as const;
  const since = Date.parse(event.received);
  if (work.get(key) !== undefined) return;
  const again = since + longer;
  work.set(key, { since, again, ...(done.length > 0 && { done }) });
  work.await(again);
}

function nameOf({ rule }: CheckedRule): string {
  return isHere(rule) ? rule.id : rule.contribution;
}
