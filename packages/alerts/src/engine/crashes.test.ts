import { completeEvent, type CxEvent, type Json, type Notification, type Outcome } from "@cxkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertEngine } from "../alert-engine.ts";
import { answer, erasure, recommend, retraction } from "../fixtures/answers.ts";
import { low } from "../fixtures/watched-host.ts";
import { needsPerson } from "../needs-person.ts";
import { memoryStore } from "@cxkit/store-memory";

const minute = 60_000;
const start = Date.UTC(2025, 4, 1, 8);

/**
 * What a host does: a journal that steps of cases are added to before anything else of an outcome is written, judged in pages, so that
 * steps come back late; and crashes right behind that write, after which the same is asked again.
 */
async function run(history: readonly Step[], crashes: boolean) {
  const engine = alertEngine({
    rules: [
      { id: "call", rule: needsPerson(), params: { item: "recommend", atMost: 6 }, most: 2 },
      { ...low, by: ["dimensions.region"], params: { target: 30, minimumN: 3 }, every: "6h", openCase: true },
    ],
    routing: { fallback: "care", stages: { delivery: "logistics" } },
    language: "en",
    zone: "America/New_York",
    cases: { acknowledgeWithin: "2h", closeWithin: "8h", escalateAfter: "1h" },
  });
  const store = memoryStore({ instruments: [recommend] });
  const kept = new Map<string, string>();
  const state = {
    get: (key: string) => (kept.has(key) ? (JSON.parse(kept.get(key) ?? "") as Json) : undefined),
    keys: (prefix: string) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
  };
  const journal: CxEvent[] = [];
  const told = new Map<string, Notification>();
  const asked: { readonly again: string; readonly first: string }[] = [];
  let judged = 0;

  async function commit(ask: () => Outcome | Promise<Outcome>, now: string, crash: boolean): Promise<void> {
    let outcome = await ask();
    const add = () => journal.push(...outcome.events.map((draft) => completeEvent(draft, now) as CxEvent));
    if (crash) {
      add();
      const first = JSON.stringify(outcome);
      outcome = await ask();
      asked.push({ first, again: JSON.stringify(outcome) });
    }
    add();
    for (const { key, value } of outcome.changes)
      if (value === null) kept.delete(key);
      else kept.set(key, JSON.stringify(value));
    for (const one of outcome.notifications)
      if (!told.has(one.idempotencyKey)) told.set(one.idempotencyKey, one);
      else expect(told.get(one.idempotencyKey)).toEqual(one);
  }

  async function judge(page: number, now: string, crash: boolean): Promise<void> {
    const fresh: CxEvent[] = [];
    // Pages hold the same with and without what was written down twice.
    while (fresh.length < page && judged < journal.length) {
      const event = journal[judged];
      judged += 1;
      if (event && (await store.append([event])).appended === 1) fresh.push(event);
    }
    if (fresh.length > 0) await commit(() => engine.seen(fresh, state), now, crash);
  }

  let clock = start;
  for (const step of history) {
    clock += step.minutes * minute;
    const now = new Date(clock).toISOString();
    const { key, subject, value, region, revision, crash } = step;
    if (step.kind === "answer")
      journal.push(answer(`r${key}`, now, value, { subject: `s${subject}`, region, revision }));
    if (step.kind === "withdraw") journal.push(retraction(`r${key}`, now));
    if (step.kind === "erase") journal.push(erasure(`s${subject}`, now));
    if (step.kind !== "wait") await judge(step.page, now, crashes && crash);
    else {
      while (judged < journal.length) await judge(step.page, now, crashes && crash);
      for (let round = 0; round < 9; round += 1) {
        const due = engine.next(state, now);
        if (due === null || Date.parse(due) > clock) break;
        await commit(() => engine.tick(store, state, now), now, crashes && crash);
        while (judged < journal.length) await judge(step.page, now, false);
      }
    }
  }
  clock += 3 * 24 * 60 * minute;
  const end = new Date(clock).toISOString();
  while (judged < journal.length) await judge(3, end, false);
  for (
    let due = engine.next(state, end);
    due !== null && Date.parse(due) <= clock;
    due = engine.next(state, end)
  ) {
    await commit(() => engine.tick(store, state, end), end, false);
    while (judged < journal.length) await judge(3, end, false);
  }
  return {
    kept: [...kept].toSorted(([left], [right]) => (left < right ? -1 : 1)),
    told: [...told.values()],
    asked,
    cases: engine.cases(state),
    state,
  };
}

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
const step = fc.record({
  kind: fc.constantFrom(
    "answer" as const,
    "answer" as const,
    "answer" as const,
    "withdraw" as const,
    "erase" as const,
    "wait" as const,
  ),
  minutes: fc.nat(90),
  key: fc.nat(8),
  subject: fc.nat(4),
  value: fc.constantFrom(0, 3, 9, 10),
  region: fc.constantFrom("north", "south"),
  revision: fc.nat(2),
  page: fc.integer({ min: 1, max: 3 }),
  crash: fc.boolean(),
});

describe("a host that crashes between its journal and its ledger", () => {
  it("asks again and is answered the same; ends with the same state, and everybody was told the same, once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (history) => {
        const [quiet, crashed] = [await run(history, false), await run(history, true)];
        for (const { first, again } of crashed.asked) expect(again).toBe(first);
        expect(crashed.kept).toEqual(quiet.kept);
        expect(crashed.told.map(({ idempotencyKey }) => idempotencyKey)).toEqual(
          quiet.told.map(({ idempotencyKey }) => idempotencyKey),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("drops no customer: whoever was unhappy last, and is neither withdrawn nor erased, has a case that says so", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (history) => {
        const { cases } = await run(history, true);
        const latest = new Map<number, { value: number; revision: number; subject: number }>();
        const gone = new Set<number>();
        const erased = new Set<number>();
        for (const one of history) {
          if (one.kind === "withdraw") gone.add(one.key);
          if (one.kind === "erase") erased.add(one.subject);
          if (one.kind !== "answer" || gone.has(one.key) || erased.has(one.subject)) continue;
          if (one.revision > (latest.get(one.key)?.revision ?? -1)) latest.set(one.key, one);
        }
        const about = new Set(
          cases.flatMap((one) => (one.about && one.state !== "closed" ? [one.about.key] : [])),
        );
        const subjects = new Set(
          cases.flatMap((one) => (one.subject !== undefined && one.state !== "closed" ? [one.subject] : [])),
        );
        for (const [key, { value, subject }] of latest) {
          if (value > 6 || gone.has(key) || erased.has(subject)) continue;
          // The response of somebody else may have had the same key before: then the case is theirs.
          if (history.some((one) => one.key === key && one.subject !== subject)) continue;
          expect(about.has(`r${key}`) || subjects.has(`s${subject}`)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
