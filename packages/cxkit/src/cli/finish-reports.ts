import { setImmediate } from "node:timers/promises";
import path from "node:path";
import { cxError } from "@cxkit/core";
import { headline, renderHtml, renderTerminal, type ReportModel } from "@cxkit/report";
import { colorful, columnsOf, type Console, paint, type Progress, progressOf } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { reportFiles } from "./report-files.ts";
import type { ReportFlags } from "./report-flags.ts";
import { type OutputFile, writeFiles } from "./write-files.ts";

/** A report, and where it goes. */
export interface MadeReport {
  readonly model: ReportModel;
  readonly file: string;
  /** Below the folder for tables, where there are several reports. */
  readonly part: string;
}

/** Reports that are ready to be written. */
export interface FinishedReports {
  readonly made: readonly MadeReport[];
  readonly flags: ReportFlags;
  readonly inputs: readonly string[];
  readonly configs: readonly unknown[];
}

/**
 * Writes, prints, and says how it went. Nothing is written before everything is measured.
 *
 * @returns the exit code
 */
export async function finishReports(
  { made, flags, inputs, configs }: FinishedReports,
  console: Console,
  progress: Progress,
): Promise<number> {
  checkTargets(made, flags);
  // Lets an interrupt through that came while the numbers were worked out.
  await setImmediate();
  console.signal.throwIfAborted();
  progress.phase("writing");
  await writeFiles(outputs(made, flags, configs), { inputs });
  progress.stop();
  print(made, flags, console);
  return exitCodeFor(made, console);
}

function outputs(
  made: readonly MadeReport[],
  flags: ReportFlags,
  configs: readonly unknown[],
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
    const distinct = [...new Set(configs.map((config) => JSON.stringify(config, null, 2)))];
    const content = `${distinct.length === 1 ? distinct[0] : `[${distinct.join(",\n")}]`}\n`;
    found.push({ path: flags.saveMapping, content });
  }
  return found;
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

/** Progress of a report; none where nothing is to be printed. */
export function reportProgress(flags: ReportFlags, console: Console): Progress {
  return progressOf(flags.quiet ? { ...console, err: silent(console.err) } : console);
}

function silent(stream: Console["err"]): Console["err"] {
  return Object.assign(Object.create(stream) as Console["err"], { isTTY: false });
}
