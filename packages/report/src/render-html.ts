import { headline } from "./headline.ts";
import { changes, rankings, responseRate, segments, targets } from "./html/comparison-sections.ts";
import { type Content, type Markup, html } from "./html/markup.ts";
import { pagePolicy } from "./html/page-policy.ts";
import { pageScript } from "./html/page-script.ts";
import { pageStyle } from "./html/page-style.ts";
import { assumptions, coverage, files, methods, privacy, setAside } from "./html/provenance-sections.ts";
import { leadingScore, otherScores } from "./html/score-section.ts";
import { sentenceContent } from "./html/unbroken.ts";
import { verbatims } from "./html/verbatim-section.ts";
import type { ReportModel } from "./model.ts";
import { reportNumbers } from "./numbers.ts";
import { reportPeriod } from "./report-period.ts";
import { reportStrings } from "./strings.ts";

/**
 * The report as one HTML file: no network, opens from disk, prints, light and dark, complete without its script. Whatever is
 * in the data stays text, and the page's policy allows no style and no script but its own.
 *
 * @returns a whole document; the same model gives the same bytes
 */
export function renderHtml(model: ReportModel): string {
  const strings = reportStrings(model.locale);
  const sections: readonly (readonly [id: string, title: string, body: Content])[] = [
    ["score", model.scores[0]?.label ?? strings.headings.score, leadingScore(model)],
    ["other-scores", strings.headings.otherScores, otherScores(model)],
    ["rankings", strings.headings.rankings, rankings(model)],
    ["segments", strings.headings.segments, segments(model)],
    ["changes", strings.headings.changes, changes(model)],
    ["targets", strings.headings.targets, targets(model)],
    ["response-rate", strings.headings.responseRate, responseRate(model)],
    ["verbatims", strings.headings.verbatims, verbatims(model)],
    ["set-aside", strings.headings.setAside, setAside(model)],
    ["assumptions", strings.headings.assumptions, assumptions(model)],
    ["files", strings.headings.files, files(model)],
    ["privacy", strings.headings.privacy, privacy(model)],
    ["coverage", strings.headings.coverage, coverage(model)],
    ["methods", strings.headings.methods, methods(model)],
  ];
  const present = sections.filter(([, , body]) => body !== null);
  return `<!doctype html>\n${
    html`<html lang="${strings.language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${pagePolicy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <meta name="format-detection" content="telephone=no" />
        <title>${model.title}</title>
        ${{ markup: `<style>${pageStyle}</style>` }}
      </head>
      <body>
        <a class="skip" href="#content">${strings.skipToContent}</a>${opening(model)}
        <nav class="contents page" aria-label="${strings.contents}">
          <ul>
            ${present.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
          </ul>
        </nav>
        <main class="page" id="content" tabindex="-1">${present.map(([, , body]) => body)}</main>
        <footer class="page">
          <p>
            ${
              model.generated === null
                ? strings.madeWith(model.software)
                : strings.generated(minutes(model.generated), model.software)
            }
          </p>
          <p>${strings.trademark}</p>
        </footer>
        ${{ markup: `<script>${pageScript}</script>` }}
      </body>
    </html>`.markup
  }\n`;
}

function opening(model: ReportModel): Markup {
  const strings = reportStrings(model.locale);
  const numbers = reportNumbers(model.locale);
  const { scope, weighting } = model;
  return html`<header class="page">
    ${scope && html`<p class="scope">${strings.scope(scope.label, scope.value)}</p>`}
    <h1>${model.title}</h1>
    <ul class="meta">
      <li>${reportPeriod(model, strings)}</li>
      <li>${strings.base(numbers.integer(model.responses), model.files.length)}</li>
      ${
        weighting &&
        html`<li>
          ${strings.weighted(
            weighting.column,
            numbers.integer(weighting.effectiveN),
            numbers.decimal(weighting.designEffect, 2),
          )}
        </li>`
      }
    </ul>
    <dl class="lede">
      ${headline(model).map(
        (sentence, index) =>
          html`<div>
            <dt>${strings.lede[index]}</dt>
            <dd>${sentenceContent(sentence)}</dd>
          </div>`,
      )}
    </dl>
  </header>`;
}

/** An RFC 3339 instant to the minute. */
function minutes(instant: string): string {
  return instant.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[\d:.]*/, "$1 $2 ").replace(/Z$/, "UTC");
}
