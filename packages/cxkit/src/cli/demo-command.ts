import path from "node:path";
import { pathToFileURL } from "node:url";
import { cxError } from "@cxkit/core";
import { fiveStageJourney } from "@cxkit/journeys";
import { renderHtml, renderTerminal } from "@cxkit/report";
import { reportModel } from "../analysis/report-model.ts";
import { findings } from "../demo/findings.ts";
import { retailer } from "../demo/retailer.ts";
import { inputFile } from "../input/input-file.ts";
import { openWorkbench } from "../input/workbench.ts";
import { software } from "../software.ts";
import { colorful, columnsOf, type Console, languageOf, paint } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { writeFiles } from "./write-files.ts";

/**
 * `cxkit demo`: writes a made-up retailer's export, reports on it like on any other file, and holds the report against the truth
 * that was planted.
 *
 * @returns the exit code
 */
export async function demoCommand(
  flags: { readonly out: string; readonly seed: string; readonly lang?: "en" | "zh" },
  console: Console,
): Promise<number> {
  const seed = Number(flags.seed);
  if (!Number.isSafeInteger(seed))
    throw cxError("invalid-setup", `--seed wants a whole number, got ${flags.seed}`);
  const language = flags.lang ?? languageOf(console.env);
  const made = retailer(seed, { language });
  const csv = path.join(flags.out, language === "zh" ? "零售商调查.csv" : "retailer-survey.csv");
  // A BOM, because spreadsheets in China open the file too.
  await writeFiles([{ path: csv, content: `\uFEFF${made.csv}` }]);

  // The same key and clock in every run: the demo is to be the same everywhere.
  const bench = await openWorkbench([await inputFile(csv)], {
    key: new Uint8Array(32).fill(seed & 255),
    received: "2026-07-01T00:00:00Z",
    signal: console.signal,
    overrides: { zone: "UTC", survey: "retailer" },
  });
  const model = await reportModel(bench, {
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
  const report = path.join(flags.out, "report.html");
  await writeFiles([{ path: report, content: renderHtml(model) }]);
  const columns = columnsOf(console.out);
  console.out.write(renderTerminal(model, { columns, color: colorful(console.out, console.env) }));
  return printFindings(findings(model, made), { report, csv }, console);
}

function printFindings(
  { planted, consequences, falseAlarms }: ReturnType<typeof findings>,
  { report, csv }: { readonly report: string; readonly csv: string },
  console: Console,
): number {
  const { bold, green, red } = paint(console.out, console.env);
  const say = (text: string): void => void console.out.write(`${text}\n`);
  say(`\n${bold("What was planted, and whether the report found it")}`);
  for (const { what, found } of planted) say(`  ${found ? green("found ") : red("missed")}  ${what}`);
  say(`  consequences of it also reported: ${consequences.length}; false alarms: ${falseAlarms.length}`);
  for (const label of falseAlarms) say(`  ${red("false alarm")}  ${label}`);
  say(`\n${bold("Answers")}  ${csv}`);
  say(`${bold("Report")}   ${report}\n         ${pathToFileURL(path.resolve(report)).href}`);
  return planted.every(({ found }) => found) && falseAlarms.length === 0 ? exitCodes.done : exitCodes.bug;
}
