import { completeEvent, cxError } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { lazyStore } from "./lazy-store.ts";

const instrument = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
} as const;
const event = completeEvent(
  {
    source: "test",
    key: "1",
    type: "survey.responded",
    time: "2026-01-01T00:00:00Z",
    subject: "s1",
    channel: "web",
    dimensions: {},
    data: {
      survey: "s",
      status: "complete",
      answers: [{ item: "recommend", value: 9, instrument: "recommend@1" }],
    },
  },
  "2026-01-01T00:00:00Z",
);
const select = { types: ["survey.responded"], item: "recommend" } as const;

it("lazyStore answers every question as the store behind it", async () => {
  const answers = await Promise.all(
    [memoryStore(), lazyStore(async () => memoryStore())].map(async (store) => {
      await store.declare([instrument]);
      const appended = await store.append([event], { stream: "journal", value: 1 });
      const rows = [];
      for await (const { length } of store.scan({ select, fields: [] })) rows.push(length);
      const events = [];
      for await (const one of store.events({ types: ["survey.responded"] })) events.push(one);
      return {
        appended,
        rows,
        events,
        cursor: await store.cursor("journal"),
        items: await store.items(),
        cells: await store.tally({ select, by: [], zone: "UTC" }),
        erased: await store.erase("s1"),
      };
    }),
  );
  expect(answers[0]?.events).toHaveLength(1);
  expect(answers[1]).toEqual(answers[0]);
});

describe("lazyStore", () => {
  it("opens nothing before it is asked, and then once", async () => {
    let opened = 0;
    const store = lazyStore(async () => {
      opened += 1;
      return memoryStore();
    });
    expect(opened).toBe(0);
    await Promise.all([store.items(), store.cursor("journal")]);
    expect(opened).toBe(1);
  });

  it("closes without having been opened, and says each time why it could not be", async () => {
    let opened = 0;
    const open = async (): Promise<never> => {
      opened += 1;
      throw cxError("unsupported", "no engine here");
    };
    await lazyStore(open)[Symbol.asyncDispose]();
    expect(opened).toBe(0);
    const store = lazyStore(open);
    await expect(store.items()).rejects.toThrow("no engine here");
    await expect(store.items()).rejects.toThrow("no engine here");
    await store[Symbol.asyncDispose]();
    expect(opened).toBe(1);
  });
});
