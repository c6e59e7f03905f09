import type { Store } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { arrayStore } from "../fixtures/array-store.ts";
import type { Reopen } from "../store-bookkeeping-laws.ts";
import { lives, unproven } from "./fixtures/lives.ts";
import { type CrashedWriter, storeConformance } from "./store-conformance.ts";

const good = async (): Promise<Store> => arrayStore();
const same: Reopen = async (store) => store;
const changed = (change: (whole: Store) => Partial<Store>) => async (): Promise<Store> => {
  const whole = arrayStore();
  return { ...whole, ...change(whole) };
};

/** Ends after so many pages, as if killed: what was being written then is there wholly or not at all. */
const crashed =
  (
    writes: (store: Store, page: Parameters<CrashedWriter>[0][number], last: boolean) => Promise<unknown>,
  ): CrashedWriter =>
  async (pages, after) => {
    const store = arrayStore();
    for (const [at, page] of pages.slice(0, after).entries()) await writes(store, page, at === after - 1);
    return { acknowledged: after, store };
  };
const whole = crashed((store, { events, cursor }) =>
  store.append(events, { stream: "crash", value: cursor }),
);
const crashes: readonly (readonly [what: string, writer: CrashedWriter])[] = [
  [
    "loses what it acknowledged last",
    crashed(async (store, { events, cursor }, last) =>
      last ? undefined : store.append(events, { stream: "crash", value: cursor }),
    ),
  ],
  [
    "keeps half a page",
    crashed((store, { events, cursor }, last) =>
      store.append(last ? events.slice(0, 2) : events, { stream: "crash", value: cursor }),
    ),
  ],
  [
    "keeps a cursor ahead of its page",
    async (pages, after) => {
      const { store } = await whole(pages, after);
      await store.append([], { stream: "crash", value: after + 1 });
      return { acknowledged: after, store };
    },
  ],
];

const mutants: readonly (readonly [id: string, what: string, make: () => Promise<Store>, reopen?: Reopen])[] =
  [
    [
      "S1",
      "counts no duplicates",
      changed(({ append }) => ({ append: async (page) => ({ ...(await append(page)), duplicates: 0 }) })),
    ],
    ["S1", "takes an edit for a duplicate", async () => arrayStore({ sameContent: () => true })],
    [
      "S2",
      "forgets that something was retracted",
      async () =>
        arrayStore({ state: (history) => history.filter(({ type }) => type !== "event.retracted") }),
    ],
    [
      "S3",
      "counts in its own zone",
      changed(({ tally }) => ({ tally: (query) => tally({ ...query, zone: "UTC" }) })),
    ],
    [
      "S3",
      "scans the first page alone",
      changed(({ scan }) => ({
        async *scan(query) {
          for await (const page of scan(query)) {
            yield page;
            return;
          }
        },
      })),
    ],
    [
      "S4",
      "keeps the cursor before its page",
      changed(({ append }) => ({
        async append(page, at) {
          await append([], at);
          return append(page);
        },
      })),
    ],
    ["S5", "erases nothing", changed(() => ({ erase: async () => ({ events: 3 }) }))],
    [
      "S6",
      "does not say what it cannot count",
      changed(({ append }) => ({
        append: async (page, at) => ({ ...(await append(page, at)), setAside: [] }),
      })),
    ],
    ["S7", "goes on when it is closed", changed(() => ({ async [Symbol.asyncDispose]() {} }))],
    ["S8", "forgets when it is opened again", good, good],
    [
      "S9",
      "loses the cursor of who came second",
      changed(({ append }) => {
        let busy = false;
        return {
          async append(page, at) {
            const late = busy;
            busy = true;
            await Promise.resolve();
            const outcome = await append(page, late ? undefined : at);
            busy = false;
            return outcome;
          },
        };
      }),
    ],
  ];
const checksOf = (make: () => Promise<Store>, reopen: Reopen = same) =>
  storeConformance(make, { reopen, crashed: whole });

describe("a store in good order conforms", () => {
  for (const check of checksOf(good)) it(check.name, check.check);
});

describe("every mutant of a store dies", () => {
  for (const [id, what, make, reopen] of mutants)
    it(`${id} sees one that ${what}`, async () => {
      expect(await lives(checksOf(make, reopen), id)).toBe("dies");
    });

  for (const [what, writer] of crashes)
    it(`S10 sees one that ${what}`, async () => {
      expect(await lives(storeConformance(good, { reopen: same, crashed: writer }), "S10")).toBe("dies");
    });

  it("and every check kills one", () => {
    expect(unproven(checksOf(good), [...mutants.map(([id]) => id), "S10"])).toEqual([]);
    expect(checksOf(good).filter(({ left }) => left)).toEqual([]);
  });
});

it("one that does not outlive its process is neither opened again nor killed; of another it is not tried", () => {
  const left = (options: Parameters<typeof storeConformance>[1]) =>
    storeConformance(good, options).flatMap((check) => (check.left ? [`${check.id} ${check.left.as}`] : []));
  expect(left({ reopen: null })).toEqual(["S8 not-applicable", "S10 not-applicable"]);
  expect(left({})).toEqual(["S8 not-tried", "S10 not-tried"]);
});
