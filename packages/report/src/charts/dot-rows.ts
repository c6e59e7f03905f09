import { type Content, type Markup, html } from "../html/markup.ts";
import { type ChartColor, fitText, label, paint, round, textWidth } from "./chart-frame.ts";
import type { LinearScale } from "./linear-scale.ts";
import { linearScale } from "./linear-scale.ts";

/** One row: a name, a dot on its interval, a number in words. */
export interface DotRow {
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Printed at the end of the row: the value, or why there is none. */
  readonly text: string;
  readonly color: ChartColor;
  /** Shape beside colour, so that the meaning survives without it. */
  readonly shape: "dot" | "up" | "down";
  /** Best and worst rank, drawn on the panel to the right. */
  readonly rank?: { readonly best: number; readonly worst: number } | null;
  /** Read out when the pointer rests on the row. */
  readonly hint: string;
}

/** Rows that are not drawn, said in words at their place. */
export interface LeftRows {
  readonly left: string;
}

/** Rows of dots on intervals over one axis, with an optional line to compare with and an optional panel of ranks. */
export interface DotRows {
  readonly rows: readonly (DotRow | LeftRows)[];
  readonly width: number;
  readonly domain: readonly [low: number, high: number];
  /** Writes the values of the axis, all alike. */
  readonly ticks: (values: readonly number[]) => (value: number) => string;
  /** Axis value drawn as a line, with its own interval where it has one. */
  readonly reference?: {
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
    readonly label: string;
  };
  readonly ranks?: { readonly count: number; readonly label: string };
  /** Words at both ends of the axis. */
  readonly ends?: readonly [left: string, right: string];
}

/** The drawing and its height. */
export function dotRows(chart: DotRows): { readonly body: Content; readonly height: number } {
  const { width, ranks, reference } = chart;
  const rows = chart.rows.filter((row) => "hint" in row);
  const narrow = width < 560;
  const pitch = narrow ? 46 : 31;
  const top = reference || ranks || chart.ends ? 34 : 14;
  const bottom = top + chart.rows.length * pitch + 4;
  const textColumn = Math.min(
    narrow ? 118 : 130,
    Math.max(48, ...rows.map(({ text }) => textWidth(text, 13) + (narrow ? 8 : 14))),
  );
  const rankColumn = ranks ? (narrow ? 52 : Math.min(180, Math.max(110, width * 0.22))) : 0;
  const names = narrow
    ? 0
    : Math.min(width * 0.46, Math.max(60, ...rows.map((row) => textWidth(row.label, 13.5))) + 20);
  const left = names + 8;
  const right = width - textColumn - rankColumn - 8;
  const scale = linearScale(chart.domain, [left, right], Math.max(2, Math.round((right - left) / 75)));
  const body = [
    axis(scale, chart.ticks(scale.ticks), top, bottom),
    reference && referenceLine(reference, scale, top, bottom),
    chart.ends && [
      label(`← ${chart.ends[0]}`, left, 14, { size: 11.5, color: "muted" }),
      label(`${chart.ends[1]} →`, right, 14, { size: 11.5, color: "muted", anchor: "end" }),
    ],
    ranks && label(ranks.label, width, 14, { size: 11.5, color: "muted", anchor: "end" }),
    chart.rows.map((row, index) => {
      const middle = top + index * pitch + (narrow ? 32 : pitch / 2);
      if ("left" in row) return leftRows(row, left, middle - (narrow ? 8 : 0));
      return html`<g
        ><title>${row.hint}</title>${[
          narrow
            ? label(fitText(row.label, width - 60, 13.5), 0, middle - 13, { size: 13.5 })
            : label(fitText(row.label, names - 10, 13.5), names - 10, middle + 4.5, {
                size: 13.5,
                anchor: "end",
              }),
          dot(row, scale, middle),
          label(row.text, right + 12, middle + 4.5, {
            size: 13,
            color: row.value === null ? "muted" : "ink",
            strong: row.shape !== "dot",
          }),
          ranks && row.rank && rankBar(row.rank, ranks.count, { middle, width, column: rankColumn, narrow }),
        ]}</g
      >`;
    }),
  ];
  return { body, height: round(bottom + 22) };
}

function leftRows({ left: text }: LeftRows, x: number, middle: number): Markup {
  return html`<rect
      x="${round(x)}"
      y="${round(middle - 9)}"
      width="${round(textWidth(text, 12) + 10)}"
      height="18"
      ${paint({ fill: "paper" })}
    />${label(text, x + 4, middle + 4, { size: 12, color: "muted" })}`;
}

function axis(scale: LinearScale, tick: (value: number) => string, top: number, bottom: number): Markup {
  return html`<g
    >${scale.ticks.map(
      (value) =>
        html`<line
            x1="${round(scale(value))}"
            x2="${round(scale(value))}"
            y1="${top}"
            y2="${bottom}"
            ${paint({ stroke: "rule" })}
          />${label(tick(value), scale(value), bottom + 16, { size: 11.5, color: "muted", anchor: "middle" })}`,
    )}</g
  >`;
}

function referenceLine(
  reference: NonNullable<DotRows["reference"]>,
  scale: LinearScale,
  top: number,
  bottom: number,
): Markup {
  const x = round(scale(reference.value));
  const { low, high } = reference;
  const from = low === null ? null : Math.max(scale.low, low);
  const until = high === null ? null : Math.min(scale.high, high);
  return html`<g
    >${
      from !== null &&
      until !== null &&
      html`<rect
        x="${round(scale(from))}"
        y="${top}"
        width="${round(Math.max(1, scale(until) - scale(from)))}"
        height="${round(bottom - top)}"
        ${paint({ fill: "band" })}
        opacity="0.6"
      />`
    }<line
      x1="${x}"
      x2="${x}"
      y1="${top - 6}"
      y2="${bottom}"
      ${paint({ stroke: "accent" })}
      stroke-width="1.5"
    />${label(reference.label, x, top - 12, { size: 11.5, color: "accent", anchor: x > scale(scale.low + (scale.high - scale.low) * 0.75) ? "end" : x < scale(scale.low + (scale.high - scale.low) * 0.25) ? "start" : "middle" })}</g
  >`;
}

function dot(row: DotRow, scale: LinearScale, y: number): Content {
  if (row.value === null) return null;
  const x = round(scale(row.value));
  const low = round(scale(Math.max(scale.low, row.low ?? scale.low)));
  const high = round(scale(Math.min(scale.high, row.high ?? scale.high)));
  const mark =
    row.shape === "dot"
      ? html`<circle
          cx="${x}"
          cy="${round(y)}"
          r="4.8"
          ${paint({ fill: row.color, stroke: "paper" })}
          stroke-width="1.5"
        />`
      : html`<path
          d="${row.shape === "up" ? `M${x} ${round(y - 6.5)}l6.3 11h-12.6z` : `M${x} ${round(y + 6.5)}l6.3 -11h-12.6z`}"
          ${paint({ fill: row.color, stroke: "paper" })}
          stroke-width="1.5"
        />`;
  return html`<line
      x1="${low}"
      x2="${high}"
      y1="${round(y)}"
      y2="${round(y)}"
      ${paint({ stroke: row.color })}
      stroke-width="2.5"
      stroke-linecap="round"
      opacity="0.75"
    />${mark}`;
}

function rankBar(
  rank: { readonly best: number; readonly worst: number },
  count: number,
  place: {
    readonly middle: number;
    readonly width: number;
    readonly column: number;
    readonly narrow: boolean;
  },
): Markup {
  const { middle, width, column, narrow } = place;
  const text = rank.best === rank.worst ? String(rank.best) : `${rank.best}–${rank.worst}`;
  const written = label(text, width, middle + 4.5, { size: 13, anchor: "end", color: "muted" });
  if (narrow) return written;
  const scale = linearScale([0.5, count + 0.5], [width - column + 8, width - 48], 2);
  const from = scale(rank.best - 0.5);
  const until = scale(rank.worst + 0.5);
  return html`<rect
      x="${round(scale(0.5))}"
      y="${round(middle - 1)}"
      width="${round(scale(count + 0.5) - scale(0.5))}"
      height="2"
      ${paint({ fill: "rule" })}
    /><rect
      x="${round(from)}"
      y="${round(middle - 4)}"
      width="${round(until - from)}"
      height="8"
      rx="4"
      ${paint({ fill: "middle" })}
    />${written}`;
}
