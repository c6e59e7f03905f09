import type { TableRow } from "@cxkit/core";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { rowPortions } from "./row-portions.ts";

async function* given(rows: readonly TableRow[]): AsyncGenerator<TableRow> {
  yield* rows;
}

async function all(portions: ReturnType<typeof rowPortions>): Promise<(readonly TableRow[])[]> {
  const found: (readonly TableRow[])[] = [];
  for (;;) {
    const portion = await portions.next();
    if (portion.length === 0) return found;
    found.push(portion);
  }
}

it("every row is in exactly one portion, in order, however long rows are", async () => {
  const cells = fc.array(
    fc.nat(60_000).map((signs) => "x".repeat(signs)),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(cells, { maxLength: 40 }), fc.nat(1_200), async (long, short) => {
      const rows = [...long, ...Array.from({ length: short }, () => ["a"])].map((one, at) => ({
        line: at + 1,
        cells: one,
      }));
      const found = await all(rowPortions(given(rows)));
      expect(found.flat()).toEqual(rows);
      for (const portion of found) {
        expect(portion.length).toBeLessThanOrEqual(500);
        const signs = portion.flatMap((row) => row.cells).reduce((sum, cell) => sum + cell.length, 0);
        expect(portion.length === 1 || signs <= 128 * 1024).toBe(true);
      }
    }),
    { numRuns: 30 },
  );
});

it("no row is taken before it is needed, and the file is let go of", async () => {
  let taken = 0;
  let closed = false;
  const endless = async function* (): AsyncGenerator<TableRow> {
    try {
      for (;;) yield { line: (taken += 1), cells: ["a"] };
    } finally {
      closed = true;
    }
  };
  const portions = rowPortions(endless());
  expect(taken).toBe(0);
  expect(await portions.next()).toHaveLength(500);
  expect(taken).toBe(501);
  await portions.close();
  expect(closed).toBe(true);
  expect(await portions.next()).toEqual([]);
});

it("a row that fits into no message is refused by its line, and what went wrong is kept", async () => {
  const rows = [
    { line: 1, cells: ["id"] },
    { line: 2, cells: ["x".repeat(1_000_001)] },
  ];
  const portions = rowPortions(given(rows));
  expect(portions.failure()).toBe(undefined);
  await expect(portions.next()).rejects.toMatchObject({ code: "invalid-file", place: { line: 2 } });
  expect(portions.failure()).toMatchObject({ code: "invalid-file" });
});
