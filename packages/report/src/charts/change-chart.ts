import type { ChangeFamily, ReportLocale } from "../model.ts";
import { reportNumbers } from "../numbers.ts";
import { reportStrings } from "../strings.ts";
import { type ChartOptions, chartFrame } from "./chart-frame.ts";
import { dotRows } from "./dot-rows.ts";
import { roundDomain } from "./linear-scale.ts";

/**
 * Differences between two periods with their intervals, around the line of no change. All in one unit; what survived the
 * correction points up or down.
 *
 * @param compared a family, or the part of it that shares one unit; of a long one the first 16 are drawn, and all that survived
 * @returns a stand-alone SVG document
 */
export function changeChart(
  compared: ChangeFamily["changes"],
  options: ChartOptions & { readonly locale: ReportLocale },
): string {
  const { locale, width = 720, id = "chart" } = options;
  const changes = compared.filter(({ signal }, index) => index < 16 || signal !== null);
  const strings = reportStrings(locale);
  const numbers = reportNumbers(locale);
  const limits = changes.flatMap(({ comparison: { difference } }) => [
    0,
    difference.value,
    difference.interval?.low ?? null,
    difference.interval?.high ?? null,
  ]);
  const higherIsBetter = changes[0]?.metric.better !== "lower";
  const ends = [strings.chart.worse, strings.chart.better] as const;
  const span = Math.max(...changes.map(({ metric: { range } }) => range.high - range.low), 1);
  const write = numbers.aligned(
    changes.map(({ comparison: { difference } }) => difference),
    "always",
  );
  const drawing = dotRows({
    width,
    domain: roundDomain(
      limits.filter((limit) => limit !== null),
      { low: -span, high: span },
      5,
    ),
    tick: (value) => numbers.plain(value, "always"),
    reference: { value: 0, low: null, high: null, label: "" },
    ends: higherIsBetter ? ends : [ends[1], ends[0]],
    rows: changes.map(({ label, kind, signal, comparison: { difference } }) => ({
      label,
      value: difference.value,
      low: difference.interval?.low ?? null,
      high: difference.interval?.high ?? null,
      text: write(difference),
      color:
        signal === "better"
          ? ("accent" as const)
          : signal === "worse"
            ? ("bad" as const)
            : ("middle" as const),
      shape:
        signal === null
          ? ("dot" as const)
          : (difference.value ?? 0) > 0
            ? ("up" as const)
            : ("down" as const),
      hint: [
        strings.named(label, strings.changeKind[kind]),
        numbers.change(difference),
        signal && strings.signalWord[signal],
      ]
        .filter(Boolean)
        .join(strings.colon),
    })),
  });
  return chartFrame({
    id,
    kind: "changes",
    width,
    height: drawing.height,
    title: strings.chart.changes,
    description: strings.chart.changesDescription(changes.length),
    body: drawing.body,
  });
}
