import { describe, expect, it } from "vitest";
import { changed } from "../changed.ts";
import { answers, at, hostOf, low, metric } from "../fixtures/watched-host.ts";

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
      guarantee: "when nothing is wrong, at most 1 % of evaluations sound an alarm all the same",
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
