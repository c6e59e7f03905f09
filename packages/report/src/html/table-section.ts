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
    /** Columns that the page has no need of: they are for the file, and for screen readers. */
    readonly away?: readonly number[];
    readonly hideCaption?: boolean;
  } = {},
): Markup {
  const { name = 0, hideCaption = false } = options;
  const kinds = table.columns.map((_, column) => columnKind(table, column, options));
  return html`<div class="scroll" role="group" aria-label="${table.caption}" tabindex="0">
      <table id="table-${table.id}">
        <caption${hideCaption && html` class="away"`}>${table.caption}</caption>
        <thead><tr>${table.columns.map((column, index) => html`<th scope="col" ${classOf(kinds[index])}>${column}</th>`)}</tr></thead>
        <tbody>${table.rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, index) => tableCell(cell, kinds[index] ?? "text", index === name))}
            </tr>`,
        )}</tbody>
      </table>
    </div>
    ${saveTable(table, strings)}`;
}

/** Button that saves a table of the page as CSV, after other tools. Hidden until the page's script runs. */
export function saveTable(table: ReportTable, strings: ReportStrings, before: Content = null): Markup {
  return html`<p class="tools">
    ${before}<button
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

type ColumnKind = "text" | "number" | "long" | "away" | "code";

function columnKind(
  table: ReportTable,
  column: number,
  options: NonNullable<Parameters<typeof dataTable>[2]>,
): ColumnKind {
  if (options.away?.includes(column)) return "away";
  if (options.wide?.includes(column)) return "long";
  if (options.code?.includes(column)) return "code";
  return table.rows.some((row) => typeof row[column] === "object" && row[column] !== null)
    ? "number"
    : "text";
}

function classOf(kind: ColumnKind | undefined): Content {
  return kind !== undefined && kind !== "text" && html` class="${kind}"`;
}

function tableCell(cell: TableCell, kind: ColumnKind, names: boolean): Markup {
  if (cell !== null && typeof cell === "object")
    return names
      ? html`<th scope="row" ${classOf(kind)} data-value="${String(cell.value)}">${cell.text}</th>`
      : html`<td${classOf(kind)} data-value="${String(cell.value)}">${cell.text}</td>`;
  if (cell === null || cell === "") return html`<td${classOf(kind)}></td>`;
  if (names) return html`<th scope="row" ${classOf(kind)}>${breakable(cell)}</th>`;
  return html`<td${classOf(kind)}>${kind === "code" ? html`<code>${cell}</code>` : breakable(cell)}</td>`;
}

/** File and column names may break after their joints, where browsers would not. */
function breakable(text: string): Content {
  return text
    .split(/(?<=[_./\\-])(?=[^\s_./\\-])/)
    .map((part, index) => (index === 0 ? part : [html`<wbr />`, part]));
}
