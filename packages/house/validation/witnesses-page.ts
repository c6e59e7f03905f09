import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { exportedNames } from "../read-examples.ts";
import { entryPoints, projectTree, publishedManifests } from "../tree.ts";
import { type Area, areaIds, areaOf, type Reference, referenceOf } from "./area.ts";
import { type Compared, compareCase, none, together } from "./compare.ts";

/** One kind of reference case, compared. */
export interface Witness extends Compared {
  readonly area: Area;
  readonly reference: Reference;
  /** The reference's name of the function. */
  readonly fn: string;
  readonly name: string;
  readonly from: string;
  readonly source: string;
  readonly cases: number;
}

/** Compares every reference value there is. */
export async function witnesses(): Promise<readonly Witness[]> {
  const found: Witness[] = [];
  for (const id of areaIds()) {
    const area = await areaOf(id);
    const reference = referenceOf(id);
    for (const [fn, witnessed] of Object.entries(area.functions)) {
      const cases = reference.cases.filter((one) => one.fn === fn);
      const compared = cases.map((one) => compareCase(witnessed, one)).reduce(together, none);
      const { name, from, source } = witnessed;
      found.push({ ...compared, area, reference, fn, name, from, source, cases: cases.length });
    }
  }
  return found;
}

/** The page that lists every function with its witness. */
export function witnessesPage(all: readonly Witness[]): string {
  const areas = [...new Set(all.map(({ area }) => area))];
  const total = all.reduce((sum, { cases }) => sum + cases, 0);
  return `${[
    "# Witnesses",
    "",
    "Every function named here is compared with what other programs make of the same input: R and its packages, SciPy, statsmodels,",
    `mpmath with 40 digits, and figures printed in papers. These are ${total} cases. The repository carries their inputs, their results, the`,
    "versions and our own scripts that made them, in `packages/house/validation/reference`; each test run compares them all.",
    "",
    "```sh",
    "npx --yes pnpm@12 validate                      # compares and prints this table",
    "npx --yes pnpm@12 validate units                # one area, by the name of its script",
    "npx --yes pnpm@12 validate units --with-r       # runs the script again where R or SciPy is installed, and shows both columns",
    "```",
    "",
    "*Reference* is what the script calls the function. *Largest difference* is the power of ten that no relative difference of a case",
    "exceeds: 1e-12 means some twelve equal digits. 0 means equal to the last bit, or to every digit that a paper prints. A case",
    "has a tolerance of its own, as good as its witness is: the largest differences below are programs that search in steps or print six",
    "digits. *Source* is the key of the method in the [BibTeX file](/methods.bib).",
    "",
    "| area | functions | cases | largest difference |",
    "| --- | --- | --- | --- |",
    ...areas.map((area) => summary(area, all)),
    "",
    ...areas.flatMap((area) => chapter(area, all)),
    "## Functions without a witness",
    "",
    "Their tests hold them to laws that are true of every input, or they only hand on what functions above made.",
    "",
    ...unwitnessed(all),
  ].join("\n")}\n`;
}

/** The power of ten that a difference does not exceed, as the page prints it. */
function bound({ largest }: Pick<Compared, "largest">): string {
  return largest === 0 ? "0" : `1e${Math.ceil(Math.log10(largest))}`;
}

/** All sources in one BibTeX file. */
export function sourcesFile(): string {
  const entries = new Map<string, string>();
  // Those of areas, and those that docstrings name beside them.
  const folder = path.join(import.meta.dirname, "sources");
  for (const file of readdirSync(folder).toSorted()) {
    const text = readFileSync(path.join(folder, file), "utf8");
    for (const entry of text.split(/^(?=@)/m)) {
      const [, key] = /^@\w+\{([^,]+),/.exec(entry) ?? [];
      if (key !== undefined) entries.set(key, entry.trim());
    }
  }
  return `${[...entries]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, entry]) => entry)
    .join("\n\n")}\n`;
}

function summary(area: Area, all: readonly Witness[]): string {
  const mine = all.filter((one) => one.area === area);
  const cases = mine.reduce((sum, one) => sum + one.cases, 0);
  const largest = Math.max(...mine.map((one) => one.largest));
  return `| ${area.title} | ${new Set(mine.map(({ name }) => name)).size} | ${cases} | ${bound({ largest })} |`;
}

function chapter(area: Area, all: readonly Witness[]): string[] {
  const mine = all.filter((one) => one.area === area);
  const [first] = mine;
  return [
    `## ${area.title}`,
    "",
    `Made with ${first?.reference.versions}; script \`${area.script}\`.`,
    "",
    "| function | reference | cases | largest difference | source |",
    "| --- | --- | --- | --- | --- |",
    ...mine.map(
      (one) =>
        `| \`${one.name}\` (\`${one.from}\`) | ${one.fn} | ${one.cases} | ${bound(one)} | ${one.source} |`,
    ),
    "",
  ];
}

/** Public functions of statistics and metrics that no reference case uses, by entry point. */
function unwitnessed(all: readonly Witness[]): string[] {
  const tree = projectTree();
  const known = new Set(all.map(({ name }) => name));
  return ["stats", "metrics"].flatMap((folder) => {
    const manifest = publishedManifests(tree).get(folder);
    return (manifest ? entryPoints(folder, manifest) : []).flatMap((file) => {
      const names = exportedNames(tree.get(file) ?? "").filter(
        (name) => /^[a-z]/.test(name) && !known.has(name),
      );
      const entry = /src\/(?:(.*)\/)?index\.ts$/.exec(file)?.[1];
      const from = `@cxkit/${folder}${entry === undefined ? "" : `/${entry}`}`;
      return names.length > 0 ? [`- \`${from}\`: ${names.map((name) => `\`${name}\``).join(", ")}`] : [];
    });
  });
}
