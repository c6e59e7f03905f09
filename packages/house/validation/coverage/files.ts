import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../tree.ts";
import type { Covered } from "./compute.ts";
import { type Kind, methods, textbookOf } from "./methods.ts";
import { coveragePage } from "./page.ts";
import { withCoverage } from "./marks.ts";
import { basePicture, coveragePicture } from "./picture.ts";

/** Where the enumerated coverage lies, of which page and pictures are made. */
export const resultsFile = path.join(import.meta.dirname, "coverage.json");

/** Folders of pages that say in tables and sentences what an interval covers. */
export const marked = ["docs/metrics", "docs/stats", "docs/zh/metrics"];

/** The page, the pictures and all pages with figures about coverage, by their paths in the project. */
export function coverageFiles(rows: readonly Covered[]): ReadonlyMap<string, string> {
  const files = new Map([["docs/validation/coverage.md", coveragePage(rows)]]);
  for (const kind of Object.keys(methods) as Kind[]) {
    const mine = rows.filter((row) => row.kind === kind && row.level === 0.95);
    const [ours = ""] = [...methods[kind].keys()];
    const textbook = textbookOf(kind) ?? ours;
    const sizes = [...new Set(mine.map(({ n }) => n))];
    const shown = sizes.length > 4 ? [10, 20, 50] : sizes.slice(-3);
    const of = (name: string) => mine.filter((row) => row.name === name && shown.includes(row.n));
    for (const name of methods[kind].keys()) {
      const bases = new Set(of(name).map(({ n }) => n));
      const beside = textbookOf(kind) ? of(textbook).filter(({ n }) => bases.has(n)) : [];
      files.set(`docs/validation/${name}.svg`, coveragePicture(of(name), beside));
    }
    if (sizes.length > 4) files.set(`docs/validation/${kind}-by-base.svg`, basePicture(mine, ours, textbook));
  }
  for (const folder of marked)
    for (const page of readdirSync(path.join(root, folder)).filter((file) => file.endsWith(".md"))) {
      const text = readFileSync(path.join(root, folder, page), "utf8");
      if (text.includes("<!-- coverage ")) files.set(`${folder}/${page}`, withCoverage(text, rows));
    }
  return files;
}
