import { cxError, type Estimate, type HostedWindow } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { allowed, code, ended, hosted, now, said } from "./fixtures/spike-rule.ts";
import { toWire } from "./isolate/wire.ts";

const estimate = (value: number, confidenceLevel: number): Estimate => ({
  value,
  interval: { low: value, high: value },
  standardError: null,
  n: 9,
  effectiveN: 9,
  unit: "points",
  confidenceLevel,
  method: "test",
});
const window = (more: Partial<HostedWindow> = {}): HostedWindow => ({
  seen: {
    kind: "window",
    estimate: estimate(1, 0.95),
    better: "higher",
    segment: { "dimensions.region": "north", "dimensions.agent": "bob" },
    from: now(),
    below: now(),
    now: now(),
  },
  estimates: [],
  state: null,
  ...more,
});
describe("events", () => {
  it("are judged in order by the page, the state going on", async () => {
    const { parts, rule: asked } = hosted();
    const events = Array.from({ length: 450 }, (_, at) => said(at === 300 ? "spike" : "fine", String(at)));
    const { state, found } = await asked.judgeEvents(events, { word: "spike" }, null);
    expect([state, found[300], found.length]).toEqual([450, { kind: "match", because: "number 301" }, 450]);
    expect(parts.called.map(({ args }) => (args[0] as unknown[]).length)).toEqual([200, 200, 50]);
  });

  it("are seen as far as the plugin's data classes go", async () => {
    const { parts, rule: asked } = hosted(code, allowed(["behavioural"]));
    const { found } = await asked.judgeEvents([said("spike", "1")], { word: "spike" }, null);
    expect(found).toEqual([{ kind: "no-match" }]);
    expect(toWire(parts.called[0]?.args)).not.toMatch(/Ada|5f2c|spike"/);
  });

  it("over which it throws are named by the error's kind alone, and the others are judged", async () => {
    const { found, state } = await hosted().rule.judgeEvents(
      ["spike", "throw", "spike"].map((text) => said(text)),
      { word: "spike" },
      4,
    );
    expect(found).toEqual([
      { kind: "match", because: "number 5" },
      { failed: "TypeError" },
      { kind: "match", because: "number 6" },
    ]);
    expect(state).toBe(6);
  });

  it.each([
    ["nothing", () => null],
    ["too few", () => ({ state: 1, found: [] })],
    ["a state without end", () => ({ state: "x".repeat(70_000), found: [{ kind: "no-match" }] })],
  ])("with an answer that is none are failed, not believed: %s", async (_, answer) => {
    const { found } = await hosted(answer).rule.judgeEvents([said("x")], {}, null);
    expect(found).toEqual([
      { failed: "acme.kit/spike judges with something that is no evidence, or remembers too much" },
    ]);
  });

  it.each([
    ["a p-value above 1", { kind: "p-value", pValue: 2, because: "x" }],
    ["a match for no reason", { kind: "match" }],
    ["an infinite e-value", { kind: "e-value", eValue: Infinity, because: "x" }],
  ])("of which one has evidence that is none fail with that one: %s", async (_, wrong) => {
    const answer = () => ({ state: 2, found: [{ kind: "no-match" }, wrong, { kind: "no-data" }] });
    const { found, state } = await hosted(answer).rule.judgeEvents(
      ["a", "b", "c"].map((key) => said(key)),
      {},
      1,
    );
    expect(found).toEqual([{ kind: "no-match" }, { failed: "no evidence" }, { kind: "no-data" }]);
    expect(state).toBe(2);
  });
});

describe("windows", () => {
  it("are judged by the page, each with a state of its own; another level is asked for by name", async () => {
    const { rule: asked } = hosted();
    const ready = window({ estimates: [[0.5, estimate(1, 0.5)]], state: 3 });
    expect(await asked.judgeWindows([window(), ready], { word: "" })).toEqual([
      { needs: 0.5 },
      { state: 4, evidence: { kind: "p-value", pValue: 0.01, because: "dimensions.region" } },
    ]);
    const many = Array.from({ length: 401 }, () => ready);
    expect(await asked.judgeWindows(many, { word: "" })).toHaveLength(401);
  });

  it("say which earlier window they are compared with, or it is none", async () => {
    expect(await hosted().rule.against({ word: "" })).toBe("previous");
    await expect(hosted(() => "tomorrow").rule.against({})).rejects.toMatchObject({
      code: "contribution-failed",
    });
  });

  it.each([
    ["a crash", ended],
    ["an answer that is none", () => [{ state: 1, evidence: { kind: "p-value", pValue: -1, because: "x" } }]],
    ["too few", () => []],
    ["a segment's state without end", () => [{ state: "x".repeat(5_000), evidence: { kind: "no-data" } }]],
  ])("fail with %s", async (_, answer) => {
    await expect(hosted(answer).rule.judgeWindows([window()], {})).rejects.toMatchObject({
      code: "contribution-failed",
    });
  });

  it("wait where something else of the plugin's took the call with it", async () => {
    const { rule: asked } = hosted(() => {
      throw cxError("contribution-failed", "the process ended", { trouble: "cancelled" });
    });
    await expect(asked.judgeWindows([window()], {})).rejects.toMatchObject({ code: "unavailable" });
  });

  it("wait where the plugin comes back by itself, and fail where somebody has to help", async () => {
    for (const [state, failure] of [
      ["backoff", "unavailable"],
      ["quarantined", "contribution-failed"],
    ] as const) {
      const { parts, rule: asked } = hosted();
      parts.state.now = state;
      await expect(asked.judgeWindows([window()], {})).rejects.toMatchObject({ code: failure });
    }
  });
});
