import { distributionChart } from "../charts/distribution-chart.ts";
import { intervalStrip } from "../charts/interval-strip.ts";
import { trendChart } from "../charts/trend-chart.ts";
import { localized } from "../localized.ts";
import { missingReasons } from "@cxkit/core";
import type { ReportModel, Score } from "../model.ts";
import { reportNumbers } from "../numbers.ts";
import { targetOf } from "../report-charts.ts";
import { distributionTable, shownDistribution, shownTrend, trendTable } from "../score-tables.ts";
import { reportStrings } from "../strings.ts";
import { unbroken } from "./unbroken.ts";
import { type Content, type Markup, html } from "./markup.ts";
import { chartFigure } from "./table-section.ts";

/** The score that leads the report, large; without one, a sentence that says what is missing. */
export function leadingScore(model: ReportModel): Markup {
  const strings = reportStrings(model.locale);
  const [score] = model.scores;
  return html`<section id="score" aria-labelledby="score-title">
    <h2 id="score-title">${score ? score.label : strings.headings.score}</h2>
    ${score ? scoreBody(model, score) : html`<p class="statement">${strings.headline.noScore}</p>`}
  </section>`;
}

/** Every further score. */
export function otherScores(model: ReportModel): Content {
  const strings = reportStrings(model.locale);
  const others = model.scores.slice(1);
  if (others.length === 0) return null;
  return html`<section id="other-scores" aria-labelledby="other-scores-title">
    <h2 id="other-scores-title">${strings.headings.otherScores}</h2>
    ${others.map(
      (score) =>
        html`<div class="score other">
          <h3>${score.label}</h3>
          ${scoreBody(model, score)}
        </div>`,
    )}
  </section>`;
}

function scoreBody(model: ReportModel, score: Score): Markup {
  const { locale, minimumCell } = model;
  const strings = reportStrings(locale);
  const numbers = reportNumbers(locale);
  const { estimate } = score;
  const tooSmall = estimate.value === null || estimate.n < minimumCell;
  const position = model.scores.indexOf(score) + 1;
  const target = targetOf(model, score.id);
  const trend = shownTrend(model, score);
  const level = numbers.level(estimate.confidenceLevel);
  return html`<div class="lead">
      <div>
        <p class="metric">${localized(score.metric.title, locale)}</p>
        <p class="figure-value">
          ${tooSmall ? strings.hiddenBase(minimumCell) : bigValue(numbers.value(estimate))}
        </p>
        ${
          !tooSmall &&
          html`<p class="uncertain">${strings.interval(level)} ${numbers.limits(estimate)}</p>
            <div class="strip">${{ markup: intervalStrip(score, { locale, id: `strip-${position}` }) }}</div>`
        }
      </div>
      <div>
        ${score.wording !== null && score.wording !== score.item && !saysSame(score.wording, score.label) && html`<p class="wording">${strings.quoted(score.wording)}</p>`}
        <ul class="facts">
          <li><b>${unbroken(`n = ${numbers.integer(estimate.n)}`)}</b></li>
          ${
            !tooSmall &&
            score.beside.map(
              (beside) =>
                html`<li>
                  ${strings.besideName[beside.id]}${strings.colon}<b
                    >${unbroken(numbers.estimate(beside.estimate))}</b
                  >
                </li>`,
            )
          }
          <li>${missingSentence(model, score)}</li>
        </ul>
      </div>
    </div>
    ${
      shownDistribution(model, score).length > 0 &&
      chartFigure({
        table: distributionTable(model, score),
        caption: strings.chart.distributionCaption,
        draw: (size) => distributionChart(score, { ...size, locale }),
        strings,
      })
    }${
      trend &&
      chartFigure({
        table: trendTable(model, score),
        caption: strings.chart.trendCaption(strings.every[trend.every]),
        draw: (size) => trendChart(score, { ...size, locale, target }),
        notes: [
          strings.bandNote(level),
          trend.points.some(({ partial }) => partial) && strings.partialNote,
          trend.points.some((point) => point.estimate === null) && strings.hiddenPointsNote(minimumCell),
        ],
        strings,
      })
    }`;
}

/** Whether the wording is the label again, but for its scale in brackets. */
function saysSame(wording: string, label: string): boolean {
  const plain = (text: string) => text.replaceAll(/[（(][^()（）]*[)）]|[\s\p{P}]/gu, "").toLowerCase();
  return plain(wording) === plain(label);
}

/** The value with its unit set small. */
function bigValue(text: string): Content {
  const [, number = text, unit = ""] = /^(.*?)\s*(%?)$/.exec(text) ?? [];
  return [number, unit !== "" && html`<small>${unit}</small>`];
}

function missingSentence(model: ReportModel, score: Score): string {
  const strings = reportStrings(model.locale);
  const numbers = reportNumbers(model.locale);
  const counts = missingReasons.flatMap((reason) => {
    const count = score.missing[reason] ?? 0;
    return count > 0 ? [{ reason, count }] : [];
  });
  if (counts.length === 0) return strings.noneMissing;
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return strings.missing(
    numbers.integer(total),
    strings.list(
      counts.map(({ reason, count }) => `${strings.missingReason[reason]} ${numbers.integer(count)}`),
    ),
  );
}
