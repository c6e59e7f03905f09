import type { ReportTable, TableCell } from "../report-table.ts";
import type { ReportStrings } from "../report-strings.ts";
import { type Content, type Markup, html } from "./markup.ts";

/** A table of the page, and under it the button that saves it. Numbers stand right; one column names the rows. */
export function dataTable(
  table: ReportTable,
  strings: ReportStrings,
  options: {
    /** Position of the column that names the row. Default 0. */
    readonly name?: number;
    /** Columns written as code. */
    readonly code?: readonly number[];
    /** Columns of sentences, which need room. */
    readonly wide?: readonly number[];
    readonly hideCaption?: boolean;
  } = {},
): Markup {
  const { name = 0, code = [], wide = [], hideCaption = false } = options;
  const numeric = table.columns.map((_, column) =>
    table.rows.some((row) => typeof row[column] === "object" && row[column] !== null),
  );
  return html`<div class="scroll" role="group" aria-label="${table.caption}" tabindex="0"><table id="table-${table.id}"><caption${hideCaption && html` class="away"`}>${table.caption}</caption><thead><tr>${table.columns.map(
    (column, index) =>
      html`<th
        scope="col"
        ${numeric[index] ? html` class="number"` : wide.includes(index) && html` class="long"`}
      >
        ${column}
      </th>`,
  )}</tr></thead><tbody>${table.rows.map(
    (row) =>
      html`<tr>
        ${row.map((cell, index) =>
          index === name && cellText(cell) !== ""
            ? html`<th scope="row" ${cellAttributes(cell, numeric[index])}>${cellText(cell)}</th>`
            : html`<td${cellAttributes(cell, numeric[index])}>${code.includes(index) && typeof cell === "string" && cell !== "" ? html`<code>${cell}</code>` : cellText(cell)}</td>`,
        )}
      </tr>`,
  )}</tbody></table></div>${saveTable(table, strings)}`;
}

/** Button that saves a table of the page as CSV. Hidden until the page's script runs. */
export function saveTable(table: ReportTable, strings: ReportStrings): Markup {
  return html`<p class="tools">
    <button
      type="button"
      hidden
      data-save="${table.id}.csv"
      data-source="table-${table.id}"
      aria-label="${strings.saveCsv}${strings.colon}${table.caption}"
    >
      ${strings.saveCsv}
    </button>
  </p>`;
}

/** A chart for wide and for narrow pages, a button that saves it, and the same numbers as a table. */
export function chartFigure(figure: {
  readonly table: ReportTable;
  readonly caption: Content;
  readonly draw: (size: { readonly width: number; readonly id: string }) => string;
  readonly notes?: readonly (string | false | null)[];
  readonly strings: ReportStrings;
  readonly name?: number;
}): Markup {
  const { table, caption, draw, notes = [], strings, name = 0 } = figure;
  const said = notes.filter((note) => note !== false && note !== null);
  return html`<figure>
    <figcaption>${caption}</figcaption>
    <div class="wide" id="chart-${table.id}">${{ markup: draw({ width: 720, id: `w-${table.id}` }) }}</div>
    <div class="narrow">${{ markup: draw({ width: 350, id: `n-${table.id}` }) }}</div>
    ${said.length > 0 && html`<p class="note">${strings.sentences(said)}</p>`}
    <div class="tools">
      <details>
        <summary>${strings.showNumbers}</summary>
        ${dataTable(table, strings, { name })}
      </details>
      <button
        type="button"
        hidden
        data-save="${table.id}.svg"
        data-source="w-${table.id}"
        aria-label="${strings.saveSvg}${strings.colon}${table.caption}"
      >
        ${strings.saveSvg}
      </button>
    </div>
  </figure>`;
}

function cellAttributes(cell: TableCell | undefined, numeric: boolean | undefined): Content {
  const value = cell !== null && typeof cell === "object" ? html` data-value="${String(cell.value)}"` : null;
  return [numeric ? html` class="number"` : null, value];
}

function cellText(cell: TableCell | undefined): string {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "object" ? cell.text : cell;
}
