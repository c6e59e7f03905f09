import { localized } from "../localized.ts";
import type { ReportLocale, Score } from "../model.ts";
import { reportNumbers } from "../numbers.ts";
import { html } from "../html/markup.ts";
import { type ChartOptions, chartFrame, label, paint, round } from "./chart-frame.ts";
import { linearScale } from "./linear-scale.ts";

/**
 * A score as a dot on its interval over the whole range of its metric: how much of the range the answer leaves open.
 *
 * @returns a stand-alone SVG document
 */
export function intervalStrip(
  score: Score,
  options: ChartOptions & { readonly locale: ReportLocale },
): string {
  const { locale, width = 300, id = "chart" } = options;
  const numbers = reportNumbers(locale);
  const { estimate, metric } = score;
  const { low: from, high: until } = metric.range;
  const scale = linearScale([from, until], [6, width - 6], 2);
  const { low = null, high = null } = estimate.interval ?? {};
  const y = 12;
  return chartFrame({
    id,
    kind: "strip",
    width,
    height: 38,
    title: `${score.label}: ${localized(metric.title, locale)}`,
    description: numbers.estimate(estimate),
    body: [
      html`<rect
        x="6"
        y="${y - 1.5}"
        width="${width - 12}"
        height="3"
        rx="1.5"
        ${paint({ fill: "rule" })}
      />`,
      from < 0 &&
        until > 0 &&
        html`<line
          x1="${round(scale(0))}"
          x2="${round(scale(0))}"
          y1="${y - 7}"
          y2="${y + 7}"
          ${paint({ stroke: "middle" })}
        />`,
      [from, ...(from < 0 && until > 0 ? [0] : []), until].map((limit) =>
        label(numbers.plain(limit), scale(limit), 34, {
          size: 11.5,
          color: "muted",
          anchor: limit === from ? "start" : limit === until ? "end" : "middle",
        }),
      ),
      estimate.value !== null && [
        html`<rect
          x="${round(scale(Math.max(from, low ?? from)))}"
          y="${y - 4}"
          width="${round(Math.max(2, scale(Math.min(until, high ?? until)) - scale(Math.max(from, low ?? from))))}"
          height="8"
          rx="4"
          ${paint({ fill: "accent" })}
          opacity="0.35"
        />`,
        html`<circle
          cx="${round(scale(estimate.value))}"
          cy="${y}"
          r="6"
          ${paint({ fill: "accent", stroke: "paper" })}
          stroke-width="2"
        />`,
      ],
    ],
  });
}
