import { describe, expect, it } from "vitest";
import { misbehaved, idleServices, misbehaving, quick, installed } from "./fixtures/misbehaved-plugin.ts";
import { hasSandbox } from "./launch.ts";
import { processRunner } from "./process-runner.ts";
import { sandboxRunner } from "./sandbox-runner.ts";

const tiers = [
  ["process", processRunner] as const,
  ...(hasSandbox() ? [["sandbox", sandboxRunner] as const] : []),
];

/** What the host must still do when a plugin is done for: answer at once. */
const alive = () => new Promise<string>((resolve) => setImmediate(() => resolve("alive")));

describe.each(tiers)("in the tier %s", (tier, start) => {
  /** The fence is the same in namespaces: there, one act of each kind will do. */
  const some = <T>(...acts: readonly T[]): readonly T[] => (tier === "process" ? acts : acts.slice(0, 1));

  it("a plugin answers, and knows nothing of the host's environment", async () => {
    await using fixture = await misbehaving(start);
    expect(fixture.runner.tier).toBe(tier);
    expect(await fixture.act("answer", { value: { of: ["what", 1, null] } })).toEqual({
      of: ["what", 1, null],
    });
    expect(await fixture.act("environment")).toEqual([]);
    expect((await fixture.runner.usage()).rssBytes).toBeGreaterThan(0);
  });

  it("a record that fails stops no other", async () => {
    await using fixture = await misbehaving(start);
    expect(
      await fixture.decode([
        { act: "answer", value: 1 },
        { act: "throw" },
        { act: "throwNull" },
        { act: "answer", value: 2 },
      ]),
    ).toEqual([
      { events: [], setAside: [], value: 1 },
      { failed: "TypeError" },
      { failed: "object" },
      { events: [], setAside: [], value: 2 },
    ]);
  });

  it.concurrent.each(some("loop", "regex", "wait", "microtasks", "ignoreEverything"))(
    "what never lets go (%s) is ended, by name, and the host lives",
    async (act) => {
      await using fixture = await misbehaving(start, { callMs: 300 });
      await expect(fixture.act(act)).rejects.toMatchObject({
        code: "contribution-failed",
        place: {
          trouble: expect.stringMatching(/timeout|crash/),
          contribution: "fixture.misbehaved/misbehaved",
        },
      });
      expect(await fixture.runner.ended).toMatchObject({
        why: expect.stringMatching(/unresponsive|memory/),
        during: { contribution: "misbehaved", member: "hydrate.complete" },
      });
      expect(await alive()).toBe("alive");
    },
  );

  it.concurrent.each(some("heap", "heapSlowly", "buffers", "webAssembly"))(
    "memory without end (%s) is ended, and the host lives",
    async (act) => {
      await using fixture = await misbehaving(start);
      await expect(fixture.act(act)).rejects.toMatchObject({ place: { trouble: "crash" } });
      expect(await fixture.runner.ended).toMatchObject({
        why: "memory",
        during: { contribution: "misbehaved", member: "hydrate.complete" },
      });
      expect(await alive()).toBe("alive");
    },
  );

  it.concurrent.each(
    some(
      ["throwInTimer", "TypeError: in a timer"],
      ["throwInImmediate", "TypeError: in an immediate"],
      ["throwInMicrotask", "TypeError: in a microtask"],
      ["throwInNextTick", "TypeError: in the next tick"],
      ["rejectLater", "TypeError: after a wait"],
      ["reject", "TypeError: nobody listens"],
      ["throwNullInTimer", "object: null"],
    ),
  )("what is thrown where nobody catches (%s) ends its process alone, by name", async (act, detail) => {
    await using fixture = await misbehaving(start);
    await expect(fixture.act(act)).rejects.toMatchObject({ place: { trouble: "crash" } });
    expect(await fixture.runner.ended).toEqual({
      why: "crashed",
      detail,
      during: { contribution: "misbehaved", member: "hydrate.complete" },
    });
    expect(await alive()).toBe("alive");
  });

  it("a plugin ends no process", async () => {
    await using fixture = await misbehaving(start);
    for (const act of ["exit", "abort", "killSelf"]) {
      await expect(fixture.act(act)).rejects.toMatchObject({ place: { trouble: "capability" } });
    }
    expect(await fixture.act("answer", { value: 1 })).toBe(1);
  });

  it("a plugin loads no module that acts, and has no network of its own", async () => {
    await using fixture = await misbehaving(start);
    const modules = "fs net http dns child_process worker_threads inspector sqlite cluster vm module".split(
      " ",
    );
    for (const name of modules)
      await expect(fixture.act("import", { name: `node:${name}` })).rejects.toThrow();
    await expect(fixture.act("environ")).rejects.toThrow();
    await expect(fixture.act("fetch", { url: "https://example.com" })).rejects.toThrow(
      "fetch is not for plugins",
    );
    expect(await fixture.act("import", { name: "node:url" })).toBe("loaded");
  });

  it("a plugin that floods its host with what it asks and says does not hold it up", async () => {
    await using fixture = await misbehaving(start, { callMs: 5000 });
    await using other = await misbehaving(start);
    const flooded = fixture.act("flood").catch((thrown: unknown) => thrown);
    for (let turn = 0; turn < 20; turn += 1) expect(await other.act("answer", { value: turn })).toBe(turn);
    await flooded;
    expect(await alive()).toBe("alive");
  });

  it("a plugin that will not leave is ended", async () => {
    const fixture = await misbehaving(start);
    expect(await fixture.act("loopAtExit")).toBe(null);
    await fixture.runner[Symbol.asyncDispose]();
    expect((await fixture.runner.ended).why).toBe("stopped");
  });

  it("a call that waits for nothing is given up, and its process goes on", async () => {
    await using fixture = await misbehaving(start, { callMs: 300 });
    await expect(fixture.act("hang")).rejects.toMatchObject({ place: { trouble: "timeout" } });
    expect(await fixture.act("answer", { value: 1 })).toBe(1);
  });

  it("what every object inherits from is added to by nobody, and is the plugin's own", async () => {
    await using fixture = await misbehaving(start);
    await expect(fixture.act("pollute")).rejects.toThrow("TypeError");
    expect("polluted" in {}).toBe(false);
  });

  it("calls are heard when their caller gives up", async () => {
    await using fixture = await misbehaving(start);
    const given = new AbortController();
    const call = fixture.act("hang", {}, { signal: given.signal });
    given.abort();
    await expect(call).rejects.toMatchObject({ place: { trouble: "cancelled" } });
    await expect(fixture.act("hang", {}, { signal: given.signal })).rejects.toMatchObject({
      place: { trouble: "cancelled" },
    });
  });

  it("when it is stopped, nobody waits in vain and nothing runs on", async () => {
    const fixture = await misbehaving(start);
    const call = expect(fixture.act("hang")).rejects.toMatchObject({ place: { trouble: "cancelled" } });
    await fixture.runner[Symbol.asyncDispose]();
    await call;
    expect((await fixture.runner.ended).why).toBe("stopped");
    expect(await fixture.runner.usage()).toEqual({ rssBytes: null, cpuMs: null });
  });

  it("a stream comes in pages of at most 500, one for each that is asked for, its cursor with its last", async () => {
    await using fixture = await misbehaving(start);
    const pages = [];
    const call = { services: idleServices, config: {} };
    for await (const { records, cursor } of fixture.runner.pages(misbehaved, "pages", 1, call)) {
      pages.push([records.length, cursor]);
    }
    expect(pages).toEqual([
      [500, undefined],
      [200, 2],
      [500, undefined],
      [200, 3],
    ]);
    await expect(
      fixture.runner.pages(misbehaved, "nothing", undefined, call)[Symbol.asyncIterator]().next(),
    ).rejects.toMatchObject({ code: "invalid-setup" });
  });

  it("a stream that is silent, or says the same forever, is given up; one whose progress changes is not", async () => {
    await using fixture = await misbehaving(start, { stallMs: 300 });
    const first = (stream: string, changes: boolean) => {
      const call = { services: idleServices, config: { changes } };
      const pages = fixture.runner.pages(misbehaved, stream, undefined, call);
      return pages[Symbol.asyncIterator]().next();
    };
    await expect(first("silent", false)).rejects.toMatchObject({ place: { trouble: "timeout" } });
    await expect(first("progress", false)).rejects.toMatchObject({ place: { trouble: "timeout" } });
    expect(await first("progress", true)).toMatchObject({ value: { cursor: 1 } });
  });
});

it("a plugin that does not start in time is told of, and nothing is left of it", async () => {
  await expect(
    processRunner(installed("misbehaved"), { limits: { ...quick, startMs: 1 }, log: () => {} }),
  ).rejects.toMatchObject({ code: "contribution-failed", place: { trouble: "crash" } });
});
