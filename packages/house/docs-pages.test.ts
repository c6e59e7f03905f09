import path from "node:path";
import { describe, expect, it } from "vitest";
import { publicFiles } from "./public-files.ts";
import { type Tree, madeUp, projectTree } from "./tree.ts";

/** Packages whose public files each have a page of the same name in the folder of `docs` of that name, and which files. */
const paged: Readonly<Record<string, (text: string) => boolean>> = {
  stats: () => true,
  metrics: () => true,
  journeys: () => true,
  // Readers of tables and archives are told on the pages of the channels that use them.
  channels: (text) => /\bChannel</.test(text),
};

/** Public files without their page, and pages without their file. */
function missingPages(tree: Tree): string[] {
  const expected = new Map(
    publicFiles(tree)
      .filter(
        ({ file, folder, name }) => !name.startsWith("schema/") && paged[folder]?.(tree.get(file) ?? ""),
      )
      .map(({ file, folder, name }) => [`docs/${folder}/${path.posix.basename(name)}.md`, file]),
  );
  const missing = [...expected].filter(([page]) => !tree.has(page));
  const orphans = [...tree.keys()].filter(
    (page) =>
      Object.keys(paged).some((folder) => path.posix.dirname(page) === `docs/${folder}`) &&
      page.endsWith(".md") &&
      path.posix.basename(page) !== "index.md" &&
      !expected.has(page),
  );
  return [
    ...missing.map(([page, file]) => `${file} has no page ${page}`),
    ...orphans.map((page) => `${page} is about no public file of that name`),
  ];
}

describe("every metric, statistic, journey and channel has its page", () => {
  it("in this repository", () => {
    expect(missingPages(projectTree())).toEqual([]);
  });

  it("and a tree without one is found out", () => {
    const tree = madeUp({
      "packages/metrics/package.json": `{ "name": "@cxkit/metrics", "exports": { ".": { "@cxkit/source": "./src/index.ts" } } }`,
      "packages/metrics/src/index.ts": `export { nps } from "./nps.ts";\nexport { csat } from "./csat.ts";`,
      "packages/metrics/src/nps.ts": `export function nps() {}`,
      "packages/metrics/src/csat.ts": `export function csat() {}`,
      "packages/channels/package.json": `{ "name": "@cxkit/channels", "exports": { "./a": { "@cxkit/source": "./src/a.ts" }, "./zip": { "@cxkit/source": "./src/zip.ts" } } }`,
      "packages/channels/src/a.ts": `export const a: Channel<Config, Row> = {};`,
      "packages/channels/src/zip.ts": `export function unzip() {}`,
      "docs/metrics/index.md": "",
      "docs/metrics/nps.md": "",
      "docs/metrics/ces.md": "",
    });
    expect(missingPages(tree)).toEqual([
      "packages/metrics/src/csat.ts has no page docs/metrics/csat.md",
      "packages/channels/src/a.ts has no page docs/channels/a.md",
      "docs/metrics/ces.md is about no public file of that name",
    ]);
  });
});
