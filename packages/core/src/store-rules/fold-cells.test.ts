import type { Columns } from "../columns.ts";
import type { CategoryTally } from "../tally.ts";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { foldCells } from "./fold-cells.ts";

const select = { types: ["survey.responded"], item: "csat" } as const;
const day = 86_400_000;

/** Pages as a store streams them; each has codes of its own. */
function pagesOf(
  rows: readonly { readonly time: number; readonly region: string | null }[],
  size: number,
): Columns[] {
  const pages: Columns[] = [];
  for (let at = 0; at < rows.length; at += size) {
    const taken = rows.slice(at, at + size);
    const values = [...new Set(taken.flatMap(({ region }) => region ?? []))];
    pages.push({
      length: taken.length,
      time: Float64Array.from(taken, ({ time }) => time),
      value: Float64Array.from(taken, (_, row) => at + row),
      fields: {
        "dimensions.region": {
          codes: Uint8Array.from(taken, ({ region }) => (region === null ? 0 : 1 + values.indexOf(region))),
          values,
        },
      },
    });
  }
  return pages;
}

function storeOf(pages: readonly Columns[]): { scan: () => AsyncIterable<Columns> } {
  return {
    async *scan() {
      yield* pages;
    },
  };
}

/** Keeps which rows came. */
const keep = (
  parts: readonly { readonly tally: CategoryTally | null; readonly rows: Columns }[],
): CategoryTally[] =>
  parts.map(({ tally, rows }) => ({
    kind: "category",
    counts: { ...tally?.counts, ...Object.fromEntries([...rows.value].map((value) => [String(value), 1])) },
    missing: {},
  }));

it("puts every row into the cell of its group and day, exactly once, wherever pages end", async () => {
  const row = fc.record({
    time: fc.integer({ min: 0, max: 5 * day }),
    region: fc.constantFrom("north", "south", "__proto__", null),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), async (rows, size) => {
      const sorted = rows.toSorted((left, right) => left.time - right.time);
      const query = { select, by: ["dimensions.region"], every: "day", zone: "UTC" } as const;
      const cells = await foldCells(storeOf(pagesOf(sorted, size)), query, keep);
      const wanted = new Map<string, number[]>();
      for (const [at, { time, region }] of sorted.entries()) {
        const key = JSON.stringify([region, Math.floor(time / day)]);
        wanted.set(key, [...(wanted.get(key) ?? []), at]);
      }
      const found = cells.map(({ by, period, tally }) => [
        JSON.stringify([by["dimensions.region"], period!.from / day]),
        Object.keys(tally.counts)
          .map(Number)
          .toSorted((a, b) => a - b),
      ]);
      expect(new Map(found as [string, number[]][])).toEqual(wanted);
    }),
  );
});

it("hands over rows by the thousands, each cell once in a call, and no fields", async () => {
  const rows = Array.from({ length: 40_000 }, (_, at) => ({ time: at, region: at % 2 ? "north" : "south" }));
  const calls: (readonly [cells: number, rows: number])[] = [];
  await foldCells<CategoryTally>(
    storeOf(pagesOf(rows, 4_096)),
    { select, by: ["dimensions.region"], zone: "UTC" },
    (parts) => {
      calls.push([parts.length, parts.reduce((sum, { rows: { length } }) => sum + length, 0)]);
      for (const { rows: part } of parts) expect(part.fields).toEqual({});
      return keep(
        parts.map(({ tally }) => ({ tally, rows: { ...pagesOf([], 1)[0]!, value: new Float64Array() } })),
      );
    },
  );
  expect(calls).toEqual([
    [2, 16_384],
    [2, 16_384],
    [2, 7_232],
  ]);
});

it("keeps what is missing and what weighs, also where only some pages have it", async () => {
  const [first, second] = pagesOf(
    Array.from({ length: 4 }, (_, time) => ({ time, region: null })),
    2,
  );
  const pages = [{ ...first!, missing: Uint8Array.of(0, 2), weight: Float64Array.of(0.5, 2) }, second!];
  await foldCells<CategoryTally>(storeOf(pages), { select, by: [], zone: "UTC" }, (parts) => {
    const [{ rows }] = parts as unknown as [{ readonly rows: Columns }];
    expect([[...rows.time], [...rows.missing!], [...rows.weight!]]).toEqual([
      [0, 1, 2, 3],
      [0, 2, 0, 0],
      [0.5, 2, 1, 1],
    ]);
    return keep(parts);
  });
});

it("tells groups apart whose values are too many to be numbered", async () => {
  const wide = {
    codes: Uint32Array.of(1, 2),
    values: { length: 2 ** 30, 0: "a", 1: "b" } as unknown as string[],
  };
  const page: Columns = {
    length: 2,
    time: Float64Array.of(0, 0),
    value: Float64Array.of(1, 2),
    fields: { a: wide, b: wide },
  };
  const cells = await foldCells(storeOf([page]), { select, by: ["a", "b"], zone: "UTC" }, keep);
  expect(cells.map(({ by }) => by)).toEqual([
    { a: "a", b: "a" },
    { a: "b", b: "b" },
  ]);
});

it("says nothing of what has no rows", async () => {
  const query = { select, by: [], zone: "UTC" };
  expect(await foldCells(storeOf([]), query, keep)).toEqual([]);
  expect(await foldCells(storeOf(pagesOf([], 1)), query, keep)).toEqual([]);
});
