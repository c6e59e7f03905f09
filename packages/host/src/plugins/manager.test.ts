import { cxError } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { fakePlugin, fakeRunners, fakeTarget } from "./fixtures/fake-plugins.ts";
import { managerBench as bench } from "./fixtures/manager-bench.ts";
import type { DiscoveredPlugin } from "./manager-contract.ts";
import type { CallOptions } from "./runner.ts";

const options = {} as CallOptions;
const crash = { why: "crashed", detail: "exit 1" } as const;

describe("pluginManager", () => {
  it("runs no code before it is needed, and then the one plugin's", async () => {
    const { runners, call, of } = bench();
    expect([of("acme.a").state, runners.told]).toEqual(["registered", []]);
    expect(await call("acme.a", "run", [1])).toEqual([1]);
    expect(runners.told).toEqual(["+acme.a"]);
    expect(of("acme.a")).toMatchObject({
      state: "active",
      tier: "process",
      calls: 1,
      activatedBy: "onCommand:run",
    });
  });

  it("shares one start among all who wait for it", async () => {
    const { runners, call } = bench();
    expect(await Promise.all([1, 2, 3].map((n) => call("acme.a", "run", [n])))).toEqual([[1], [2], [3]]);
    expect(runners.told).toEqual(["+acme.a"]);
  });

  it("gives up a start after the plugin's startMs, for all who wait, and tries again later", async () => {
    const { runners, call, of, time } = bench();
    runners.starts.push("never");
    const waiting = [call("acme.a"), call("acme.a")].map((one) => one.catch((error: unknown) => error));
    await time.advance(5000);
    for (const one of waiting)
      expect(await one).toMatchObject({ code: "contribution-failed", place: { trouble: "timeout" } });
    expect(of("acme.a")).toMatchObject({ state: "failed", why: "acme.a did not start within 5000 ms" });
    await expect(call("acme.a")).rejects.toMatchObject({ code: "unavailable", place: { retryAfter: 1 } });
    await time.advance(1000);
    expect(of("acme.a")).toMatchObject({ state: "active", restarts: 1 });
  });

  it("stops code that nobody called for a minute, and starts it again when somebody does", async () => {
    const { runners, call, of, time } = bench();
    await call("acme.a");
    await time.advance(59_999);
    expect(of("acme.a").state).toBe("active");
    await time.advance(1);
    expect(of("acme.a")).toMatchObject({ state: "registered", tier: null });
    await call("acme.a");
    expect(runners.told).toEqual(["+acme.a", "-acme.a", "+acme.a"]);
    expect(of("acme.a").restarts).toBe(0);
  });

  it("stops nothing under a call", async () => {
    const { runners, call, of, time } = bench();
    const long = call("acme.a", "wait");
    await time.advance(600_000);
    expect(of("acme.a")).toMatchObject({ state: "active", inFlight: 1 });
    runners.answer("acme.a");
    expect(await long).toBe("late");
  });

  it("fails calls under way with trouble crash when the code ends, and says whose fault it was", async () => {
    const { runners, call, of, time } = bench();
    const long = call("acme.a", "wait").catch((error: unknown) => error);
    await time.advance(0);
    runners.end("acme.a", { ...crash, during: { contribution: "run", member: "wait" } });
    expect(await long).toMatchObject({
      code: "contribution-failed",
      place: { trouble: "crash", contribution: "acme.a/run" },
    });
    expect(of("acme.a")).toMatchObject({
      state: "backoff",
      crashes: 1,
      lastError: { contribution: "acme.a/run" },
    });
    expect(of("acme.b").state).toBe("registered");
  });

  it("starts crashed code again only where somebody needs it", async () => {
    const { runners, call, of, time } = bench();
    await call("acme.a");
    runners.end("acme.a", crash);
    await time.advance(1000);
    expect(of("acme.a").state).toBe("registered");
    expect(runners.told).toEqual(["+acme.a"]);
  });

  it("keeps code that does not answer for a while, and says so", async () => {
    const { runners, call, of } = bench();
    await call("acme.a");
    runners.answers("acme.a", false);
    expect(of("acme.a").state).toBe("unresponsive");
    runners.answers("acme.a", true);
    expect(of("acme.a").state).toBe("active");
  });

  it("starts nothing of a plugin that lacks a grant, names what is missing, and starts it once granted", async () => {
    let granted = false;
    const grants = () =>
      granted ? ({ granted } as const) : ({ granted, missing: ["network api.acme.com"] } as const);
    const { runners, call, of, manager } = bench({ grants });
    expect(of("acme.a")).toMatchObject({ state: "blocked", why: "not granted: network api.acme.com" });
    await expect(call("acme.a")).rejects.toMatchObject({
      code: "invalid-setup",
      place: { trouble: "capability" },
    });
    granted = true;
    await manager.regrant();
    await call("acme.a");
    granted = false;
    await manager.regrant();
    expect([of("acme.a").state, runners.told]).toEqual(["blocked", ["+acme.a", "-acme.a"]]);
  });

  it("does not start again and again what its start finds to lack a grant", async () => {
    let same = false;
    const runners = fakeRunners();
    const { call, of, time, manager } = bench({
      async start(...given) {
        if (same) return runners.start(...given);
        throw cxError("invalid-setup", "its files are not those that were granted", {
          trouble: "capability",
        });
      },
    });
    await expect(call("acme.a")).rejects.toMatchObject({
      message: expect.stringMatching(/^acme\.a is blocked: its files are not.*"cxkit plugin grant acme\.a"$/),
      place: { trouble: "capability" },
    });
    await time.advance(600_000);
    expect(of("acme.a")).toMatchObject({
      state: "blocked",
      why: "its files are not those that were granted",
    });
    same = true;
    await manager.regrant();
    expect(await call("acme.a", "run", [1])).toEqual([1]);
  });

  it("ends what is under way when a grant is taken away, and waits for nothing", async () => {
    const missing: string[] = [];
    const { runners, call, of, time, manager } = bench({
      grants: () => (missing.length === 0 ? { granted: true } : { granted: false, missing }),
    });
    const long = call("acme.a", "wait").catch((error: unknown) => error);
    await time.advance(0);
    missing.push("network: POST api.acme.com");
    await manager.regrant();
    expect(await long).toMatchObject({ place: { trouble: "cancelled" } });
    expect([of("acme.a").state, of("acme.a").inFlight, runners.told]).toEqual([
      "blocked",
      0,
      ["+acme.a", "-acme.a"],
    ]);
    await expect(call("acme.a")).rejects.toMatchObject({ place: { trouble: "capability" } });
    missing[0] = "secret: token";
    await manager.regrant();
    expect(of("acme.a").why).toBe("not granted: secret: token");
  });

  it("takes a plugin out of service after the calls under way, and back", async () => {
    const { runners, call, of, time, manager } = bench();
    const long = call("acme.a", "wait");
    await time.advance(0);
    const off = manager.disable("acme.a");
    await expect(call("acme.a")).rejects.toMatchObject({ code: "unavailable" });
    expect(of("acme.a").state).toBe("draining");
    runners.answer("acme.a");
    await off;
    expect([await long, of("acme.a").state]).toEqual(["late", "disabled"]);
    await manager.enable("acme.a");
    expect(of("acme.a").state).toBe("registered");
  });

  it("waits for a call no longer than drainMs", async () => {
    const { call, of, time, manager } = bench();
    const long = call("acme.a", "wait").catch((error: unknown) => error);
    await time.advance(0);
    const off = manager.disable("acme.a");
    await time.advance(30_000);
    await off;
    expect(await long).toMatchObject({ place: { trouble: "cancelled" } });
    expect(of("acme.a").state).toBe("disabled");
  });

  it("stops plugins in the reverse order in which they began", async () => {
    const { runners, call, manager } = bench();
    await call("acme.b");
    await call("acme.a");
    await manager[Symbol.asyncDispose]();
    expect(runners.told).toEqual(["+acme.b", "+acme.a", "-acme.a", "-acme.b"]);
    await expect(call("acme.a")).rejects.toMatchObject({
      code: expect.stringMatching(/unavailable|invalid-setup/),
    });
  });

  it("starts nothing after it was closed: no plugin that waits for a restart, and none whose start was under way", async () => {
    const { runners, call, manager, time } = bench();
    runners.starts.push("throws", "never");
    const failed = call("acme.a").catch((error: unknown) => error);
    await time.advance(0);
    const begun = call("acme.b").catch((error: unknown) => error);
    await time.advance(0);
    await manager[Symbol.asyncDispose]();
    expect(await failed).toMatchObject({ code: "contribution-failed" });
    expect(await begun).toMatchObject({ place: { trouble: "cancelled" } });
    await time.advance(600_000);
    expect(runners.told).toEqual([]);
    expect(manager.status().map(({ state }) => state)).toEqual(["removed", "removed"]);
  });

  it("hands on pages, and ends the code's own when the reader stops", async () => {
    const { manager, of } = bench();
    const seen: unknown[] = [];
    for await (const { records } of manager
      .use("acme.a")
      .pages(fakeTarget("acme.a"), "all", undefined, options)) {
      seen.push(...records);
      if (seen.length === 1) expect(of("acme.a").inFlight).toBe(1);
    }
    expect([seen, of("acme.a").inFlight]).toEqual([[1, 2], 0]);
  });

  it("starts what asks for an event, and nothing else", async () => {
    const { runners, manager } = bench({}, [
      fakePlugin("acme.a", { activation: ["onStart"] }),
      fakePlugin("acme.b"),
    ]);
    await manager.trigger("onStart");
    expect(runners.told).toEqual(["+acme.a"]);
  });

  it("says what cannot be used, and why", async () => {
    const broken: DiscoveredPlugin = {
      state: "invalid",
      id: "acme.c",
      version: null,
      directory: "/plugins/c",
      problems: ["cxkit.id: expected publisher.name"],
      origin: "path",
    };
    const { manager, of } = bench({}, [broken]);
    expect(of("acme.c")).toMatchObject({ state: "invalid", why: "cxkit.id: expected publisher.name" });
    expect(manager.status("acme.c")).toEqual([of("acme.c")]);
    expect(manager.status("acme.d")).toEqual([]);
    expect(() => manager.use("acme.c")).toThrow("acme.c is invalid: cxkit.id");
    expect(() => manager.use("acme.d")).toThrow("acme.d is not installed");
  });

  it("counts errors of the plugin's own, without its words", async () => {
    const { call, of } = bench();
    await expect(call("acme.a", "throw")).rejects.toThrow("of the plugin's own");
    expect(of("acme.a")).toMatchObject({
      errors: 1,
      state: "active",
      lastError: { contribution: "acme.a/run", member: "throw", message: "TypeError" },
    });
  });

  it("tells what running code uses, and nothing of code that does not run", async () => {
    const { manager, call } = bench();
    const nothing = { rssBytes: null, cpuMs: null };
    expect(await manager.usage("acme.a")).toEqual(nothing);
    await call("acme.a");
    expect(await manager.usage("acme.a")).toEqual({ rssBytes: 50_000_000, cpuMs: 120 });
    await manager.disable("acme.a");
    expect(await manager.usage("acme.a")).toEqual(nothing);
    await expect(manager.usage("acme.d")).rejects.toThrow("acme.d is not installed");
  });

  it("tells of every call that failed, and whose it was", async () => {
    const told: unknown[] = [];
    const { call } = bench({
      failed: (plugin, { contribution, member }) => told.push([plugin, contribution, member]),
    });
    await call("acme.a", "run");
    await expect(call("acme.a", "throw")).rejects.toThrow("of the plugin's own");
    expect(told).toEqual([["acme.a", "acme.a/run", "throw"]]);
  });
});
