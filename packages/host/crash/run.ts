/**
 * Kills a workspace at every moment it has, and looks whether anything is lost, doubled or invented:
 *
 *     pnpm crash --runs 200            as often as that, with other seeds each time
 *     pnpm crash --seed 17             one run again
 *     pnpm crash --at rename           at one moment only
 *     pnpm crash --mutant cursor-first with a mistake that must be found
 */
import { parseArgs } from "node:util";
import { crashRun } from "./crash-run.ts";
import { moments } from "./moments.ts";
import { mutants } from "./mutants.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "200" },
    seed: { type: "string" },
    mutant: { type: "string" },
    at: { type: "string" },
  },
});
const mutant = mutants.find((name) => name === values.mutant);
if (values.mutant !== undefined && !mutant)
  throw new RangeError(`--mutant requires one of ${mutants.join(", ")}`);
const at = moments.find((name) => name === values.at);
if (values.at !== undefined && !at) throw new RangeError(`--at requires one of ${moments.join(", ")}`);
const first = Number(values.seed ?? 1);
const runs = values.seed === undefined ? Number(values.runs) : 1;
const killed = new Map<string, number>();
let acknowledged = 0;
let deliveries = 0;
let wrong = 0;
const started = performance.now();
for (let seed = first; seed < first + runs; seed += 1) {
  const run = await crashRun(seed, { mutant, at });
  acknowledged += run.acknowledged;
  deliveries += run.deliveries;
  for (const moment of run.killed) killed.set(moment, (killed.get(moment) ?? 0) + 1);
  const done = seed - first + 1;
  if (done % 20 === 0) console.error(`${String(done)} of ${String(runs)}`);
  if (run.violations.length === 0) continue;
  wrong += 1;
  console.log(`run ${String(seed)}, killed at ${run.killed.join(", ")}:`);
  for (const violation of run.violations) console.log(`  ${violation}`);
}
const kills = [...killed.values()].reduce((sum, count) => sum + count, 0);
console.log(
  `${String(runs)} runs, ${String(kills)} kills, ${String(acknowledged)} records acknowledged, ${String(deliveries)} deliveries, ${((performance.now() - started) / 1000).toFixed(0)} s`,
);
for (const [moment, count] of [...killed].toSorted(([, a], [, b]) => b - a))
  console.log(`  ${String(count).padStart(4)} at ${moment}`);
console.log(
  wrong === 0 ? "nothing lost, nothing doubled, nothing invented" : `${String(wrong)} runs went wrong`,
);
if (mutant)
  console.log(wrong > 0 ? `the mistake ${mutant} was found` : `the mistake ${mutant} was NOT found`);
process.exitCode = wrong > 0 === (mutant !== undefined) ? 0 : 1;
