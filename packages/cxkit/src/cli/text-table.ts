import { cutToWidth, displayWidth } from "@cxkit/report";

/** A table for a terminal. */
export interface TextTable {
  readonly columns: readonly string[];
  /** One cell per column; a number is put to the right. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/**
 * A table in columns of a terminal. What comes from outside is shown and never obeyed: control characters become spaces. Where it is
 * too wide, the widest columns are cut.
 *
 * @param width columns of the terminal
 * @returns lines, each with its end; nothing for a table without rows
 */
export function textTable({ columns, rows }: TextTable, width: number): string {
  if (rows.length === 0) return "";
  const cells = rows.map((row) => columns.map((_, at) => plain(row[at] ?? "")));
  const widths = columns.map((title, at) =>
    Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[at] ?? ""))),
  );
  const right = columns.map(
    (_, at) =>
      rows.some((row) => typeof row[at] === "number") && rows.every((row) => typeof row[at] !== "string"),
  );
  for (let over = total(widths) - width; over > 0; over -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= 8) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return [columns, ...cells]
    .map((row) => {
      const line = row.map((cell, at) => {
        const room = widths[at] ?? 0;
        const text = cutToWidth(cell, room);
        const blank = " ".repeat(room - displayWidth(text));
        return right[at] ? blank + text : text + blank;
      });
      return `${line.join("  ").trimEnd()}\n`;
    })
    .join("");
}

/** Text of somebody else's on one line, without what a terminal would obey. */
export function plain(value: string | number): string {
  return String(value)
    .replaceAll(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu, " ")
    .trim();
}

/** A value as JSON in which a terminal finds nothing to obey: what JSON itself leaves as it is, is escaped too. */
export function plainJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replaceAll(
    /[\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one, 0) + 2 * (widths.length - 1);
}
