import { cxError, type PullContext } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import type { Host } from "../host.ts";
import { shopChannel } from "./fixtures/shop-channel.ts";
import { contents, shopConnection, shopRequest, workbench } from "./fixtures/workbench.ts";

const pages = [
  [{ id: "a", score: 9 }],
  [
    { id: "b", score: 8 },
    { id: "c", score: 2 },
  ],
  [],
];

const nothing: readonly never[] = [];

describe("pulls", () => {
  it("come when they are due, and go on after the last page that is on disk", async () => {
    const asked: number[] = [];
    const growing = [...pages];
    const channel = shopChannel({ pages: growing, pull: (page) => asked.push(page) });
    await using bench = await workbench({ connections: [{ ...shopConnection(channel), pullEvery: 60 }] });
    await bench.host.tick();
    await bench.host.tick();
    expect(asked).toEqual([0, 1, 2]);
    expect(await contents(bench.store, ["survey.responded"])).toHaveLength(3);
    growing.push([{ id: "d", score: 7 }]);
    bench.clock.advance(59_999);
    await bench.host.tick();
    expect(asked).toHaveLength(3);
    bench.clock.advance(1);
    await bench.host.tick();
    expect(asked).toEqual([0, 1, 2, 3]);
    const host = await bench.reopen();
    await host.tick();
    expect(asked).toEqual([0, 1, 2, 3]);
    expect(await contents(bench.store, ["survey.responded"])).toHaveLength(4);
    expect(host.cases.list()).toHaveLength(1);
  });

  it("that break off keep their pages, and go on there in a while", async () => {
    let broken = true;
    const asked: number[] = [];
    const pull = (page: number): void => {
      asked.push(page);
      if (page === 1 && broken) throw cxError("unavailable", "sentinel: the shop is closed");
    };
    await using bench = await workbench({ connections: [shopConnection(shopChannel({ pages, pull }))] });
    await bench.host.tick();
    expect(await contents(bench.store, ["survey.responded"])).toHaveLength(1);
    expect(bench.log).toContainEqual(
      expect.objectContaining({ level: "warn", event: "pull-failed", contribution: "survey" }),
    );
    expect(JSON.stringify(bench.log)).not.toContain("sentinel");
    broken = false;
    bench.clock.advance(10_000);
    await bench.host.tick();
    expect(asked).toEqual([0, 1, 1, 2]);
    expect(await contents(bench.store, ["survey.responded"])).toHaveLength(3);
  });

  it("that throw are charged to the connection, and others go on", async () => {
    const bad = shopChannel({
      pages,
      pull: () => {
        throw new TypeError("no");
      },
    });
    const good = { ...shopConnection(shopChannel({ pages })), id: "good" };
    await using bench = await workbench({ connections: [shopConnection(bad), good] });
    await bench.host.tick();
    expect(bench.log).toContainEqual(
      expect.objectContaining({ level: "error", event: "contribution-failed", contribution: "survey" }),
    );
    expect(bench.host.status().connections["good"]).toMatchObject({ appended: 3 });
  });
});

describe("a stream", () => {
  const told = { ...shopChannel().webhook!, wakes: () => ["answers"] };

  it("is pulled when a webhook says that there is something new, once for many", async () => {
    const asked: number[] = [];
    const growing = [...pages];
    const channel = { ...shopChannel({ pages: growing, pull: (page) => asked.push(page) }), webhook: told };
    await using bench = await workbench({ connections: [shopConnection(channel)] });
    await bench.host.tick();
    growing.push([{ id: "d", score: 7 }]);
    for (const id of ["x", "y"]) await bench.host.receive("survey", shopRequest({ id, score: 9 }));
    await bench.host.settled();
    await bench.host.tick();
    await bench.host.tick();
    expect(asked).toEqual([0, 1, 2, 3]);
  });

  it("is pulled again when something new is told while it is being pulled", async () => {
    const growing = [[{ id: "a", score: 9 }]];
    let host: Host | undefined;
    let rounds = 0;
    const shop = shopChannel({ pages: growing });
    const { pull } = shop.streams!["answers"]!;
    const channel: typeof shop = {
      ...shop,
      webhook: told,
      streams: {
        answers: {
          ...shop.streams!["answers"]!,
          async *pull(...given) {
            rounds += 1;
            yield* pull(...given);
            if (rounds > 1) return;
            growing.push([{ id: "b", score: 9 }]);
            await host?.receive("survey", shopRequest({ id: "x", score: 9 }));
          },
        },
      },
    };
    await using bench = await workbench({ connections: [shopConnection(channel)] });
    ({ host } = bench);
    await bench.host.tick();
    await bench.host.tick();
    expect(rounds).toBe(2);
    expect((await contents(bench.store, ["survey.responded"])).map(({ key }) => key)).toEqual([
      "a",
      "b",
      "x",
    ]);
  });

  it("that does not believe who we are is named, and asked rarely, whoever wakes it", async () => {
    let asked = 0;
    const pull = (): void => {
      asked += 1;
      throw cxError("invalid-setup", "sentinel", { trouble: "auth" });
    };
    const channel = { ...shopChannel({ pages, pull }), webhook: told };
    await using bench = await workbench({ connections: [{ ...shopConnection(channel), pullEvery: 60 }] });
    await bench.host.tick();
    await bench.host.receive("survey", shopRequest({ id: "x", score: 9 }));
    bench.clock.advance(899_000);
    await bench.host.tick();
    expect(asked).toBe(1);
    expect(bench.host.status().connections["survey"]?.troubles).toEqual([
      { stage: "pull", stream: "answers", trouble: "auth", failures: 1, next: "2026-03-01T10:15:00.000Z" },
    ]);
    bench.clock.advance(1_000);
    await bench.host.tick();
    expect(asked).toBe(2);
  });

  it("is asked again when the producer said, and not before", async () => {
    let asked = 0;
    const pull = (): void => {
      asked += 1;
      if (asked === 1) throw cxError("unavailable", "later", { trouble: "rate-limited", retryAfter: 3_600 });
    };
    await using bench = await workbench({
      connections: [{ ...shopConnection(shopChannel({ pages, pull })), pullEvery: 60 }],
    });
    await bench.host.tick();
    bench.clock.advance(3_599_000);
    await bench.host.tick();
    expect(asked).toBe(1);
    bench.clock.advance(1_000);
    await bench.host.tick();
    expect(asked).toBe(4);
  });

  it("that gives no page is left after its silence, unless it tells of progress that is some", async () => {
    for (const [seen, rounds] of [
      [() => 0, 5],
      [(round: number) => round, 20],
    ] as const) {
      const shop = shopChannel({ pages: [] });
      let context: PullContext<unknown> | undefined;
      const channel: typeof shop = {
        ...shop,
        streams: {
          answers: {
            ...shop.streams!["answers"]!,
            async *pull(given): AsyncIterable<never> {
              context = given;
              await new Promise((_, reject) =>
                given.signal.addEventListener("abort", () => reject(new Error("ended"))),
              );
              yield* nothing;
            },
          },
        },
      };
      await using bench = await workbench({ connections: [shopConnection(channel)] });
      const ticking = bench.host.tick();
      const ended = { over: false };
      void ticking.then(() => (ended.over = true));
      await new Promise((resolve) => setImmediate(resolve));
      for (let round = 1; round <= 20 && !ended.over; round += 1) {
        context?.progress({ records: seen(round) });
        bench.clock.advance(15_000);
        await new Promise((resolve) => setImmediate(resolve));
        if (round < rounds) expect(ended.over, `after ${round} quarters of a minute`).toBe(false);
      }
      expect(ended.over).toBe(rounds < 20);
      if (!ended.over) for (let more = 0; more < 6; more += 1) bench.clock.advance(15_000);
      await ticking;
      expect(bench.host.status().connections["survey"]?.troubles).toMatchObject([{ trouble: "timeout" }]);
    }
  });

  it("that takes long keeps no other connection from being pulled", async () => {
    let release = (): void => {};
    const slow = shopChannel({ pages: [] });
    const waiting: typeof slow = {
      ...slow,
      streams: {
        answers: {
          ...slow.streams!["answers"]!,
          async *pull(): AsyncIterable<never> {
            await new Promise<void>((resolve) => (release = resolve));
            yield* nothing;
          },
        },
      },
    };
    const asked: number[] = [];
    const good = shopChannel({ pages, pull: (page) => asked.push(page) });
    await using bench = await workbench({
      connections: [shopConnection(waiting), { ...shopConnection(good), id: "good", pullEvery: 60 }],
    });
    bench.host.start();
    await until(() => asked.length === 3, bench.clock);
    const growing = pages as { id: string; score: number }[][];
    growing.push([{ id: "z", score: 5 }]);
    await until(() => asked.length === 4, bench.clock, 100);
    growing.pop();
    release();
  });
});

describe("start", () => {
  it("does by itself what is due, until the host is closed", async () => {
    const asked: number[] = [];
    const growing = [...pages];
    const channel = shopChannel({ pages: growing, pull: (page) => asked.push(page) });
    await using bench = await workbench({ connections: [{ ...shopConnection(channel), pullEvery: 60 }] });
    bench.host.start();
    bench.clock.advance(0);
    await until(() => asked.length === 3 && bench.told.length === 1, bench.clock);
    // Set back by a year: what is due still comes.
    bench.clock.set("2025-03-01T00:00:00Z");
    growing.push([{ id: "d", score: 1 }]);
    await until(() => asked.length > 3 && bench.told.length > 1, bench.clock, 100);
    await bench.host[Symbol.asyncDispose]();
    const { length } = bench.told;
    bench.clock.advance(10 * 86_400_000);
    expect(bench.told).toHaveLength(length);
  });
});

/** Winds the clock, giving everything time to happen in between. */
async function until(
  done: () => boolean,
  clock: { advance(milliseconds: number): void },
  step = 1,
): Promise<void> {
  for (let round = 0; round < 200_000 && !done(); round += 1) {
    clock.advance(step);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(done()).toBe(true);
}
