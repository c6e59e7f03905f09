import type { ReportModel } from "../model.ts";
import { reportNumbers } from "../numbers.ts";
import { assumptionTable, fileTable, hiddenColumnTable, setAsideTable } from "../provenance-tables.ts";
import { localized } from "../localized.ts";
import { methodTable } from "../method-table.ts";
import { reportStrings } from "../strings.ts";
import { type Content, type Markup, html } from "./markup.ts";
import { dataTable } from "./table-section.ts";

/** What could not be used, with its place in the file. */
export function setAside(model: ReportModel): Markup {
  const strings = reportStrings(model.locale);
  const numbers = reportNumbers(model.locale);
  const count = (scope: "record" | "value") =>
    model.setAside.reduce((sum, group) => (group.scope === scope ? sum + group.count : sum), 0);
  return section(
    "set-aside",
    strings.headings.setAside,
    model.setAside.length === 0
      ? html`<p>${strings.setAsideNone}</p>`
      : html`<p>
            ${strings.setAsideIntro(numbers.integer(count("record")), numbers.integer(count("value")))}
          </p>
          ${dataTable(setAsideTable(model), strings, { wide: [6], away: fileColumn(model), hideCaption: true })}`,
  );
}

/** What was taken for granted. */
export function assumptions(model: ReportModel): Content {
  if (model.assumptions.length === 0) return null;
  const strings = reportStrings(model.locale);
  return section(
    "assumptions",
    strings.headings.assumptions,
    html`<p>${strings.assumptionsIntro}</p>
      ${dataTable(assumptionTable(model), strings, { name: 1, code: [4], wide: [2], away: fileColumn(model), hideCaption: true })}`,
  );
}

/** The files and what each brought. */
export function files(model: ReportModel): Content {
  if (model.files.length === 0) return null;
  const strings = reportStrings(model.locale);
  const edited = model.files.filter((file) => file.edited.length > 0);
  return section(
    "files",
    strings.headings.files,
    html`${dataTable(fileTable(model), strings, { hideCaption: true })}${
      edited.length > 0 &&
      html`<ul class="plain">
        ${edited.map(
          (file) =>
            html`<li>
              ${strings.editedLines(
                file.name,
                file.edited.slice(0, 12).map(({ line }) => String(line)),
                Math.max(0, file.edited.length - 12),
              )}
            </li>`,
        )}
      </ul>`
    }`,
  );
}

/** What was hidden and masked, and what may remain. */
export function privacy(model: ReportModel): Markup {
  const strings = reportStrings(model.locale);
  const { masked, verbatimsOmitted, hiddenColumns } = model.privacy;
  const { email, telephone, identity } = masked;
  return section(
    "privacy",
    strings.headings.privacy,
    html`<ul class="plain">
        <li>${strings.smallCells(model.minimumCell)}</li>
        ${
          (verbatimsOmitted || model.verbatims) &&
          html`<li>
            ${
              verbatimsOmitted
                ? strings.verbatimsOmitted
                : email + telephone + identity > 0
                  ? strings.masked(email, telephone, identity)
                  : strings.maskedNone
            }
          </li>`
        }
        ${!verbatimsOmitted && model.verbatims && html`<li><strong>${strings.namesMayRemain}</strong></li>`}
        <li>${hiddenColumns.length > 0 ? strings.hiddenColumnsIntro : strings.hiddenColumnsNone}</li>
      </ul>
      ${hiddenColumns.length > 0 && dataTable(hiddenColumnTable(model), strings, { name: 1, away: fileColumn(model), hideCaption: true })}`,
  );
}

/** What the producers cannot see. */
export function coverage(model: ReportModel): Content {
  if (model.coverage.length === 0) return null;
  const strings = reportStrings(model.locale);
  return section(
    "coverage",
    strings.headings.coverage,
    html`<ul class="plain">
      ${model.coverage.map((note) => html`<li>${localized(note, model.locale)}</li>`)}
    </ul>`,
  );
}

/** How every number was made. */
export function methods(model: ReportModel): Markup {
  const strings = reportStrings(model.locale);
  const numbers = reportNumbers(model.locale);
  const table = methodTable(model);
  return section(
    "methods",
    strings.headings.methods,
    html`<p>
        ${strings.sentences([strings.methodIntro(numbers.level(model.confidenceLevel)), strings.zoneNote(model.zone)])}
      </p>
      ${table.rows.length > 0 && dataTable(table, strings, { wide: [2], hideCaption: true })}`,
  );
}

/** The column of file names, which says nothing where there is one file. */
function fileColumn(model: ReportModel): readonly number[] {
  return model.files.length === 1 ? [0] : [];
}

function section(id: string, title: string, body: Content): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section>`;
}
