import { type Cell, type Columns, isCxError, type Store } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { duckdbStore } from "./duckdb-store.ts";
import { declaredAtFirst, histories, queries, type Step } from "./fixtures/random-history.ts";

async function gathered<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

/** An answer, or the code of the refusal. */
async function answered<T>(work: () => Promise<T>): Promise<T | string> {
  try {
    return await work();
  } catch (thrown) {
    if (isCxError(thrown)) return thrown.code;
    throw thrown;
  }
}

async function done(store: Store, steps: readonly Step[]): Promise<unknown[]> {
  const pages = steps.flatMap((step) => ("page" in step ? [step.page] : []));
  const outcomes: unknown[] = [];
  for (const step of steps) {
    if ("page" in step) outcomes.push(await store.append(step.page));
    else if ("again" in step) outcomes.push(await store.append(pages[step.again] ?? []));
    else if ("erase" in step) outcomes.push(await store.erase(step.erase));
    else outcomes.push(await store.declare([step.declare]));
  }
  return outcomes;
}

/** Sums agree to 1e-12, everything else exactly; the order of categories does not count. */
function rounded(cells: readonly Cell[] | string): unknown {
  return JSON.parse(
    JSON.stringify(cells, (key, value: unknown) => {
      if (typeof value === "number" && /^(?:sum|sumOfSquares|mean|squares)$/.test(key)) return near(value);
      return Array.isArray(value) && /^(?:sum|sumOfSquares)$/.test(key) ? value.map(near) : value;
    }),
  ) as unknown;
}

function near(value: number): number {
  return Number(value.toPrecision(11)) || 0;
}

function rowsOf(pages: readonly Columns[] | string): unknown {
  if (typeof pages === "string") return pages;
  return pages.flatMap((page) =>
    Array.from({ length: page.length }, (_, row) => ({
      time: page.time[row],
      value: page.value[row],
      missing: page.missing?.[row] ?? 0,
      weight: page.weight?.[row],
      fields: Object.fromEntries(
        Object.entries(page.fields).map(([path, { codes, values }]) => [
          path,
          values[codes[row]! - 1] ?? null,
        ]),
      ),
    })),
  );
}

it("duckdbStore answers as the memory store does, whatever happened and whatever is asked", async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.array(queries, { minLength: 6, maxLength: 12 }), async (steps, asked) => {
      await using memory = memoryStore({ instruments: declaredAtFirst });
      await using duckdb = await duckdbStore({ path: ":memory:", threads: 1, instruments: declaredAtFirst });
      expect(await done(duckdb, steps)).toEqual(await done(memory, steps));
      expect(await duckdb.items()).toEqual(await memory.items());
      const types = asked[0]!.select.types;
      expect(await gathered(duckdb.events({ types }))).toEqual(await gathered(memory.events({ types })));
      for (const query of asked) {
        const { select, by: fields, window } = query;
        const cells = await answered(() => duckdb.tally(query));
        expect(rounded(cells), JSON.stringify(query)).toEqual(
          rounded(await answered(() => memory.tally(query))),
        );
        const scan = { select, fields, ...(window && { window }) };
        const pages = await answered(() => gathered(duckdb.scan(scan)));
        expect(rowsOf(pages)).toEqual(rowsOf(await answered(() => gathered(memory.scan(scan)))));
        const some = {
          types: select.types,
          ...(select.where && { where: select.where }),
          ...(window && { window }),
        };
        expect(await gathered(duckdb.events(some))).toEqual(await gathered(memory.events(some)));
      }
    }),
    { numRuns: 40 },
  );
});
