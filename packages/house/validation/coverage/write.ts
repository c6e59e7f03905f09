/**
 * Enumerates the coverage of every interval and of every method for a difference, and writes docs/validation/coverage.md
 * with its pictures.
 *
 *     pnpm coverage           the full grid, some minutes
 *     pnpm coverage --draw    page and pictures from what was enumerated before
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { root } from "../../tree.ts";
import { type Covered, covered, grids, sizesOf } from "./compute.ts";
import { type Kind, methods } from "./methods.ts";
import { coverageFiles, resultsFile } from "./files.ts";

const { values } = parseArgs({ options: { draw: { type: "boolean", default: false } } });
const rows: Covered[] = values.draw ? (JSON.parse(readFileSync(resultsFile, "utf8")) as Covered[]) : [];
if (!values.draw)
  for (const kind of Object.keys(methods) as Kind[]) {
    for (const name of methods[kind].keys()) {
      const started = performance.now();
      for (const n of sizesOf("full", kind, name)) rows.push(covered(kind, name, n));
      if (name === [...methods[kind].keys()][0])
        for (const level of [0.9, 0.99])
          for (const n of grids.full[kind].slice(0, 4))
            rows.push({ ...covered(kind, name, n, level), points: [] });
      console.log(
        `${kind.padEnd(22)} ${name.padEnd(32)} ${((performance.now() - started) / 1000).toFixed(1)} s`,
      );
    }
  }
writeFileSync(resultsFile, `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`);
for (const [file, text] of coverageFiles(rows)) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}
