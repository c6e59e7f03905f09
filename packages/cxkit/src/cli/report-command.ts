import { randomBytes } from "node:crypto";
import path from "node:path";
import { cxError } from "@cxkit/core";
import { fiveStageJourney } from "@cxkit/journeys";
import { netTInterval, netWaldInterval, scoreInterval } from "@cxkit/stats";
import { reportModel } from "../analysis/report-model.ts";
import type { ReportOptions } from "../analysis/report-options.ts";
import { scopesBy } from "../analysis/scopes.ts";
import { inputFile } from "../input/input-file.ts";
import { openWorkbench, type Workbench, type WorkbenchOptions } from "../input/workbench.ts";
import { software } from "../software.ts";
import { type Console, languageOf, type Progress } from "./console.ts";
import { finishReports, type MadeReport, reportProgress } from "./finish-reports.ts";
import { inputPaths } from "./input-paths.ts";
import { outputPath } from "./output-path.ts";
import { readJourney, readMappings } from "./read-json.ts";
import type { ReportFlags } from "./report-flags.ts";
import { reportOnWorkspace } from "./report-on-workspace.ts";
import { reportOverrides } from "./report-overrides.ts";
import { refuseInputs } from "./write-files.ts";

/**
 * `cxkit report FILE…`: reads the files (none: what the workspace in this folder has collected), measures, writes the report, prints the summary. Nothing is written before
 * everything is measured.
 *
 * @returns the exit code
 */
export async function reportCommand(
  given: readonly string[],
  flags: ReportFlags,
  console: Console,
): Promise<number> {
  if (given.length === 0) return reportOnWorkspace(flags, console);
  const inputs = await inputPaths(given);
  const out = flags.by === undefined ? await outputPath(flags.out, inputs) : (flags.out ?? "reports");
  await refuseInputs([out, flags.saveMapping ?? out], inputs);
  if (flags.by !== undefined && flags.invited !== undefined)
    throw cxError("invalid-setup", "--invited counts everyone who was invited: leave it out with --by");

  const progress = reportProgress(flags, console);
  let bench: Workbench | undefined;
  try {
    const options = await reportOptions(flags, console);
    bench = await readBench(inputs, flags, console, progress);
    checkInvited(bench, flags);
    progress.phase("measuring");
    const made =
      flags.by === undefined
        ? [await oneReport(bench, out, options)]
        : await reportPerValue(bench, flags.by, out, options);
    return await finishReports(
      { made, flags, inputs, configs: bench.files.map(({ config }) => config) },
      console,
      progress,
    );
  } finally {
    progress.stop();
    await bench?.store[Symbol.asyncDispose]();
  }
}

async function oneReport(bench: Workbench, file: string, options: ReportOptions): Promise<MadeReport> {
  return { model: await reportModel(bench, options), file, part: "" };
}

async function reportPerValue(
  bench: Workbench,
  by: string,
  folder: string,
  options: ReportOptions,
): Promise<readonly MadeReport[]> {
  const made: MadeReport[] = [];
  for await (const { scope, fileName } of scopesBy(bench, by)) {
    const model = await reportModel(bench, options, scope);
    made.push({ model, file: path.join(folder, `${fileName}.html`), part: fileName });
    await scope.store[Symbol.asyncDispose]();
  }
  return made;
}

async function readBench(
  inputs: readonly string[],
  flags: ReportFlags,
  console: Console,
  progress: Progress,
): Promise<Workbench> {
  let add: (bytes: number) => void = () => {};
  const files = await Promise.all(inputs.map((file) => inputFile(file, (bytes) => add(bytes))));
  add = progress.reading(files.reduce((sum, { size }) => sum + size, 0));
  return openWorkbench(files, {
    ...readingOptions(flags),
    ...(flags.mapping !== undefined && { mappings: await readMappings(flags.mapping) }),
    overrides: reportOverrides(flags),
    key: randomBytes(32),
    received: console.now(),
    signal: console.signal,
  });
}

function readingOptions({
  encoding,
  delimiter,
  sheet,
  as,
}: ReportFlags): Pick<WorkbenchOptions, "encoding" | "delimiter" | "sheet" | "channel"> {
  return {
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && {
      delimiter: delimiter === "tab" || delimiter === String.raw`\t` ? "\t" : delimiter,
    }),
    ...(sheet !== undefined && { sheet }),
    ...(as !== undefined && { channel: as }),
  };
}

async function reportOptions(flags: ReportFlags, console: Console): Promise<ReportOptions> {
  const intervals = { score: scoreInterval, wald: netWaldInterval, t: netTInterval };
  const netInterval =
    flags.interval && flags.interval !== "adjusted-wald" ? intervals[flags.interval] : undefined;
  const { title, zone, every, segment, invited } = flags;
  return {
    locale: flags.lang ?? languageOf(console.env),
    confidenceLevel: flags.confidence,
    minimumCell: flags.minimumCell,
    targets: flags.target ?? [],
    verbatims: flags.verbatims === false ? 0 : flags.verbatims === true ? 200 : flags.verbatims,
    journey: flags.journey === undefined ? fiveStageJourney : await readJourney(flags.journey),
    generated: console.now(),
    software,
    ...(title !== undefined && { title }),
    ...(zone !== undefined && { zone }),
    ...(every !== undefined && { every }),
    ...(segment && { segments: segment }),
    ...(invited !== undefined && { invited }),
    ...(netInterval && { netInterval }),
  };
}

function checkInvited({ files }: Workbench, { invited }: ReportFlags): void {
  const responses = files.reduce((sum, { ingested }) => sum + ingested.responses, 0);
  if (invited === undefined || responses <= invited) return;
  throw cxError(
    "invalid-setup",
    `--invited ${invited}: more answered than that, ${responses} responses were read`,
    {
      path: "invited",
    },
  );
}
