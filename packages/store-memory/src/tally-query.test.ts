import {
  type Answer,
  type Cell,
  type CxEventOf,
  type Instrument,
  type MissingReason,
  type TallyQuery,
  instrumentReference,
  missingReasons,
  scalePosition,
} from "@cxkit/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarEdges } from "@cxkit/core/store-rules";
import { memoryStore } from "./memory-store.ts";

type Responded = CxEventOf<"survey.responded">;

const base: Instrument = {
  id: "a",
  version: "1",
  construct: "nps",
  scale: null,
  direction: "higher-is-better",
};
/** A usual scale, one whose steps are no exact numbers, one too long for a byte, categories. */
const instruments: readonly Instrument[] = [
  {
    ...base,
    id: "ten",
    scale: { min: 0, max: 10, step: 1 },
    missingCodes: [
      { code: 99, reason: "refused" },
      { code: 5, reason: "dont-know" },
    ],
  },
  { ...base, id: "tenth", scale: { min: 0, max: 1, step: 0.1 } },
  { ...base, id: "long", scale: { min: -500, max: 500, step: 1 } },
  { ...base, id: "choice", missingCodes: [{ code: "none", reason: "not-applicable" }] },
];
const values: { readonly [id: string]: readonly Answer["value"][] } = {
  ten: [0, 1, 5, 6, 9, 10, 11, 99, 7.5, null, "text"],
  tenth: [0, 0.1, 0.3, 0.1 * 3, 0.7, 0.1 * 7, 1, 0.25, null],
  long: [-500, -1, 0, 499, 500, 501, null],
  choice: ["price", "staff", "none", ["price", "staff"], ["staff"], [], null, 3],
};

const answer: fc.Arbitrary<Answer> = fc
  .record({
    at: fc.nat(3),
    value: fc.nat(20),
    missing: fc.option(fc.constantFrom(...missingReasons)),
    item: fc.nat(1),
  })
  .map(({ at, value, missing, item }) => {
    const instrument = instruments[at]!;
    const choices = values[instrument.id]!;
    const told = choices[value % choices.length]!;
    return {
      item: `${instrument.id} ${item}`,
      value: told,
      ...(told === null && missing !== null && { missing }),
      instrument: instrumentReference(instrument),
    };
  });

const days = 24 * 60 * 60 * 1000;
const history: fc.Arbitrary<Responded[]> = fc.array(
  fc
    .record({
      key: fc.nat(12),
      revision: fc.nat(2),
      // Around the clock changes of March and October 2024, in no order.
      at: fc.oneof(
        fc.nat(8 * days).map((ms) => Date.UTC(2024, 2, 28) + ms),
        fc.nat(300 * days).map((ms) => Date.UTC(2024, 1, 1) + ms),
      ),
      channel: fc.constantFrom("web", "app"),
      touchpoint: fc.option(fc.constantFrom("t1", "t2", "t3")),
      region: fc.option(fc.constantFrom("north", "south")),
      weight: fc.option(fc.constantFrom(0, 0.5, 2)),
      answers: fc.uniqueArray(answer, { selector: ({ item }) => item, maxLength: 6 }),
    })
    .map(({ key, revision, at, channel, touchpoint, region, weight, answers }) => ({
      type: "survey.responded" as const,
      source: "s",
      key: `k${key}`,
      id: revision > 0 ? `k${key}~${revision}` : `k${key}`,
      revision,
      time: new Date(at).toISOString(),
      received: "2025-01-01T00:00:00Z",
      channel,
      ...(touchpoint !== null && { touchpoint }),
      dimensions: { ...(region !== null && { region }) },
      data: { survey: "s", status: "complete" as const, ...(weight !== null && { weight }), answers },
    })),
  { maxLength: 40 },
);

const query = fc.record({
  at: fc.nat(3),
  item: fc.nat(1),
  by: fc.subarray(["channel", "touchpoint", "dimensions.region", "key"]),
  every: fc.option(fc.constantFrom("day", "week", "month", "quarter", "year")),
  zone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Africa/Cairo", "Asia/Kathmandu"),
  region: fc.option(fc.constantFrom("north", null)),
  window: fc.option(
    fc.record({
      from: fc.integer({ min: Date.UTC(2024, 1), max: Date.UTC(2024, 5) }),
      length: fc.nat(200 * days),
    }),
  ),
});

/** What a column makes of an answer: a value, or why there is none. */
function countedAs(
  { value, missing }: Answer,
  { scale, missingCodes }: Instrument,
): Answer["value"] | { reason: MissingReason } {
  if (value === null) return { reason: missing ?? "unknown" };
  const code = missingCodes?.find((one) => one.code === value);
  if (code) return { reason: code.reason };
  if (!scale) return value;
  const position = typeof value === "number" ? scalePosition(scale, value) : -1;
  return position < 0 ? { reason: "off-scale" } : position;
}

/** The cells of a query by one loop over events, in the order of the store's. */
function reference(told: readonly Responded[], { select, by, every, zone, window }: TallyQuery): unknown[] {
  const first = new Map<string, Responded>();
  for (const event of told) if (!first.has(event.id)) first.set(event.id, event);
  const live = [...first.values()].filter(
    (event) =>
      ![...first.values()].some(({ key, revision }) => key === event.key && revision > event.revision),
  );
  const instrument = instruments.find(({ id }) => id === select.item!.split(" ")[0])!;
  const cells = new Map<
    string,
    {
      by: object;
      period: object | null;
      values: ReturnType<typeof countedAs>[];
      weights: (number | undefined)[];
    }
  >();
  for (const event of live) {
    const at = Date.parse(event.time);
    const found = event.data.answers.find(({ item }) => item === select.item);
    if (!found || at < (window?.from ?? -Infinity) || at >= (window?.below ?? Infinity)) continue;
    const region = event.dimensions["region"] ?? null;
    if (select.where && "in" in select.where && !select.where.in.includes(region)) continue;
    const fields: { readonly [path: string]: string | undefined } = {
      channel: event.channel,
      touchpoint: event.touchpoint,
      "dimensions.region": event.dimensions["region"],
      key: event.key,
    };
    const edges = every && calendarEdges(every, zone, at, at + 1);
    const group = {
      by: Object.fromEntries(by.map((path) => [path, fields[path] ?? null])),
      period: edges ? { from: edges[0]!, below: edges[1]! } : null,
    };
    const key = JSON.stringify(group);
    const cell = cells.get(key) ?? { ...group, values: [], weights: [] };
    cell.values.push(countedAs(found, instrument));
    cell.weights.push(event.data.weight);
    cells.set(key, cell);
  }
  const weighted = [...cells.values()].some(({ weights }) => weights.some((weight) => weight !== undefined));
  return [...cells].map(([key, { values: all, weights }]) => {
    const counts: { [value: string]: { n: number; sum: number; squares: number } } = {};
    const missing: { [reason: string]: number } = {};
    all.forEach((value, at) => {
      if (typeof value === "object" && value !== null && "reason" in value) {
        missing[value.reason] = (missing[value.reason] ?? 0) + 1;
        return;
      }
      for (const one of Array.isArray(value) ? value : [value]) {
        const before = counts[String(one)] ?? { n: 0, sum: 0, squares: 0 };
        const w = weighted ? (weights[at] ?? 1) : 0;
        counts[String(one)] = { n: before.n + 1, sum: before.sum + w, squares: before.squares + w * w };
      }
    });
    return [key, { counts, missing }];
  });
}

/** A cell of the store in the words of the reference. */
function plain({ by, period, tally }: Cell): unknown {
  if (tally.kind !== "scale" && tally.kind !== "category") throw new Error(tally.kind);
  const names = tally.kind === "scale" ? tally.counts.map((_, at) => at) : Object.keys(tally.counts);
  const counts = names.flatMap((name) => {
    const n = (tally.counts as { readonly [name: string]: number })[name]!;
    if (n === 0) return [];
    if (tally.kind === "category") {
      const weight = tally.weights?.[name];
      return [[name, { n, sum: weight?.sum ?? 0, squares: weight?.sumOfSquares ?? 0 }]];
    }
    const { sum, sumOfSquares } = tally.weights ?? {};
    return [[String(name), { n, sum: sum?.[Number(name)] ?? 0, squares: sumOfSquares?.[Number(name)] ?? 0 }]];
  });
  return [
    JSON.stringify({ by, period }),
    { counts: Object.fromEntries(counts) as object, missing: tally.missing },
  ];
}

const byKey = (cells: unknown[]): unknown[] =>
  cells.toSorted((left, right) => ((left as string[])[0]! < (right as string[])[0]! ? -1 : 1));

describe("a tally from columns", () => {
  it("is that of a loop over the events, for any history, query and zone", async () => {
    await fc.assert(
      fc.asyncProperty(history, query, fc.integer({ min: 1, max: 9 }), async (events, asked, page) => {
        await using store = memoryStore({ instruments });
        const { at, item, by, every, zone, region, window } = asked;
        const tally: TallyQuery = {
          select: {
            types: ["survey.responded"],
            item: `${instruments[at]!.id} ${item}`,
            ...(region !== null && { where: { field: "dimensions.region", in: [region] } }),
          },
          by,
          zone,
          ...(every !== null && { every }),
          ...(window !== null && { window: { from: window.from, below: window.from + window.length } }),
        };
        for (let from = 0; from < events.length; from += page) {
          await store.append(events.slice(from, from + page));
          if (from % 2 === 0) await store.tally(tally);
        }
        expect(byKey((await store.tally(tally)).map(plain))).toEqual(byKey(reference(events, tally)));
      }),
      { numRuns: 400, seed: 3 },
    );
  });
});
