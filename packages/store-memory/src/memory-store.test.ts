import { type CxEvent, type CxEventOf, type Instrument, isCxError } from "@cxkit/core";
import { storeLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { memoryStore } from "./memory-store.ts";

const recommend: Instrument = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
  missingCodes: [{ code: 98, reason: "refused" }],
};
const comment: Instrument = {
  ...recommend,
  id: "comment",
  construct: "verbatim",
  scale: null,
  missingCodes: [],
};

type Responded = CxEventOf<"survey.responded">;

function response(
  key: string,
  values: { readonly [item: string]: unknown },
  more: Partial<Responded> = {},
): Responded {
  return {
    type: "survey.responded",
    source: "csv:a",
    key,
    id: key,
    revision: 0,
    time: "2025-05-02T09:00:00+02:00",
    received: "2025-06-01T00:00:00Z",
    channel: "web",
    dimensions: {},
    data: {
      survey: "s",
      status: "complete",
      answers: Object.entries(values).map(([item, value]) => ({
        item,
        value: value as number,
        instrument: typeof value === "string" && !value.startsWith("!") ? "comment@1" : "recommend@1",
      })),
    },
    ...more,
  };
}

const all = { types: ["survey.responded"] as const };
const scores = { select: { ...all, item: "nps" }, by: [], zone: "UTC" };

async function gathered<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

describe("memoryStore keeps the store laws", () => {
  for (const law of storeLaws(async () => memoryStore())) it(law.name, law.check);
});

describe("memoryStore", () => {
  it("counts an answer off its scale as missing, names it, and gives the event back as it came", async () => {
    await using store = memoryStore({ instruments: [recommend] });
    const odd = [response("1", { nps: 11 }), response("2", { nps: 8.5 }), response("3", { nps: "!call me" })];
    const { appended, setAside } = await store.append(odd);
    expect(appended).toBe(3);
    expect(setAside).toEqual(
      ["1", "2", "3"].map((id) => ({ source: "csv:a", id, path: "data.answers[0]", reason: "off-scale" })),
    );
    const [cell] = await store.tally(scores);
    expect(cell?.tally).toMatchObject({
      counts: Array.from({ length: 11 }, () => 0),
      missing: { "off-scale": 3 },
    });
    expect(await gathered(store.events(all))).toEqual(odd);
  });

  it("counts a missing code as its reason and gives the code back", async () => {
    await using store = memoryStore({ instruments: [recommend] });
    const events = [response("1", { nps: 98 }), response("2", { nps: 9 }), response("3", { nps: null })];
    expect((await store.append(events)).setAside).toEqual([]);
    const [cell] = await store.tally(scores);
    expect(cell?.tally).toMatchObject({ missing: { refused: 1, unknown: 1 } });
    expect(await gathered(store.events(all))).toEqual(events);
  });

  it("counts answers once their instrument is declared, however late", async () => {
    await using store = memoryStore({ instruments: [recommend] });
    const events = [response("1", { nps: 9, why: "fast" }), response("2", { why: "slow", nps: 2 })];
    const { setAside } = await store.append(events);
    expect(setAside.map(({ path }) => path)).toEqual(["data.answers[1]", "data.answers[0]"]);
    const words = { ...scores, select: { ...all, item: "why" } };
    expect(await store.tally(words)).toEqual([]);
    await store.declare([comment]);
    expect((await store.tally(words))[0]?.tally).toMatchObject({ counts: { fast: 1, slow: 1 } });
    expect((await store.tally(scores))[0]?.tally).toMatchObject({
      counts: [0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0],
    });
    expect(await gathered(store.events(all))).toEqual(events);
  });

  it("sets aside a second answer to an item and counts the first", async () => {
    await using store = memoryStore({ instruments: [recommend] });
    const event = response("1", { nps: 9 });
    const twice = {
      ...event,
      data: { ...event.data, answers: [...event.data.answers, { ...event.data.answers[0]!, value: 2 }] },
    };
    const { setAside } = await store.append([twice]);
    expect(setAside).toEqual([
      { source: "csv:a", id: "1", path: "data.answers[1]", reason: "duplicate-item" },
    ]);
    expect((await store.tally(scores))[0]?.tally).toMatchObject({
      counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
    });
    expect(await gathered(store.events(all))).toEqual([twice]);
  });

  it("names an event it cannot place and takes the others", async () => {
    await using store = memoryStore({ instruments: [recommend] });
    const good = response("1", { nps: 9 });
    const { appended, setAside } = await store.append([
      { ...good, id: "2", key: "2", time: "yesterday" },
      { ...good, id: "3", key: "3", data: { ...good.data, weight: -1 } },
      { ...good, id: "4", key: "4", data: { ...good.data, answers: "none" } } as unknown as CxEvent,
      { ...good, id: "5", key: "5", revision: 0.5 },
      good,
    ]);
    expect(appended).toBe(1);
    expect(setAside.map(({ id, path, reason }) => `${id} ${path} ${reason}`)).toEqual([
      "2 time unreadable-time",
      "3 data.weight invalid-weight",
      "4 data.answers malformed",
      "5 revision malformed",
    ]);
  });

  it("takes the event types that plugins declare", async () => {
    await using store = memoryStore({ eventTypes: ["parcel.delivered"] });
    const parcel = {
      ...response("1", {}),
      type: "parcel.delivered",
      data: { carrier: "x" },
    } as unknown as CxEvent;
    expect((await store.append([parcel])).appended).toBe(1);
    const [cell] = await store.tally({
      select: { types: ["parcel.delivered" as CxEvent["type"]] },
      by: ["data.carrier"],
      zone: "UTC",
    });
    expect(cell).toEqual({
      by: { "data.carrier": "x" },
      period: null,
      tally: { kind: "category", counts: { "parcel.delivered": 1 }, missing: {} },
    });
  });

  it("keeps a cursor with its page", async () => {
    await using store = memoryStore();
    expect(await store.cursor("responses")).toBeNull();
    await store.append([], { stream: "responses", value: { after: 12 } });
    expect(await store.cursor("responses")).toEqual({ after: 12 });
  });

  it("erases a subject that an event says is gone, and keeps the record of it", async () => {
    await using store = memoryStore({ instruments: [recommend] });
    const erased: CxEventOf<"subject.erased"> = {
      ...response("gone", {}),
      type: "subject.erased",
      subject: "s1",
      data: { scope: "all" },
    };
    const mine = response("1", { nps: 9 }, { subject: "s1", source: "csv:b" });
    const { appended, setAside } = await store.append([
      mine,
      response("2", { nps: 1 }, { subject: "s2" }),
      erased,
      { ...mine, id: "3", key: "3" },
    ]);
    expect(appended).toBe(3);
    expect(setAside).toEqual([{ source: "csv:b", id: "3", path: "subject", reason: "erased" }]);
    expect((await gathered(store.events(all))).map(({ subject }) => subject)).toEqual(["s2"]);
    expect(await gathered(store.events({ types: ["subject.erased"] }))).toEqual([erased]);
    expect(await store.append([erased])).toMatchObject({ duplicates: 1 });
  });

  it("erases from one source where the event names one", async () => {
    await using store = memoryStore({ instruments: [recommend] });
    const erased: CxEventOf<"subject.erased"> = {
      ...response("gone", {}),
      type: "subject.erased",
      subject: "s1",
      data: { scope: "csv:b" },
    };
    await store.append([
      response("1", { nps: 9 }, { subject: "s1", source: "csv:b" }),
      response("2", { nps: 1 }, { subject: "s1" }),
      erased,
    ]);
    const again = await store.append([
      response("4", { nps: 9 }, { subject: "s1", source: "csv:b" }),
      response("5", { nps: 1 }, { subject: "s1" }),
    ]);
    expect(again).toMatchObject({ appended: 1, setAside: [{ id: "4", reason: "erased" }] });
    expect((await gathered(store.events(all))).map(({ id }) => id)).toEqual(["2", "5"]);
  });

  it("leaves no text of an erased subject in what it streams", async () => {
    await using store = memoryStore({ instruments: [recommend, comment] });
    const mine = response(
      "1",
      { nps: 9, why: "I am Jane" },
      { subject: "s1", dimensions: { account: "Jane Ltd" } },
    );
    await store.append([mine, response("2", { nps: 3, why: "slow" }, { dimensions: { account: "Other" } })]);
    const query = { select: { ...all, item: "nps" }, fields: ["subject", "dimensions.account"] };
    expect(JSON.stringify(await gathered(store.scan(query)))).toContain("Jane Ltd");
    await store.erase("s1");
    expect(JSON.stringify(await gathered(store.scan(query)))).not.toContain("Jane Ltd");
    expect(JSON.stringify(await gathered(store.events(all)))).not.toContain("Jane");
    expect(JSON.stringify(await gathered(store.scan(query)))).not.toContain("s1");
  });

  it("stops a stream that an erasure overtakes", async () => {
    await using store = memoryStore({ instruments: [recommend] });
    await store.append([
      response("1", { nps: 9 }, { subject: "s1" }),
      response("2", { nps: 9 }, { subject: "s1" }),
    ]);
    const stream = store.events(all)[Symbol.asyncIterator]();
    await stream.next();
    await store.erase("s1");
    await expect(stream.next()).rejects.toSatisfy((thrown) => isCxError(thrown, "unavailable"));
  });

  it("refuses a selection that cannot mean one thing", async () => {
    await using store = memoryStore({ instruments: [recommend, comment] });
    await store.append([response("1", { nps: 9, why: "fast" })]);
    const refusals: Parameters<typeof store.tally>[0][] = [
      { ...scores, by: ["region"] },
      { ...scores, select: { ...all, item: "why", tally: "scale" } },
      { ...scores, select: { ...all, value: "data.duration", tally: "scale" } },
      { ...scores, select: { ...all, item: "nps", value: "data.duration" } },
      { ...scores, every: "day", zone: "Europe/Atlantis" },
      { ...scores, select: { ...all, item: "nps", where: { field: "data.duration", from: NaN } } },
    ];
    for (const query of refusals) {
      await expect(store.tally(query)).rejects.toSatisfy((thrown) => isCxError(thrown, "invalid-setup"));
    }
  });

  it("an answer without a value counts as missing, whatever word is given for a reason", async () => {
    await using store = memoryStore({ instruments: [recommend] });
    const event = response("1", { nps: null });
    const [answer] = event.data.answers;
    const odd = { ...event, data: { ...event.data, answers: [{ ...answer!, missing: "overslept" }] } };
    await store.append([odd as unknown as CxEvent]);
    const [cell] = await store.tally({
      select: { types: ["survey.responded"], item: "nps" },
      by: [],
      zone: "UTC",
    });
    expect(cell?.tally).toMatchObject({
      counts: Array.from({ length: 11 }, () => 0),
      missing: { unknown: 1 },
    });
  });

  it("refuses a scale that is none and two meanings of an instrument, and takes none of that list", async () => {
    await using store = memoryStore();
    const broken: Instrument = { ...recommend, id: "x", scale: { min: 0, max: 10, step: 3 } };
    const huge: Instrument = { ...recommend, id: "y", scale: { min: 0, max: 1e6, step: 1 } };
    const other: Instrument = { ...recommend, direction: "lower-is-better" };
    for (const list of [
      [recommend, broken],
      [recommend, huge],
      [recommend, other],
    ]) {
      await expect(store.declare(list)).rejects.toSatisfy((thrown) => isCxError(thrown, "invalid-setup"));
    }
    expect((await store.append([response("1", { nps: 9 })])).setAside).toMatchObject([
      { reason: "unknown-instrument" },
    ]);
    await store.declare([recommend, { ...recommend, label: { en: "Recommend" } }]);
  });
});
