/**
 * Measures one contender in this process and prints a `Measurement`, or null where it cannot run; started by run.ts, once a round.
 *
 *     node --conditions=@cxkit/source packages/house/bench/measure.ts nps-array cxkit 1000000
 */
import type { Contender, Measurement } from "./workload.ts";

const [workload = "", contender = "", size = ""] = process.argv.slice(2);
const { available, prepare, ready, run, figures, close } = (await import(
  `./${workload}/${contender}.ts`
)) as Contender;
if (available?.() === false) {
  console.log("null");
  process.exit();
}
await prepare(Number(size));

// The least of some runs: the first ones are not compiled yet. No forced collection, it would throw compiled code away.
const patience = 2_000;
const started = performance.now();
let least = Infinity;
let checksum = "";
for (let round = 0; round < 3 || (round < 15 && performance.now() - started < patience); round += 1) {
  await ready?.();
  const before = performance.now();
  checksum = await run();
  least = Math.min(least, performance.now() - before);
}

const others = figures?.();
await close?.();
const measurement: Measurement = {
  milliseconds: least,
  checksum,
  peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  ...(others && { figures: others }),
};
console.log(JSON.stringify(measurement));
process.exit();
