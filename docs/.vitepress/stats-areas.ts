import { globSync, readFileSync } from "node:fs";
import path from "node:path";

const docs = path.dirname(import.meta.dirname);
const sources = path.join(docs, "../packages/stats/src");

/** What one asks first stands first; an area that is not named here comes after these, by name. */
const order = [
  "intervals",
  "differences",
  "hypothesis-tests",
  "planning",
  "survey",
  "experiments",
  "drivers",
];

/** The folder of each file of `@cxkit/stats`, which is its area. */
const areaOf = new Map(
  globSync("*/*.ts", { cwd: sources }).map((file) => [path.basename(file, ".ts"), path.dirname(file)]),
);

/**
 * The pages about `@cxkit/stats` by area: the folder of the file that has the page's name, or of the first that the page
 * covers. The index stands before all areas, a page about none of them after.
 */
export function statsAreas<Page extends { link: string }>(
  pages: readonly Page[],
): (Page | { text: string; collapsed: boolean; items: Page[] })[] {
  const byArea = new Map<string | undefined, Page[]>();
  for (const page of pages) {
    const area = areaOfPage(path.basename(page.link));
    byArea.set(area, [...(byArea.get(area) ?? []), page]);
  }
  const areas = [...byArea.keys()].filter((area) => area !== undefined);
  const others = byArea.get(undefined) ?? [];
  const isIndex = ({ link }: Page): boolean => link.endsWith("/");
  return [
    ...others.filter(isIndex),
    ...areas
      .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b, "en"))
      .map((area) => ({ text: titled(area), collapsed: true, items: byArea.get(area) ?? [] })),
    ...others.filter((page) => !isIndex(page)),
  ];
}

function areaOfPage(name: string): string | undefined {
  if (name === "stats") return undefined;
  const [, covers = ""] =
    /^covers:\s*\[([^\]]*)\]/m.exec(readFileSync(`${docs}/stats/${name}.md`, "utf8")) ?? [];
  return [name, ...covers.split(",").map((file) => file.trim())]
    .map((file) => areaOf.get(file))
    .find((area) => area !== undefined);
}

function rank(area: string): number {
  return order.includes(area) ? order.indexOf(area) : order.length;
}

function titled(area: string): string {
  return area.charAt(0).toUpperCase() + area.slice(1).replaceAll("-", " ");
}
