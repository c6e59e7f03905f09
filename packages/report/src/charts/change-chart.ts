import type { Change, ChangeFamily, ReportLocale } from "../model.ts";
import { reportNumbers } from "../numbers.ts";
import { reportStrings } from "../strings.ts";
import { type ChartOptions, chartFrame } from "./chart-frame.ts";
import { dotRows } from "./dot-rows.ts";
import { foldedRows, mostRows } from "./folded-rows.ts";
import { roundDomain } from "./linear-scale.ts";

/**
 * Differences between two periods with their intervals, around the line of no change. All in one unit; what survived the
 * correction points up or down.
 *
 * @param compared a family, or the part of it that shares one unit; of a long one what survived is drawn, the scores, and the clearest of the rest
 * @returns a stand-alone SVG document
 */
export function changeChart(
  compared: ChangeFamily["changes"],
  options: ChartOptions & { readonly locale: ReportLocale },
): string {
  const { locale, width = 720, id = "chart" } = options;
  const matters = ({ signal, kind }: Change) => signal !== null || kind === "score";
  const most = Math.min(mostRows, Math.max(8, compared.filter((one) => matters(one)).length + 2));
  const folded = foldedRows(compared, matters, { most, ends: "first" });
  const changes = folded.flatMap((one) => ("row" in one ? [one.row] : []));
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
    ticks: (values) => numbers.axis(values, "always"),
    reference: { value: 0, low: null, high: null, label: "" },
    ends: higherIsBetter ? ends : [ends[1], ends[0]],
    rows: folded.map((one) => {
      if ("left" in one)
        return {
          left: strings.chart.leftRows(
            one.left.length,
            one.left.filter(({ signal }) => signal !== null).length,
          ),
        };
      const {
        label,
        kind,
        signal,
        comparison: { difference },
      } = one.row;
      return {
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
      };
    }),
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
