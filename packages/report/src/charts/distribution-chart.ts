import { localized } from "../localized.ts";
import type { DistributionBar, ReportLocale, Score } from "../model.ts";
import { type Content, html } from "../html/markup.ts";
import { reportNumbers } from "../numbers.ts";
import type { ReportStrings } from "../report-strings.ts";
import { reportStrings } from "../strings.ts";
import {
  type ChartColor,
  type ChartOptions,
  chartFrame,
  fitText,
  label,
  paint,
  round,
  textWidth,
} from "./chart-frame.ts";
import { linearScale } from "./linear-scale.ts";

/**
 * How many answers fell on each point of the scale: columns, or rows where the points carry words. Groups (promoters,
 * passives, detractors; counted as satisfied) are named beside their colour.
 *
 * @returns a stand-alone SVG document
 */
export function distributionChart(
  score: Score,
  options: ChartOptions & { readonly locale: ReportLocale },
): string {
  const { locale, width = 720, id = "chart" } = options;
  const strings = reportStrings(locale);
  const numbers = reportNumbers(locale);
  const bars = score.distribution;
  const worded = bars.some((bar) => bar.label !== null) && bars.length <= 12;
  const draw = worded ? rows : columns;
  // Narrow columns have no room for decimals.
  const cramped = !worded && width / Math.max(1, bars.length) < 40;
  const share = numbers.shares(cramped ? 0 : score.estimate.n);
  const write: Write = { share, count: (count) => numbers.integer(count) };
  const { body, height } = draw(bars, width, write, groupRuns(bars, strings, share));
  return chartFrame({
    id,
    kind: "distribution",
    width,
    height,
    title: strings.chart.distribution(`${score.label}, ${localized(score.metric.title, locale)}`),
    description: strings.chart.distributionDescription(
      bars.map((bar) => `${name(bar)} ${share(bar.share)}`).join(strings.comma),
    ),
    body,
  });
}

/** Colour of each group of answers. */
export const groupColors: Readonly<Record<DistributionBar["group"], ChartColor>> = {
  promoter: "accent",
  passive: "middle",
  detractor: "bad",
  top: "accent",
  other: "middle",
};

/** How the numbers of one chart are written. */
interface Write {
  readonly share: (share: number) => string;
  readonly count: (count: number) => string;
}

interface GroupRun {
  readonly group: DistributionBar["group"];
  readonly from: number;
  readonly until: number;
  readonly text: string;
}

/** Neighbouring bars of one group, with the share they have together. */
function groupRuns(
  bars: readonly DistributionBar[],
  strings: ReportStrings,
  write: Write["share"],
): GroupRun[] {
  const runs: { group: DistributionBar["group"]; from: number; until: number; share: number }[] = [];
  for (const [index, { group, share }] of bars.entries()) {
    const last = runs.at(-1);
    if (last?.group === group) Object.assign(last, { until: index, share: last.share + share });
    else runs.push({ group, from: index, until: index, share });
  }
  if (runs.length < 2 && runs[0]?.group === "other") return [];
  return runs.map(({ share, ...run }) => ({
    ...run,
    text: `${strings.group[run.group]} ${write(share)}`,
  }));
}

function columns(bars: readonly DistributionBar[], width: number, write: Write, runs: readonly GroupRun[]) {
  const top = 22;
  const base = 168;
  const step = width / Math.max(1, bars.length);
  const gap = Math.min(8, step * 0.16);
  const most = Math.max(0.0001, ...bars.map(({ share }) => share));
  const y = linearScale([0, most], [base, top], 2);
  const size = step < 40 ? 11 : 13;
  // Names that are wider than their group stand one under the other.
  let level = 0;
  const body: Content = [
    bars.map((bar, index) => {
      const x = index * step + gap / 2;
      const height = base - y(bar.share);
      return html`<g
        ><title>${name(bar)}: ${write.share(bar.share)}, n = ${write.count(bar.count)}</title
        ><rect
          x="${round(x)}"
          y="${round(base - Math.max(height, bar.share > 0 ? 1 : 0))}"
          width="${round(step - gap)}"
          height="${round(Math.max(height, bar.share > 0 ? 1 : 0))}"
          rx="2"
          ${paint({ fill: groupColors[bar.group] })}
        />${label(write.share(bar.share), x + (step - gap) / 2, y(bar.share) - 6, { size: size - 1, color: "muted", anchor: "middle" })}${label(name(bar), x + (step - gap) / 2, base + 18, { size, anchor: "middle" })}</g
      >`;
    }),
    runs.map((run) => {
      const from = run.from * step + gap / 2;
      const until = (run.until + 1) * step - gap / 2;
      const fits = textWidth(run.text, 12.5) <= until - from;
      if (!fits) level += 1;
      const side = fits || (from > gap && until < width - gap) ? "middle" : from <= gap ? "start" : "end";
      const x = side === "middle" ? (from + until) / 2 : side === "start" ? from : until;
      return html`<line
          x1="${round(from)}"
          x2="${round(until)}"
          y1="${base + 30}"
          y2="${base + 30}"
          ${paint({ stroke: groupColors[run.group] })}
          stroke-width="2"
        />${label(run.text, x, base + 48 + (fits ? 0 : (level - 1) * 16), { size: 12.5, anchor: side })}`;
    }),
  ];
  return { body, height: runs.length > 0 ? base + 56 + Math.max(0, level - 1) * 16 : base + 28 };
}

function rows(bars: readonly DistributionBar[], width: number, write: Write, runs: readonly GroupRun[]) {
  const pitch = 30;
  const named = bars.map((bar) => (bar.label === null ? String(bar.point) : bar.label));
  const names = Math.min(width * 0.42, Math.max(40, ...named.map((text) => textWidth(text, 13.5))) + 14);
  const most = Math.max(0.0001, ...bars.map(({ share }) => share));
  const x = linearScale([0, most], [names, width - 58], 2);
  const legend = legendLines(runs.toReversed(), names, width);
  const order = bars.map((bar, index) => ({ bar, text: named[index] ?? "" })).toReversed();
  const body: Content = [
    order.map(({ bar, text }, index) => {
      const y = index * pitch + 4;
      return html`<g
        ><title>${name(bar)}: ${write.share(bar.share)}, n = ${write.count(bar.count)}</title
        >${label(fitText(text, names - 14, 13.5), names - 10, y + 16.5, { size: 13.5, anchor: "end" })}<rect
          x="${round(names)}"
          y="${y}"
          width="${round(Math.max(bar.share > 0 ? 1 : 0, x(bar.share) - names))}"
          height="${pitch - 7}"
          rx="2"
          ${paint({ fill: groupColors[bar.group] })}
        />${label(write.share(bar.share), Math.max(x(bar.share), names) + 8, y + 16.5, { size: 12.5, color: "muted" })}</g
      >`;
    }),
    legend.map(
      ({ run, x: offset, line }) =>
        html`<rect
            x="${round(offset)}"
            y="${bars.length * pitch + 8 + line * 20}"
            width="10"
            height="10"
            rx="2"
            ${paint({ fill: groupColors[run.group] })}
          />${label(run.text, offset + 16, bars.length * pitch + 17.5 + line * 20, { size: 12.5 })}`,
    ),
  ];
  return {
    body,
    height: bars.length * pitch + (legend.length > 0 ? 28 + (legend.at(-1)?.line ?? 0) * 20 : 4),
  };
}

/** Where each group is named: beside the last one, or on a line of its own where there is no room. */
function legendLines(runs: readonly GroupRun[], left: number, width: number) {
  let x = left;
  let line = 0;
  return runs.map((run) => {
    const needed = textWidth(run.text, 12.5) + 16;
    if (x > left && x + needed > width) {
      x = left;
      line += 1;
    }
    const place = { run, x, line };
    x += needed + 22;
    return place;
  });
}

function name(bar: DistributionBar): string {
  return bar.label === null ? String(bar.point) : `${bar.point} ${bar.label}`;
}
