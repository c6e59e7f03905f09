import {
  type AlertRule,
  type AlertRuleEntry,
  type CxEvent,
  cxError,
  type Estimate,
  type HostedWindow,
} from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { answering, answeringPlugin, type Called } from "./fixtures/answering-plugin.ts";
import { ruleMembers } from "./isolate/rule-members.ts";
import { fromWire, toWire } from "./isolate/wire.ts";
import { pluginAlertRule } from "./plugin-alert-rule.ts";
import type { InstalledPlugin } from "./runner.ts";

const entry: AlertRuleEntry = {
  id: "spike",
  title: "Spike",
  spec: "v1",
  module: "r.mjs",
  export: "spike",
  watches: "event",
  guarantee: { kind: "none", why: "every one is told" },
  params: {},
};
const allowed = (classes: readonly ("behavioural" | "free-text" | "identifier")[]): InstalledPlugin => ({
  ...answeringPlugin,
  manifest: { ...answeringPlugin.manifest, capabilities: { data: [{ classes, why: "to judge" }] } },
});
/** Counts, and matches where the words of a review say so. */
const rule: AlertRule<{ readonly word: string }, number> = {
  ...entry,
  params: {
    "~standard": { version: 1, vendor: "test", validate: (value) => ({ value: value as { word: string } }) },
  },
  start: () => 0,
  against: () => "previous",
  judge(seen, { word }, state) {
    if (seen.kind === "window") {
      const { interval } = seen.estimateAt(0.5);
      return {
        state: state + 1,
        evidence: {
          kind: "p-value",
          pValue: interval?.high === 1 ? 0.01 : 0.5,
          because: Object.keys(seen.segment).join(),
        },
      };
    }
    const { text } = seen.event.data as { readonly text?: string };
    if (text === "throw") throw new TypeError("the words of somebody");
    return {
      state: state + 1,
      evidence: text === word ? { kind: "match", because: `number ${state + 1}` } : { kind: "no-match" },
    };
  },
};
const code = ({ member, args, options: { config } }: Called): unknown =>
  fromWire(
    toWire(
      (ruleMembers as unknown as { [name: string]: Function })[member]!(
        rule,
        { config },
        fromWire(toWire(args)),
      ),
    ),
  );
const now = () => "2026-03-01T10:00:00Z";
const hosted = (
  answer: (called: Called) => unknown = code,
  plugin = allowed(["behavioural", "free-text"]),
) => {
  const parts = answering(answer);
  return { parts, rule: pluginAlertRule({ ...parts, now }, plugin, entry) };
};
const said = (text: string, key = text): { readonly event: CxEvent; readonly now: string } => ({
  now: now(),
  event: {
    type: "feedback.posted",
    source: "shop",
    key,
    id: key,
    revision: 0,
    time: now(),
    received: now(),
    channel: "email",
    subject: "5f2c",
    dimensions: {},
    data: { text, author: "Ada" },
  },
});
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
const ended = () => {
  throw cxError("contribution-failed", "acme.kit ended", { trouble: "crash" });
};

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

  it("over which the code ends are found one by one: only the one that does it is passed over", async () => {
    const bomb = (called: Called): unknown =>
      JSON.stringify(called.args).includes("bomb") ? ended() : code(called);
    const { rule: asked } = hosted(bomb);
    const events = ["a", "spike", "bomb", "spike"].map((text, at) => said(text, String(at)));
    const first = await asked.judgeEvents(events, { word: "spike" }, null);
    expect(first).toEqual({ state: null, found: [], unavailable: "acme.kit ended" });
    const second = await asked.judgeEvents(events, { word: "spike" }, first.state);
    expect(second.found).toEqual([
      { kind: "no-match" },
      { kind: "match", because: "number 2" },
      { failed: "acme.kit ended" },
      { kind: "match", because: "number 3" },
    ]);
  });

  it("are left where they are while the code cannot run, from the first that was not judged", async () => {
    const { parts, rule: asked } = hosted((called) => {
      const answer = code(called);
      parts.state.now = "backoff";
      return answer;
    });
    const events = Array.from({ length: 250 }, (_, at) => said("fine", String(at)));
    const { found, unavailable } = await asked.judgeEvents(events, { word: "spike" }, null);
    expect([found.length, unavailable]).toEqual([200, "acme.kit is backoff"]);
  });

  it.each([
    ["nothing", () => null],
    ["too few", () => ({ state: 1, found: [] })],
    ["a p-value above 1", () => ({ state: 1, found: [{ kind: "p-value", pValue: 2, because: "x" }] })],
    ["a match for no reason", () => ({ state: 1, found: [{ kind: "match" }] })],
    [
      "an infinite e-value",
      () => ({ state: 1, found: [{ kind: "e-value", eValue: Infinity, because: "x" }] }),
    ],
  ])("with an answer that is none are failed, not believed: %s", async (_, answer) => {
    const { found } = await hosted(answer).rule.judgeEvents([said("x")], {}, null);
    expect(found).toEqual([{ failed: "acme.kit/spike judges with something that is no evidence" }]);
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
  ])("fail with %s", async (_, answer) => {
    await expect(hosted(answer).rule.judgeWindows([window()], {})).rejects.toMatchObject({
      code: "contribution-failed",
    });
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
