import { type Defined, defineReport, type Report } from "@cxkit/core";
import type { ReportTable } from "./report-table.ts";
import { tableCsv } from "./table-csv.ts";

/** What was asked, on which scale, and how often it was answered. */
export type AnsweredItems = readonly {
  readonly item: string;
  readonly instrument: string;
  readonly scale: string | null;
  readonly answers: number;
}[];

/**
 * Every item that was answered, most answers first: a first look at what a store holds.
 *
 * @example answeredItems.render([{ item: "recommend", instrument: "nps@1", scale: "0–10", answers: 12 }], "text") // => "recommend  nps@1  0–10  12\n"
 */
export const answeredItems: Defined<Report<unknown, AnsweredItems>, "report"> = defineReport({
  id: "answered-items",
  title: "Answered items",
  formats: ["json", "csv", "text"],
  async data(store) {
    const items = await store.items();
    return items.map(({ item, instrument: { id, version, scale }, answers }) => ({
      item,
      instrument: `${id}@${version}`,
      scale: scale ? `${scale.min}–${scale.max}` : null,
      answers,
    }));
  },
  render(model, format) {
    if (format === "json") return `${JSON.stringify(model)}\n`;
    const rows = model.map(({ item, instrument, scale, answers }) => [
      item,
      instrument,
      scale ?? "",
      answers,
    ]);
    if (format === "text") return rows.map((row) => `${row.map(oneLine).join("  ")}\n`).join("");
    return tableCsv(tableOf(rows));
  },
});

/** What a terminal would take for a command, or another line, is a space: whoever calls this prints what it gives. */
function oneLine(cell: string | number): string {
  return String(cell).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu, " ");
}

function tableOf(rows: readonly (readonly (string | number)[])[]): ReportTable {
  const columns = ["item", "instrument", "scale", "answers"];
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === "number" ? { value: cell, text: String(cell) } : cell)),
  );
  return { id: "answered-items", caption: "Answered items", columns, rows: cells };
}
