import { rm } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { cxError, type Store } from "@cxkit/core";
import { fiveStageJourney } from "@cxkit/journeys";
import { notificationText } from "@cxkit/notifiers";
import { renderHtml, renderTerminal, type ReportModel } from "@cxkit/report";
import { reportModel } from "../analysis/report-model.ts";
import { storeEvidence } from "../analysis/store-evidence.ts";
import { findings } from "../demo/findings.ts";
import { type LiveDemo, liveDemo } from "../demo/live.ts";
import { type LiveFinding, liveFindings } from "../demo/live-findings.ts";
import { ownedFolder } from "../demo/owned-folder.ts";
import { type Retailer, retailer } from "../demo/retailer.ts";
import { software } from "../software.ts";
import { colorful, columnsOf, type Console, languageOf, paint, progressOf } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { writeFiles } from "./write-files.ts";

/** The retailer that `cxkit demo` makes unless asked for another. */
export const defaultSeed = 2026;

/**
 * `cxkit demo`: runs a made-up retailer's workspace for half a year: its answers come in over HTTP as they would from real producers,
 * rules watch them, owners are told, a report is written, and all of it is held against the truth that was planted. The files are
 * written at the end, or none.
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
  const { signal } = console;
  const progress = progressOf(console);
  const directory = path.join(flags.out, "workspace");
  signal.throwIfAborted();
  await ownedFolder(directory);
  let done = false;
  try {
    progress.phase("making half a year of answers");
    const made = retailer(seed, { language });
    const { live, model } = await liveDemo(
      made,
      { language, seed, directory, progress: progress.phase, signal },
      async (store, outcome) => {
        progress.phase("measuring");
        return { live: outcome, model: await modelOf(store, outcome, made, language) };
      },
    );
    const csv = path.join(flags.out, language === "zh" ? "零售商调查.csv" : "retailer-survey.csv");
    const report = path.join(flags.out, "report.html");
    await writeFiles([
      // A BOM, because spreadsheets in China open the file too.
      { path: csv, content: `\uFEFF${made.csv}` },
      { path: report, content: renderHtml(model) },
    ]);
    done = true;
    progress.stop();
    const columns = columnsOf(console.out);
    console.out.write(renderTerminal(model, { columns, color: colorful(console.out, console.env) }));
    const found = findings(model, made);
    const lived = liveFindings(live, model.responses, made);
    printLive(lived, live, console);
    printFindings(found, { report, csv }, console);
    // Of another retailer's changes one in twenty may be chance; this one's are known.
    if (seed !== defaultSeed) return exitCodes.done;
    const right =
      found.planted.every((one) => one.found) &&
      found.falseAlarms.length === 0 &&
      lived.every((one) => one.right);
    return right ? exitCodes.done : exitCodes.bug;
  } finally {
    progress.stop();
    if (!done) await rm(directory, { recursive: true, force: true });
  }
}

/** Reports on the workspace's store like on any other. */
async function modelOf(
  store: Store,
  live: LiveDemo,
  made: Retailer,
  language: "en" | "zh",
): Promise<ReportModel> {
  const { words } = made;
  const english = language === "en";
  const { connections } = live.status;
  const sources = [
    { id: "application", name: english ? "Application" : "应用", format: "webhook" },
    { id: "form", name: english ? "Form after the visit" : "到访后表单", format: "webhook" },
  ].map(({ id, name, format }) => {
    const { appended = 0, duplicates = 0, setAside = 0 } = connections[id] ?? {};
    const channel = { id: id === "form" ? "typeform" : "webhook" };
    const counts = { rows: appended + duplicates + setAside, responses: appended, duplicates, setAside: [] };
    return { name, channel, format, counts };
  });
  const labels = { region: words.region, store: words.store };
  return reportModel(await storeEvidence(store, { zone: "UTC", sources, labels }), {
    title: english ? "An omnichannel retailer, first half of 2026" : "全渠道零售商 · 2026 年上半年",
    locale: language,
    zone: "UTC",
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

function printLive(found: readonly LiveFinding[], { reached, told }: LiveDemo, console: Console): void {
  const { bold, dim, green, red } = paint(console.out, console.env);
  const say = (text: string): void => void console.out.write(`${text}\n`);
  say(`\n${bold("What the workspace did with what it was sent")}`);
  for (const { what, right } of found) say(`  ${right ? green("right ") : red("wrong ")}  ${what}`);
  say(`\n${bold("What was told, in June")}`);
  for (const one of told.filter(({ kind }) => kind === "alert"))
    say(
      `  ${one.at.slice(0, 10)}  ${one.title}${dim(one.guarantee === undefined ? "" : ` · ${one.guarantee}`)}`,
    );
  say(`\n${bold("The message that an owner gets")}`);
  say(notificationText(reached.notification, { zone: "UTC" }).replaceAll(/^/gm, "  "));
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
