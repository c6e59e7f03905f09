import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectTree } from "../tree.ts";
import { type Area, areaIds, areaOf, type Reference, referenceOf } from "./area.ts";
import { type Compared, compareCase, none, together } from "./compare.ts";
import { offered, type Proof, proofOf } from "./proofs.ts";

/** One kind of reference case, compared. */
export interface Witness extends Compared {
  readonly area: Area;
  readonly reference: Reference;
  /** The reference's name of the function. */
  readonly fn: string;
  /** The function, and those that the same cases check with it. */
  readonly names: readonly string[];
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
      const names = [name, ...(area.also?.[fn] ?? [])];
      found.push({ ...compared, area, reference, fn, names, from, source, cases: cases.length });
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
    `Of ${offered(projectTree()).length} functions and constants, these are named by no case above: they put together what functions above made, or have no`,
    "counterpart elsewhere. What proves them is read from their tests; each example in their documentation is run as well, and what intervals",
    "cover is on [its own page](./coverage.md).",
    "",
    ...unwitnessed(all),
  ]
    .join("\n")
    .trimEnd()}\n`;
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
  return `| ${area.title} | ${new Set(mine.flatMap(({ names }) => names)).size} | ${cases} | ${bound({ largest })} |`;
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
    ...mine.map((one) => `| ${shown(one)} | ${one.fn} | ${one.cases} | ${bound(one)} | ${one.source} |`),
    "",
  ];
}

/** How the page names the functions of a row. */
export function shown({ names, from }: Pick<Witness, "names" | "from">): string {
  return `${names.map((name) => `\`${name}\``).join(", ")} (\`${from}\`)`;
}

const titles: readonly (readonly [Proof, string])[] = [
  ["values", "by values of another program or a paper in its own test, or by enumeration there"],
  ["laws", "by laws that are true of every input, on inputs drawn at random"],
  [
    "examples",
    "by single checks in its own test: figures worked out by hand, other functions, how often draws fall where",
  ],
];

/** Public functions of statistics and metrics that no reference case uses, by what proves them instead. */
function unwitnessed(all: readonly Witness[]): string[] {
  const tree = projectTree();
  const credited = new Set(all.flatMap(({ names }) => names));
  const rest = offered(tree).filter(({ name }) => !credited.has(name));
  return titles.flatMap(([kind, title]) => {
    const mine = rest.filter((one) => proofOf(tree, one) === kind);
    return [
      `**${title[0]?.toUpperCase()}${title.slice(1)}** (${mine.length}):`,
      "",
      ...[...new Set(mine.map(({ from }) => from))].map((from) => {
        const names = mine.filter((one) => one.from === from).map(({ name }) => `\`${name}\``);
        return `- \`${from}\`: ${names.join(", ")}`;
      }),
      "",
    ];
  });
}
