import { inputFile, openWorkbench } from "cxkit";
import { surveyExport } from "../csv/data/survey-export.ts";
import { answer } from "./data/responses.ts";

let file = "";

export function prepare(size: number): void {
  file = surveyExport(size);
}

/**
 * The way of `cxkit report`: encoding, delimiter and columns found out, every row an event with identity, checked, set aside
 * by line where it is none, kept in typed columns; then one tally.
 */
export async function run(): Promise<string> {
  const { store } = await openWorkbench([await inputFile(file)], {
    overrides: { recommend: "score", segment: ["channel", "touchpoint", "segment"] },
    key: new Uint8Array(32),
    received: "2026-01-01T00:00:00Z",
  });
  const cells = await store.tally({
    select: { types: ["survey.responded"], item: "recommend" },
    by: ["dimensions.channel"],
    zone: "UTC",
  });
  const counts = new Map<string, readonly number[]>();
  for (const { by, tally } of cells)
    if (tally.kind === "scale") counts.set(by["dimensions.channel"] ?? "", tally.counts);
  await store[Symbol.asyncDispose]();
  return answer(counts);
}
