import {
  type AlertEngine,
  type AlertView,
  type CxEvent,
  cxError,
  type EngineState,
  type Journey,
} from "@cxkit/core";
import { acted } from "./cases/case-action.ts";
import { nextReminder, remind } from "./cases/case-clock.ts";
import { caseView, forgetCase, takeStep } from "./cases/case-memory.ts";
import { forgetSubject, withdraw } from "./cases/case-withdrawal.ts";
import { evaluateRule } from "./engine/evaluate-rule.ts";
import { keptUntil, tellKept } from "./engine/hourly-limit.ts";
import { type CaseMemory, type HourMemory, hourKey, type RuleMemory, ruleKey } from "./engine/kept.ts";
import { instant, type Work, workOn } from "./engine/memory.ts";
import type { ItemLabel, Setup } from "./engine/setup.ts";
import { watchEvent } from "./engine/watch-events.ts";
import { checkRouting, type Routing } from "./routing.ts";
import { schedule } from "./schedule.ts";
import { type Span, spanMilliseconds } from "./span.ts";
import { type Language, stringsOf, textIn } from "./strings.ts";
import { checkedRule, type WatchedRule } from "./watched-rule.ts";

/** What an engine watches, and whom it tells. */
export interface AlertEngineOptions {
  readonly rules: readonly WatchedRule[];
  readonly routing: Routing;
  readonly language: Language;
  /** IANA zone in which days begin: `Asia/Shanghai`. */
  readonly zone: string;
  /** Puts items on stages, and gives stages their names. */
  readonly journey?: Journey;
  /** What items are called in notifications, and how far their scales go. */
  readonly items?: { readonly [item: string]: ItemLabel };
  readonly cases?: CaseOptions;
}

/** How long people have for a case. Around the clock: business hours are not known here. */
export interface CaseOptions {
  /** Default `4h`. */
  readonly acknowledgeWithin?: Span;
  /** Default `3d`. */
  readonly closeWithin?: Span;
  /** From the owner's reminder to the fallback's. Default `4h`. */
  readonly escalateAfter?: Span;
  /** How long a closed case can still be reopened; its events stay in the store. Default `90d`. */
  readonly keepClosed?: Span;
}

/**
 * The engine behind alerts and cases: rules over windows with their false alarms held to what they promise, rules over single
 * answers, cases with an owner and a clock. Keeps nothing: its state is handed in and out.
 *
 * @throws {CxError} `invalid-setup` naming the key, for a rule, an owner, a zone or a time that cannot be
 * @example alertEngine({ rules: [], routing: { fallback: "care" }, language: "en", zone: "UTC" }).cases({ get: () => undefined, keys: () => [] }) // => []
 */
export function alertEngine(options: AlertEngineOptions): AlertEngine {
  const setup = checkedSetup(options);
  const windowRules = setup.rules.filter(({ rule }) => rule.watches === "window");
  const eventRules = setup.rules.filter(({ rule }) => rule.watches === "event");
  return {
    seen(events, state) {
      const work = workOn(state);
      for (const event of events) see(event, work);
      return work.outcome();
    },
    next: (state, now) => {
      const due = nextDue(state, Date.parse(now));
      return due === null ? null : instant(due);
    },
    async tick(store, state, now) {
      const work = workOn(state);
      const at = Date.parse(now);
      for (const rule of eventRules) {
        const memory = work.get(hourKey(rule.id));
        if (memory && (keptUntil(memory) ?? Infinity) <= at) tellKept(setup, rule, work, memory);
      }
      remind(setup, work, at);
      for (const rule of windowRules) {
        const due = setup.schedule.atOrBefore(at, rule.every);
        const memory = work.get(ruleKey(rule.id));
        if (!memory || due > memory.evaluated) await evaluateRule(setup, rule, store, work, due);
      }
      const day = setup.schedule.atOrBefore(at, "1d");
      if (day > (work.get(keptKey) ?? -Infinity)) tidy(work, day);
      return work.outcome();
    },
    act: (action, state, now) => acted(setup, action, state, now),
    cases: (state) =>
      [...state.keys("case/")]
        .map((key) => caseView(state.get(key) as CaseMemory))
        .toSorted(
          (left, right) =>
            Number(right.overdue) - Number(left.overdue) ||
            (left.due ?? "~").localeCompare(right.due ?? "~") ||
            left.id.localeCompare(right.id),
        ),
    alerts: (state) => windowRules.flatMap(({ id, by }) => alertViews(state, id, by)),
  };

  function see(event: CxEvent, work: Work): void {
    switch (event.type) {
      case "case.opened":
      case "case.assigned":
      case "case.acknowledged":
      case "case.noted":
      case "case.reopened":
      case "case.closed":
        takeStep(event, setup, work);
        break;
      case "subject.erased":
        forgetSubject(setup, event, work);
        break;
      case "event.retracted":
        withdraw(setup, event, work);
        break;
      default:
        for (const rule of eventRules) watchEvent(setup, rule, event, work);
    }
  }

  function nextDue(state: EngineState, now: number): number | null {
    const due: number[] = [];
    for (const { id, every } of windowRules) {
      const memory = state.get(ruleKey(id)) as RuleMemory | undefined;
      // After days without an evaluation only the latest one is made.
      const latest = setup.schedule.atOrBefore(now, every);
      due.push(!memory || latest > memory.evaluated ? latest : setup.schedule.after(memory.evaluated, every));
    }
    for (const { id } of eventRules) {
      const memory = state.get(hourKey(id)) as HourMemory | undefined;
      const until = memory ? keptUntil(memory) : null;
      if (until !== null) due.push(until);
    }
    const reminder = nextReminder(state.keys("open/"), (key) => state.get(key));
    if (reminder !== null) due.push(reminder);
    if (setup.rules.length > 0 || due.length > 0) {
      const tidied = state.get(keptKey);
      const latest = setup.schedule.atOrBefore(now, "1d");
      due.push(typeof tidied === "number" && tidied >= latest ? setup.schedule.after(latest, "1d") : latest);
    }
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Forgets what can no longer matter: answers that are no longer fresh, cases closed long ago. */
  function tidy(work: Work, day: number): void {
    for (const key of work.keys("told/")) {
      if ((work.get(key)?.until ?? 0) <= day) work.forget(key);
    }
    for (const key of work.keys("case/")) {
      const memory = work.get(key);
      if (memory?.closed !== undefined && Date.parse(memory.closed) + setup.times.keepClosed <= day) {
        forgetCase(memory, work);
      }
    }
    work.set(keptKey, day);
  }

  function alertViews(state: EngineState, id: string, by: readonly string[]): AlertView[] {
    const memory = state.get(ruleKey(id)) as RuleMemory | undefined;
    return Object.entries(memory?.segments ?? {}).map(([key, segment]) => {
      const values = JSON.parse(key) as readonly (string | null)[];
      return {
        rule: id,
        segment: Object.fromEntries(by.map((field, at) => [field, values[at] ?? null])),
        state: segment.state === "recovering" ? "firing" : segment.state,
        since:
          segment.state === "quiet" || segment.state === "no-data"
            ? segment.since
            : (segment.firing ?? segment.since),
        ...(segment.because !== null && { because: textIn(segment.because as string, setup.language) }),
      };
    });
  }
}

/** When tidying was last done. */
const keptKey = "tidied";

function checkedSetup(options: AlertEngineOptions): Setup {
  const { routing, language, zone, journey, items = {}, cases = {} } = options;
  checkRouting(routing);
  const rules = options.rules.map(checkedRule);
  const ids = new Set<string>();
  for (const { id } of rules) {
    if (ids.has(id)) {
      throw cxError("invalid-setup", `rules.${id}: two rules have this id`, { path: `rules.${id}` });
    }
    ids.add(id);
  }
  return {
    rules,
    routing,
    language,
    words: stringsOf(language),
    zone,
    schedule: schedule(zone),
    journey,
    items,
    times: {
      acknowledgeWithin: spanMilliseconds(cases.acknowledgeWithin ?? "4h"),
      closeWithin: spanMilliseconds(cases.closeWithin ?? "3d"),
      escalateAfter: spanMilliseconds(cases.escalateAfter ?? "4h"),
      keepClosed: spanMilliseconds(cases.keepClosed ?? "90d"),
    },
  };
}
