import type { CxEvent, Store, TallyQuery } from "@cxkit/core";
import { describe, expect, it } from "vitest";
import { arrayStore, type Parts } from "./fixtures/array-store.ts";
import { failures } from "./fixtures/failures.ts";
import { finalState } from "./reference-state.ts";
import { storeLaws } from "./store-laws.ts";
import { gathered } from "./store-trial.ts";

const right = async (): Promise<Store> => arrayStore();

describe("a correct store keeps the store laws", () => {
  for (const law of storeLaws(right)) it(law.name, law.check);
});

/** A right store with some members exchanged. */
function store(change: (right: Store) => Partial<Store>, parts?: Partial<Parts>): () => Promise<Store> {
  return async () => {
    const whole = arrayStore(parts);
    return { ...whole, ...change(whole) };
  };
}

function asks(change: (query: TallyQuery) => TallyQuery): () => Promise<Store> {
  return store(({ tally }) => ({ tally: (query) => tally(change(query)) }));
}

function remembers(state: Parts["state"]): () => Promise<Store> {
  return store(() => ({}), { state });
}

const thing = ({ source, type, key }: CxEvent): string => `${source} ${type} ${key}`;

describe("each store law catches the store that breaks it", () => {
  const mutants: readonly [law: string, mutant: () => Promise<Store>][] = [
    [
      "what was appended comes back, whole and in time order",
      store(({ events }) => ({
        async *events(query) {
          yield* (await gathered(events(query))).toReversed();
        },
      })),
    ],
    [
      "append twice equals append once, and duplicates are counted",
      store(({ append }) => ({ append: async (page) => ({ ...(await append(page)), duplicates: 0 }) })),
    ],
    [
      "a redelivery, received at another time, is a duplicate",
      store(() => ({}), { sameContent: (left, again) => JSON.stringify(left) === JSON.stringify(again) }),
    ],
    [
      "an edit without a revision is a conflict: named, and the first stays",
      store(() => ({}), { sameContent: () => true }),
    ],
    [
      "one key in two sources is two things",
      remembers((history) => [...new Map(history.map((event) => [event.key, event])).values()]),
    ],
    [
      "a late lower revision changes nothing",
      remembers((history) => [...new Map(history.map((event) => [thing(event), event])).values()]),
    ],
    [
      "a late lower revision changes nothing",
      remembers((history) => [
        ...new Map(
          history.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((event) => [thing(event), event]),
        ).values(),
      ]),
    ],
    [
      "a retraction is for good, before its event, after it, and above any revision",
      remembers(retractedInOrder),
    ],
    [
      "a retraction reaches its own source, type and key only",
      remembers((history) => {
        const gone = history.flatMap((event) => (event.type === "event.retracted" ? event.data.key : []));
        return finalState(history).filter(({ key }) => !gone.includes(key));
      }),
    ],
    ["revisions and retractions in any order give the tally of the final state", remembers(retractedInOrder)],
    [
      "erasure leaves nothing of the subject, and nothing of it comes back",
      store(() => ({ erase: async () => ({ events: 3 }) })),
    ],
    ["a subject is erased before it is ever seen", store(() => ({ erase: async () => ({ events: 0 }) }))],
    [
      "fields group, and absent is a group of its own",
      asks((query) => ({ ...query, by: query.by.slice(0, 1) })),
    ],
    [
      "fields group, and absent is a group of its own",
      store(({ tally }) => ({
        tally: async (query) => (await tally(query)).filter(({ by }) => !Object.values(by).includes(null)),
      })),
    ],
    [
      "periods follow the calendar of their zone, through clock changes",
      asks((query) => ({ ...query, zone: "UTC" })),
    ],
    [
      "periods follow the calendar of their zone, through clock changes",
      // Kolkata keeps half an hour's distance that a whole-hour arithmetic loses.
      asks((query) => (query.zone === "Asia/Kolkata" ? { ...query, zone: "Asia/Karachi" } : query)),
    ],
    [
      "periods follow the calendar of their zone, through clock changes",
      asks((query) => (query.zone === "America/New_York" ? { ...query, zone: "Etc/GMT+5" } : query)),
    ],
    [
      "windows are half-open",
      asks(({ window, ...query }) => ({
        ...query,
        ...(window && {
          window: { ...window, ...(window.below !== undefined && { below: window.below + 1 }) },
        }),
      })),
    ],
    [
      "filters mean what they say",
      asks(({ select: { where: _where, ...select }, ...query }) => ({ ...query, select })),
    ],
    [
      "missing is counted by reason",
      store(({ tally }) => ({
        tally: async (query) =>
          (await tally(query)).map((cell) => ({ ...cell, tally: { ...cell.tally, missing: {} } })),
      })),
    ],
    [
      "weights are summed, with their squares",
      store(({ tally }) => ({
        tally: async (query) =>
          (await tally(query)).map((cell) => {
            if (cell.tally.kind !== "scale") return cell;
            const { weights: _weights, ...unweighted } = cell.tally;
            return { ...cell, tally: unweighted };
          }),
      })),
    ],
    [
      "choices, amounts and events are counted too",
      store(({ tally }) => ({ tally: async (query) => (query.select.item ? tally(query) : []) })),
    ],
    [
      "pages may come in any order of time",
      // Keeps the order in which events came.
      remembers((history) =>
        finalState(history).toSorted((one, other) => history.indexOf(one) - history.indexOf(other)),
      ),
    ],
    [
      "a late lower revision changes nothing",
      // Tallies are right, but the scan shows every revision.
      store((whole) => {
        const all = arrayStore({ state: (history) => history });
        return {
          async declare(added) {
            await Promise.all([whole.declare(added), all.declare(added)]);
          },
          async append(page) {
            await all.append(page);
            return whole.append(page);
          },
          scan: all.scan,
        };
      }),
    ],
    [
      "a tally pushed down equals the tally folded",
      store(({ scan }) => ({
        async *scan(query) {
          for await (const page of scan(query)) {
            yield page;
            return;
          }
        },
      })),
    ],
    [
      "a tally pushed down equals the tally folded",
      store(({ scan }) => ({ scan: (query) => scan({ ...query, fields: [] }) })),
    ],
    [
      "events are filtered by type, condition and window",
      store(({ events }) => ({ events: ({ types }) => events({ types }) })),
    ],
    [
      "an answer of an unknown instrument is set aside with its path, and the rest goes on",
      store(({ append }) => ({ append: async (page) => ({ ...(await append(page)), setAside: [] }) })),
    ],
    [
      "an event of an undeclared type is set aside",
      store(({ append }) => ({ append: async (page) => ({ ...(await append(page)), setAside: [] }) })),
    ],
    [
      "an instrument means one thing: the same again is nothing new, another meaning is refused",
      store(({ declare }) => ({ declare: (added) => declare(added).catch(() => undefined) })),
    ],
    [
      "answers on two scales are a setup error unless one instrument is named",
      store(({ tally }) => ({ tally: (query) => tally(query).catch(() => []) })),
    ],
    [
      "a cursor is the last value of its stream",
      store(({ append, cursor }) => {
        const streams: string[] = [];
        return {
          append: (page, at) => {
            if (at) streams.push(at.stream);
            return append(page, at);
          },
          cursor: () => cursor(streams.at(-1) ?? ""),
        };
      }),
    ],
    [
      "a cursor is the last value of its stream",
      store(({ append }) => ({ append: (page, at) => append(page, page.length > 0 ? at : undefined) })),
    ],
    [
      "a page that is refused leaves nothing of itself and its cursor where it was",
      store(({ append }) => ({
        async append(page, at) {
          await append([], at);
          return append(page);
        },
      })),
    ],
    [
      "a page that is refused leaves nothing of itself and its cursor where it was",
      store(({ append }) => ({
        async append(page, at) {
          await append(page.filter((event) => (event as CxEvent | null) !== null));
          return append(page, at);
        },
      })),
    ],
    [
      "items are those of answers that are told, on instruments that are declared, most answers first",
      store(({ items }) => ({ items: async () => (await items()).toReversed() })),
    ],
    [
      "items are those of answers that are told, on instruments that are declared, most answers first",
      remembers((history) => history),
    ],
    ["a disposed store refuses everything", store(() => ({ async [Symbol.asyncDispose]() {} }))],
  ];

  it("what a store forgets when it is opened again is found out", async () => {
    const [durable] = storeLaws(right, { reopen: right }).filter(({ name }) => /opened again/.test(name));
    expect(await failures(durable ? [durable] : [])).toHaveLength(1);
    const [kept] = storeLaws(right, { reopen: async (same) => same }).filter(({ name }) =>
      /opened again/.test(name),
    );
    expect(await failures(kept ? [kept] : [])).toEqual([]);
  });

  for (const [law, mutant] of mutants) {
    it(`"${law}" fails when it is broken`, async () => {
      const [broken] = storeLaws(mutant).filter(({ name }) => name === law);
      expect(await failures(broken ? [broken] : [])).toEqual([law]);
    });
  }
});

/** Takes away what was there when the retraction came, and nothing that comes later. */
function retractedInOrder(history: readonly CxEvent[]): readonly CxEvent[] {
  const kept = history.filter((event, index) => {
    const later = history.slice(index + 1);
    return !later.some(
      (other) =>
        other.type === "event.retracted" &&
        other.source === event.source &&
        other.data.type === event.type &&
        other.data.key === event.key,
    );
  });
  return finalState(kept.filter(({ type }) => type !== "event.retracted"));
}
