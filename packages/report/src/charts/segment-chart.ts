import type { Estimate } from "@cxkit/core";
import { localized } from "../localized.ts";
import type { ReportLocale, Segmentation } from "../model.ts";
import { reportNumbers } from "../numbers.ts";
import { reportStrings } from "../strings.ts";
import { type ChartOptions, chartFrame } from "./chart-frame.ts";
import { dotRows } from "./dot-rows.ts";
import { roundDomain } from "./linear-scale.ts";

/**
 * One score cut by one field: each value's dot on its interval against the total with its own. Rows that differ from the
 * others beyond noise point up or down; hidden rows show `<10` and no mark.
 *
 * @returns a stand-alone SVG document
 */
export function segmentChart(
  segmentation: Segmentation,
  options: ChartOptions & {
    readonly locale: ReportLocale;
    readonly minimumCell: number;
    /** The score over all rows. */
    readonly total?: Estimate | null;
  },
): string {
  const { locale, minimumCell, total = null, width = 720, id = "chart" } = options;
  const strings = reportStrings(locale);
  const numbers = reportNumbers(locale);
  const { rows, metric } = segmentation;
  const limits = [...rows.map(({ estimate }) => estimate), total].flatMap((estimate) => [
    estimate?.interval?.low,
    estimate?.interval?.high,
    estimate?.value,
  ]);
  const write = numbers.aligned(rows.flatMap(({ estimate }) => estimate ?? []));
  const drawing = dotRows({
    width,
    domain: roundDomain(
      limits.filter((limit) => typeof limit === "number"),
      metric.range,
      5,
    ),
    tick: (value) => numbers.plain(value),
    ...(typeof total?.value === "number"
      ? {
          reference: {
            value: total.value,
            low: total.interval?.low ?? null,
            high: total.interval?.high ?? null,
            label: `${strings.chart.total} ${numbers.value(total)}`,
          },
        }
      : {}),
    rows: rows.map((row) => {
      const name = row.absent ? strings.emptyValue : row.value;
      return {
        label: name,
        value: row.estimate?.value ?? null,
        low: row.estimate?.interval?.low ?? null,
        high: row.estimate?.interval?.high ?? null,
        text: row.estimate
          ? write(row.estimate)
          : row.hidden === "complement"
            ? strings.hiddenWord
            : strings.hiddenBase(minimumCell),
        color:
          row.signal === "above"
            ? ("accent" as const)
            : row.signal === "below"
              ? ("bad" as const)
              : ("middle" as const),
        shape:
          row.signal === "above"
            ? ("up" as const)
            : row.signal === "below"
              ? ("down" as const)
              : ("dot" as const),
        hint: [
          name,
          row.estimate ? numbers.estimate(row.estimate) : row.hidden && strings.hiddenReason[row.hidden],
          row.signal && strings.signalWord[row.signal],
        ]
          .filter(Boolean)
          .join(strings.colon),
      };
    }),
  });
  return chartFrame({
    id,
    kind: "segments",
    width,
    height: drawing.height,
    title: strings.chart.segments(segmentation.label, localized(metric.title, locale)),
    description: strings.chart.segmentsDescription(
      rows.length,
      rows.filter(({ hidden }) => hidden !== null).length,
      total ? numbers.estimate(total) : strings.none,
    ),
    body: drawing.body,
  });
}
