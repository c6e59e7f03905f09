import { expect, it } from "vitest";
import { madeUpInstrument, madeUpSurvey, plainReport } from "./fixtures/made-up-survey.ts";
import { reportModel } from "./report-model.ts";
import { storeEvidence } from "./store-evidence.ts";

const instruments = [
  madeUpInstrument("recommend", "nps"),
  { ...madeUpInstrument("why", "text"), construct: "verbatim", scale: null },
];
const responses = Array.from({ length: 60 }, (_, i) => ({
  date: `2026-05-${String((i % 28) + 1).padStart(2, "0")}`,
  answers: { recommend: i % 11, why: `because of ${i}` },
  dimensions: i % 3 === 0 ? { region: "west", store: "s1" } : { region: "east" },
}));
const counts = { rows: 60, responses: 60, duplicates: 0, setAside: [] };
const sources = [{ name: "survey", channel: { id: "webhook" }, format: "signed webhook", counts }];

it("a report over a store says what a report over the file says", async () => {
  const bench = await madeUpSurvey(responses, instruments, { verbatims: [{ item: "why", column: "why" }] });
  const evidence = await storeEvidence(bench.store, { zone: "UTC", sources });
  const [ofStore, ofFile] = [await reportModel(evidence, plainReport), await reportModel(bench, plainReport)];
  expect(ofStore.scores[0]?.estimate.n).toBe(60);
  expect(ofStore.scores).toEqual(ofFile.scores);
  expect(ofStore.verbatims).toEqual(ofFile.verbatims);
  expect(ofStore.segments.map(({ field }) => field).toSorted()).toEqual(
    ofFile.segments.map(({ field }) => field).toSorted(),
  );
});

it("dimensions are found in the events, most frequent first, under the names they are given", async () => {
  const { store } = await madeUpSurvey(responses, instruments);
  const { files } = await storeEvidence(store, { zone: "UTC", sources, labels: { region: "Region" } });
  expect(files[0]?.config.dimensions).toEqual([
    { name: "region", column: "Region" },
    { name: "store", column: "store" },
  ]);
});

it("a store that holds nothing is reported as that", async () => {
  const { store } = await madeUpSurvey([], []);
  const model = await reportModel(await storeEvidence(store, { zone: "UTC", sources: [] }), plainReport);
  expect(model.responses).toBe(0);
  expect(model.scores).toEqual([]);
});
