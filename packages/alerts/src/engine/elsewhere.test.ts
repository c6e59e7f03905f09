import type { AlertRule, CxEvent, Outcome } from "@cxkit/core";
import { npsMetric } from "@cxkit/metrics";
import { memoryStore } from "@cxkit/store-memory";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertEngine } from "../alert-engine.ts";
import { changed } from "../changed.ts";
import { answer, recommend, retraction, review } from "../fixtures/answers.ts";
import { type Elsewhere, elsewhere, metricElsewhere, ruleElsewhere } from "../fixtures/elsewhere.ts";
import { answers, at, call, hostOf, low, metric } from "../fixtures/watched-host.ts";
import { replay } from "../replay.ts";
import type { WatchedRule } from "../watched-rule.ts";

const there = (watched: WatchedRule, code: Elsewhere = elsewhere()): WatchedRule => ({
  ...watched,
  rule: ruleElsewhere(watched.rule as AlertRule, code),
});
const moved: WatchedRule = {
  ...low,
  id: "moved",
  rule: changed(),
  params: { against: "previous" },
  by: ["dimensions.region"],
};
/** Every third answer of a row, by a state that goes on from event to event. */
const third: AlertRule = {
  ...(call.rule as AlertRule),
  id: "third",
  params: { "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) } },
  start: () => 0,
  judge: (seen, _, state) => ({
    state: ((state as number) + 1) % 3,
    evidence:
      state === 2 && seen.kind === "event"
        ? { kind: "match", because: seen.event.key }
        : { kind: "no-match" },
  }),
};
const countsThree: WatchedRule = { id: "third", rule: third, params: {} };

/** What rules over a history come to; pages are as large as what has come meanwhile. */
async function outcomeOf(rules: readonly WatchedRule[], pages: readonly (readonly CxEvent[])[]) {
  const host = hostOf(rules);
  for (const page of pages) {
    const [first] = page;
    if (first) await host.tickUntil(first.received);
    await host.see(...page);
  }
  await host.tickUntil(at(12));
  return { notifications: host.notifications, steps: host.steps, kept: host.kept() };
}

const things = fc.record({
  kind: fc.constantFrom("answer", "answer", "answer", "review", "retraction"),
  key: fc.integer({ min: 0, max: 9 }),
  value: fc.integer({ min: 0, max: 10 }),
  revision: fc.integer({ min: 0, max: 2 }),
  hours: fc.integer({ min: 0, max: 5 }),
  subject: fc.constantFrom("ada", "bob", undefined),
  region: fc.constantFrom("north", "south"),
});
const histories = fc
  .array(fc.array(things, { minLength: 1, maxLength: 6 }), { maxLength: 6 })
  .map((pages) => {
    let hour = 0;
    return pages.map((page) =>
      page.map(({ kind, key, value, revision, hours, subject, region }): CxEvent => {
        hour += hours;
        const received = at(1, 9 + hour);
        if (kind === "review") return review(`v${key}`, received, value / 2);
        if (kind === "retraction") return retraction(`r${key}`, received);
        return answer(`r${key}`, received, value, { revision, region, ...(subject && { subject }) });
      }),
    );
  });

describe("a rule whose code runs elsewhere", () => {
  it("comes to the same as one whose code is here, for any history", async () => {
    const here = [call, countsThree, low, moved];
    await fc.assert(
      fc.asyncProperty(histories, async (pages) => {
        const code = elsewhere();
        const metricThere = metricElsewhere(npsMetric({ item: "recommend" }), code);
        const wanted = await outcomeOf(here, pages);
        const found = await outcomeOf(
          here.map((rule) => ({ ...there(rule, code), ...(rule.metric && { metric: metricThere }) })),
          pages,
        );
        expect(found.notifications).toEqual(wanted.notifications);
        expect(found.steps).toEqual(wanted.steps);
        // A state that is what a rule starts with is not kept where the code is here.
        const { "judge/call": _, "judge/third": theirs, ...kept } = found.kept;
        const { "judge/third": ours, ...rest } = wanted.kept;
        expect(kept).toEqual(rest);
        expect(theirs ?? 0).toEqual(ours ?? 0);
      }),
      { numRuns: 40 },
    );
  });

  it("is asked about a page at once, and windows of all segments together", async () => {
    const code = elsewhere();
    const metricThere = metricElsewhere(metric, code);
    const host = hostOf([
      there(call, code),
      { ...there(low, code), metric: metricThere, by: ["dimensions.region"] },
    ]);
    await host.see(...["a", "b", "c"].flatMap((region) => answers(1, 40, 30, region)));
    await host.tickUntil(at(2));
    expect(code.asked.filter(({ what }) => what === "events")).toEqual([
      { what: "events", count: 120 },
      { what: "events", count: 120 },
    ]);
    const most = (about: string) =>
      Math.max(...code.asked.filter(({ what }) => what === about).map(({ count }) => count));
    expect([most("windows"), most("estimates")]).toEqual([3, 3]);
    expect(
      host
        .engine()
        .alerts(host.state)
        .map(({ state }) => state),
    ).toEqual(["firing", "firing", "firing"]);
  });

  it("is not asked about what a condition leaves out, nor about what was withdrawn before", async () => {
    const code = elsewhere();
    const host = hostOf([{ ...there(call, code), where: { field: "dimensions.region", in: ["north"] } }]);
    await host.see(retraction("r9", at(1, 8)));
    await host.see(answer("r1", at(1), 1, { region: "south" }), answer("r9", at(1), 1, { region: "north" }));
    expect(code.asked).toEqual([]);
  });

  it("that fails over one answer says so once a day and judges the others", async () => {
    const bad: AlertRule = {
      ...(call.rule as AlertRule),
      judge(seen, params, state) {
        if (seen.kind === "event" && seen.event.key === "r2") throw new TypeError("the words of somebody");
        return (call.rule as AlertRule).judge(seen, params, state);
      },
    };
    const host = hostOf([there({ ...call, rule: bad })]);
    await host.see(...["r1", "r2", "r3"].map((key) => answer(key, at(1), 1)));
    expect(host.notifications.map(({ kind }) => kind)).toEqual(["case", "no-data", "case"]);
    expect(host.notifications[1]?.because).toBe("acme.kit/needs-person failed: TypeError");
  });

  it("replays as it was live", async () => {
    const events = answers(1, 30, 20);
    const rules = [there(call), there(countsThree)];
    const live = await outcomeOf(
      rules,
      events.map((event) => [event]),
    );
    const engine = alertEngine({
      rules,
      routing: { fallback: "care", stages: { delivery: "logistics" } },
      language: "en",
      zone: "UTC",
    });
    const replayed = await replay({
      engine,
      store: memoryStore({ instruments: [recommend] }),
      events,
      below: at(12),
    });
    expect(replayed.notifications).toEqual(live.notifications);
  });
});

describe("while the code of a rule cannot run", () => {
  const due = (host: ReturnType<typeof hostOf>, now: string) => host.engine().next(host.state, now);

  it("what comes is judged when it can again, in the same order, with the same ids", async () => {
    const code = elsewhere();
    const host = hostOf([there(countsThree, code), call]);
    const wanted = hostOf([countsThree, call]);
    const before = ["r1", "r2"].map((key) => answer(key, at(1, 9), 10));
    const during = ["r3", "r4", "r5", "r6"].map((key, hour) => answer(key, at(1, 10, hour), 10));
    for (const one of [host, wanted]) await one.see(...before);
    code.down = "acme.kit is in back-off";
    for (const event of during) {
      await host.see(event);
      await wanted.see(event);
    }
    expect(host.notifications).toEqual([]);
    code.down = null;
    await host.tickUntil(at(1, 11));
    expect(host.notifications).toEqual(wanted.notifications);
    await host.see(answer("r7", at(1, 12), 10), answer("r8", at(1, 12), 10), answer("r9", at(1, 12), 10));
    await wanted.see(answer("r7", at(1, 12), 10), answer("r8", at(1, 12), 10), answer("r9", at(1, 12), 10));
    expect(host.notifications).toEqual(wanted.notifications);
    expect(Object.keys(host.kept()).filter((key) => key.startsWith("behind/"))).toEqual([]);
  });

  it("the rest of a page over which it went down is judged later, and nothing of it twice", async () => {
    const code = elsewhere();
    code.left = 4;
    const host = hostOf([there(countsThree, code)]);
    const wanted = hostOf([countsThree]);
    const page = Array.from({ length: 9 }, (_, one) => answer(`r${one}`, at(1, 9, one), 10));
    // Asked twice, as a host that crashed would: the second time it is down.
    const outcome = await host.engine().seen(page, host.state);
    code.left = Infinity;
    code.down = "down";
    await host.see(...page);
    await wanted.see(...page);
    expect(outcome.notifications.map(({ because }) => because)).toEqual(["r2"]);
    code.down = null;
    await host.tickUntil(at(1, 10));
    expect(host.notifications).toEqual(wanted.notifications);
  });

  it("it is tried again every minute, and its owner is told after ten", async () => {
    const code = elsewhere();
    code.down = "acme.kit is quarantined";
    const host = hostOf([{ ...there(call, code), owner: "ann" }]);
    await host.tick(at(1, 8));
    await host.see(answer("r1", at(1, 9), 1));
    expect(due(host, at(1, 9))).toBe(at(1, 9, 1));
    await host.tick(at(1, 9, 1));
    expect(due(host, at(1, 9, 1))).toBe(at(1, 9, 2));
    await host.tickUntil(at(1, 9, 9));
    expect(host.notifications).toEqual([]);
    await host.tickUntil(at(1, 9, 30));
    expect(host.notifications).toMatchObject([
      {
        kind: "no-data",
        to: { owner: "ann" },
        since: at(1, 9),
        because: "acme.kit/needs-person cannot run: what it has missed is judged when it can",
      },
    ]);
  });

  it("what is found when it has caught up comes with the events it is about", async () => {
    const code = elsewhere();
    code.down = "down";
    const host = hostOf([there(call, code)]);
    await host.see(answer("r1", at(1, 9), 1), answer("r2", at(1, 9), 10));
    code.down = null;
    let about: Outcome["about"];
    const engine = host.engine();
    const store = { ...memoryStore({ instruments: [recommend] }) };
    await store.append([answer("r1", at(1, 9), 1), answer("r2", at(1, 9), 10)]);
    ({ about } = await engine.tick(store, host.state, at(1, 9, 5)));
    expect(about?.map(({ key }) => key)).toEqual(["r1"]);
  });

  it("thousands of answers are judged in steps, none left out, those of one instant together", async () => {
    const code = elsewhere();
    code.down = "down";
    const watched: WatchedRule = { ...there(countsThree, code), most: 10_000, openCase: false };
    const host = hostOf([watched]);
    const page = Array.from({ length: 5_000 }, (_, one) =>
      answer(`r${one}`, at(1, 9, Math.floor(one / 900)), 10),
    );
    await host.see(...page);
    code.down = null;
    await host.tickUntil(at(1, 10));
    const told = host.notifications.filter(({ kind }) => kind === "alert");
    expect(told).toHaveLength(Math.floor(page.length / 3));
    expect(new Set(told.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(told.length);
    expect(Object.keys(host.kept()).filter((key) => key.startsWith("behind/"))).toEqual([]);
  });

  it("a window waits without asking all the time, and is judged when it can", async () => {
    const code = elsewhere();
    const host = hostOf([
      { ...low, metric: metricElsewhere(metric, code) },
      { ...low, id: "other" },
    ]);
    await host.see(...answers(1, 60, 40));
    await host.tickUntil(at(1, 10));
    code.down = "down";
    await host.tick(at(2, 0));
    expect(due(host, at(2, 0))).toBe(at(2, 0, 1));
    expect(host.notifications.map(({ rule }) => rule)).toEqual(["other"]);
    code.down = null;
    await host.tickUntil(at(2, 1));
    expect(host.notifications.map(({ rule }) => rule)).toEqual(["other", "nps-low"]);
  });

  it("a rule that is gone leaves nothing behind", async () => {
    const code = elsewhere();
    code.down = "down";
    const host = hostOf([there(call, code)]);
    await host.see(answer("r1", at(1, 9), 1));
    host.restart(hostOf([low]).engine());
    await host.tickUntil(at(3));
    expect(Object.keys(host.kept()).filter((key) => key.startsWith("behind/"))).toEqual([]);
  });
});
