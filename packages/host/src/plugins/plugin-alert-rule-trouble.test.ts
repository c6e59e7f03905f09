import { cxError } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { answering, type Called } from "./fixtures/answering-plugin.ts";
import { allowed, code, ended, entry, hosted, now, said } from "./fixtures/spike-rule.ts";
import { pluginAlertRule } from "./plugin-alert-rule.ts";

describe("events over which a rule has trouble", () => {
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

  it("over which it does not come to an end are not waited for one after the other", async () => {
    const slow = (called: Called): unknown => {
      if (!JSON.stringify(called.args).includes("slow")) return code(called);
      throw cxError("contribution-failed", "judge took too long", { trouble: "timeout" });
    };
    const { parts, rule: asked } = hosted(slow);
    const one = await asked.judgeEvents([said("slow", "1")], { word: "spike" }, 3);
    const unavailable = "judge took too long";
    expect(one).toEqual({ state: 3, found: [{ failed: unavailable }], unavailable, late: true });
    const events = ["spike", "slow", "slow", "spike"].map((text, at) => said(text, String(at)));
    const page = await asked.judgeEvents(events, { word: "spike" }, 3);
    expect(page).toEqual({ state: 3, found: [], unavailable });
    const next = await asked.judgeEvents(events, { word: "spike" }, 3);
    expect(next).toMatchObject({ found: [{ because: "number 4" }, { failed: unavailable }], late: true });
    expect(parts.called).toHaveLength(4);
  });

  it("are left for later after ten seconds of judging", async () => {
    let seconds = 0;
    const clock = () => new Date(Date.UTC(2026, 2, 1) + 1_000 * seconds).toISOString();
    const parts = answering((called) => {
      seconds += 4;
      return code(called);
    });
    const asked = pluginAlertRule({ ...parts, now: clock }, allowed(["behavioural"]), entry);
    const events = Array.from({ length: 900 }, (_, at) => said("fine", String(at)));
    const { found, state, unavailable, late } = await asked.judgeEvents(events, { word: "spike" }, null);
    expect([found.length, state, unavailable, late]).toEqual([
      600,
      600,
      "acme.kit/spike takes longer than 10000 ms",
      undefined,
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

  it("of which one has an answer that cannot cross fail with that one", async () => {
    const long = (called: Called): unknown => {
      if (!JSON.stringify(called.args).includes("long")) return code(called);
      throw cxError("contribution-failed", "an answer is too long");
    };
    const { found } = await hosted(long).rule.judgeEvents(
      ["spike", "long", "spike"].map((text, at) => said(text, String(at))),
      { word: "spike" },
      null,
    );
    expect(found).toEqual([
      { kind: "match", because: "number 1" },
      { failed: "an answer is too long" },
      { kind: "match", because: "number 2" },
    ]);
  });

  it("are left where they are when something else took the call with it", async () => {
    const { rule: asked } = hosted(() => {
      throw cxError("contribution-failed", "the process ended", { trouble: "cancelled" });
    });
    const events = [said("x")];
    expect(await asked.judgeEvents(events, {}, 5)).toEqual({
      state: 5,
      found: [],
      unavailable: "the process ended",
    });
  });

  it("are judged by rules of one plugin one after the other, whatever becomes of each", async () => {
    let running = 0;
    let most = 0;
    const parts = answering(async (called) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return JSON.stringify(called.args).includes("bomb") ? ended() : code(called);
    });
    const rules = ["bomb", "fine", "spike"].map((text) => ({
      text,
      asked: pluginAlertRule({ ...parts, now }, allowed(["behavioural", "free-text"]), entry),
    }));
    const all = await Promise.all(
      rules.map(({ asked, text }) => asked.judgeEvents([said(text)], { word: "spike" }, null)),
    );
    expect(all.map(({ found }) => found)).toMatchObject([
      [{ failed: "acme.kit ended" }],
      [{ kind: "no-match" }],
      [{ kind: "match" }],
    ]);
    expect(most).toBe(1);
  });
});
