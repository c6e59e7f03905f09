import { existsSync, renameSync, rmSync } from "node:fs";
import type { Answer, CxEventOf, Instrument } from "@cxkit/core";
import { duckdbStore } from "@cxkit/store-duckdb";
import { scoreOf, storedFile, timeOf, told, touchpointOf } from "./data/stored.ts";

const recommend: Instrument = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
};
const comment: Instrument = { ...recommend, id: "comment", construct: "verbatim", scale: null };
const pageSize = 10_000;

let file: string;

/** Whole events with three answers each, by way of the store. */
export async function prepare(size: number): Promise<void> {
  file = storedFile("cxkit", size);
  if (existsSync(file)) return;
  const making = `${file}.making`;
  rmSync(making, { force: true });
  {
    await using store = await duckdbStore({ path: making, instruments: [recommend, comment] });
    for (let from = 0; from < size; from += pageSize) {
      const length = Math.min(pageSize, size - from);
      await store.append(Array.from({ length }, (_, at) => response(from + at, size)));
    }
  }
  renameSync(making, file);
}

export async function run(): Promise<string> {
  await using store = await duckdbStore({ path: file });
  const cells = await store.tally({
    select: { types: ["survey.responded"], item: "nps" },
    by: ["touchpoint"],
    every: "week",
    zone: "UTC",
  });
  let [answers, sum, tens] = [0, 0, 0];
  for (const { tally } of cells) {
    if (tally.kind !== "scale") continue;
    for (const [score, count] of tally.counts.entries()) {
      answers += count;
      sum += score * count;
      if (score === 10) tens += count;
    }
  }
  return told(cells.length, answers, sum, tens);
}

function response(at: number, size: number): CxEventOf<"survey.responded"> {
  const key = `R_${at.toString(36).padStart(6, "0")}`;
  const time = new Date(timeOf(at, size)).toISOString();
  const answers: Answer[] = [
    { item: "nps", value: scoreOf(at), instrument: "recommend@1" },
    { item: "again", value: scoreOf(at + 5), instrument: "recommend@1" },
    at % 7 === 0
      ? { item: "why", value: `Answer ${at} says why in a line of words`, instrument: "comment@1" }
      : { item: "why", value: null, missing: "skipped", instrument: "comment@1" },
  ];
  return {
    type: "survey.responded",
    source: "survey:a",
    key,
    id: key,
    revision: 0,
    time,
    received: time,
    subject: `${(at * 2_654_435_761) % 4_294_967_296}`.padStart(32, "a3"),
    channel: ["web", "app", "store", "phone"][at % 4] ?? "web",
    touchpoint: touchpointOf(at),
    dimensions: { region: `r${at % 9}`, product: `p${at % 5}` },
    data: { survey: "s", wave: `w${at % 4}`, status: "complete", duration: at % 300, answers },
  };
}
