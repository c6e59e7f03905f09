import { isCxError } from "@cxkit/core";
import { npsMetric } from "@cxkit/metrics";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { alertEngine, type AlertEngineOptions } from "./alert-engine.ts";
import { belowTarget } from "./below-target.ts";
import { changed } from "./changed.ts";
import { answer, erasure, recommend, retraction } from "./fixtures/answers.ts";
import { liveHost } from "./fixtures/live-host.ts";
import { needsPerson } from "./needs-person.ts";
import type { WatchedRule } from "./watched-rule.ts";

const metric = npsMetric({ item: "recommend" });
const call: WatchedRule = { id: "call", rule: needsPerson(), params: { item: "recommend", atMost: 6 } };
const low: WatchedRule = {
  id: "nps-low",
  title: { en: "NPS below 30", zh: "NPS 低于 30" },
  rule: belowTarget(),
  params: { target: 30 },
  metric,
  window: "7d",
};

function hostOf(rules: readonly WatchedRule[], options: Partial<AlertEngineOptions> = {}) {
  const engine = alertEngine({
    rules,
    routing: { fallback: "care", stages: { delivery: "logistics" } },
    language: "en",
    zone: "UTC",
    ...options,
  });
  const store = memoryStore({ instruments: [recommend] });
  return liveHost(engine, store);
}

const at = (day: number, hour = 9, minute = 0): string =>
  new Date(Date.UTC(2025, 4, day, hour, minute)).toISOString();

/** So many answers on a day, of which a share of detractors. */
function answers(day: number, count: number, detractors: number, region?: string) {
  return Array.from({ length: count }, (_, one) =>
    answer(`${region ?? ""}${day}-${one}`, at(day, 9, one % 60), one < detractors ? 3 : 10, {
      ...(region !== undefined && { region }),
    }),
  );
}

describe("an engine is refused", () => {
  const refused: readonly [path: string, change: Partial<AlertEngineOptions>][] = [
    ["routing.fallback", { routing: { fallback: "" } }],
    ["routing.stages.delivery", { routing: { fallback: "care", stages: { delivery: " " } } }],
    ["zone", { zone: "Mars/Base" }],
    ["rules.call", { rules: [call, call] }],
    ["rules.call.item", { rules: [{ ...call, params: {} }] }],
    ["rules.nps-low.window", { rules: [{ ...low, window: "x" as "1d" }] }],
    ["rules.nps-low.for", { rules: [{ ...low, for: 0 }] }],
    ["rules.No.id", { rules: [{ ...low, id: "No" }] }],
    ["rules.call.owner", { rules: [{ ...call, owner: "" }] }],
  ];
  for (const [path, change] of refused) {
    it(`naming ${path}`, () => {
      const options = {
        rules: [],
        routing: { fallback: "care" },
        language: "en",
        zone: "UTC",
        ...change,
      } as const;
      let thrown: unknown;
      try {
        alertEngine(options);
      } catch (error) {
        thrown = error;
      }
      expect(isCxError(thrown, "invalid-setup") && thrown.place.path).toBe(path);
    });
  }

  it("without a metric, or with one that cannot compare", () => {
    const { metric: _metric, ...bare } = low;
    const { compare: _compare, ...lonely } = metric;
    expect(() => hostOf([bare])).toThrow(/rules\.nps-low\.metric/);
    expect(() => hostOf([{ ...low, rule: changed(), params: {}, metric: lonely }])).toThrow(/cannot compare/);
  });
});

describe("one customer's answer", () => {
  it("opens one case, with an owner, whatever the revisions and deliveries", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1), 2, { subject: "s1", url: "https://example.com/r1" }));
    await host.see(answer("r1", at(1, 10), 1, { subject: "s1", revision: 1 }));
    expect(host.notifications).toHaveLength(1);
    const [told] = host.notifications;
    expect(told).toMatchObject({
      kind: "case",
      title: "Somebody should call – recommend: 2 – delivery",
      to: { owner: "logistics" },
      because: "the answer 2 is at or below 6",
      answer: { item: "recommend", value: 2 },
      links: [{ action: "producer", url: "https://example.com/r1" }],
      case: { owner: "logistics", due: at(1, 13), contact: "producer" },
    });
    const [opened] = host.engine().cases(host.state);
    expect(opened).toMatchObject({
      id: told?.case?.id,
      state: "open",
      owner: "logistics",
      due: at(1, 13),
      overdue: false,
    });
    expect(host.steps.map(({ type, source, subject }) => [type, source, subject])).toEqual([
      ["case.opened", "cxkit:cases", "s1"],
    ]);
  });

  it("tells nobody of what happened long before it reached us", async () => {
    const host = hostOf([call]);
    await host.see(answer("old", at(20), 0, { time: at(1) }));
    expect(host.notifications).toEqual([]);
    await host.see(answer("new", at(20), 0, { time: at(18) }));
    expect(host.notifications).toHaveLength(1);
  });

  it("of a customer with an open case is a note in it, told to its owner; after it is closed, a new case", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1), 2, { subject: "s1" }), answer("r2", at(1), 1, { subject: "s1" }));
    const [first] = host.engine().cases(host.state);
    expect(first?.steps.map(({ type }) => type)).toEqual(["case.opened", "case.noted"]);
    expect(host.notifications.map(({ title }) => title.slice(0, 6))).toEqual(["Somebo", "Again:"]);
    await host.act({ action: "close", case: first?.id ?? "", by: "ann", reason: "solved" }, at(1, 10));
    await host.see(answer("r3", at(2), 1, { subject: "s1" }));
    expect(
      host
        .engine()
        .cases(host.state)
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(["closed", "open"]);
  });

  it("that is edited to a good one adds a note and closes nothing; withdrawn, it closes the case", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1), 2, { subject: "s1" }));
    await host.see(answer("r1", at(1, 10), 9, { subject: "s1", revision: 1 }));
    const [noted] = host.engine().cases(host.state);
    expect(noted).toMatchObject({ state: "open", steps: [{ type: "case.opened" }, { type: "case.noted" }] });
    await host.see(retraction("r1", at(1, 11)));
    const [closed] = host.engine().cases(host.state);
    expect(closed).toMatchObject({ state: "closed", reason: "withdrawn", due: null, overdue: false });
  });

  it("of somebody erased leaves nothing in memory, and its owner is told", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1), 2, { subject: "s-erased" }));
    await host.see(erasure("s-erased", at(1, 10)));
    expect(JSON.stringify(host.kept())).not.toContain("s-erased");
    expect(JSON.stringify(host.kept())).not.toContain("r1");
    expect(host.engine().cases(host.state)).toEqual([]);
    expect(host.notifications.at(-1)).toMatchObject({ kind: "case", to: { owner: "logistics" } });
  });

  it("is told with others at the end of the hour where there are too many, and every one has its case", async () => {
    const host = hostOf([{ ...call, most: 3 }]);
    await host.see(
      ...Array.from({ length: 10 }, (_, one) => answer(`r${one}`, at(1, 9, one), 0, { subject: `s${one}` })),
    );
    expect(host.notifications).toHaveLength(3);
    expect(host.engine().cases(host.state)).toHaveLength(10);
    await host.tickUntil(at(1, 10));
    const digest = host.notifications.at(-1);
    expect(digest).toMatchObject({
      kind: "case",
      at: at(1, 10),
      to: { owner: "logistics" },
      facts: { count: 7 },
    });
    expect(host.notifications).toHaveLength(4);
  });

  it("is forgotten when it can no longer be fresh", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1), 2));
    await host.tickUntil(at(8));
    expect(Object.keys(host.kept()).filter((key) => key.startsWith("told/"))).toEqual([]);
  });

  it("counts only where the rule's condition holds", async () => {
    const host = hostOf([{ ...call, where: { field: "dimensions.region", in: ["north"] } }]);
    await host.see(answer("r1", at(1), 2, { region: "south" }), answer("r2", at(1), 2, { region: "north" }));
    expect(host.notifications).toHaveLength(1);
  });
});

describe("a score", () => {
  it("is judged at midnight in the workspace's zone, with value, interval, n, since when and the guarantee", async () => {
    const host = hostOf([low], { zone: "Asia/Shanghai" });
    await host.see(...answers(1, 60, 40));
    await host.tickUntil(at(3));
    expect(host.notifications).toHaveLength(1);
    expect(host.notifications[0]).toMatchObject({
      kind: "alert",
      idempotencyKey: "nps-low/[]/alert/2025-05-01T16:00:00.000Z",
      at: "2025-05-01T16:00:00.000Z",
      since: "2025-05-01T16:00:00.000Z",
      guarantee: "when nothing is wrong, at most 1 % of evaluations say so",
      estimate: { n: 60 },
    });
    expect(host.engine().alerts(host.state)).toMatchObject([
      { rule: "nps-low", segment: {}, state: "firing" },
    ]);
  });

  it("of each segment is judged apart; one that vanishes while alerting is said once to have no data", async () => {
    const host = hostOf([{ ...low, by: ["dimensions.region"] }], {
      routing: { fallback: "care", teams: { by: "dimensions.region", owners: { north: "north-team" } } },
    });
    await host.see(...answers(1, 60, 40, "north"), ...answers(1, 60, 5, "south"));
    await host.tickUntil(at(2, 1));
    await host.see(...answers(8, 60, 5, "south"));
    await host.tickUntil(at(12));
    expect(host.notifications.map(({ kind, to, where }) => [kind, to.owner, where.segment])).toEqual([
      ["alert", "north-team", { "dimensions.region": "north" }],
      ["no-data", "north-team", { "dimensions.region": "north" }],
    ]);
  });

  it("is told only after it was bad in evaluations that really took place, one after the other", async () => {
    const host = hostOf([{ ...low, for: 2 }]);
    await host.see(...answers(1, 60, 40));
    await host.tick(at(2, 0));
    await host.tick(at(5, 0));
    expect(host.notifications).toEqual([]);
    await host.tick(at(6, 0));
    expect(host.notifications.map(({ kind, since }) => [kind, since])).toEqual([["alert", at(5, 0)]]);
  });

  it("in a silence is told after it, if it still holds", async () => {
    const host = hostOf([{ ...low, silences: [{ from: at(2, 0), until: at(4, 0) }] }]);
    await host.see(...answers(1, 60, 40));
    await host.tickUntil(at(5));
    expect(host.notifications.map((told) => [told.kind, told.at, told.since])).toEqual([
      ["alert", at(4, 0), at(2, 0)],
    ]);
  });

  it("with too few answers is said once to be without data", async () => {
    const host = hostOf([low]);
    await host.see(...answers(1, 5, 5));
    await host.tickUntil(at(20));
    expect(host.notifications.map(({ kind, at: when }) => [kind, when])).toEqual([["no-data", at(3, 0)]]);
  });

  it("can have a case, which its recovery does not close", async () => {
    const host = hostOf([{ ...low, openCase: true, owner: "ann" }]);
    await host.see(...answers(1, 60, 40));
    await host.tickUntil(at(2, 1));
    await host.see(...answers(8, 60, 2));
    await host.tickUntil(at(12));
    const [opened] = host.engine().cases(host.state);
    expect(opened).toMatchObject({ state: "open", owner: "ann" });
    expect(opened?.steps.map(({ type }) => type)).toEqual(["case.opened", "case.noted"]);
    expect(host.notifications.filter(({ kind }) => kind === "recovery")).toHaveLength(1);
  });

  it("is compared with the window before", async () => {
    const host = hostOf([{ ...low, rule: changed(), params: {}, window: "7d" }]);
    await host.see(...answers(1, 200, 20), ...answers(8, 200, 120));
    await host.tickUntil(at(9, 1));
    const [alert] = host.notifications.filter(({ kind }) => kind === "alert");
    expect(alert).toMatchObject({ kind: "alert", comparison: { difference: { value: -100 } } });
  });

  it("that cannot be computed is told once, and the other rules go on", async () => {
    const broken = {
      ...metric,
      id: "broken",
      estimate: () => {
        throw new Error("ada@example.com");
      },
    };
    const host = hostOf([{ ...low, id: "broken", metric: broken }, low]);
    await host.see(...answers(1, 60, 40));
    await host.tickUntil(at(4));
    expect(host.notifications.map(({ kind, rule }) => [kind, rule])).toEqual([
      ["no-data", "broken"],
      ["alert", "nps-low"],
    ]);
    expect(JSON.stringify(host.notifications)).not.toContain("ada@example.com");
  });

  it("is judged by what was known then: late answers change later evaluations only", async () => {
    const host = hostOf([low]);
    await host.see(...answers(1, 60, 5));
    await host.tickUntil(at(3));
    await host.see(
      ...answers(1, 60, 60).map((event) => ({
        ...event,
        key: `l${event.key}`,
        id: `l${event.id}`,
        received: at(3),
      })),
    );
    expect(host.notifications).toEqual([]);
    await host.tickUntil(at(4, 1));
    expect(host.notifications.map((told) => told.at)).toEqual([at(4, 0)]);
  });
});

describe("words", () => {
  it("are Chinese where the workspace is, and never the customer's", async () => {
    const host = hostOf([call, low], {
      language: "zh",
      items: { recommend: { label: { zh: "推荐意愿" }, scale: { min: 0, max: 10 } } },
    });
    await host.see(answer("r1", at(1), 2, { subject: "s1" }), ...answers(1, 60, 40));
    await host.tickUntil(at(2, 1));
    expect(host.notifications[0]).toMatchObject({ language: "zh", because: "回答 2，不高于 6" });
    expect(host.notifications[0]?.title).toContain("推荐意愿：2/10");
    expect(host.notifications.find(({ kind }) => kind === "alert")?.title).toMatch(
      /^NPS 低于 30：−\d+（95% 区间/,
    );
  });
});
