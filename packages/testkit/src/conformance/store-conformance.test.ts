import type { Store } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { arrayStore } from "../fixtures/array-store.ts";
import type { Reopen } from "../store-bookkeeping-laws.ts";
import { lives, unproven } from "./fixtures/lives.ts";
import { storeConformance } from "./store-conformance.ts";

const good = async (): Promise<Store> => arrayStore();
const same: Reopen = async (store) => store;
const changed = (change: (whole: Store) => Partial<Store>) => async (): Promise<Store> => {
  const whole = arrayStore();
  return { ...whole, ...change(whole) };
};

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
const checksOf = (make: () => Promise<Store>, reopen: Reopen = same) => storeConformance(make, { reopen });

describe("a store in good order conforms", () => {
  for (const check of checksOf(good)) it(check.name, check.check);
});

describe("every mutant of a store dies", () => {
  for (const [id, what, make, reopen] of mutants)
    it(`${id} sees one that ${what}`, async () => {
      expect(await lives(checksOf(make, reopen), id)).toBe("dies");
    });

  it("and every check kills one", () => {
    expect(
      unproven(
        checksOf(good),
        mutants.map(([id]) => id),
      ),
    ).toEqual([]);
  });
});

it("one that does not outlive its process is not opened again, and none is killed here", () => {
  expect(
    storeConformance(good)
      .filter(({ left }) => left)
      .map(({ id }) => id),
  ).toEqual(["S8", "S10"]);
});
