/**
 * Enumerates the coverage of every interval and of every method for a difference, and writes docs/validation/coverage.md
 * with its pictures.
 *
 *     pnpm coverage           the full grid, some minutes
 *     pnpm coverage --draw    pages and pictures from what was enumerated before
 *     pnpm coverage riskRatio oddsRatio    these kinds anew, the others as enumerated before
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../tree.ts";
import { type Covered, covered, grids, sizesOf } from "./compute.ts";
import { type Kind, methods, simulated } from "./methods.ts";
import { coverageFiles, resultsFile } from "./files.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { draw: { type: "boolean", default: false } },
});
const kinds = Object.keys(methods) as Kind[];
const anew = values.draw
  ? []
  : kinds.filter((kind) => positionals.length === 0 || positionals.includes(kind));
const before =
  anew.length === kinds.length ? [] : (JSON.parse(readFileSync(resultsFile, "utf8")) as Covered[]);
const rows = kinds.flatMap((kind) =>
  anew.includes(kind) ? enumerated(kind) : before.filter((row) => row.kind === kind),
);
writeFileSync(resultsFile, `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
for (const [file, text] of coverageFiles(rows)) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

/** All methods of a kind on the full grid; the default at other levels, too. */
function enumerated(kind: Kind): Covered[] {
  const names = [...methods[kind].keys()];
  return names.flatMap((name) => {
    const started = performance.now();
    const made = sizesOf("full", kind, name).map((n) => covered(kind, name, n));
    if (name === names[0] && !simulated.includes(kind))
      for (const level of [0.9, 0.99])
        for (const n of grids.full[kind].slice(0, 4))
          made.push({ ...covered(kind, name, n, level), points: [] });
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${kind.padEnd(26)} ${name.padEnd(38)} ${seconds} s`);
    return made;
  });
}
