import { localized } from "../localized.ts";
import type { ReportLocale, Score, TrendPoint } from "../model.ts";
import { type Content, html } from "../html/markup.ts";
import { reportNumbers } from "../numbers.ts";
import { reportStrings } from "../strings.ts";
import { type ChartOptions, chartFrame, label, paint, round, textWidth } from "./chart-frame.ts";
import { linearScale, roundDomain } from "./linear-scale.ts";

/**
 * A score over time with its interval band. Incomplete periods are hollow and dashed and not joined to the line; hidden
 * periods leave a gap.
 *
 * @returns a stand-alone SVG document; without a trend an empty one
 */
export function trendChart(
  score: Score,
  options: ChartOptions & { readonly locale: ReportLocale; readonly target?: number | null },
): string {
  const { locale, target = null, width = 720, id = "chart" } = options;
  const strings = reportStrings(locale);
  const numbers = reportNumbers(locale);
  const points = score.trend?.points ?? [];
  const shown = points.filter(({ estimate }) => estimate?.value !== null && estimate !== null);
  const write = numbers.aligned(shown.flatMap(({ estimate }) => estimate ?? []));
  const limits = shown.flatMap(({ estimate }) => [
    estimate?.interval?.low,
    estimate?.interval?.high,
    estimate?.value,
  ]);
  const domain = roundDomain(
    [...limits, target].filter((limit) => typeof limit === "number"),
    score.metric.range,
    5,
  );
  const narrow = width < 560;
  const top = 20;
  const base = narrow ? 190 : 232;
  const y = linearScale(domain, [base, top], 5);
  const tickText = numbers.axis(y.ticks);
  const left = Math.max(...y.ticks.map((tick) => textWidth(tickText(tick), 11.5)), 12) + 12;
  const goal = target === null ? "" : strings.chart.target(numbers.plain(target));
  const right = width - 14 - (goal === "" ? 0 : textWidth(goal, 11.5));
  const inset = points.length > 1 ? Math.min(28, (right - left) / points.length / 2) : (right - left) / 2;
  const x = linearScale([0, Math.max(1, points.length - 1)], [left + inset, right - inset], 2);
  const placed = points.flatMap((point, index) => {
    const { estimate } = point;
    if (!estimate || estimate.value === null) return [];
    return [
      {
        point,
        x: round(x(index)),
        y: round(y(estimate.value)),
        low: round(y(Math.max(y.low, estimate.interval?.low ?? y.low))),
        high: round(y(Math.min(y.high, estimate.interval?.high ?? y.high))),
        index,
        estimate,
      },
    ];
  });
  const runs = completeRuns(placed);
  const labelled = valueLabels(placed);
  // All on one side, so that they read as one line.
  const under = labelled.some((one) => crosses(target === null ? null : y(target), one));
  const radius = points.length > 40 ? 2.2 : 4.2;
  const body: Content = [
    y.ticks.map(
      (tick) =>
        html`<line
            x1="${round(left)}"
            x2="${right}"
            y1="${round(y(tick))}"
            y2="${round(y(tick))}"
            ${paint({ stroke: "rule" })}
          />${label(tickText(tick), left - 8, y(tick) + 4, { size: 11.5, color: "muted", anchor: "end" })}`,
    ),
    target !== null &&
      html`<line
          x1="${round(left)}"
          x2="${right}"
          y1="${round(y(target))}"
          y2="${round(y(target))}"
          ${paint({ stroke: "ink" })}
          stroke-dasharray="2 4"
        />${label(goal, right + 8, y(target) + 4, { size: 11.5 })}`,
    runs.map((run) =>
      run.length > 1
        ? html`<path
              d="M${run.map((p) => `${p.x} ${p.high}`).join("L")}L${run
                .toReversed()
                .map((p) => `${p.x} ${p.low}`)
                .join("L")}Z"
              ${paint({ fill: "band" })}
            /><path
              d="M${run.map((p) => `${p.x} ${p.y}`).join("L")}"
              ${paint({ fill: "none", stroke: "accent" })}
              stroke-width="2.2"
              stroke-linejoin="round"
            />`
        : run.map(
            (p) =>
              html`<line
                x1="${p.x}"
                x2="${p.x}"
                y1="${p.low}"
                y2="${p.high}"
                ${paint({ stroke: "band" })}
                stroke-width="10"
              />`,
          ),
    ),
    placed.map(
      ({ point, estimate, ...p }) =>
        html`<g
          ><title>
            ${[point.label, point.partial && strings.partial, numbers.estimate(estimate)].filter(Boolean).join(strings.colon)}</title
          >${
            point.partial &&
            html`<line
              x1="${p.x}"
              x2="${p.x}"
              y1="${p.low}"
              y2="${p.high}"
              ${paint({ stroke: "accent" })}
              stroke-width="1.5"
              stroke-dasharray="3 3"
            />`
          }<circle
            cx="${p.x}"
            cy="${p.y}"
            r="${radius}"
            ${
              point.partial
                ? html`${paint({ fill: "paper", stroke: "accent" })} stroke-width="1.8"`
                : html`${paint({ fill: "accent", stroke: "paper" })} stroke-width="1.2"`
            }
        /></g>`,
    ),
    labelled.map(({ estimate, ...p }) =>
      label(write(estimate), p.x, under ? Math.min(base - 4, p.low + 17) : Math.max(12, p.high - 7), {
        size: 12.5,
        anchor: "middle",
        strong: true,
      }),
    ),
    axisLabels(points, x).map(({ text, at }) =>
      label(text, at, base + 20, { size: 11.5, color: "muted", anchor: "middle" }),
    ),
  ];
  const describe = (at: (typeof placed)[number] | undefined) =>
    at ? `${at.point.label}, ${numbers.estimate(at.estimate)}` : strings.none;
  return chartFrame({
    id,
    kind: "trend",
    width,
    height: base + 30,
    title: strings.chart.trend(`${score.label}, ${localized(score.metric.title, locale)}`),
    description: strings.chart.trendDescription(points.length, describe(placed[0]), describe(placed.at(-1))),
    body,
  });
}

interface Placed {
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly point: TrendPoint;
}

/** Neighbouring complete periods: what a line may join. */
function completeRuns<T extends Placed>(placed: readonly T[]): T[][] {
  const runs: T[][] = [];
  for (const one of placed) {
    if (one.point.partial) continue;
    const last = runs.at(-1);
    if (last?.at(-1)?.index === one.index - 1) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** Whether the line of the target would run through a value that stands over its interval. */
function crosses(line: number | null, { high }: { readonly high: number }): boolean {
  const over = Math.max(12, high - 7);
  return line !== null && line > over - 14 && line < over + 5;
}

/** First and last complete period carry their value in figures; all of them where there is room. */
function valueLabels<T extends Placed>(placed: readonly T[]): T[] {
  const complete = placed.filter(({ point }) => !point.partial);
  const distance = complete[0] && complete[1] ? complete[1].x - complete[0].x : Infinity;
  return complete.filter((_, index) => distance >= 44 || index === 0 || index === complete.length - 1);
}

/** As many labels as fit, the last one always among them. */
function axisLabels(points: readonly TrendPoint[], x: (index: number) => number) {
  const widest = Math.max(0, ...points.map(({ label: text }) => textWidth(text, 11.5))) + 14;
  const distance = points.length > 1 ? x(1) - x(0) : Infinity;
  const every = Math.max(1, Math.ceil(widest / distance));
  return points.flatMap(({ label: text }, index) =>
    (points.length - 1 - index) % every === 0 ? [{ text, at: x(index) }] : [],
  );
}
