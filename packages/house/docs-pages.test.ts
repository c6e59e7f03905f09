import path from "node:path";
import { describe, expect, it } from "vitest";
import { publicFiles } from "./public-files.ts";
import { exportedNames } from "./read-examples.ts";
import { type Tree, entryPoints, madeUp, projectTree, publishedManifests } from "./tree.ts";

/** Packages whose public files each have a page in the folder of `docs` of that name, and which files. */
const paged: Readonly<Record<string, (text: string) => boolean>> = {
  stats: () => true,
  metrics: () => true,
  journeys: () => true,
  // Readers of tables and archives are told on the pages of the channels that use them.
  channels: (text) => /^export (?:const \w+: \w*Channel\b|function \w+\([^)]*\): \w*Channel\b)/m.test(text),
  alerts: (text) =>
    /^export (?:const|(?:async )?function) [^=;{]*: (?:AlertRule|AlertEngine|Promise<Replayed>)/m.test(text),
  notifiers: (text) => /^export (?:const|function) [^=;{]*: Notifier\b/m.test(text),
};

/**
 * Public files without their page, and pages without their file. The page has the file's name, or names it in its front
 * matter among others that are read together: `covers: [log-gamma, erfc]`.
 */
function missingPages(tree: Tree): string[] {
  const files = publicFiles(tree)
    // What a package contributes as a plugin is told on the pages of what it is made of.
    .filter(({ name }) => !name.startsWith("schema/") && name !== "plugin")
    .filter(({ file, folder }) => paged[folder]?.(tree.get(file) ?? ""))
    .map(({ file, folder, name }) => ({ file, page: `docs/${folder}/${path.posix.basename(name)}.md` }));
  const wanted = new Set(files.map(({ page }) => page));
  const pages = [...tree.keys()].filter(
    (page) =>
      Object.keys(paged).some((folder) => path.posix.dirname(page) === `docs/${folder}`) &&
      page.endsWith(".md"),
  );
  const covered = new Map(pages.map((page) => [page, [page, ...covers(page, tree.get(page) ?? "")]]));
  const found = new Set([...covered.values()].flat());
  return [
    ...files.filter(({ page }) => !found.has(page)).map(({ file, page }) => `${file} has no page ${page}`),
    ...[...covered]
      .filter(
        ([page, names]) =>
          path.posix.basename(page) !== "index.md" && !names.some((name) => wanted.has(name)),
      )
      .map(([page]) => `${page} is about no public file`),
  ];
}

/** The pages that a page stands for besides its own name. */
function covers(page: string, text: string): string[] {
  const [, front = ""] = /^---\n([\s\S]*?)\n---/.exec(text) ?? [];
  const [, names = ""] = /^covers:\s*\[([^\]]*)\]/m.exec(front) ?? [];
  return names
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .map((name) => `${path.posix.dirname(page)}/${name}.md`);
}

/** Functions that an entry of a package exports and the package's index page, a map of them all, does not name in its section. */
function unmapped(tree: Tree, folder: string): string[] {
  const manifest = publishedManifests(tree).get(folder);
  const page = tree.get(`docs/${folder}/index.md`) ?? "";
  return (manifest ? entryPoints(folder, manifest) : []).flatMap((file) => {
    const area = /src\/(?:(.*)\/)?index\.ts$/.exec(file)?.[1];
    const entry = `@cxkit/${folder}${area === undefined ? "" : `/${area}`}`;
    const [, section = ""] = page.split(`\n### \`${entry}\`\n`);
    const named = new Set(section.split("\n### ")[0]?.match(/\w+/g));
    return exportedNames(tree.get(file) ?? "")
      .filter((name) => /^[a-z]/.test(name) && !named.has(name))
      .map((name) => `docs/${folder}/index.md does not name ${name} under ${entry}`);
  });
}

describe("every metric, statistic, journey and channel has its page", () => {
  it("in this repository", () => {
    expect(missingPages(projectTree())).toEqual([]);
  });

  it("and a tree without one is found out", () => {
    const exports = (...names: string[]) =>
      JSON.stringify(
        Object.fromEntries(names.map((name) => [`./${name}`, { "@cxkit/source": `./src/${name}.ts` }])),
      );
    const tree = madeUp({
      "packages/metrics/package.json": `{ "name": "@cxkit/metrics", "exports": ${exports("index")} }`,
      "packages/metrics/src/index.ts": `export { nps } from "./nps.ts";\nexport { csat } from "./csat.ts";\nexport { ces } from "./ces.ts";`,
      "packages/metrics/src/nps.ts": `export function nps() {}`,
      "packages/metrics/src/csat.ts": `export function csat() {}`,
      "packages/metrics/src/ces.ts": `export function ces() {}`,
      "packages/channels/package.json": `{ "name": "@cxkit/channels", "exports": ${exports("a", "zip")} }`,
      "packages/channels/src/a.ts": `export const a: Channel<Config, Row> = {};`,
      "packages/channels/src/zip.ts": `export function unzip() {}`,
      "docs/metrics/index.md": "",
      "docs/metrics/nps.md": "---\ncovers: [ces]\n---\n",
      "docs/metrics/gone.md": "---\ncovers: [also-gone]\n---\n",
    });
    expect(missingPages(tree)).toEqual([
      "packages/metrics/src/csat.ts has no page docs/metrics/csat.md",
      "packages/channels/src/a.ts has no page docs/channels/a.md",
      "docs/metrics/gone.md is about no public file",
    ]);
  });
});

describe("the map of statistics names every function of every entry", () => {
  it("in this repository", () => {
    expect(unmapped(projectTree(), "stats")).toEqual([]);
  });

  it("and one without its line is found out", () => {
    const tree = madeUp({
      "packages/stats/package.json": `{ "name": "@cxkit/stats", "exports": { "./bayes": { "@cxkit/source": "./src/bayes/index.ts" } } }`,
      "packages/stats/src/bayes/index.ts": `export { found } from "./a.ts";\nexport { lost, type Lost } from "./b.ts";`,
      "docs/stats/index.md":
        "lost\n\n### `@cxkit/stats/bayes`\n\n[found](./a.md)\n\n### `@cxkit/stats/units`\n\nlost\n",
    });
    expect(unmapped(tree, "stats")).toEqual([
      "docs/stats/index.md does not name lost under @cxkit/stats/bayes",
    ]);
  });
});
