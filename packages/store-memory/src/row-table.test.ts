import type { CxEventOf, Instrument } from "@cxkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkRows } from "./chunk.ts";
import { memoryStore } from "./memory-store.ts";
import { rowTable } from "./row-table.ts";

const instrument: Instrument = {
  id: "i",
  version: "1",
  construct: "rating",
  scale: { min: 1, max: 5, step: 1 },
  direction: "higher-is-better",
};
const open: Instrument = { ...instrument, id: "o", scale: null };

function response(
  key: number,
  time: number,
  answers: CxEventOf<"survey.responded">["data"]["answers"],
): CxEventOf<"survey.responded"> {
  return {
    type: "survey.responded",
    source: "s",
    key: String(key),
    id: String(key),
    revision: 0,
    time: new Date(time).toISOString(),
    received: "2025-01-01T00:00:00Z",
    channel: "web",
    dimensions: {},
    data: { survey: `survey ${key % 2}`, status: "complete", answers },
  };
}

function table() {
  const rows = rowTable();
  rows.declare("i@1", instrument);
  rows.declare("o@1", open);
  return rows;
}

const rating = (item: string, value: number | null) => ({ item, value, instrument: "i@1" });

describe("rowTable", () => {
  it("keeps answers in columns only, where columns say everything", () => {
    const rows = table();
    rows.add(
      response(1, 0, [rating("a", 5), { item: "b", value: null, missing: "refused", instrument: "i@1" }]),
      0,
      0,
    );
    const [chunk] = rows.chunks();
    expect(chunk?.kept[0]?.data).toMatchObject({ answers: [] });
    expect(chunk?.answers.map((column) => column?.[0])).toEqual([4, 5 + 1]);
  });

  it("gives every event back as it came, whatever the order of its answers", () => {
    const value = fc.constantFrom<number | string | readonly string[] | null>(
      1,
      3,
      5,
      6,
      2.5,
      255,
      null,
      "text",
      ["x", "y"],
    );
    const answers = fc.array(
      fc.record({
        item: fc.constantFrom("a", "b", "c", "d"),
        value,
        instrument: fc.constantFrom("i@1", "o@1", "u@1"),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.array(fc.record({ time: fc.nat(1000), answers }), { maxLength: 30 }), (told) => {
        const rows = table();
        const events = told.map((one, key) => response(key, one.time, one.answers));
        events.forEach((event, ordinal) => rows.add(event, Date.parse(event.time), ordinal));
        expect(events.map((_, ordinal) => rows.event(ordinal))).toEqual(events);
        const got = rows
          .chunks()
          .flatMap((chunk) => Array.from({ length: chunk.length }, (_, row) => rows.eventAt(chunk, row)));
        expect(got).toEqual(events.toSorted((left, right) => Date.parse(left.time) - Date.parse(right.time)));
        expect(events.map((_, ordinal) => rows.event(ordinal))).toEqual(events);
      }),
      { numRuns: 200, seed: 5 },
    );
  });

  it("keeps items in one order even where respondents skip some and see others late", () => {
    const rows = table();
    const orders = [
      ["a", "c"],
      ["a", "b", "c"],
      ["b", "d"],
      ["a", "b", "c", "d"],
    ];
    orders.forEach((items, at) =>
      rows.add(
        response(
          2 * at,
          at,
          items.map((item) => rating(item, 3)),
        ),
        at,
        at,
      ),
    );
    expect(rows.chunks()[0]?.kept.every(({ data }) => "answers" in data && data.answers.length === 0)).toBe(
      true,
    );
  });

  it("sorts late rows in over chunk borders, and drops the removed", () => {
    const rows = table();
    const count = 2 * chunkRows + 10;
    // Every 1,000th row comes with the time of one that is 70,000 rows back.
    const timeOf = (row: number): number => (row % 1000 === 999 && row > 70_000 ? row - 70_000.5 : row);
    for (let row = 0; row < count; row += 1)
      rows.add(response(row, 0, [rating("a", 1 + (row % 5))]), timeOf(row), row);
    for (let row = 0; row < count; row += 3) rows.remove(row);
    const chunks = rows.chunks();
    const times = chunks.flatMap(({ time, length }) => Array.from(time.subarray(0, length)));
    const wanted = Array.from({ length: count }, (_, row) => row)
      .filter((row) => row % 3 > 0)
      .map(timeOf);
    expect(times).toEqual(wanted.toSorted((left, right) => left - right));
    expect(rows.event(3)).toBeUndefined();
    expect(rows.event(100_999)).toMatchObject({
      key: "100999",
      data: { answers: [{ value: 1 + (100_999 % 5) }] },
    });
    expect(
      chunks.reduce(
        (sum, { answers, length }) =>
          sum + (answers[0] as Uint8Array).subarray(0, length).reduce((a, b) => a + b, 0),
        0,
      ),
    ).toBe(
      wanted.length > 0
        ? Array.from({ length: count }, (_, row) => row)
            .filter((row) => row % 3 > 0)
            .reduce((sum, row) => sum + (row % 5), 0)
        : 0,
    );
  });
});

describe("a store of more than one chunk", () => {
  it("counts and streams all of them", async () => {
    await using store = memoryStore({ instruments: [instrument] });
    const count = chunkRows + 5000;
    const events = Array.from({ length: count }, (_, row) =>
      response(row, Date.UTC(2025, 0) + row * 60_000, [rating("a", 1 + (row % 5))]),
    );
    await store.append(events.slice(3000));
    await store.append(events.slice(0, 3000));
    const select = {
      types: ["survey.responded"] as const,
      item: "a",
      where: { field: "data.survey", in: ["survey 1"] },
    };
    const cells = await store.tally({ select, by: ["data.survey"], every: "month", zone: "UTC" });
    const n = cells.reduce(
      (sum, { tally }) => sum + (tally.kind === "scale" ? tally.counts.reduce((a, b) => a + b, 0) : 0),
      0,
    );
    expect(n).toBe(count / 2);
    let rows = 0;
    for await (const page of store.scan({ select, fields: ["channel"] })) rows += page.length;
    expect(rows).toBe(count / 2);
    expect(await store.append(events)).toMatchObject({ appended: 0, duplicates: count, conflicts: [] });
  });
});
