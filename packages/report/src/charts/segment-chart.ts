import type { Estimate } from "@cxkit/core";
import { localized } from "../localized.ts";
import type { ReportLocale, Segmentation } from "../model.ts";
import { reportNumbers } from "../numbers.ts";
import { reportStrings } from "../strings.ts";
import { type ChartOptions, chartFrame } from "./chart-frame.ts";
import { dotRows } from "./dot-rows.ts";
import { type Folded, foldedRows, mostRows } from "./folded-rows.ts";
import { roundDomain } from "./linear-scale.ts";

/**
 * One score cut by one field: each value's dot on its interval against the total with its own. Rows that differ from the
 * others beyond noise point up or down; hidden rows show `<10` and no mark. Of many rows those and both ends are drawn.
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
  // Hidden rows stand last; where there is no room for all, the ends are those of the rows with a value.
  const known = rows.filter(({ estimate }) => estimate !== null).length;
  const folded =
    rows.length > mostRows + 1
      ? [
          ...foldedRows(rows.slice(0, known), ({ signal }) => signal !== null),
          ...leftAfter(rows.slice(known)),
        ]
      : rows.map((row) => ({ row }));
  const drawn = folded.flatMap((one) => ("row" in one ? [one.row] : []));
  const limits = [...drawn.map(({ estimate }) => estimate), total].flatMap((estimate) => [
    estimate?.interval?.low,
    estimate?.interval?.high,
    estimate?.value,
  ]);
  const write = numbers.aligned(drawn.flatMap(({ estimate }) => estimate ?? []));
  const drawing = dotRows({
    width,
    domain: roundDomain(
      limits.filter((limit) => typeof limit === "number"),
      metric.range,
      5,
    ),
    ticks: (values) => numbers.axis(values),
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
    rows: folded.map((one) => {
      if ("left" in one)
        return {
          left: strings.chart.leftRows(
            one.left.length,
            one.left.filter(({ signal }) => signal !== null).length,
          ),
        };
      const { row } = one;
      const good = metric.better === "lower" ? "below" : "above";
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
          row.signal === null
            ? ("middle" as const)
            : row.signal === good
              ? ("accent" as const)
              : ("bad" as const),
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

function leftAfter<T>(left: readonly T[]): readonly Folded<T>[] {
  return left.length > 0 ? [{ left }] : [];
}
