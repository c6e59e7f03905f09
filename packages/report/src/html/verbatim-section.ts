import type { DistributionBar, ReportModel } from "../model.ts";
import { reportNumbers } from "../numbers.ts";
import { verbatimTable } from "../provenance-tables.ts";
import { reportStrings } from "../strings.ts";
import { type Content, html } from "./markup.ts";
import { saveTable } from "./table-section.ts";

/** What respondents wrote beside their scores; with a filter once the page's script runs. */
export function verbatims(model: ReportModel): Content {
  const strings = reportStrings(model.locale);
  const numbers = reportNumbers(model.locale);
  const told = model.verbatims;
  if (!told) {
    if (!model.privacy.verbatimsOmitted) return null;
    return html`<section id="verbatims" aria-labelledby="verbatims-title">
      <h2 id="verbatims-title">${strings.headings.verbatims}</h2>
      <p>${strings.verbatimsOmitted}</p>
    </section>`;
  }
  const table = verbatimTable(model, told);
  const groups = groupOrder.filter((group) => told.rows.some((row) => row.group === group));
  const [score, , said, segment, date] = table.columns;
  // A column that is empty throughout stays for the file and takes no room on the page.
  const segments = told.rows.some((row) => row.segment !== null) ? "aside" : "away";
  const dates = told.rows.some((row) => row.date !== null) ? "aside" : "away";
  return html`<section id="verbatims" aria-labelledby="verbatims-title">
    <h2 id="verbatims-title">${strings.headings.verbatims}</h2>
    <p>${told.label}</p>
    <p class="note">
      ${strings.verbatimsShown(
        numbers.integer(told.rows.length),
        numbers.integer(told.total),
        told.selection,
      )}
    </p>
    <div class="filters" hidden data-table="table-verbatims">
      <label>${strings.filterText}<input type="search" autocomplete="off" /></label
      ><label
        >${strings.filterGroup}<select>
          <option value="">${strings.filterAll}</option>
          ${groups.map((group) => html`<option value="${group}">${strings.group[group]}</option>`)}
          ${told.rows.some((row) => row.group === null) && html`<option value="none">${strings.filterUnscored}</option>`}
        </select></label
      ><output data-text="${strings.filterStatus}"></output>
    </div>
    <div class="verbatims">
      <table id="table-verbatims">
        <caption class="away">
          ${table.caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${score}</th>
            <th scope="col" class="away">${table.columns[1]}</th>
            <th scope="col">${said}</th>
            <th scope="col" class="${segments}">${segment}</th>
            <th scope="col" class="${dates}">${date}</th>
          </tr>
        </thead>
        <tbody>
          ${told.rows.map(
            (row) =>
              html`<tr data-group="${row.group ?? "none"}"><td${row.score !== null && html` data-value="${row.score}"`}>${
                row.score !== null && html`<span class="mark mark-${row.group ?? "none"}">${row.score}</span>`
              }</td><td class="away">${row.group && strings.group[row.group]}</td><td class="said" dir="auto">${row.text}</td><td class="${segments}">${row.segment}</td><td class="${dates}">${row.date}</td></tr>`,
          )}
        </tbody>
      </table>
      ${saveTable(
        table,
        strings,
        html`<button type="button" hidden data-more="table-verbatims">
          ${strings.showAll(numbers.integer(told.rows.length))}
        </button>`,
      )}
    </div>
  </section>`;
}

const groupOrder: readonly DistributionBar["group"][] = ["promoter", "top", "passive", "other", "detractor"];
