import { randomBytes } from "node:crypto";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { cxError } from "@cxkit/core";
import { fiveStageJourney } from "@cxkit/journeys";
import { headline, renderHtml, renderTerminal, type ReportModel } from "@cxkit/report";
import { netTInterval, netWaldInterval, scoreInterval } from "@cxkit/stats";
import { reportModel } from "../analysis/report-model.ts";
import type { ReportOptions } from "../analysis/report-options.ts";
import { scopesBy } from "../analysis/scopes.ts";
import { inputFile } from "../input/input-file.ts";
import { openWorkbench, type Workbench, type WorkbenchOptions } from "../input/workbench.ts";
import { software } from "../software.ts";
import {
  colorful,
  columnsOf,
  type Console,
  languageOf,
  paint,
  type Progress,
  progressOf,
} from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { inputPaths } from "./input-paths.ts";
import { outputPath } from "./output-path.ts";
import { readJourney, readMappings } from "./read-json.ts";
import { reportFiles } from "./report-files.ts";
import type { ReportFlags } from "./report-flags.ts";
import { reportOverrides } from "./report-overrides.ts";
import { type OutputFile, refuseInputs, writeFiles } from "./write-files.ts";

/**
 * `cxkit report FILE…`: reads the files, measures, writes the report, prints the summary. Nothing is written before
 * everything is measured.
 *
 * @returns the exit code
 */
export async function reportCommand(
  given: readonly string[],
  flags: ReportFlags,
  console: Console,
): Promise<number> {
  const inputs = await inputPaths(given);
  const out = flags.by === undefined ? await outputPath(flags.out, inputs) : (flags.out ?? "reports");
  await refuseInputs([out, flags.saveMapping ?? out], inputs);
  if (flags.by !== undefined && flags.invited !== undefined)
    throw cxError("invalid-setup", "--invited counts everyone who was invited: leave it out with --by");

  const progress = progressOf(flags.quiet ? { ...console, err: silent(console.err) } : console);
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
    checkTargets(made, flags);
    // Lets an interrupt through that came while the numbers were worked out.
    await setImmediate();
    console.signal.throwIfAborted();
    progress.phase("writing");
    await writeFiles(outputs(made, flags, bench), { inputs });
    progress.stop();
    print(made, flags, console);
    return exitCodeFor(made, console);
  } finally {
    progress.stop();
    await bench?.store[Symbol.asyncDispose]();
  }
}

/** A report, and where it goes. */
interface MadeReport {
  readonly model: ReportModel;
  readonly file: string;
  /** Below the folder for tables, where there are several reports. */
  readonly part: string;
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

function outputs(
  made: readonly MadeReport[],
  flags: ReportFlags,
  { files }: Workbench,
): readonly OutputFile[] {
  const found: OutputFile[] = [];
  const asJsonOnly = flags.json === true && flags.out === undefined;
  for (const { model, file, part } of made) {
    if (!asJsonOnly) found.push({ path: file, content: renderHtml(model) });
    if (flags.tables === undefined) continue;
    for (const { name, content } of reportFiles(model))
      found.push({ path: path.join(flags.tables, part, name), content });
  }
  if (flags.saveMapping !== undefined) {
    const distinct = [...new Set(files.map(({ config }) => JSON.stringify(config, null, 2)))];
    const content = `${distinct.length === 1 ? distinct[0] : `[${distinct.join(",\n")}]`}\n`;
    found.push({ path: flags.saveMapping, content });
  }
  return found;
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

function checkTargets(made: readonly MadeReport[], { target = [] }: ReportFlags): void {
  const scores = made.flatMap(({ model }) => model.scores);
  const known = new Set(scores.flatMap(({ id, item, metric }) => [metric.id, item, id]));
  for (const { score, target: value } of target) {
    if (known.has(score)) continue;
    const list = [...known].join(", ") || "none";
    throw cxError("invalid-setup", `--target ${score}=${value}: there is no such score; there are ${list}`, {
      path: "target",
    });
  }
}

function print(made: readonly MadeReport[], flags: ReportFlags, console: Console): void {
  const [first] = made;
  if (flags.json) {
    const models = made.map(({ model }) => model);
    console.out.write(`${JSON.stringify(flags.by === undefined ? models[0] : models)}\n`);
  } else if (flags.quiet) {
    return;
  } else if (flags.by !== undefined) {
    for (const { model, file } of made) console.out.write(`${file}  ${headline(model)[0]}\n`);
  } else if (first) {
    const columns = columnsOf(console.out);
    console.out.write(renderTerminal(first.model, { columns, color: colorful(console.out, console.env) }));
    console.out.write(`\n${paint(console.out, console.env).bold(first.file)}\n`);
  }
}

function exitCodeFor(made: readonly MadeReport[], console: Console): number {
  if (made.some(({ model }) => model.scores.some(({ estimate }) => estimate.n > 0))) return exitCodes.done;
  console.err.write(
    made.every(({ model }) => model.responses === 0)
      ? "cxkit: there are no answers below the headings\n"
      : "cxkit: no score was found. Say which column holds one: --recommend, --csat, --ces or --rating with --scale\n",
  );
  return exitCodes.noScore;
}

function silent(stream: Console["err"]): Console["err"] {
  return Object.assign(Object.create(stream) as Console["err"], { isTTY: false });
}
