import { expect, it, describe } from "vitest";
import { shopChannel, type ShopRecord } from "./fixtures/shop-channel.ts";
import { contents, shopConnection, shopRequest, workbench } from "./fixtures/workbench.ts";

interface Page {
  readonly records: readonly ShopRecord[];
  readonly cursor?: number;
}

/** A channel whose one stream yields what is given for the cursor it is asked from. */
function streaming(pages: (cursor: number) => Iterable<Page>, asked: number[] = []) {
  const channel = {
    ...shopChannel(),
    streams: {
      answers: {
        primaryKey: ({ id }: ShopRecord) => id,
        async *pull(_context: unknown, cursor: unknown) {
          asked.push(Number(cursor ?? 0));
          yield* pages(Number(cursor ?? 0));
        },
      },
    },
  };
  return { ...shopConnection(channel), pullEvery: 60 };
}

function* endless(cursor: number): Iterable<Page> {
  for (let page = cursor; ; page += 1) yield { records: [{ id: `${page}`, score: 9 }], cursor: page + 1 };
}

describe("a stream that never ends", () => {
  it.each([
    ["pages", { pullPages: 3 }, 3],
    ["records", { pullRecords: 5 }, 5],
    ["bytes", { pullBytes: 100 }, 5],
  ])("is left at its quota of %s, and goes on there when it is next due", async (_, limits, each) => {
    const asked: number[] = [];
    const good = { ...streaming(() => [{ records: [{ id: "g", score: 9 }], cursor: 1 }]), id: "good" };
    await using bench = await workbench({ connections: [streaming(endless, asked), good], limits });
    await bench.host.tick();
    const { survey } = bench.host.status().connections;
    expect(survey).toMatchObject({ appended: each, pullsCutShort: 1 });
    expect(survey?.troubles).toEqual([
      { stage: "pull", stream: "answers", trouble: "quota", failures: 0, next: expect.any(String) },
    ]);
    expect(bench.host.status().connections["good"]).toMatchObject({ appended: 1, pullsCutShort: 0 });
    expect(bench.log).toContainEqual({
      level: "warn",
      event: "pull-quota",
      contribution: "survey",
      facts: { stage: "pull", stream: "answers", pages: each, records: each, bytes: expect.any(Number) },
    });
    bench.clock.advance(59_999);
    await bench.host.tick();
    expect(asked).toEqual([0]);
    bench.clock.advance(1);
    await bench.host.tick();
    expect(asked).toEqual([0, each]);
    expect(bench.host.status().connections["survey"]).toMatchObject({ appended: 2 * each });
  });

  it("is not woken before it is due", async () => {
    const asked: number[] = [];
    const connection = streaming(endless, asked);
    const { webhook } = connection.channel;
    const waking = {
      ...connection,
      channel: { ...connection.channel, webhook: { ...webhook!, wakes: () => ["answers"] } },
    };
    await using bench = await workbench({ connections: [waking], limits: { pullPages: 2 } });
    await bench.host.tick();
    await bench.host.receive("survey", shopRequest({ id: "w", score: 9 }));
    await bench.host.settled();
    await bench.host.tick();
    expect(asked).toEqual([0]);
  });

  it("is left when it yields nothing and gets nowhere, too", async () => {
    function* nowhere(): Iterable<Page> {
      for (;;) yield { records: [], cursor: 0 };
    }
    await using bench = await workbench({ connections: [streaming(nowhere)], limits: { pullPages: 4 } });
    await bench.host.tick();
    expect(bench.host.status().connections["survey"]).toMatchObject({ received: 1, pullsCutShort: 1 });
  });
});

describe("a page that comes in parts", () => {
  const part = (at: number): Page => ({ records: [{ id: `${at}`, score: 9 }] });

  it("is waited for: what is behind no cursor would come again for ever", async () => {
    function* parts(cursor: number): Iterable<Page> {
      for (let page = cursor; page < 3; page += 1) {
        yield part(3 * page);
        yield part(3 * page + 1);
        yield { ...part(3 * page + 2), cursor: page + 1 };
      }
    }
    const asked: number[] = [];
    await using bench = await workbench({
      connections: [streaming(parts, asked)],
      limits: { pullRecords: 2 },
    });
    await bench.host.tick();
    bench.clock.advance(60_000);
    await bench.host.tick();
    expect(asked).toEqual([0, 1]);
    expect(await contents(bench.store, ["survey.responded"])).toHaveLength(6);
  });

  it("is not waited for beyond twice the quota", async () => {
    function* without(): Iterable<Page> {
      for (let at = 0; ; at += 1) yield part(at);
    }
    await using bench = await workbench({ connections: [streaming(without)], limits: { pullRecords: 2 } });
    await bench.host.tick();
    expect(await contents(bench.store, ["survey.responded"])).toHaveLength(4);
  });
});
