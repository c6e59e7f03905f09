import { type CaseAction, completeEvent, type CxEvent, isCxError } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertEngine } from "../alert-engine.ts";
import { answer, erasure, recommend, retraction } from "../fixtures/answers.ts";
import { liveHost, type LiveHost } from "../fixtures/live-host.ts";
import { needsPerson } from "../needs-person.ts";

const engine = () =>
  alertEngine({
    rules: [{ id: "call", rule: needsPerson(), params: { item: "recommend", atMost: 6 }, most: 5 }],
    routing: { fallback: "care", stages: { delivery: "logistics" } },
    language: "en",
    zone: "UTC",
  });
const newHost = () => liveHost(engine(), memoryStore({ instruments: [recommend] }));
const at = (hours: number): string => new Date(Date.UTC(2025, 4, 1, 9) + hours * 3_600_000).toISOString();

async function opened(): Promise<{ readonly host: LiveHost; readonly id: string }> {
  const host = newHost();
  await host.see(answer("r1", at(0), 2, { subject: "s1" }));
  return { host, id: host.engine().cases(host.state)[0]?.id ?? "" };
}
const only = (host: LiveHost) => host.engine().cases(host.state)[0];

describe("a case", () => {
  it("goes from open to acknowledged to closed, and can be opened again", async () => {
    const { host, id } = await opened();
    await host.act({ action: "acknowledge", case: id, by: "ann" }, at(1));
    expect(only(host)).toMatchObject({ state: "acknowledged", due: at(72) });
    await host.act({ action: "note", case: id, by: "ann", note: "called, no answer" }, at(2));
    await host.act({ action: "close", case: id, by: "ann", reason: "solved" }, at(3));
    expect(only(host)).toMatchObject({ state: "closed", reason: "solved", due: null });
    await host.act({ action: "reopen", case: id, by: "ben" }, at(5));
    expect(only(host)).toMatchObject({ state: "open", owner: "logistics", due: at(9) });
    expect(only(host)).not.toHaveProperty("reason");
    expect(only(host)?.steps.map(({ type, by }) => `${type} ${by}`)).toEqual([
      "case.opened rule:call",
      "case.acknowledged ann",
      "case.noted ann",
      "case.closed ann",
      "case.reopened ben",
    ]);
  });

  it("that is given to somebody is theirs to acknowledge, and they are told", async () => {
    const { host, id } = await opened();
    await host.act({ action: "acknowledge", case: id, by: "ann" }, at(1));
    await host.act({ action: "assign", case: id, by: "ann", owner: "ben" }, at(2));
    expect(only(host)).toMatchObject({ state: "open", owner: "ben", due: at(6) });
    expect(host.notifications.at(-1)).toMatchObject({
      kind: "case",
      to: { owner: "ben" },
      case: { id, due: at(6) },
    });
  });

  it("that is overdue is its owner's, then the fallback's, each once", async () => {
    const { host } = await opened();
    await host.tickUntil(at(24 * 14));
    const reminders = host.notifications.filter(({ kind }) => kind === "reminder");
    expect(reminders.map(({ to, at: when }) => [to.owner, when])).toEqual([
      ["logistics", at(4)],
      ["care", at(8)],
      ["logistics", at(72)],
      ["care", at(76)],
    ]);
    expect(only(host)).toMatchObject({ overdue: true });
  });

  it("can be opened by hand, by its stage's owner or the one named", async () => {
    const host = newHost();
    await host.act({ action: "open", title: "Asked on the telephone", by: "ann", stage: "delivery" }, at(0));
    await host.act({ action: "open", title: "Another", by: "ann", owner: "ben", subject: "s2" }, at(0));
    expect(
      host
        .engine()
        .cases(host.state)
        .map(({ owner }) => owner)
        .toSorted(),
    ).toEqual(["ben", "logistics"]);
    expect(host.steps.find(({ subject }) => subject === "s2")?.type).toBe("case.opened");
  });

  it("refuses what its state does not allow, naming the case", async () => {
    const { host, id } = await opened();
    const refused: readonly CaseAction[] = [
      { action: "reopen", case: id, by: "ann" },
      { action: "close", case: "nowhere", by: "ann" },
      { action: "assign", case: id, by: "ann" },
      { action: "assign", case: id, by: "ann", owner: " " },
      { action: "note", case: id, by: "ann" },
      { action: "close", case: id, by: "" },
      { action: "open", title: " ", by: "ann" },
    ];
    for (const action of refused) {
      await expect(host.act(action, at(1))).rejects.toSatisfy((error) => isCxError(error, "invalid-setup"));
    }
  });

  it("says in words what cannot be", async () => {
    const { host, id } = await opened();
    const act = (action: CaseAction) => host.act(action, at(1));
    await expect(act({ action: "reopen", case: id, by: "ann" })).rejects.toThrow(
      "a case that is open cannot be reopened",
    );
    await expect(act({ action: "note", case: id, by: "ann", note: "x".repeat(10_001) })).rejects.toThrow(
      "at most 10000 characters",
    );
    await expect(act({ action: "open", title: "x".repeat(201), by: "ann" })).rejects.toThrow(
      "200 characters",
    );
  });

  it("keeps both of two notes that one person makes in one instant", async () => {
    const { host, id } = await opened();
    await host.act({ action: "note", case: id, by: "ann", note: "one" }, at(1));
    await host.act({ action: "note", case: id, by: "ann", note: "two" }, at(1));
    expect(only(host)?.steps.map(({ note }) => note)).toEqual([undefined, "one", "two"]);
  });

  it("that two people close at once is closed once", async () => {
    const { host, id } = await opened();
    const close = (by: string) => host.engine().act({ action: "close", case: id, by }, host.state, at(1));
    const steps = [...close("ann").events, ...close("ben").events];
    await host.see(...steps.map((draft) => completeEvent(draft, at(1)) as CxEvent));
    expect(only(host)?.steps.map(({ by }) => by)).toEqual(["rule:call", "ann"]);
  });
});

describe("whatever happens to cases", () => {
  const person = fc.constantFrom("ann", "ben");
  const step = fc.oneof(
    fc.record({
      kind: fc.constant("answer" as const),
      key: fc.nat(5),
      subject: fc.nat(3),
      value: fc.nat(10),
      revision: fc.nat(2),
    }),
    fc.record({ kind: fc.constant("withdraw" as const), key: fc.nat(5) }),
    fc.record({ kind: fc.constant("erase" as const), subject: fc.nat(3) }),
    fc.record({ kind: fc.constant("wait" as const), hours: fc.nat(100) }),
    fc.record({ kind: fc.constant("restart" as const) }),
    fc.record({
      kind: fc.constant("act" as const),
      action: fc.constantFrom(
        "acknowledge" as const,
        "note" as const,
        "close" as const,
        "reopen" as const,
        "assign" as const,
      ),
      which: fc.nat(5),
      by: person,
      owner: person,
    }),
  );

  it("each has an owner, none that is closed is overdue, and nothing is said twice", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const host = newHost();
        let hours = 0;
        for (const one of steps) {
          hours += 1;
          if (one.kind === "wait") hours += one.hours;
          await host.tickUntil(at(hours));
          if (one.kind === "answer") {
            const { key, subject, value, revision } = one;
            await host.see(answer(`r${key}`, at(hours), value, { subject: `s${subject}`, revision }));
          }
          if (one.kind === "withdraw") await host.see(retraction(`r${one.key}`, at(hours)));
          if (one.kind === "erase") {
            await host.see(erasure(`s${one.subject}`, at(hours)));
            expect(JSON.stringify(host.kept())).not.toContain(`"s${one.subject}"`);
          }
          if (one.kind === "restart") host.restart(engine());
          if (one.kind === "act") {
            const cases = host.engine().cases(host.state);
            const target = cases[one.which % Math.max(1, cases.length)];
            const action = {
              action: one.action,
              case: target?.id ?? "none",
              by: one.by,
              owner: one.owner,
              note: "n",
            };
            await host.act(action, at(hours)).catch((error: unknown) => {
              if (!isCxError(error, "invalid-setup")) throw error;
            });
          }
          for (const view of host.engine().cases(host.state)) {
            expect(view.owner).not.toBe("");
            if (view.state === "closed") expect([view.overdue, view.due]).toEqual([false, null]);
            else expect(view.due).not.toBeNull();
          }
        }
        const keys = host.notifications.map(({ idempotencyKey }) => idempotencyKey);
        expect(new Set(keys).size).toBe(keys.length);
        const ids = host.steps.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { data, type } of host.steps) {
          if (type.startsWith("case.")) expect("owner" in data && data.owner).toBeTruthy();
        }
      }),
      { numRuns: 60 },
    );
  });
});
