import type { Cursor } from "@cxkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pagesOf } from "../fixtures/http-answers.ts";
import { newestFirst } from "./newest-first.ts";

interface Thing {
  readonly key: string;
  /** Hours since the start; absent for what is garbage. */
  readonly at?: number;
}

const start = Date.parse("2026-03-01T00:00:00Z");
const hour = 3_600_000;
const now = "2026-03-11T00:00:00Z";
const lookback = 48 * 3600;

async function read(things: readonly Thing[], known?: unknown, size = 3) {
  let asked = 0;
  async function* pages() {
    const list = things.toSorted((a, b) => (b.at ?? 0) - (a.at ?? 0));
    for (let from = 0; from < list.length; from += size) {
      asked += 1;
      yield list.slice(from, from + size);
    }
  }
  const found = await pagesOf(
    newestFirst<Thing>({
      pages: pages(),
      known,
      key: ({ key }) => key,
      time: ({ at }) => (at === undefined ? undefined : new Date(start + at * hour).toISOString()),
      lookback,
      now,
      cursor: ({ newest, seen }): Cursor => ({ newest, seen }),
    }),
  );
  const told = found.flatMap(({ records }) => records.map(({ key, at }) => `${key}@${at}`));
  return { told, asked, cursors: found.map(({ cursor }) => cursor), cursor: found.at(-1)?.cursor };
}

describe("newestFirst", () => {
  it("tells every version of every thing once, however they come, as long as they come within the lookback", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(
            fc.record({
              key: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"),
              late: fc.integer({ min: 0, max: 47 }),
            }),
            {
              maxLength: 6,
            },
          ),
          { minLength: 1, maxLength: 6 },
        ),
        async (runs) => {
          const list = new Map<string, Thing>();
          const told: string[] = [];
          const wanted = new Set<string>();
          let cursor: unknown;
          let newest = 0;
          for (const [run, changes] of runs.entries()) {
            for (const { key, late } of changes) {
              // Never before what the newest one was at the run before, less the lookback.
              const at = Math.max(0, run * 30 - late, newest - 47);
              if ((list.get(key)?.at ?? -1) < at) list.set(key, { key, at });
            }
            for (const { key, at } of list.values()) wanted.add(`${key}@${at}`);
            newest = Math.max(newest, ...[...list.values()].map(({ at = 0 }) => at));
            const found = await read([...list.values()], cursor);
            told.push(...found.told);
            cursor = JSON.parse(JSON.stringify(found.cursor ?? cursor ?? null));
          }
          expect(told.toSorted()).toEqual([...wanted].toSorted());
        },
      ),
    ));

  it("moves its cursor with the last page alone: what breaks off is read anew", async () => {
    const { cursors } = await read([1, 2, 3, 4, 5, 6, 7].map((at) => ({ key: `k${at}`, at })));
    expect(cursors.map((cursor) => cursor !== undefined)).toEqual([false, false, true]);
  });

  it("stops at a page on which everything is older than the lookback, and not at one that is out of order", async () => {
    const old = [1, 2, 3, 4, 5, 6].map((at) => ({ key: `o${at}`, at }));
    const { cursor } = await read([...old, { key: "n", at: 100 }]);
    const again = await read([...old, { key: "n", at: 100 }], cursor);
    expect(again).toMatchObject({ told: [], asked: 2 });
  });

  it("does not let a time far ahead move it on, nor begins from one", async () => {
    const { cursor } = await read([
      { key: "a", at: 5000 },
      { key: "b", at: 10 },
    ]);
    expect(cursor).toMatchObject({ newest: "2026-03-01T10:00:00.000Z" });
    const { told } = await read([{ key: "b", at: 10 }], { newest: "2027-01-01T00:00:00Z", seen: ["b@0"] });
    expect(told).toEqual(["b@10"]);
  });

  it.each([
    [null],
    ["2026-03-01"],
    [{}],
    [{ newest: 4, seen: [] }],
    [{ newest: "soon", seen: [] }],
    [{ newest: now }],
  ])("reads everything from the cursor %j, which is none", async (known) => {
    expect((await read([{ key: "a", at: 1 }], known)).told).toEqual(["a@1"]);
  });

  it("hands on what has no time, and reads on past it", async () => {
    const things = [{ key: "x" }, { key: "y" }, { key: "z" }];
    const { told, cursor } = await read(things);
    expect(told).toHaveLength(3);
    expect(cursor).toBeUndefined();
    const { cursor: known } = await read([{ key: "a", at: 100 }]);
    expect((await read([...things, ...things], known)).asked).toBe(2);
  });

  it("remembers a thousand at most", async () => {
    const many = Array.from({ length: 1200 }, (_, n) => ({ key: `k${n}`, at: 100 }));
    const { cursor } = await read(many, undefined, 500);
    expect((cursor as { readonly seen: readonly string[] }).seen).toHaveLength(1000);
    expect((await read(many, cursor, 500)).told).toHaveLength(200);
  });
});
