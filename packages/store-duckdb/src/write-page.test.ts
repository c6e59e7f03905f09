import type { CxEvent, Store } from "@cxkit/core";
import { memoryStore } from "@cxkit/store-memory";
import { expect, it } from "vitest";
import { duckdbStore } from "./duckdb-store.ts";
import { comment, recommend, response } from "./fixtures/plain-pages.ts";
import { hostile } from "./fixtures/random-history.ts";

const words = [
  ...hostile,
  "\uD83C",
  "\uDF88 half",
  "a\u0000b",
  "a\u0000c",
  "x".repeat(5000),
  "web",
  "constructor",
];
const numbers = [0, 1.5e-9, -1e21, 123456789012345680000, 0.1, 9];

/** Responses whose columns hold few words, many words, hostile ones and none. */
function responses(length: number): CxEvent[] {
  return Array.from({ length }, (_, at) => {
    const word = words[at % words.length] ?? "web";
    return response(
      `${at}`,
      {
        ...(at % 5 > 0 && { touchpoint: word }),
        ...(at % 3 > 0 && { subject: `${word}${at}` }),
        ...(at % 7 === 0 && { stage: "checkout", id: `${at}~1`, revision: 1 }),
        channel: at % 2 === 0 ? "web" : "app",
        dimensions: { [word]: `${at % 20}`, region: word },
      },
      [
        { item: "nps", value: at % 11, instrument: "recommend@1" },
        { item: "why", value: at % 4 === 0 ? word : null, instrument: "comment@1" },
        { item: "how much", value: numbers[at % numbers.length] ?? 0, instrument: "comment@1" },
        { item: "else", value: word, instrument: `${word}@1` },
      ],
    );
  });
}

async function answersOf(store: Store): Promise<unknown> {
  const events: CxEvent[] = [];
  for await (const event of store.events({ types: ["survey.responded"] })) events.push(event);
  const tallies = await Promise.all(
    ["nps", "why", "how much"].flatMap((item) =>
      [["touchpoint"], ["dimensions.region", "channel"], ["stage"], ["subject"], ["id"]].map((by) =>
        store.tally({ select: { types: ["survey.responded"], item }, by, zone: "UTC" }),
      ),
    ),
  );
  return { events, items: await store.items(), tallies };
}

it("a page of many is kept as the same events one by one are, whatever their words", async () => {
  const options = { instruments: [recommend, comment] };
  await using one = await duckdbStore({ path: ":memory:", ...options });
  await using whole = await duckdbStore({ path: ":memory:", ...options });
  await using memory = memoryStore(options);
  const page = responses(150);
  for (const event of page) await one.append([event]);
  const outcome = await whole.append(page);
  expect(outcome).toEqual(await memory.append(page));
  const answers = await answersOf(whole);
  expect(answers).toEqual(await answersOf(one));
  expect((answers as { events: unknown }).events).toEqual(page);
  for (const store of [one, whole]) expect((await store.append(page)).duplicates).toBe(page.length);
});

it("a page without words of its own, of all sizes around those at which it is written differently, is kept", async () => {
  await using store = await duckdbStore({ path: ":memory:", instruments: [recommend] });
  let total = 0;
  for (const length of [1, 6, 7, 8, 16, 33, 2047, 2048, 2049]) {
    await store.append(Array.from({ length }, (_, at) => response(`${length}-${at}`)));
    total += length;
  }
  const [cell] = await store.tally({
    select: { types: ["survey.responded"], item: "nps" },
    by: ["touchpoint"],
    zone: "UTC",
  });
  expect(cell?.by).toEqual({ touchpoint: null });
  expect(cell?.tally).toMatchObject({ counts: [0, 0, 0, 0, 0, 0, 0, 0, 0, total, 0] });
});
