import { cxError } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { shopChannel } from "./fixtures/shop-channel.ts";
import { contents, shopConnection, workbench } from "./fixtures/workbench.ts";

const pages = [
  [{ id: "a", score: 9 }],
  [
    { id: "b", score: 8 },
    { id: "c", score: 2 },
  ],
  [],
];

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
