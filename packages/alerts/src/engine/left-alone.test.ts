import type { AlertRule, HostedRule } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { answer } from "../fixtures/answers.ts";
import { elsewhere, ruleElsewhere } from "../fixtures/elsewhere.ts";
import { at, call, hostOf } from "../fixtures/watched-host.ts";
import type { WatchedRule } from "../watched-rule.ts";

/** Says of every answer the how manieth it is: one that is judged twice moves all behind it. */
const numbering: AlertRule = {
  ...(call.rule as AlertRule),
  id: "numbering",
  params: { "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) } },
  start: () => 0,
  judge: (seen, _, state) => ({
    state: (state as number) + 1,
    evidence: {
      kind: "match",
      because: `${(state as number) + 1}: ${seen.kind === "event" && seen.event.key}`,
    },
  }),
};
const asked = (rule: Partial<HostedRule> = {}, code = elsewhere()): WatchedRule => ({
  id: "numbered",
  rule: { ...ruleElsewhere(numbering, code), ...rule },
  params: {},
  openCase: false,
  most: 1_000,
});
const behind = (host: ReturnType<typeof hostOf>) =>
  Object.keys(host.kept()).filter((key) => key.startsWith("behind/"));

describe("what came at one instant", () => {
  it("is judged once each, wherever the code goes down among it, and however often", async () => {
    const code = elsewhere();
    const { judgeEvents } = ruleElsewhere(numbering, code);
    const host = hostOf([
      asked({
        judgeEvents(events, params, state) {
          code.down = null;
          code.left = 2;
          return judgeEvents(events, params, state);
        },
      }),
    ]);
    await host.see(...Array.from({ length: 9 }, (_, one) => answer(`r${one}`, at(1), 10)));
    await host.tickUntil(at(1, 9, 30));
    expect(host.notifications.map(({ because }) => because)).toEqual(
      Array.from({ length: 9 }, (_, one) => `${one + 1}: r${one}`),
    );
    expect(behind(host)).toEqual([]);
  });
});

describe("a rule that was waited for in vain", () => {
  it("is left alone for ten minutes, and goes on behind what it did not come to an end over", async () => {
    const pages = new Set<string>();
    const { judgeEvents } = ruleElsewhere(numbering, elsewhere());
    const host = hostOf([
      asked({
        async judgeEvents(events, params, state) {
          pages.add(events.map(({ event }) => event.key).join(" "));
          if (events[0]?.event.key !== "r0") return judgeEvents(events, params, state);
          return { state, found: [{ failed: "took too long" }], unavailable: "took too long", late: true };
        },
      }),
      call,
    ]);
    await host.see(answer("r0", at(1), 3));
    for (let one = 1; one < 5; one += 1) await host.see(answer(`r${one}`, at(1, 9, one), 3));
    await host.tickUntil(at(1, 9, 9));
    const told = () => host.notifications.filter(({ rule }) => rule === "numbered");
    expect([...pages]).toEqual(["r0"]);
    expect(told().map(({ kind }) => kind)).toEqual(["no-data"]);
    expect(host.notifications.filter(({ rule }) => rule === "call")).toHaveLength(5);
    await host.tickUntil(at(1, 9, 11));
    expect([...pages]).toEqual(["r0", "r1 r2 r3 r4"]);
    const found = told().map(({ because }) => because);
    expect(found.slice(1)).toEqual(["1: r1", "2: r2", "3: r3", "4: r4"]);
    expect(behind(host)).toEqual([]);
  });
});
