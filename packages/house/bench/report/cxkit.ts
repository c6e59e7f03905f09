import { fiveStageJourney } from "@cxkit/journeys";
import { renderHtml } from "@cxkit/report";
import { inputFile, openWorkbench, reportModel } from "cxkit";
import { surveyExport } from "../csv/data/survey-export.ts";
import { answer } from "./yardstick.ts";

let file = "";

export function prepare(size: number): void {
  file = surveyExport(size);
}

/** The whole way in one process: file, events, store, every number of the report, its page. */
export async function run(): Promise<string> {
  const bench = await openWorkbench([await inputFile(file)], {
    overrides: { recommend: "score", segment: ["channel", "touchpoint", "segment"] },
    key: new Uint8Array(32),
    received: "2026-01-01T00:00:00Z",
  });
  const model = await reportModel(bench, {
    locale: "en",
    confidenceLevel: 0.95,
    minimumCell: 10,
    targets: [],
    verbatims: 200,
    journey: fiveStageJourney,
    generated: null,
    software: "cxkit bench",
  });
  const page = renderHtml(model);
  await bench.store[Symbol.asyncDispose]();
  if (!page.endsWith("</html>\n") && !page.endsWith("</html>")) throw new Error("the page has no end");
  const [score] = model.scores;
  return answer(score?.estimate.value ?? Number.NaN, score?.estimate.n ?? 0);
}
