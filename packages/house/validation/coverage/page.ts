import type { Covered } from "./compute.ts";
import { type Kind, methods } from "./methods.ts";

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
};

/** The page of coverage tables and pictures. Every number on it was computed. */
export function coveragePage(rows: readonly Covered[]): string {
  return `${[
    "# Coverage",
    "",
    "A 95 % interval is worth what it covers: how often, over all samples that could have come, it contains the truth. Everything on",
    "this page is computed exactly, by going through every possible sample; nothing is simulated. `pnpm coverage` makes it again;",
    "[the functions](../stats/coverage.md) do the same for an interval of your own.",
    "",
    "Read a picture from left to right over what might be true of all customers. Each point says how many of a hundred samples give an",
    "interval that contains that truth. The dashed line is the promise: below it the interval is too sure of itself, above it wider than it",
    "need be. Everything below 60 % is drawn at 60 %.",
    "",
    "The tables say the same in percent, at the 95 % level. *Mean* and *lowest* are over all populations tried, *lowest at* is where, and",
    "*short* the share of the populations covered less than 93 %. *Width* is the mean width of the intervals, which is their price: of two",
    "methods that keep their promise the narrower is better. What the other columns are is said above each table. The first row of each",
    "base size *n* is CXKit's default, the second the textbook method that most dashboards print.",
    "",
    ...(Object.keys(methods) as Kind[]).flatMap((kind) => chapter(kind, rows)),
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

function chapter(kind: Kind, all: readonly Covered[]): string[] {
  const rows = all.filter((row) => row.kind === kind && row.level === 0.95);
  const [first] = rows;
  if (!first) return [];
  const [ours = "", textbook = ""] = [...methods[kind].keys()];
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
    `![Coverage of ${ours} against the truth, beside ${textbook}](./${ours}.svg)`,
    ...(sizes.length > 4
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
