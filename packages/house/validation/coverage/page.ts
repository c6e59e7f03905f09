import type { Covered } from "./compute.ts";
import { draws } from "./designs.ts";
import { type Kind, methods, textbookOf } from "./methods.ts";

/** Standard error of a coverage of 95 %, in points. */
const monteCarlo = (100 * Math.sqrt((0.95 * 0.05) / draws)).toFixed(1);

const chapters: Readonly<
  Record<Kind, { readonly title: string; readonly text: string; readonly unit: string; readonly per: number }>
> = {
  net: {
    title: "Net share: NPS, net satisfaction, sentiment",
    text: "171 populations whose three shares are multiples of 5 %, each at least 5 %; and for columns of their own two very good scores, NPS 82 and NPS 94, and half promoters, half detractors without passives. Width in points.",
    unit: "points",
    per: 100,
  },
  proportion: {
    title: "Proportion: CSAT, top box, resolution, response rates",
    text: "Shares of 0.5 % to 99.5 % in steps of half a percent; columns of their own for 70–97 %, where satisfaction lives. Width in percentage points.",
    unit: "percentage points",
    per: 100,
  },
  mean: {
    title: "Mean of ratings: CES, mean satisfaction",
    text: "Seven populations of ratings, by dynamic programming over all samples; [their shares](../stats/bounded-score-interval.md). Width in scale points.",
    unit: "scale points",
    per: 1,
  },
  netDifference: {
    title: "Difference of two net shares",
    text: "All pairs of ten populations with net shares from −60 to 94 points, as many responses in either sample. *Type I* is how often, in percent, the test at the 5 % level calls two equal populations different: 5 is right, less is cautious.",
    unit: "points",
    per: 100,
  },
  proportionDifference: {
    title: "Difference of two proportions",
    text: "All pairs of the shares 5, 15, … 95 %, as many responses in either sample. *Type I* as above. Width in percentage points.",
    unit: "percentage points",
    per: 100,
  },
  meanDifference: {
    title: "Difference of two means",
    text: "All pairs of the seven populations of ratings above that share a scale, as many ratings in either sample, through all pairs of sums and sums of squares that are more probable than 1e-11. *Type I* as above. Width in scale points. No other method is offered for it.",
    unit: "scale points",
    per: 1,
  },
  pairedNetDifference: {
    title: "Change of a net share among people who answered twice",
    text: "All pairs of four populations with an NPS of 30, 65, 82 and 0, and three ways in which the two answers of a person go together: not at all, or 60 or 90 % of the people stay where they were as far as the change allows. Through all 3 × 3 tables of *n* people. *Type I* is over pairs of equal populations: next to 0 where hardly anybody moves. Width in points.",
    unit: "points",
    per: 100,
  },
  pairedProportionDifference: {
    title: "Change of a share among people who answered twice",
    text: "All pairs of the shares 5, 20, 50, 80 and 95 %, with the same three ways in which two answers go together. Through all 2 × 2 tables of *n* people. *Type I* as above. Width in percentage points.",
    unit: "percentage points",
    per: 100,
  },
  pairedMeanDifference: {
    title: "Change of a mean among people who answered twice",
    text: "All pairs of the two populations of ratings on 1–5, with the same three ways in which two answers go together, through all sums and sums of squares of *n* changes. *Type I* as above. Width in scale points.",
    unit: "scale points",
    per: 1,
  },
  riskRatio: {
    title: "Ratio of two shares",
    text: "All pairs of the shares 5, 15, … 95 %, as many responses in either sample. Ratios reach from 0 to infinity, so width is told on the scale r / (1 + r), in percent of it: 100 is to know nothing. A sample of which a method has no interval counts as not covered, and as 100 wide.",
    unit: "percent of the scale",
    per: 100,
  },
  oddsRatio: {
    title: "Odds ratio",
    text: "The same pairs and widths as for ratios of shares.",
    unit: "percent of the scale",
    per: 100,
  },
  multinomial: {
    title: "Shares of three classes at once",
    text: "The 171 populations of net shares. A sample counts as covered when the intervals of all three classes contain their shares. Width is the mean of the three, in percentage points.",
    unit: "percentage points",
    per: 100,
  },
  designShare: {
    title: "Share under a sampling design",
    text: `**Simulated**, because there are too many samples to go through: ${draws} seeded draws for each of 21 populations, so that a coverage of 95 % has a standard error of ${monteCarlo} points, and the lowest of 21 is some of these too low. *n* is the number of clusters of ten rows; clusters are drawn with weights of 1 and 3; their shares follow a beta distribution with a correlation within clusters of 0, .1 or .3. Shares from 5 to 95 %. A sample of which a method has no interval counts as not covered, and as 100 wide. \`kornGraubardInterval\` stands here and not among the proportions, because its point is the design; with as many degrees of freedom as responses less one it is \`clopperPearsonInterval\`. Width in percentage points.`,
    unit: "percentage points",
    per: 100,
  },
  designEstimate: {
    title: "Mean, total, ratio, difference and median under a sampling design",
    text: `**Simulated** in the same designs, ${draws} seeded draws for each of 12 populations of ratings on 1–5 with means from 2.2 to 4.6. The difference is of two halves that are alike; the ratio divides by an independent variable. The interval of the median is made of scale points, and so can but cover too much. Width in scale points; of the total a row.`,
    unit: "scale points",
    per: 1,
  },
};

/** The page of coverage tables and pictures. Every number on it was computed. */
export function coveragePage(rows: readonly Covered[]): string {
  return `${[
    "# Coverage",
    "",
    "A 95 % interval is worth what it covers: how often, over all samples that could have come, it contains the truth. This page is",
    "computed exactly, by going through every possible sample; only the two chapters on sampling designs are simulated, and say so.",
    "`pnpm coverage` makes it again; [the functions](../stats/coverage.md) do the same for an interval of your own.",
    "",
    "Read a picture from left to right over what might be true of all customers. Each point says how many of a hundred samples give an",
    "interval that contains that truth. The dashed line is the promise: below it the interval is too sure of itself, above it wider than it",
    "need be. Everything below 60 % is drawn at 60 %.",
    "",
    "The tables say the same in percent, at the 95 % level. *Mean* and *lowest* are over all populations tried, *lowest at* is where, and",
    "*short* the share of the populations covered less than 93 %. *Width* is the mean width of the intervals, which is their price: of two",
    "methods that keep their promise the narrower is better. What the other columns are is said above each table. The first row of each",
    "base size *n* is CXKit's default, the second, where one is drawn beside it, the textbook method that most dashboards print.",
    "",
    ...(Object.keys(methods) as Kind[]).flatMap((kind) => chapter(kind, rows)),
    ...notHere,
    "## Other levels",
    "",
    "The defaults at 90 and 99 %: mean and lowest coverage.",
    "",
    ...levels(rows),
    "",
    "Net Promoter®, NPS® and the NPS-related emoticons are registered trademarks of Bain & Company, Inc., NICE Systems, Inc. and Fred",
    "Reichheld. Net Promoter Score℠ and Net Promoter System℠ are service marks of the same.",
  ].join("\n")}\n`;
}

/** Intervals without a table, each with the reason. */
const notHere = [
  "## What has no table here, and why",
  "",
  "- `bootstrapInterval` and the intervals of `@cxkit/stats/resampling` for any statistic: what they cover depends on the statistic that",
  "  is passed. Of a net share they are above, as `bootstrapNetInterval` and `bootstrapNetBcaInterval`.",
  "- Credible intervals of `@cxkit/stats/bayes`: they promise a probability given the data and a prior, not coverage. With Jeffreys' prior",
  "  they are `bayesNetInterval` and `jeffreysEqualTailedInterval` above.",
  "- `overlappingDifference` with some of the people in both waves: an answer of one wave only has a table of its own, and there are too",
  "  many of them. Its two ends, nobody twice and everybody twice, are above; in between [its page](../metrics/paired-difference.md) has a",
  "  simulation.",
  "- `relativeLift`, `experimentDifference` and `cupedDifference`: their outcomes have no bounded scale whose samples could be gone through.",
  "  `confidenceSequence` and group sequential intervals promise to hold at all looks at once, not at one base: their tests hold them to",
  "  published bounds and error rates, see [Witnesses](./witnesses.md).",
  "- `partialPooling` and `rankIntervals` cover on average over units, not for one: [their page](../stats/partial-pooling.md).",
  "",
];

function chapter(kind: Kind, all: readonly Covered[]): string[] {
  const rows = all.filter((row) => row.kind === kind && row.level === 0.95);
  const [first] = rows;
  if (!first) return [];
  const [ours = ""] = [...methods[kind].keys()];
  const textbook = textbookOf(kind);
  const corners = Object.keys(first.corners);
  const tested = first.typeI !== undefined;
  const head = [
    "n",
    "method",
    "mean",
    "lowest",
    "short",
    "width",
    ...corners,
    ...(tested ? ["type I, mean", "type I, highest"] : []),
    ...(kind === "mean" ? [] : ["lowest at"]),
  ];
  const { title, text, per } = chapters[kind];
  const sizes = [...new Set(rows.map(({ n }) => n))];
  const table = sizes.flatMap((n) =>
    [...methods[kind].keys()].flatMap((name) =>
      rows
        .filter((row) => row.n === n && row.name === name)
        .map((row) => [
          String(n),
          row.method,
          percent(row.mean),
          percent(row.min),
          percent(row.short, 0),
          (per * row.width).toFixed(per === 1 ? 2 : 1),
          ...corners.map((corner) => percent(row.corners[corner] ?? NaN)),
          ...(row.typeI ? row.typeI.map((value) => percent(value)) : []),
          ...(kind === "mean" ? [] : [row.worst]),
        ]),
    ),
  );
  const pictures = [
    `![Coverage of ${ours} against the truth${textbook ? `, beside ${textbook}` : ""}](./${ours}.svg)`,
    ...(sizes.length > 4 && textbook
      ? ["", `![Mean and lowest coverage against the number of responses](./${kind}-by-base.svg)`]
      : []),
  ];
  const functions = [...methods[kind].keys()].map(
    (name) => `${rows.find((row) => row.name === name)?.method} is \`${name}\``,
  );
  return [
    `## ${title}`,
    "",
    text,
    "",
    ...pictures,
    "",
    `Functions: ${functions.join(", ")}.`,
    "",
    ...markdownTable(head, table),
    "",
  ];
}

function levels(all: readonly Covered[]): string[] {
  const rows = all.filter((row) => row.level !== 0.95);
  return markdownTable(
    ["interval", "n", "90 %, mean", "lowest", "99 %, mean", "lowest"],
    rows
      .filter(({ level }) => level === 0.9)
      .map((row) => {
        const high = rows.find(({ name, n, level }) => name === row.name && n === row.n && level === 0.99);
        return [
          row.method,
          String(row.n),
          percent(row.mean),
          percent(row.min),
          percent(high?.mean ?? NaN),
          percent(high?.min ?? NaN),
        ];
      }),
  );
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

function percent(share: number, digits = 1): string {
  return (100 * share).toFixed(digits);
}
