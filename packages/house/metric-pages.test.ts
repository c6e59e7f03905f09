import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Kind, methods } from "./validation/coverage/methods.ts";
import { madeUp, projectTree, type Tree } from "./tree.ts";

/** How a page shows each of its parts. One vocabulary for all, in either language. */
const parts = {
  definition: /^# .+\n\n(?![#`|!*])\S/m,
  example: /^```ts\n/m,
  formula: /\b[Ff]ormula\b|公式/,
  unit: /\b[Uu]nit\b|单位/,
  base: /\bBase\b|基数/,
  interval: /\bInterval\b|^\|[^\n]*\binterval`? +\||区间/m,
  "coverage picture": /^!\[.+\]\((?:\.\.\/)+validation\/\w+\.svg\)$|^\*\*No coverage picture:\*\* \S/m,
  "minimum base": /\bMinimum base\b|最小基数/,
  "how to report it": /^\*\*Report it so:\*\* "|\*\*Report it so:\*\* ?\s*"|^\*\*报告写法：\*\*“/m,
  pitfalls: /\*\*Pitfalls\.\*\*|\*\*常见错误：\*\*/,
  source: /^Sources?: |^来源：/m,
} as const;
type Part = keyof typeof parts;

const everything = Object.keys(parts) as Part[];
const ofComparisons: readonly Part[] = [
  "definition",
  "example",
  "unit",
  "base",
  "how to report it",
  "source",
];

/**
 * Pages that tell of no metric but of what is done with several: which parts they have, and so why not the others. What they
 * make no figure of to report has no way to report it.
 */
const shorter: Readonly<Record<string, readonly Part[]>> = {
  difference: [...ofComparisons, "interval", "coverage picture", "pitfalls"],
  "paired-difference": [...ofComparisons, "coverage picture", "pitfalls"],
  "design-estimate": [...ofComparisons, "interval", "coverage picture"],
  "compare-groups": ofComparisons,
  equivalence: ofComparisons,
  "target-test": [...ofComparisons, "interval"],
  trend: ofComparisons,
  "plan-nps": ofComparisons,
  "unit-estimates": [...ofComparisons, "interval"],
  // Makes counts of answers, which are reported by a metric.
  "tally-of": ["definition", "example", "base"],
  // Makes a metric of data; whoever does reports it as they declared it.
  "score-metric": ["definition", "example", "unit", "base", "interval"],
};

/** What pages of metrics lack, in English and in Chinese; the page of contents is none. */
function missingParts(tree: Tree): string[] {
  return [...tree]
    .filter(([file]) => /^docs\/(?:zh\/)?metrics\/(?!index\.md)[\w-]+\.md$/.test(file))
    .flatMap(([file, text]) => {
      const wanted = shorter[path.posix.basename(file, ".md")] ?? everything;
      const trademark = /\bNPS\b|Net Promoter/.test(text) && !/Net Promoter®[^\n]*NPS®/.test(text);
      return [
        ...wanted.filter((part) => !parts[part].test(text)).map((part) => `${file} has no ${part}`),
        ...(trademark ? [`${file} has no note on the trademark NPS`] : []),
      ];
    });
}

/** Intervals whose picture no page of statistics shows, and pictures of pages that nothing draws. */
function pictures(tree: Tree, drawn: readonly string[]): string[] {
  const pages = [...tree].filter(([file]) => /^docs\/(?:stats|(?:zh\/)?metrics)\/[\w-]+\.md$/.test(file));
  const shown = pages.flatMap(([file, text]) =>
    [...text.matchAll(/validation\/(\w+)\.svg/g)].map(([, name = ""]) => ({ file, name })),
  );
  const told = new Set(shown.filter(({ file }) => file.startsWith("docs/stats/")).map(({ name }) => name));
  return [
    ...drawn.filter((name) => !told.has(name)).map((name) => `no page of statistics shows ${name}.svg`),
    ...shown
      .filter(({ name }) => !drawn.includes(name))
      .map(({ file, name }) => `${file} shows ${name}.svg, which is not drawn`),
  ];
}

describe("the page of every metric has its parts", () => {
  it("in this repository, in English and in Chinese", () => {
    const tree = projectTree();
    for (const name of ["nps", "csat", "ces"]) expect(tree.has(`docs/zh/metrics/${name}.md`)).toBe(true);
    expect(missingParts(tree)).toEqual([]);
  });

  it("and no list of fewer parts is about a page that is not there", () => {
    const tree = projectTree();
    expect(Object.keys(shorter).filter((page) => !tree.has(`docs/metrics/${page}.md`))).toEqual([]);
  });

  it("and a page without them is found out", () => {
    const found = missingParts(
      madeUp({
        "docs/metrics/index.md": "",
        "docs/metrics/tally-of.md": "# Tallies\n\nCounts.\n\n## Base\n\n```ts\n```\n",
        "docs/metrics/nps.md":
          '# NPS\n\nA score.\n\n```ts\n```\n\nFormula, Unit, Base, Interval, Minimum base\n\n**Report it so:** "33"\n\n**Pitfalls.** None.\n',
        "docs/zh/metrics/ces.md":
          "# 客户费力度\n\n公式 单位 基数 区间 最小基数\n\n**报告写法：**“5”\n\n**常见错误：**无\n\n来源：无\n",
      }),
    );
    expect(found).toEqual([
      "docs/metrics/nps.md has no coverage picture",
      "docs/metrics/nps.md has no source",
      "docs/metrics/nps.md has no note on the trademark NPS",
      "docs/zh/metrics/ces.md has no example",
      "docs/zh/metrics/ces.md has no coverage picture",
    ]);
  });
});

describe("the page of every interval shows what it covers", () => {
  it("in this repository", () => {
    const drawn = (Object.keys(methods) as Kind[]).flatMap((kind) => [...methods[kind].keys()]);
    expect(pictures(projectTree(), drawn)).toEqual([]);
  });

  it("and one without, and a picture of nothing, is found out", () => {
    const tree = madeUp({
      "docs/stats/a.md": "![A](../validation/a.svg)",
      "docs/metrics/b.md": "![B](../validation/b.svg) ![C](../validation/c.svg)",
    });
    expect(pictures(tree, ["a", "b"])).toEqual([
      "no page of statistics shows b.svg",
      "docs/metrics/b.md shows c.svg, which is not drawn",
    ]);
  });
});
