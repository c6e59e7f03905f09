import { cxError, type CxEvent, type EngineState, eventTypes, type Store } from "@cxkit/core";
import { spanMilliseconds } from "../span.ts";
import type { CheckedRule } from "../watched-rule.ts";
import { askedElsewhere, markOf, type RuleElsewhere } from "./judged-elsewhere.ts";
import { type BehindMemory, triedAgainAfter } from "./kept.ts";
import { instant, type Work, workOn } from "./memory.ts";
import { sayFailureOnce } from "./say-rule.ts";
import type { Setup } from "./setup.ts";
import { isSuperseded, type JudgeEvent, watchEvent } from "./watch-events.ts";

/** Milliseconds for which a rule may be behind before its owner is told. */
const patience = 600_000;
/** Events that are judged in one go, about. */
const atOnce = 2_000;

/**
 * Has a rule elsewhere judge what reached us while its code could not run: in the order in which it came, with the same outcome but for
 * the delay. What was edited meanwhile is judged as it stands now.
 *
 * @throws {CxError} `unavailable` when the store is
 */
export async function catchUp(
  setup: Setup,
  elsewhere: RuleElsewhere,
  store: Pick<Store, "events">,
  state: EngineState,
  work: Work,
  at: number,
): Promise<void> {
  const { watched, rule } = elsewhere;
  const key = `behind/${watched.id}` as const;
  const behind = work.get(key);
  if (!behind || behind.again > at) return;
  const { events, more } = await missed(store, behind, 2 * spanMilliseconds(watched.fresh));
  const watching = (memory: Work) => (ask: JudgeEvent) => {
    for (const event of events) {
      if (isSuperseded(setup, event, memory)) continue;
      const before = memory.events.length + memory.notifications.length;
      watchEvent(setup, watched, event, memory, ask);
      if (memory.events.length + memory.notifications.length > before) memory.about.push(event);
    }
  };
  const ask = await askedElsewhere([elsewhere], watching(workOn(state)), work);
  work.forget(key);
  watching(work)(ask);
  const still = work.get(key);
  const last = events.at(-1);
  if (still) {
    const why = `${rule.contribution} cannot run: what it has missed is judged when it can`;
    const { since, again, done = [] } = still;
    const all = since === behind.since ? [...(behind.done ?? []), ...done] : done;
    const failure = cxError("unavailable", why);
    stillBehind(setup, watched, work, { since, done: all, at, wait: again - since, failure });
  } else if (more && last) work.set(key, { since: Date.parse(last.received) + 1, again: at });
}

/** A rule could not be asked again: it is tried in a while, and after a longer while its owner is told. */
export function stillBehind(
  setup: Setup,
  rule: CheckedRule,
  work: Work,
  { since, at, failure, wait = triedAgainAfter, done = [] }: StillBehind,
): void {
  const again = at + wait;
  work.set(`behind/${rule.id}`, { since, again, ...(done.length > 0 && { done }) });
  work.await(again);
  if (at - since >= patience) sayFailureOnce(setup, rule, work, { at, since: instant(since), failure });
}

interface StillBehind extends Pick<BehindMemory, "since" | "done"> {
  readonly at: number;
  readonly failure: unknown;
  /** Milliseconds until it is tried again. */
  readonly wait?: number;
}

/** What was received since an instant, earliest first; those of one instant are not parted. */
async function missed(
  store: Pick<Store, "events">,
  { since, done = [] }: BehindMemory,
  reach: number,
): Promise<{ readonly events: readonly CxEvent[]; readonly more: boolean }> {
  let events: CxEvent[] = [];
  let more = false;
  const judged = new Set(done);
  const cut = (): void => {
    events.sort((left, right) => Date.parse(left.received) - Date.parse(right.received));
    const last = events[atOnce - 1];
    if (last === undefined) return;
    const kept = events.filter(({ received }) => Date.parse(received) <= Date.parse(last.received));
    more ||= kept.length < events.length;
    events = kept;
  };
  for await (const event of store.events({ types: judgedTypes, window: { from: since - reach } })) {
    const received = Date.parse(event.received);
    if (received < since || (received === since && judged.has(markOf(event)))) continue;
    events.push(event);
    if (events.length % (2 * atOnce) === 0) cut();
  }
  cut();
  return { events, more };
}

/** What rules judge: not the steps of cases, and not what takes other things back. */
const judgedTypes = eventTypes.filter(
  (type) => !type.startsWith("case.") && type !== "subject.erased" && type !== "event.retracted",
);
