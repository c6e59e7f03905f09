import type { CxEvent, Store } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendPage, type PlacedEvent } from "./append.ts";
import { contents } from "./fixtures/workbench.ts";

/** An entry of events, each a key with a content; every entry has an instant of arrival of its own. */
const told = fc.record({ key: fc.constantFrom("a", "b", "c"), action: fc.constantFrom("x", "y", "z") });
const entries = fc.array(fc.record({ revises: fc.boolean(), told: fc.array(told, { maxLength: 4 }) }), {
  maxLength: 8,
});
/** Nothing of them is superseded: what a store tells no more, it cannot be asked about. */
const plain = entries.map((all) => all.map((entry) => ({ ...entry, revises: false })));
type Entries = typeof entries extends fc.Arbitrary<infer Value> ? Value : never;

function placed(all: Entries): readonly PlacedEvent[][] {
  return all.map((entry, number) =>
    entry.told.map(({ key, action }, index) => ({
      event: {
        type: "interaction.occurred",
        source: "s",
        key,
        id: key,
        revision: 0,
        time: "2026-03-01T09:00:00Z",
        received: new Date(1e12 + number).toISOString(),
        channel: "web",
        dimensions: {},
        data: { action },
      } satisfies CxEvent,
      connection: "c",
      entry: number,
      index,
      revises: entry.revises,
    })),
  );
}

/** The same store, as one that does not name its duplicates. */
function silent(store: Store): Store {
  const { append } = store;
  return Object.assign(store, {
    append: async (...call: Parameters<Store["append"]>) => {
      const { known: _known, ...rest } = await append(...call);
      return rest;
    },
  });
}

const cursor = { stream: "journal", value: 1 };
const namesOf = (list: readonly PlacedEvent[]): readonly string[] =>
  list.map(({ event, entry, index }) => `${event.id} of ${entry}.${index}`);

describe("appendPage", () => {
  it("comes to the same whatever pages the entries are cut into", async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.array(fc.nat({ max: 7 }), { maxLength: 3 }), async (all, cuts) => {
        const pages = placed(all);
        const [one, many] = [memoryStore(), memoryStore()];
        const whole = await appendPage(one, pages.flat(), cursor, undefined);
        const fresh: PlacedEvent[] = [];
        let from = 0;
        for (const cut of [...cuts.toSorted((left, right) => left - right), pages.length]) {
          fresh.push(...(await appendPage(many, pages.slice(from, cut).flat(), cursor, undefined)).fresh);
          from = Math.max(from, cut);
        }
        expect(await contents(many)).toEqual(await contents(one));
        expect(namesOf(fresh)).toEqual(namesOf(whole.fresh));
      }),
      { numRuns: 300 },
    );
  });

  it("says what was new, to whoever asks a store that does not", async () => {
    await fc.assert(
      fc.asyncProperty(plain, entries, async (before, after) => {
        const [first, second] = [
          placed(before).flat(),
          placed([...before.map(() => ({ revises: false, told: [] })), ...after]).flat(),
        ];
        const results = [];
        for (const store of [memoryStore(), silent(memoryStore())]) {
          await appendPage(store, first, cursor, undefined);
          const { fresh, duplicates, conflicts } = await appendPage(store, second, cursor, undefined);
          results.push([namesOf(fresh), duplicates.length + conflicts.length]);
        }
        expect(results[1]).toEqual(results[0]);
      }),
      { numRuns: 300 },
    );
  });

  it("loses nothing to an attempt that was cut short anywhere, and tells again what was new", async () => {
    await fc.assert(
      fc.asyncProperty(
        plain,
        entries,
        fc.nat({ max: 12 }),
        fc.boolean(),
        async (before, after, calls, names) => {
          const [first, second] = [
            placed(before).flat(),
            placed([...before.map(() => ({ revises: false, told: [] })), ...after]).flat(),
          ];
          const make = (): Store => (names ? memoryStore() : silent(memoryStore()));
          const [smooth, rough] = [make(), make()];
          await appendPage(smooth, first, cursor, undefined);
          await appendPage(rough, first, cursor, undefined);
          const expected = await appendPage(smooth, second, cursor, undefined);
          let left = calls;
          const cutShort: Store = {
            ...rough,
            append: async (...call) => {
              if ((left -= 1) < 0) throw new Error("cut short");
              return rough.append(...call);
            },
          };
          await appendPage(cutShort, second, cursor, undefined).catch(() => undefined);
          const again = await appendPage(rough, second, cursor, { before: new Set() });
          expect(await contents(rough)).toEqual(await contents(smooth));
          // Never fewer; more only of what the store does not tell any more, superseded by this very page.
          expect(namesOf(again.fresh)).toEqual(expect.arrayContaining([...namesOf(expected.fresh)]));
          const still = new Set((await contents(rough)).map(({ id }) => id));
          const certain = again.fresh.filter(({ event }) => still.has(event.id));
          expect(namesOf(expected.fresh)).toEqual(expect.arrayContaining([...namesOf(certain)]));
        },
      ),
      { numRuns: 300 },
    );
  });
});
