import { localized } from "../localized.ts";
import type { Ranking, ReportLocale } from "../model.ts";
import { reportNumbers } from "../numbers.ts";
import { reportStrings } from "../strings.ts";
import { type ChartOptions, chartFrame } from "./chart-frame.ts";
import { dotRows } from "./dot-rows.ts";
import { foldedRows } from "./folded-rows.ts";
import { roundDomain } from "./linear-scale.ts";

/**
 * Places by one metric, best first: a dot on its interval, and beside it a bar over every rank the evidence allows, so that
 * ties are seen as overlapping bars and never read from the order of the rows. Of a long ranking both ends are drawn.
 *
 * @returns a stand-alone SVG document
 */
export function rankingChart(
  ranking: Ranking,
  options: ChartOptions & { readonly locale: ReportLocale; readonly minimumCell: number },
): string {
  const { locale, minimumCell, width = 720, id = "chart" } = options;
  const strings = reportStrings(locale);
  const numbers = reportNumbers(locale);
  const { places, metric } = ranking;
  const title = localized(metric.title, locale);
  const shown = places.filter(({ estimate }) => estimate?.value !== null && estimate !== null);
  const folded = foldedRows(places, ({ estimate }) => estimate !== null);
  const drawn = folded.flatMap((one) => ("row" in one ? [one.row] : []));
  const limits = drawn.flatMap(({ estimate }) => [
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
    ranks: { count: shown.length, label: strings.chart.rankAxis },
    rows: folded.map((one) => {
      if ("left" in one) return { left: strings.chart.leftRows(one.left.length, 0) };
      const { label, stage, estimate, rank, n } = one.row;
      return {
        label,
        value: estimate?.value ?? null,
        low: estimate?.interval?.low ?? null,
        high: estimate?.interval?.high ?? null,
        text: estimate ? write(estimate) : n === 0 ? strings.noAnswers : strings.hiddenBase(minimumCell),
        color: "accent" as const,
        shape: "dot" as const,
        rank,
        hint: [stage ? strings.named(label, stage) : label, estimate && numbers.estimate(estimate)]
          .filter(Boolean)
          .join(strings.colon),
      };
    }),
  });
  const describe = (place: (typeof places)[number] | undefined) =>
    place?.estimate ? `${place.label} ${numbers.estimate(place.estimate)}` : strings.none;
  return chartFrame({
    id,
    kind: "ranking",
    width,
    height: drawing.height,
    title: strings.chart.ranking(title, strings.rankingKind[ranking.kind]),
    description: strings.chart.rankingDescription(places.length, describe(shown[0]), describe(shown.at(-1))),
    body: drawing.body,
  });
}
