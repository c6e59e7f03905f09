import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import type { Covered } from "./compute.ts";

/** Colours that hold on light and dark ground; told apart by shape, too. */
const style = `svg{--ground:#fff;--ink:#24292f;--faint:#8b949e;--ours:#0b6bcb;--book:#c2410c;background:var(--ground);color:var(--ink);font-family:system-ui,sans-serif}
@media (prefers-color-scheme:dark){svg{--ground:#1b1b1f;--ink:#dfdfd6;--faint:#7d8590;--ours:#6cb6ff;--book:#f0883e}}`;

const axes: Readonly<Record<Covered["kind"], { readonly label: string; readonly scale: number }>> = {
  net: { label: "true net share (NPS in points)", scale: 100 },
  proportion: { label: "true share (%)", scale: 100 },
  mean: { label: "population of ratings", scale: 1 },
  netDifference: { label: "true difference (points)", scale: 100 },
  proportionDifference: { label: "true difference (percentage points)", scale: 100 },
  meanDifference: { label: "true difference (scale points)", scale: 1 },
  pairedNetDifference: { label: "true change (points)", scale: 100 },
  pairedProportionDifference: { label: "true change (percentage points)", scale: 100 },
  pairedMeanDifference: { label: "true change (scale points)", scale: 1 },
  riskRatio: { label: "logarithm of the true ratio", scale: 1 },
  oddsRatio: { label: "logarithm of the true odds ratio", scale: 1 },
  multinomial: { label: "smallest true share (%)", scale: 100 },
  designShare: { label: "true share (%)", scale: 100 },
  designEstimate: { label: "true mean (scale points)", scale: 1 },
};

/**
 * Coverage of a method against the truth, beside the textbook method, one panel a base size: an SVG that needs nothing
 * else and suits light and dark.
 *
 * @param ours rows of the method, one for each base size
 * @param textbook rows of the textbook method for the same base sizes
 */
export function coveragePicture(ours: readonly Covered[], textbook: readonly Covered[]): string {
  const [first] = ours;
  if (!first) throw new Error("a picture needs rows");
  const { label, scale } = axes[first.kind];
  const dots = (rows: readonly Covered[]) =>
    rows.flatMap(({ n, points }) =>
      points.map(([truth, coverage]) => ({
        panel: `n = ${n}`,
        truth: scale * truth,
        coverage: Math.max(0.6, coverage),
      })),
    );
  const same = textbook.length === 0 || first.name === textbook[0]?.name;
  const marks = { x: "truth", y: "coverage", fx: "panel" };
  const title = `Coverage of ${first.method} against the truth${same ? "" : `, beside ${textbook[0]?.method}`}`;
  if (first.kind === "mean") return drawn(meanPlot(ours, same ? [] : textbook), title);
  const legend = (text: string | undefined, dy: number, fill: string) =>
    named(first.n, text, { frameAnchor: "bottom", dy, fill });
  return drawn(
    Plot.plot({
      document: page(),
      width: 780,
      height: 300,
      marginLeft: 46,
      x: { label, ticks: 5 },
      y: { label: "coverage of a nominal 95 % interval", domain: [0.6, 1], tickFormat: "%", grid: true },
      fx: { label: null, domain: ours.map(({ n }) => `n = ${n}`) },
      marks: [
        Plot.ruleY([0.95], { stroke: "var(--faint)", strokeDasharray: "4 3" }),
        ...(same ? [] : [series(dots(textbook), marks, "var(--book)", first.kind)]),
        series(dots(ours), marks, "var(--ours)", first.kind),
        legend(first.method, -24, "var(--ours)"),
        ...(same ? [] : [legend(textbook[0]?.method, -8, "var(--book)")]),
      ],
    }),
    title,
  );
}

/** The name of a method, in its colour, in the panel of one base size. */
function named(n: number | undefined, text: string | undefined, options: Plot.TextOptions) {
  return Plot.text([{ panel: `n = ${n}`, text }], { fx: "panel", text: "text", fontSize: 12, ...options });
}

/** Named populations stand one under another. */
function meanPlot(ours: readonly Covered[], textbook: readonly Covered[]) {
  const dots = (rows: readonly Covered[], color: string) =>
    Plot.dot(
      rows.flatMap(({ n, corners }) =>
        Object.entries(corners).map(([population, coverage]) => ({
          panel: `n = ${n}`,
          population,
          coverage: Math.max(0.6, coverage),
        })),
      ),
      { x: "coverage", y: "population", fx: "panel", fill: color, r: 4 },
    );
  const [first] = ours;
  const legend = (text: string | undefined, dy: number, fill: string) =>
    named(first?.n, text, { frameAnchor: "bottom-left", dx: 6, dy, fill });
  return Plot.plot({
    document: page(),
    width: 780,
    height: 260,
    marginLeft: 120,
    x: {
      label: "coverage of a nominal 95 % interval",
      domain: [0.6, 1],
      tickFormat: "%",
      ticks: 4,
      grid: true,
    },
    y: { label: null, domain: Object.keys(first?.corners ?? {}) },
    fx: { label: null, domain: ours.map(({ n }) => `n = ${n}`) },
    marks: [
      Plot.ruleX([0.95], { stroke: "var(--faint)", strokeDasharray: "4 3" }),
      dots(textbook, "var(--book)"),
      dots(ours, "var(--ours)"),
      legend(first?.method, -22, "var(--ours)"),
      ...(textbook[0] ? [legend(textbook[0].method, -6, "var(--book)")] : []),
    ],
  });
}

/** A curve where the truth is one number, points where many populations share it. */
function series(data: readonly object[], marks: object, color: string, kind: Covered["kind"]) {
  return kind === "proportion"
    ? Plot.line(data, { ...marks, stroke: color, strokeWidth: 1.1 })
    : Plot.dot(data, {
        ...marks,
        fill: color,
        r: kind === "mean" ? 3.5 : kind === "designShare" || kind === "designEstimate" ? 2.5 : 1.6,
      });
}

/** Mean and lowest coverage of several methods against the base size. */
export function basePicture(rows: readonly Covered[], ours: string, textbook: string): string {
  const line = (name: string, pick: "mean" | "min", stroke: string) => {
    const mine = rows.filter((row) => row.name === name);
    const dash = pick === "min" ? { strokeDasharray: "5 3" } : {};
    return Plot.line(mine, {
      x: "n",
      y: (row: Covered) => Math.max(0.4, row[pick]),
      stroke,
      strokeWidth: 2,
      ...dash,
    });
  };
  const tag = (name: string, dy: number, fill: string) =>
    Plot.text([`${rows.find((row) => row.name === name)?.method}: mean (line) and lowest (dashes)`], {
      frameAnchor: "bottom-right",
      dy,
      fill,
      fontSize: 12,
    });
  return drawn(
    Plot.plot({
      document: page(),
      width: 780,
      height: 320,
      marginLeft: 46,
      x: { label: "responses" },
      y: { label: "coverage of a nominal 95 % interval", tickFormat: "%", grid: true, domain: [0.4, 1] },
      marks: [
        Plot.ruleY([0.95], { stroke: "var(--faint)", strokeDasharray: "4 3" }),
        line(textbook, "mean", "var(--book)"),
        line(textbook, "min", "var(--book)"),
        line(ours, "mean", "var(--ours)"),
        line(ours, "min", "var(--ours)"),
        tag(ours, -28, "var(--ours)"),
        tag(textbook, -10, "var(--book)"),
      ],
    }),
    `Mean and lowest coverage against the number of responses: ${ours} and ${textbook}`,
  );
}

function page(): Document {
  return parseHTML("<!doctype html><html><body></body></html>").document;
}

function drawn(
  plot: { readonly outerHTML: string; readonly tagName: string; querySelector(s: string): unknown },
  title: string,
): string {
  const svg = (plot.tagName.toLowerCase() === "svg" ? plot : plot.querySelector("svg")) as {
    outerHTML: string;
  };
  return `${svg.outerHTML
    .replace(/^<svg/, `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${title}"`)
    // A tenth of a pixel is enough.
    .replaceAll(/(\d+\.\d)\d+/g, "$1")
    .replace(/(<svg[^>]*>)/, `$1<title>${title}</title><style>${style}</style>`)}\n`;
}
