import {
  type AlertRule,
  completeEvent,
  type CxEvent,
  cxError,
  type Json,
  type StandardSchema,
} from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { alertEngine } from "../alert-engine.ts";
import { answer } from "../fixtures/answers.ts";
import { answers, at, call, hostOf, low, metric } from "../fixtures/watched-host.ts";
import type { WatchedRule } from "../watched-rule.ts";

const anything: StandardSchema<unknown, unknown> = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) },
};
const failing = (watches: "event" | "window", judge: AlertRule["judge"]): AlertRule => ({
  id: "broken",
  title: "Broken",
  params: anything,
  watches,
  guarantee: { kind: "false-alarm-rate", perEvaluation: 0.01 },
  start: () => null,
  judge,
});
const throws = (): never => {
  throw new TypeError("secret words of somebody");
};
const brokenWindow: WatchedRule = {
  id: "broken",
  rule: failing("window", throws),
  params: {},
  metric,
  owner: "ann",
};
const brokenEvent: WatchedRule = { id: "broken", rule: failing("event", throws), params: {}, owner: "ann" };

describe("a rule that fails", () => {
  it("over windows is told once, charged to it, and leaves the others as they are", async () => {
    const host = hostOf([brokenWindow, low]);
    await host.see(...answers(1, 60, 40));
    await host.tickUntil(at(5));
    expect(host.notifications.map(({ kind, rule, to }) => [kind, rule, to.owner])).toEqual([
      ["no-data", "broken", "ann"],
      ["alert", "nps-low", "care"],
    ]);
    expect(JSON.stringify(host.notifications)).not.toContain("secret");
    expect(host.notifications[0]).toMatchObject({
      since: at(1, 0),
      facts: { failure: "contribution-failed" },
    });
  });

  it("by evidence that is no number fails alone, too", async () => {
    const rule = failing("window", () => ({
      state: null,
      evidence: { kind: "p-value", pValue: Number.NaN, because: "x" },
    }));
    const host = hostOf([{ ...brokenWindow, rule }, low]);
    await host.see(...answers(1, 60, 40));
    await host.tickUntil(at(3));
    expect(host.notifications.map(({ kind, rule: id }) => [kind, id])).toEqual([
      ["no-data", "broken"],
      ["alert", "nps-low"],
    ]);
  });

  it("over answers is told once a day, and the others judge every answer", async () => {
    const host = hostOf([brokenEvent, call]);
    await host.see(answer("r1", at(1, 9), 2), answer("r2", at(1, 10), 1));
    await host.tickUntil(at(2, 1));
    await host.see(answer("r3", at(2, 9), 1));
    expect(
      host.notifications.filter(({ kind }) => kind !== "reminder").map(({ rule, at: when }) => [rule, when]),
    ).toEqual([
      ["broken", at(1, 9)],
      ["call", at(1, 9)],
      ["call", at(1, 10)],
      ["broken", at(2, 9)],
      ["call", at(2, 9)],
    ]);
  });

  it("in a silence is told after it", async () => {
    const host = hostOf([{ ...brokenWindow, silences: [{ from: at(1, 0), until: at(3, 0) }] }]);
    await host.see(...answers(1, 60, 40));
    await host.tickUntil(at(6));
    expect(host.notifications.map(({ at: when, since }) => [when, since])).toEqual([[at(3, 0), at(1, 0)]]);
  });
});

describe("a store that is down", () => {
  it("keeps no reminder back; what needs it stays due", async () => {
    const engine = alertEngine({
      rules: [low, call],
      routing: { fallback: "care" },
      language: "en",
      zone: "UTC",
    });
    const kept = new Map<string, Json>();
    const state = {
      get: (key: string) => kept.get(key),
      keys: (prefix: string) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
    };
    const keep = (changes: readonly { readonly key: string; readonly value: Json }[]) => {
      for (const { key, value } of changes)
        if (value === null) kept.delete(key);
        else kept.set(key, value);
    };
    const { changes, events } = await engine.seen([answer("r1", at(1), 2)], state);
    keep(changes);
    const [opened] = events;
    if (opened?.type !== "case.opened") throw new Error("no case");
    keep((await engine.seen([completeEvent(opened, at(1)) as CxEvent], state)).changes);
    const down = {
      tally: () => Promise.reject(cxError("unavailable", "down")),
      scan: () => {
        throw cxError("unavailable", "down");
      },
      events: () => {
        throw cxError("unavailable", "down");
      },
    };
    const first = await engine.tick(down, state, at(1, 14));
    keep(first.changes);
    expect(first.notifications.map(({ kind }) => kind)).toEqual(["reminder"]);
    expect(engine.next(state, at(1, 14))).toBe(at(1, 0));
    await expect(engine.tick(down, state, at(1, 14))).rejects.toThrow("down");
  });
});
