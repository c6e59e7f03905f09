import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { contents, type Workbench, workbench } from "../flow/fixtures/workbench.ts";
import type { Host } from "../host.ts";
import { type Act, neighbours } from "./fixtures/neighbours.ts";
import { inProcessRunner } from "./isolate/in-process-runner.ts";
import { idleServices } from "./isolate/fixtures/misbehaved-plugin.ts";
import { processRunner } from "./isolate/process-runner.ts";
import type { PluginCode } from "./manager-contract.ts";

const limits = { callMs: 700, startMs: 20_000, rssMb: 250, heapMb: 64 };

function sent(
  host: Host,
  connection: string,
  records: readonly object[],
): Promise<{ readonly status: number }> {
  return host.receive(connection, {
    method: "POST",
    url: `https://cx.example.com/hooks/${connection}`,
    headers: { "content-type": "application/json" },
    body: Buffer.from(JSON.stringify(records)),
  });
}

/** Ticks until something is so, on a clock that goes on meanwhile. */
async function until(bench: Workbench, done: () => Promise<boolean> | boolean): Promise<void> {
  for (let round = 0; round < 20_000 && !(await done()); round += 1) {
    bench.clock.advance(2_000);
    await bench.host.tick();
    await turn();
  }
}

async function keysOf({ store }: Workbench, source: string): Promise<readonly string[]> {
  const events = await contents(store, ["survey.responded"]);
  return events.filter((event) => event.source === source).map(({ key }) => key);
}

const ids = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${name}-${String(at).padStart(2, "0")}`);

/** What is set aside of a bad plugin in the end: why, and of whom it is said. */
const expected: { readonly [act in Exclude<Act, "none">]: RegExp | null } = {
  throw: /TypeError/,
  hang: /acme\.hang/,
  exit: /threw/,
  // What ends it comes after its answers, which are good; so are those of one that only says too much.
  crash: null,
  flood: null,
  memory: /acme\.memory/,
};

/** What ends its process. */
const ends: ReadonlySet<Act> = new Set<Act>(["hang", "crash", "memory"]);

describe("a plugin that is no good", () => {
  for (const [act, blamed] of Object.entries(expected) as [Exclude<Act, "none">, RegExp | null][])
    it(
      `(${act}) is to blame for its own record alone; its neighbour's events all arrive`,
      { timeout: 60_000 },
      async () => {
        await using plugins = await neighbours(["none", act], processRunner, limits);
        await using bench = await workbench({
          connections: (["none", act] as const).map((one) => ({
            id: one,
            channel: plugins.channel(one),
            config: { name: one },
            unsigned: true,
          })),
        });
        const good = ids("good", 30);
        const bad = ids("bad", 30);
        const statuses = new Set<number>();
        for (let at = 0; at < 30; at += 3) {
          const of = (all: readonly string[]): readonly object[] =>
            all.slice(at, at + 3).map((id) => ({ id }));
          const records = of(bad).map((record, place) =>
            at === 12 && place === 1 ? { ...record, act } : record,
          );
          for (const [connection, all] of [
            ["none", of(good)],
            [act, records],
          ] as const) {
            let reply = await sent(bench.host, connection, all);
            // A producer that is told to come again comes again.
            await until(bench, async () => {
              if (reply.status >= 500) reply = await sent(bench.host, connection, all);
              return reply.status < 500;
            });
            statuses.add(reply.status);
          }
        }
        expect([...statuses]).toEqual([200]);
        const wanted = blamed ? bad.filter((id) => id !== "bad-13") : bad;
        await until(bench, async () => (await keysOf(bench, `test:${act}`)).length === wanted.length);
        expect(await keysOf(bench, "test:none")).toEqual(good);
        expect(await keysOf(bench, `test:${act}`)).toEqual(wanted);
        const left = bench.host.quarantine.list();
        expect(left.map(({ connection, reason }) => [connection, reason])).toEqual(
          blamed ? [[act, "contribution-failed"]] : [],
        );
        if (blamed) expect(left[0]?.message).toMatch(blamed);
        const charged = plugins.log.filter(({ event }) => event === "plugin-crashed");
        expect(new Set(charged.map(({ contribution }) => contribution))).toEqual(
          new Set(ends.has(act) ? [`acme.${act}`] : []),
        );
        expect(bench.host.status()).toMatchObject({ state: "running", backlog: 0 });
      },
    );
});

describe("pluginChannel", () => {
  it("gives the same events wherever its code runs", async () => {
    const told: unknown[] = [];
    for (const start of [inProcessRunner, processRunner]) {
      await using plugins = await neighbours(["none"], start, limits);
      const connection = { id: "none", channel: plugins.channel("none"), config: {}, unsigned: true };
      await using bench = await workbench({ connections: [connection] });
      await sent(
        bench.host,
        "none",
        ids("a", 7).map((id) => ({ id })),
      );
      await bench.host.settled();
      told.push(await contents(bench.store, ["survey.responded"]));
    }
    expect(told[0]).toEqual(told[1]);
    expect(told[0]).toHaveLength(7);
  });

  it("names plugin and contribution, and what its manifest says", async () => {
    await using plugins = await neighbours(["none"], inProcessRunner, limits);
    expect(plugins.channel("none")).toMatchObject({
      id: "feedback",
      contribution: "acme.none/feedback",
      streams: [],
      hydrates: false,
      webhook: { accepts: ["application/json"], methods: ["POST"], wakes: false },
    });
  });

  it("whose plugin names instruments that are none fails to open, and says whose it is", async () => {
    const deep: unknown = JSON.parse("[".repeat(200_000) + "]".repeat(200_000));
    const scale = { min: 0, max: 10, step: 3 };
    for (const answer of [
      null,
      "abc",
      [null],
      [{ id: "nps" }],
      [{ id: "a", version: "1", scale }],
      [{ id: "a", version: "1", deep }],
    ]) {
      await using plugins = await neighbours(["none"], inProcessRunner, limits);
      const code = { call: () => Promise.resolve(answer) } as unknown as PluginCode;
      const channel = plugins.channel("none", { ...plugins.manager, use: () => code });
      await expect(channel.open({}, { ...idleServices, progress() {} } as never)).rejects.toMatchObject({
        code: "contribution-failed",
        place: { contribution: "acme.none/feedback", trouble: "bad-data" },
      });
    }
  });

  it("cannot be used while the operator has switched its plugin off", async () => {
    await using plugins = await neighbours(["none"], inProcessRunner, limits);
    const channel = plugins.channel("none");
    expect(channel.unavailable?.()).toBeNull();
    await plugins.manager.disable("acme.none");
    expect(channel.unavailable?.()).toMatch(/^acme\.none is disabled/);
  });
});
