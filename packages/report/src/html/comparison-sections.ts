import { changeChart } from "../charts/change-chart.ts";
import { rankingChart } from "../charts/ranking-chart.ts";
import { segmentChart } from "../charts/segment-chart.ts";
import { localized } from "../localized.ts";
import type { ReportModel } from "../model.ts";
import { reportNumbers } from "../numbers.ts";
import { totalOf } from "../report-charts.ts";
import { changeCorrection } from "../method-table.ts";
import { changeGroups, changeTable, rankingTable, segmentTable, targetTable } from "../score-tables.ts";
import { reportStrings, wordFor } from "../strings.ts";
import { type Content, type Markup, html } from "./markup.ts";
import { unbroken } from "./unbroken.ts";
import { chartFigure, dataTable } from "./table-section.ts";

/** Touchpoints, stages and items, ranked with their ties. */
export function rankings(model: ReportModel): Content {
  if (model.rankings.length === 0) return null;
  const { locale, minimumCell } = model;
  const strings = reportStrings(locale);
  return html`<section id="rankings" aria-labelledby="rankings-title">
    <h2 id="rankings-title">${strings.headings.rankings}</h2>
    <p class="note">${strings.rankNote}</p>
    ${model.rankings.map((ranking) =>
      chartFigure({
        table: rankingTable(model, ranking),
        caption: strings.chart.ranking(
          localized(ranking.metric.title, locale),
          strings.rankingKind[ranking.kind],
        ),
        draw: (size) => rankingChart(ranking, { ...size, locale, minimumCell }),
        strings,
        name: 2,
      }),
    )}
  </section>`;
}

/** Scores cut by fields. */
export function segments(model: ReportModel): Content {
  if (model.segments.length === 0) return null;
  const { locale, minimumCell } = model;
  const strings = reportStrings(locale);
  const corrections = model.segments.map(({ correction }) => wordFor(strings.correction, correction.method));
  const hides = model.segments.some(({ rows }) => rows.some(({ hidden }) => hidden !== null));
  return html`<section id="segments" aria-labelledby="segments-title">
    <h2 id="segments-title">${strings.headings.segments}</h2>
    <p class="note">
      ${strings.sentences([
        strings.segmentIntro([...new Set(corrections)].join(strings.comma)),
        ...(hides ? [strings.hiddenNote(minimumCell)] : []),
      ])}
    </p>
    ${model.segments.map((segmentation) => {
      const score = model.scores.find(
        ({ id, label }) => id === segmentation.score || label === segmentation.score,
      );
      return chartFigure({
        table: segmentTable(model, segmentation),
        caption: [
          strings.chart.segments(segmentation.label, localized(segmentation.metric.title, locale)),
          score && score !== model.scores[0] && ` · ${score.label}`,
        ],
        draw: (size) =>
          segmentChart(segmentation, {
            ...size,
            locale,
            minimumCell,
            total: totalOf(model, segmentation.score),
          }),
        notes: [
          segmentation.correction.comparisons > 0 &&
            strings.segmentFound(
              segmentation.correction.comparisons,
              segmentation.rows.filter(({ signal }) => signal === "above").length,
              segmentation.rows.filter(({ signal }) => signal === "below").length,
            ),
        ],
        strings,
      });
    })}
  </section>`;
}

/** What changed between two complete periods, or the statement that nothing can be told apart. */
export function changes(model: ReportModel): Markup {
  const strings = reportStrings(model.locale);
  const { headings } = strings;
  const family = model.changes;
  const heading = html`<h2 id="changes-title">${headings.changes}</h2>`;
  if (!family || family.changes.length === 0)
    return html`<section id="changes" aria-labelledby="changes-title">
      ${heading}
      <p class="statement">${strings.changesUnavailable}</p>
    </section>`;
  const found = family.changes.filter(({ signal }) => signal !== null).length;
  const { comparisons } = family.correction;
  return html`<section id="changes" aria-labelledby="changes-title">
    ${heading}
    <p class="statement">
      ${found > 0 ? strings.changesSome(found, comparisons) : strings.changesNothing(comparisons)}
    </p>
    <p class="note">
      ${strings.changesIntro(family.from, family.to, changeCorrection(family.correction, strings), comparisons)}
    </p>
    ${changeGroups(family).map((group) =>
      chartFigure({
        table: changeTable(model, family, group),
        caption: `${strings.period(family.from, family.to)}${strings.colon}${[...new Set(group.map(({ metric }) => localized(metric.title, model.locale)))].join(", ")}`,
        draw: (size) => changeChart(group, { ...size, locale: model.locale }),
        strings,
        name: 1,
      }),
    )}
  </section>`;
}

/** Targets, each met, missed or open. */
export function targets(model: ReportModel): Content {
  if (model.targets.length === 0) return null;
  const strings = reportStrings(model.locale);
  return html`<section id="targets" aria-labelledby="targets-title">
    <h2 id="targets-title">${strings.headings.targets}</h2>
    <p class="note">${strings.verdictNote}</p>
    ${dataTable(targetTable(model), strings, { hideCaption: true })}
  </section>`;
}

/** Completed of invited. */
export function responseRate(model: ReportModel): Content {
  const rate = model.responseRate;
  if (!rate) return null;
  const strings = reportStrings(model.locale);
  const numbers = reportNumbers(model.locale);
  return html`<section id="response-rate" aria-labelledby="response-rate-title">
    <h2 id="response-rate-title">${strings.headings.responseRate}</h2>
    <p>
      ${strings.responseRate(
        numbers.integer(rate.responses),
        numbers.integer(rate.invited),
        unbroken(numbers.estimate(rate.estimate)),
      )}
    </p>
    <p class="note">${strings.responseRateNote}</p>
  </section>`;
}
