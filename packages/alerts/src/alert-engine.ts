import {
  type AlertEngine,
  type AlertView,
  type CaseView,
  type CxEvent,
  cxError,
  type EngineState,
  isCxError,
  type Journey,
  type LocalizedText,
  type Outcome,
} from "@cxkit/core";
import { acted } from "./cases/case-action.ts";
import { awaitNext, remind } from "./cases/case-clock.ts";
import { caseView, forgetCase, takeStep } from "./cases/case-memory.ts";
import { forgetSubject, overtaken, withdraw } from "./cases/case-withdrawal.ts";
import { evaluateRule, remembers, ruleMemory } from "./engine/evaluate-rule.ts";
import { catchUp, stillBehind } from "./engine/catch-up.ts";
import { tellDue } from "./engine/hourly-limit.ts";
import { caseKey, readable, ruleKey } from "./engine/kept.ts";
import { instant, type Work, workOn } from "./engine/memory.ts";
import type { ItemLabel, Setup } from "./engine/setup.ts";
import { askedElsewhere, rulesElsewhere } from "./engine/judged-elsewhere.ts";
import { isSuperseded, type JudgeEvent, watchEvent } from "./engine/watch-events.ts";
import { checkRouting, type Routing } from "./routing.ts";
import { schedule } from "./schedule.ts";
import { isSpan, type Span, spanMilliseconds } from "./span.ts";
import { type Language, stringsOf, textIn } from "./strings.ts";
import { type CheckedRule, checkedRule, isHere, type WatchedRule } from "./watched-rule.ts";

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
  const elsewhere = rulesElsewhere(setup.rules);
  return {
    seen(events, state) {
      const seeAll = (work: Work, ask?: JudgeEvent): Outcome => {
        for (const event of events) see(event, work, ask);
        return work.outcome();
      };
      // A rule that fell behind catches up first: it is not asked about later things before.
      const asked = elsewhere.filter(({ watched: { id } }) => !workOn(state).get(`behind/${id}`));
      if (asked.length === 0 || events.length === 0) return seeAll(workOn(state));
      return askedElsewhere(asked, (ask) => void seeAll(workOn(state), ask), workOn(state)).then((ask) =>
        seeAll(workOn(state), ask),
      );
    },
    next: (state, now) => {
      const due = nextDue(state, Date.parse(now));
      return due === null ? null : instant(due);
    },
    async tick(store, state, now) {
      const work = workOn(state);
      const at = Date.parse(now);
      if ((work.get("due") ?? Infinity) <= at) {
        tellDue(setup, work, at);
        remind(setup, work, at);
      }
      let unavailable: unknown;
      for (const rule of elsewhere) {
        try {
          await catchUp(setup, rule, store, state, work, at);
        } catch (failure) {
          unavailable ??= failure;
        }
      }
      if ((work.get("due") ?? Infinity) <= at) awaitNext(setup, work);
      for (const rule of windowRules) {
        const due = setup.schedule.atOrBefore(at, rule.every);
        const key = `behind/${rule.id}` as const;
        if (due <= evaluatedAt(rule, state) || (work.get(key)?.again ?? 0) > at) continue;
        try {
          await evaluateRule(setup, rule, store, work, due);
          work.forget(key);
        } catch (failure) {
          // What needs no store is said meanwhile; the rule stays due.
          if (isCxError(failure) && failure.place.contribution !== undefined)
            stillBehind(setup, rule, work, { since: work.get(key)?.since ?? at, at, failure });
          else unavailable ??= failure;
        }
      }
      const day = setup.schedule.atOrBefore(at, "1d");
      if (day > (work.get(keptKey) ?? -Infinity)) tidy(work, day);
      const outcome = work.outcome();
      if (unavailable !== undefined && outcome.changes.length === 0) throw unavailable;
      return outcome;
    },
    act: (action, state, now) => acted(setup, action, state, now),
    cases(state) {
      const views: CaseView[] = [];
      for (const key of state.keys("case/")) {
        const memory = readable(key as `case/${string}`, state.get(key));
        if (memory) views.push(caseView(memory));
      }
      return views.toSorted(
        (left, right) =>
          Number(right.overdue) - Number(left.overdue) ||
          ascending(left.due ?? "~", right.due ?? "~") ||
          ascending(left.id, right.id),
      );
    },
    case(id, state) {
      const memory = readable(caseKey(id), state.get(caseKey(id)));
      return memory && caseView(memory);
    },
    alerts: (state) => windowRules.flatMap((rule) => alertViews(state, rule)),
  };

  /** When a rule was last evaluated: by this one, not by another that had its id. */
  function evaluatedAt(rule: CheckedRule, state: EngineState): number {
    const key = ruleKey(rule.id);
    const memory = readable(key, state.get(key));
    return memory && remembers(rule, memory) ? memory.evaluated : -Infinity;
  }

  function see(event: CxEvent, work: Work, ask?: JudgeEvent): void {
    switch (event.type) {
      case "case.opened":
      case "case.assigned":
      case "case.acknowledged":
      case "case.noted":
      case "case.reopened":
      case "case.closed":
        takeStep(event, setup, work);
        if (event.type === "case.opened" || event.type === "case.noted") overtaken(setup, event, work);
        break;
      case "subject.erased":
        forgetSubject(setup, event, work);
        break;
      case "event.retracted":
        withdraw(setup, event, work);
        break;
      default:
        if (eventRules.length === 0 || isSuperseded(setup, event, work)) break;
        for (const rule of eventRules)
          watchEvent(setup, rule, event, work, isHere(rule.rule) ? undefined : ask);
    }
  }

  function nextDue(state: EngineState, now: number): number | null {
    const due: number[] = [];
    for (const rule of windowRules) {
      const evaluated = evaluatedAt(rule, state);
      // After days without an evaluation only the latest one is made.
      const latest = setup.schedule.atOrBefore(now, rule.every);
      const key = `behind/${rule.id}` as const;
      const again = readable(key, state.get(key))?.again ?? latest;
      due.push(latest > evaluated ? Math.max(latest, again) : setup.schedule.after(evaluated, rule.every));
    }
    const awaited = readable("due", state.get("due"));
    if (awaited !== undefined) due.push(awaited);
    if (setup.rules.length > 0 || due.length > 0) {
      const tidied = state.get(keptKey);
      const latest = setup.schedule.atOrBefore(now, "1d");
      due.push(typeof tidied === "number" && tidied >= latest ? setup.schedule.after(latest, "1d") : latest);
    }
    return due.length === 0 ? null : Math.min(...due);
  }

  /** Forgets what can no longer matter: answers that are no longer fresh, cases closed long ago, rules that are gone. */
  function tidy(work: Work, day: number): void {
    for (const prefix of ["told/", "latest/"] as const) {
      for (const key of work.keys(prefix)) if ((work.get(key)?.until ?? 0) <= day) work.forget(key);
    }
    for (const key of work.keys("case/")) {
      const memory = work.get(key);
      if (memory?.closed !== undefined && Date.parse(memory.closed) + setup.times.keepClosed <= day) {
        forgetCase(memory, work);
      }
    }
    const watching = new Set(setup.rules.map(({ id }) => id));
    for (const prefix of ["rule/", "judge/", "behind/", "failed/"] as const) {
      for (const key of work.keys(prefix)) {
        // What fails every day is said every day.
        if (prefix === "failed/" || !watching.has(key.slice(prefix.length))) work.forget(key);
      }
    }
    awaitNext(setup, work);
    work.set(keptKey, day);
  }

  function alertViews(state: EngineState, rule: CheckedRule): AlertView[] {
    const { id, by } = rule;
    const key = ruleKey(id);
    const memory = ruleMemory(rule, readable(key, state.get(key)));
    return Object.entries(memory?.segments ?? {}).map(([name, segment]) => {
      const values = JSON.parse(name) as readonly (string | null)[];
      return {
        rule: id,
        segment: Object.fromEntries(by.map((field, at) => [field, values[at] ?? null])),
        state: segment.state === "recovering" ? "firing" : segment.state,
        since:
          segment.state === "quiet" || segment.state === "no-data"
            ? segment.since
            : (segment.firing ?? segment.since),
        ...(segment.because !== null && {
          because: textIn(segment.because as string | LocalizedText, setup.language),
        }),
      };
    });
  }
}

function ascending(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** When tidying was last done. */
const keptKey = "tidied";

function checkedSetup(options: AlertEngineOptions): Setup {
  const { routing, language, zone, journey, items = {}, cases = {} } = options;
  checkRouting(routing);
  const rules = options.rules.map(checkedRule);
  const within = (key: keyof CaseOptions, standard: Span): number => {
    const span = cases[key] ?? standard;
    if (isSpan(span)) return spanMilliseconds(span);
    const path = `cases.${key}`;
    throw cxError("invalid-setup", `${path}: a span is like 15m, 4h or 28d, got ${String(span)}`, { path });
  };
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
      acknowledgeWithin: within("acknowledgeWithin", "4h"),
      closeWithin: within("closeWithin", "3d"),
      escalateAfter: within("escalateAfter", "4h"),
      keepClosed: within("keepClosed", "90d"),
    },
  };
}
