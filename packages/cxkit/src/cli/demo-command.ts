import path from "node:path";
import { pathToFileURL } from "node:url";
import { cxError } from "@cxkit/core";
import { fiveStageJourney } from "@cxkit/journeys";
import { renderHtml, renderTerminal, type ReportModel } from "@cxkit/report";
import { reportModel } from "../analysis/report-model.ts";
import { findings } from "../demo/findings.ts";
import { retailer } from "../demo/retailer.ts";
import type { InputFile } from "../input/input-file.ts";
import { openWorkbench } from "../input/workbench.ts";
import { software } from "../software.ts";
import { colorful, columnsOf, type Console, languageOf, paint, progressOf } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { writeFiles } from "./write-files.ts";

/** The retailer that `cxkit demo` makes unless asked for another. */
export const defaultSeed = 2026;
const demoDay = "2026-07-01T00:00:00Z";

/**
 * `cxkit demo`: writes a made-up retailer's export, reports on it like on any other file, and holds the report against the truth
 * that was planted. Both files are written at the end, or none.
 *
 * @returns the exit code; for the default seed a miss or a false alarm is a mistake of ours
 */
export async function demoCommand(
  flags: { readonly out: string; readonly seed: string; readonly lang?: "en" | "zh" },
  console: Console,
): Promise<number> {
  const seed = Number(flags.seed);
  if (!Number.isSafeInteger(seed))
    throw cxError("invalid-setup", `--seed wants a whole number, got ${flags.seed}`);
  const language = flags.lang ?? languageOf(console.env);
  const progress = progressOf(console);
  try {
    progress.phase("making half a year of answers");
    const made = retailer(seed, { language });
    const csv = path.join(flags.out, language === "zh" ? "零售商调查.csv" : "retailer-survey.csv");
    // A BOM, because spreadsheets in China open the file too.
    const content = `\uFEFF${made.csv}`;
    progress.phase("reading and measuring");
    const model = await modelOf(textFile(path.basename(csv), content), seed, language, console);
    const report = path.join(flags.out, "report.html");
    await writeFiles([
      { path: csv, content },
      { path: report, content: renderHtml(model) },
    ]);
    progress.stop();
    const columns = columnsOf(console.out);
    console.out.write(renderTerminal(model, { columns, color: colorful(console.out, console.env) }));
    const found = findings(model, made);
    printFindings(found, { report, csv }, console);
    // Of another retailer's changes one in twenty may be chance; this one's are known.
    if (seed !== defaultSeed) return exitCodes.done;
    const right = found.planted.every((one) => one.found) && found.falseAlarms.length === 0;
    return right ? exitCodes.done : exitCodes.bug;
  } finally {
    progress.stop();
  }
}

/** Reports on the export like on any other; the same key and clock in every run, so that it is the same everywhere. */
async function modelOf(
  file: InputFile,
  seed: number,
  language: "en" | "zh",
  { signal }: Console,
): Promise<ReportModel> {
  const bench = await openWorkbench([file], {
    key: new Uint8Array(32).fill(seed & 255),
    received: demoDay,
    signal,
    overrides: { zone: "UTC", survey: "retailer" },
  });
  return reportModel(bench, {
    title: language === "zh" ? "全渠道零售商 · 2026 年上半年" : "An omnichannel retailer, first half of 2026",
    locale: language,
    confidenceLevel: 0.95,
    minimumCell: 10,
    targets: [{ score: "nps", target: 25 }],
    verbatims: 100,
    invited: 60_000,
    journey: fiveStageJourney,
    generated: null,
    software,
  });
}

function textFile(name: string, content: string): InputFile {
  const bytes = new TextEncoder().encode(content);
  return {
    name,
    size: bytes.length,
    modified: demoDay,
    async *bytes() {
      yield bytes;
    },
  };
}

function printFindings(
  { planted, consequences, falseAlarms }: ReturnType<typeof findings>,
  { report, csv }: { readonly report: string; readonly csv: string },
  console: Console,
): void {
  const { bold, green, red } = paint(console.out, console.env);
  const say = (text: string): void => void console.out.write(`${text}\n`);
  say(`\n${bold("What was planted, and whether the report found it")}`);
  for (const { what, found } of planted) say(`  ${found ? green("found ") : red("missed")}  ${what}`);
  say(`  consequences of it also reported: ${consequences.length}; false alarms: ${falseAlarms.length}`);
  for (const label of falseAlarms) say(`  ${red("false alarm")}  ${label}`);
  say(`\n${bold("Answers")}  ${csv}`);
  say(`${bold("Report")}   ${report}\n         ${pathToFileURL(path.resolve(report)).href}`);
}
