import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { SurveyMapping } from "@cxkit/channels/survey-csv";
import { cxError, type Journey, type Json } from "@cxkit/core";
import { fiveStageJourney } from "@cxkit/journeys";
import { journeySchema } from "@cxkit/journeys/schema";
import { netScoreInterval, netTInterval, netWaldInterval } from "@cxkit/stats";
import { headline, renderHtml, renderTerminal, type ReportModel } from "@cxkit/report";
import { reportModel } from "../analysis/report-model.ts";
import type { ReportOptions } from "../analysis/report-options.ts";
import { scopesBy } from "../analysis/scopes.ts";
import { inputFile } from "../input/input-file.ts";
import { openWorkbench, type Workbench } from "../input/workbench.ts";
import { software } from "../software.ts";
import { colorful, type Console, paint, progressBar } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import type { ReportFlags } from "./report-flags.ts";
import { reportFiles } from "./report-files.ts";
import { writeWhole } from "./write-file.ts";

/**
 * `cxkit report FILE…`: reads the files, measures, writes the report, prints the summary.
 *
 * @returns the exit code
 */
export async function reportCommand(
  paths: readonly string[],
  flags: ReportFlags,
  console: Console,
): Promise<number> {
  const options = await reportOptions(flags, console);
  const bench = await readBench(paths, flags, console);
  try {
    if (flags.saveMapping !== undefined) await saveMapping(flags.saveMapping, bench);
    if (flags.by !== undefined) return await reportPerValue(bench, flags.by, flags, options, console);
    const model = await reportModel(bench, options);
    if (flags.json) {
      console.out.write(`${JSON.stringify(model)}\n`);
      if (flags.out !== undefined) await writeWhole(flags.out, renderHtml(model));
    } else {
      const out = flags.out ?? defaultPath(paths);
      await writeWhole(out, renderHtml(model));
      if (!flags.quiet) printSummary(model, out, console);
    }
    if (flags.tables !== undefined) await writeTables(model, flags.tables);
    return exitCodeFor([model], console);
  } finally {
    await bench.store[Symbol.asyncDispose]();
  }
}

async function reportPerValue(
  bench: Workbench,
  by: string,
  flags: ReportFlags,
  options: ReportOptions,
  console: Console,
): Promise<number> {
  const folder = flags.out ?? "reports";
  const models: { readonly model: ReportModel; readonly file: string }[] = [];
  for await (const { scope, fileName } of scopesBy(bench, by)) {
    const model = await reportModel(bench, options, scope);
    const file = path.join(folder, `${fileName}.html`);
    await writeWhole(file, renderHtml(model));
    if (flags.tables !== undefined) await writeTables(model, path.join(flags.tables, fileName));
    models.push({ model, file });
    await scope.store[Symbol.asyncDispose]();
  }
  if (flags.json) console.out.write(`${JSON.stringify(models.map(({ model }) => model))}\n`);
  else if (!flags.quiet) {
    for (const { model, file } of models) console.out.write(`${file}  ${headline(model)[0]}\n`);
  }
  return exitCodeFor(
    models.map(({ model }) => model),
    console,
  );
}

async function readBench(paths: readonly string[], flags: ReportFlags, console: Console): Promise<Workbench> {
  let add: (bytes: number) => void = () => {};
  const files = await Promise.all(paths.map((file) => inputFile(file, (bytes) => add(bytes))));
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const bar = progressBar(
    flags.quiet ? { err: { ...console.err, isTTY: false } as Console["err"] } : console,
    "reading",
    bytes,
  );
  add = bar.add;
  try {
    return await openWorkbench(files, {
      ...readingOptions(flags),
      ...(flags.mapping !== undefined && { mappings: await readMappings(flags.mapping) }),
      overrides: overridesOf(flags),
      key: randomBytes(32),
      received: console.now(),
      signal: console.signal,
    });
  } finally {
    bar.stop();
  }
}

function readingOptions({ encoding, delimiter, sheet, as }: ReportFlags): {
  encoding?: string;
  delimiter?: string;
  sheet?: string;
  channel?: string;
} {
  return {
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && {
      delimiter: delimiter === "tab" || delimiter === "\\t" ? "\t" : delimiter,
    }),
    ...(sheet !== undefined && { sheet }),
    ...(as !== undefined && { channel: as }),
  };
}

/** What the user said about columns, in the words the file channels understand. */
export function overridesOf(flags: ReportFlags): { readonly [option: string]: Json } {
  const { recommend, csat, ces, rating, weight, date, dateOrder, zone, id, subject, segment, comment } =
    flags;
  const { survey, collectedBy, headerRows, scale, direction, missing, word, wave } = flags;
  const direct = {
    recommend,
    csat,
    ces,
    rating,
    weight,
    date,
    dateOrder,
    zone,
    id,
    subject,
    segment,
    comment,
  };
  const given = { ...direct, survey, channel: collectedBy, headerRows };
  const byColumn = {
    scale: scale && Object.fromEntries(scale),
    direction: direction && Object.fromEntries(direction),
    missing:
      missing && (Object.fromEntries(missing.map(([column, codes]) => [column ?? "*", codes])) as Json),
    words: word && wordsByColumn(word),
    wave: wave === undefined ? undefined : waveOverride(wave),
  };
  return Object.fromEntries(
    Object.entries({ ...given, ...byColumn }).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined,
    ),
  );
}

function waveOverride(wave: string): Json {
  if (wave.startsWith("column:")) return { column: wave.slice("column:".length) };
  if (wave.startsWith("file:")) return { fileName: wave.slice("file:".length) };
  return wave;
}

function wordsByColumn(words: readonly (readonly [string, string, number])[]): Json {
  const found: { [column: string]: { [text: string]: number } } = {};
  for (const [column, text, point] of words) (found[column] ??= {})[text] = point;
  return found;
}

async function reportOptions(flags: ReportFlags, console: Console): Promise<ReportOptions> {
  const intervals = { score: netScoreInterval, wald: netWaldInterval, t: netTInterval };
  const netInterval =
    flags.interval && flags.interval !== "adjusted-wald" ? intervals[flags.interval] : undefined;
  const { title, zone, every, segment, invited } = flags;
  return {
    locale: flags.lang ?? (/^zh/i.test(console.env["LC_ALL"] ?? console.env["LANG"] ?? "") ? "zh" : "en"),
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

async function readJourney(file: string): Promise<Journey> {
  const parsed = journeySchema.safeParse(await readJson(file));
  if (parsed.success) return parsed.data as Journey;
  const [issue] = parsed.error.issues;
  throw cxError(
    "invalid-setup",
    `${file}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is no journey"}`,
    { file },
  );
}

async function readMappings(file: string): Promise<readonly SurveyMapping[]> {
  const found = await readJson(file);
  return (Array.isArray(found) ? found : [found]) as readonly SurveyMapping[];
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw cxError("invalid-setup", `${file}: cannot be read`, { file, cause });
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw cxError("invalid-setup", `${file}: no JSON (${(cause as Error).message})`, { file, cause });
  }
}

async function saveMapping(file: string, { files }: Workbench): Promise<void> {
  const distinct = [...new Set(files.map(({ config }) => JSON.stringify(config, null, 2)))];
  await writeWhole(file, `${distinct.length === 1 ? distinct[0] : `[${distinct.join(",\n")}]`}\n`);
}

async function writeTables(model: ReportModel, folder: string): Promise<void> {
  for (const { name, content } of reportFiles(model)) await writeWhole(path.join(folder, name), content);
}

function printSummary(model: ReportModel, out: string, console: Console): void {
  const columns = Math.min(console.out.columns ?? 100, 120);
  console.out.write(renderTerminal(model, { columns, color: colorful(console.out, console.env) }));
  const { bold } = paint(console.out, console.env);
  console.out.write(`\n${bold(out)}\n`);
}

function exitCodeFor(models: readonly ReportModel[], console: Console): number {
  if (models.some(({ scores }) => scores.some(({ estimate }) => estimate.n > 0))) return exitCodes.done;
  console.err.write(
    "cxkit: no score was found. Say which column holds one: --recommend, --csat, --ces or --rating with --scale\n",
  );
  return exitCodes.noScore;
}

function defaultPath(paths: readonly string[]): string {
  const name = path.basename(paths[0] ?? "report").replace(/\.[^.]+$/, "");
  return `${name}.report.html`;
}
