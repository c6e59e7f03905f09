import type { Json } from "@cxkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alertEngine } from "../alert-engine.ts";
import { answer, erasure, retraction } from "../fixtures/answers.ts";
import { answers, at, call, hostOf, low } from "../fixtures/watched-host.ts";

describe("state of another shape", () => {
  it("is forgotten, and stops nothing", async () => {
    const keys = [
      "rule/nps-low",
      "told/x",
      "hour/call",
      "case/x",
      "open/x",
      'customer/"s"/call',
      "tidied",
      "due",
      "latest/x",
      "judge/call",
      "failed/call",
    ];
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()), async (strange) => {
        const kept = new Map(Object.entries(strange) as [string, Json][]);
        const state = {
          get: (key: string) => kept.get(key) ?? undefined,
          keys: (prefix: string) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
        };
        const engine = alertEngine({
          rules: [call, low],
          routing: { fallback: "care" },
          language: "en",
          zone: "UTC",
        });
        engine.cases(state);
        engine.alerts(state);
        void engine.seen(
          [answer("r1", at(1), 1, { subject: "s" }), retraction("r2", at(1)), erasure("t", at(1))],
          state,
        );
        expect(engine.next(state, at(1))).not.toBeNull();
        const store = {
          tally: () => Promise.resolve([]),
          scan: () => {
            throw new Error("not read");
          },
          events: () => {
            throw new Error("not read");
          },
        };
        await engine.tick(store, state, at(1));
      }),
    );
  });

  it("and of a rule with other segments under the same id says nothing of this one", async () => {
    const host = hostOf([{ ...low, by: ["dimensions.region"] }]);
    await host.see(...answers(1, 60, 40, "north"));
    await host.tickUntil(at(2, 1));
    for (const [day, by] of [["dimensions.store"], [], ["dimensions.region", "channel"]].entries()) {
      host.restart(hostOf([{ ...low, by }]).engine());
      await host.tickUntil(at(3 + day, 1));
      const fields = host
        .engine()
        .alerts(host.state)
        .map(({ segment }) => segment);
      expect(fields).toHaveLength(1);
      expect(JSON.stringify(fields)).toContain(
        by.includes("dimensions.region") ? "north" : by[0] ? "null" : "{}",
      );
    }
    expect(host.notifications.every(({ kind }) => kind === "alert")).toBe(true);
  });

  it("of a rule that is gone is forgotten within a day, and a rule that comes back tells again", async () => {
    const host = hostOf([low]);
    await host.see(...answers(1, 60, 40));
    await host.tickUntil(at(2, 1));
    host.restart(hostOf([call]).engine());
    await host.tickUntil(at(3, 1));
    expect(Object.keys(host.kept()).filter((key) => key.startsWith("rule/"))).toEqual([]);
    host.restart(hostOf([low]).engine());
    await host.tickUntil(at(4, 1));
    expect(host.notifications.map(({ kind }) => kind)).toEqual(["alert", "alert"]);
  });
});

describe("fifty thousand open cases", () => {
  it("do not have to be looked at to know when something is due", async () => {
    const host = hostOf([call], { cases: { acknowledgeWithin: "4h" } });
    await host.see(answer("r1", at(1), 1));
    const asked: string[] = [];
    const state = {
      get: host.state.get,
      keys: (prefix: string) => {
        asked.push(prefix);
        return host.state.keys(prefix);
      },
    };
    expect(host.engine().next(state, at(1, 10))).toBe(at(1, 0));
    await host.tick(at(1, 10));
    expect(host.engine().next(state, at(1, 10))).toBe(at(1, 13));
    expect(asked).toEqual([]);
  });
});
