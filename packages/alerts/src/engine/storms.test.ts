import { describe, expect, it } from "vitest";
import { answer } from "../fixtures/answers.ts";
import { answers, at, call, hostOf, low } from "../fixtures/watched-host.ts";

describe("a storm", () => {
  it("of segments is told one by one up to the limit, surest first, and the others together to each owner", async () => {
    const host = hostOf([{ ...low, by: ["dimensions.region"], most: 3 }], {
      routing: { fallback: "care", teams: { by: "dimensions.region", owners: { r9: "nine" } } },
    });
    for (let region = 0; region < 12; region += 1)
      await host.see(...answers(1, 60, region === 5 ? 60 : 40, `r${region}`));
    await host.tickUntil(at(2, 1));
    expect(host.notifications).toHaveLength(5);
    expect(host.notifications.some(({ where }) => where.segment?.["dimensions.region"] === "r5")).toBe(true);
    const together = host.notifications.slice(3);
    expect(together.map(({ kind, to, facts }) => [kind, to.owner, facts])).toEqual([
      ["alert", "care", { count: 8 }],
      ["alert", "nine", { count: 1 }],
    ]);
    expect(together[0]).toMatchObject({ title: "NPS below 30: 8 more segments" });
    expect(together[0]?.because).toMatch(/^r.*; r.*more than 3 segments at once/);
    await host.tickUntil(at(4));
    expect(host.notifications).toHaveLength(5);
  });

  it("of overdue cases reminds each owner twenty times an hour, and then together", async () => {
    const host = hostOf([{ ...call, most: 1 }]);
    await host.see(
      ...Array.from({ length: 300 }, (_, one) =>
        answer(`r${one}`, at(1, 9, one % 60), 0, { subject: `s${one}` }),
      ),
    );
    await host.tickUntil(at(1, 16));
    const reminders = host.notifications.filter(({ kind }) => kind === "reminder");
    expect(reminders).toHaveLength(21);
    expect(reminders.at(-1)).toMatchObject({
      title: "280 more cases are overdue",
      to: { owner: "logistics" },
      facts: { count: 280 },
    });
    expect(
      host
        .engine()
        .cases(host.state)
        .every(({ overdue }) => overdue),
    ).toBe(true);
  });

  it("of reminders that were missed is the last one to each", async () => {
    const host = hostOf([call]);
    await host.see(answer("r1", at(1), 2));
    await host.tick(at(9));
    const reminders = host.notifications.filter(({ kind }) => kind === "reminder");
    expect(reminders.map(({ to, facts }) => [to.owner, facts?.["reminder"]])).toEqual([
      ["logistics", "close"],
      ["care", "close-escalation"],
    ]);
    await host.tickUntil(at(20));
    expect(host.notifications.filter(({ kind }) => kind === "reminder")).toHaveLength(2);
  });

  it("in a silence is told when that is over, and none of it is lost", async () => {
    const host = hostOf([{ ...call, silences: [{ from: at(1, 8), until: at(1, 11) }] }], {
      cases: { acknowledgeWithin: "1d" },
    });
    await host.see(
      answer("r1", at(1, 9), 2, { subject: "a" }),
      answer("r2", at(1, 10, 30), 2, { subject: "b" }),
    );
    expect(host.notifications).toEqual([]);
    await host.tickUntil(at(1, 12));
    expect(host.notifications.map(({ at: when, facts, title }) => [when, facts?.["count"], title])).toEqual([
      [at(1, 11), 2, "Somebody should call: 2 more cases"],
    ]);
  });

  it("whose rule is taken away is still told", async () => {
    const host = hostOf([{ ...call, most: 1 }]);
    await host.see(answer("r1", at(1, 9), 2, { subject: "a" }), answer("r2", at(1, 9), 2, { subject: "b" }));
    host.restart(hostOf([]).engine());
    await host.tickUntil(at(1, 10));
    expect(host.notifications.at(-1)).toMatchObject({ rule: "call", facts: { count: 1 } });
  });
});
