/**
 * Measures contenders against a yardstick: each in fresh processes, in turn with the others, the least of the rounds.
 * Read ratios; the milliseconds are those of one machine in one minute.
 *
 *     pnpm bench                       all workloads
 *     pnpm bench nps-array --rounds 3  one, quickly
 *     pnpm bench --size 1000           tiny
 *
 * A workload is a folder here, a contender a file in it that exports `prepare(size)` and `run()` (see workload.ts).
 * `yardstick.ts` is what ratios refer to, and exports `workload` besides. Results go to .cache/bench as JSON, too.
 */
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs, promisify } from "node:util";
import { contendersOf, workloadOf, workloads } from "./contenders.ts";
import { goalOutcomes } from "./goals.ts";
import type { Measurement, Workload } from "./workload.ts";

const execute = promisify(execFile);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "9" }, size: { type: "string" } },
});
const rounds = Number(values.rounds);
const out = path.resolve(import.meta.dirname, "../../../.cache/bench");
mkdirSync(out, { recursive: true });

for (const name of positionals.length > 0 ? positionals : workloads()) {
  const workload = await workloadOf(name);
  const size = values.size === undefined ? workload.size : Number(values.size);
  const measured = await measureInTurn(name, size);
  const report = summary(name, workload, size, measured);
  writeFileSync(path.join(out, `${name}.json`), `${JSON.stringify(report, null, 2)}\n`);
  print(report);
}

/** All contenders in turn, then again: a slow minute of the machine hits each of them. */
async function measureInTurn(name: string, size: number): Promise<Map<string, Measurement[]>> {
  const measured = new Map(contendersOf(name).map((contender) => [contender, [] as Measurement[]]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [contender, results] of measured) {
      const script = path.join(import.meta.dirname, "measure.ts");
      const options = ["--conditions=@cxkit/source", script, name, contender, String(size)];
      const { stdout } = await execute(process.execPath, options, { maxBuffer: 1 << 24 });
      const measurement = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Measurement | null;
      if (measurement) results.push(measurement);
      else measured.delete(contender);
    }
  }
  return measured;
}

interface Row {
  readonly contender: string;
  readonly least: number;
  readonly median: number;
  /** Least time over the yardstick's least time: under 1 is faster. */
  readonly ratio: number;
  readonly perSecond: number;
  readonly peakMegabytes: number;
  readonly checksum: string;
  readonly figures: { readonly [name: string]: number };
}

function summary(name: string, workload: Workload, size: number, measured: Map<string, Measurement[]>) {
  const least = (contender: string): number =>
    Math.min(...(measured.get(contender) ?? []).map(({ milliseconds }) => milliseconds));
  const rows: Row[] = [...measured].map(([contender, results]) => {
    const times = results.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
    return {
      contender,
      least: least(contender),
      median: times[times.length >> 1] ?? Number.NaN,
      ratio: least(contender) / least("yardstick"),
      perSecond: (size / least(contender)) * 1000,
      peakMegabytes: Math.max(...results.map(({ peakMegabytes }) => peakMegabytes)),
      checksum: [...new Set(results.map(({ checksum }) => checksum))].join(" ≠ "),
      figures: leastFigures(results),
    };
  });
  const goals = goalOutcomes(
    workload.goals ?? [],
    new Map(rows.map(({ contender, ...row }) => [contender, { ...row, milliseconds: row.least }])),
  );
  return {
    workload: name,
    title: workload.title,
    size,
    unit: workload.unit,
    rounds,
    machine: { cpu: os.cpus()[0]?.model ?? "", cores: os.cpus().length, node: process.version },
    notHere: contendersOf(name).filter((contender) => !measured.has(contender)),
    agreed: new Set(rows.map(({ checksum }) => checksum)).size === 1,
    rows: rows.toSorted((a, b) => a.least - b.least),
    goals,
  };
}

function leastFigures(results: readonly Measurement[]): { readonly [name: string]: number } {
  const least: Record<string, number> = {};
  for (const { figures = {} } of results)
    for (const [name, value] of Object.entries(figures))
      least[name] = Math.min(least[name] ?? Infinity, value);
  return least;
}

function print(report: ReturnType<typeof summary>): void {
  const { cpu, cores, node } = report.machine;
  console.log(
    `\n${report.title}: ${report.size.toLocaleString("en")} ${report.unit}, least of ${report.rounds}`,
  );
  console.log(`${cpu}, ${cores} cores, Node ${node}\n`);
  console.log(`| contender | ratio | least ms | median ms | million ${report.unit}/s | peak MB |`);
  console.log("| --- | ---: | ---: | ---: | ---: | ---: |");
  for (const { contender, ratio, least, median, perSecond, peakMegabytes } of report.rows) {
    const figures = [
      ratio.toFixed(2),
      least.toFixed(3),
      median.toFixed(3),
      (perSecond / 1e6).toFixed(1),
      peakMegabytes,
    ];
    console.log(`| ${[contender, ...figures].join(" | ")} |`);
  }
  console.log("");
  for (const { contender, perSecond, figures } of report.rows) {
    printTable(figures);
    const others = Object.entries(figures)
      .filter(([name]) => !name.includes(": "))
      .map(([name, value]) => `${value.toFixed(1)} ${name}`);
    if (others.length > 0)
      console.log(
        `${contender}: ${[`${Math.round(perSecond).toLocaleString("en")}/s`, ...others].join(", ")}`,
      );
  }
  for (const { met, said } of report.goals) console.log(`${met ? "met" : "NOT met"}: ${said}`);
  if (report.notHere.length > 0) console.log(`not on this machine: ${report.notHere.join(", ")}`);
  if (report.agreed) return;
  for (const { contender, checksum } of report.rows) console.error(`${contender} answers ${checksum}`);
  console.error("The contenders do not agree: nothing was measured.");
  process.exitCode = 1;
}

/** Figures that are named `what: figure` have a row for each what. */
function printTable(figures: { readonly [name: string]: number }): void {
  const rows = new Map<string, Map<string, number>>();
  for (const [name, value] of Object.entries(figures)) {
    const [what, figure] = name.split(": ");
    if (what === undefined || figure === undefined) continue;
    rows.set(what, (rows.get(what) ?? new Map<string, number>()).set(figure, value));
  }
  const [first] = rows.values();
  if (!first) return;
  console.log(`| ${["", ...first.keys()].join(" | ")} |\n| --- |${" ---: |".repeat(first.size)}`);
  for (const [what, row] of rows)
    console.log(`| ${[what, ...[...row.values()].map((value) => value.toFixed(1))].join(" | ")} |`);
  console.log("");
}
