import type { Covered } from "./compute.ts";

/**
 * A page with its figures about coverage filled in from what was enumerated. A table stands between
 *
 *     <!-- coverage | n: 10, 20 | title of a column: adjustedWaldInterval, lowest | … -->
 *     <!-- /coverage -->
 *
 * and a figure in a sentence between `<!-- coverage adjustedWaldInterval, n = 10, lowest -->` and the same end. What is asked of
 * a function: `mean`, `lowest`, `lowest at`, `width`, `type I`, `type I, highest`, or a corner such as `NPS 94`; in a table nothing
 * for "mean (lowest)". Everything in percent but widths, which are in the unit of the method.
 */
export function withCoverage(page: string, rows: readonly Covered[]): string {
  return page.replaceAll(
    /(<!-- coverage (?<asked>[^\n]*?) -->)(?<old>[\s\S]*?)(?=<!-- \/coverage -->)/g,
    (_, mark: string, asked: string) =>
      asked.startsWith("|")
        ? `${mark}\n\n${tableOf(asked, rows).join("\n")}\n\n`
        : `${mark}${figureOf(asked, rows)}`,
  );
}

/** What is left of a page without what is generated about coverage, and without code. */
export function typedText(page: string): string {
  return page
    .replaceAll(/<!-- coverage [^\n]*? -->[\s\S]*?<!-- \/coverage -->/g, "")
    .replaceAll(/^```[\s\S]*?^```$/gm, "");
}

function tableOf(asked: string, rows: readonly Covered[]): string[] {
  const [first, ...columns] = asked
    .split("|")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [, title = "", content = ""] = /^(.*?): (.*)$/.exec(part.trim()) ?? [];
      return { title, content };
    });
  const { title = "", content = "" } = first ?? {};
  const sizes = content.split(",").map(Number);
  return aligned([
    [title, ...columns.map((column) => column.title)],
    ...sizes.map((n) => [
      String(n),
      ...columns.map((column) => {
        const { name, what } = parts(column.content);
        return cell(rowOf(rows, name, n), what);
      }),
    ]),
  ]);
}

function figureOf(asked: string, rows: readonly Covered[]): string {
  const { name, what } = parts(asked);
  const [, size = "", pick = "mean"] = /^n = (\d+)(?:, (.*))?$/.exec(what) ?? [];
  if (size === "") throw new Error(`a figure needs "n = …": ${asked}`);
  return cell(rowOf(rows, name, Number(size)), pick);
}

function parts(asked: string): { readonly name: string; readonly what: string } {
  const [, name = "", what = ""] = /^(\w+)(?:, (.*))?$/.exec(asked.trim()) ?? [];
  return { name, what };
}

function rowOf(rows: readonly Covered[], name: string, n: number): Covered {
  const row = rows.find((one) => one.name === name && one.n === n && one.level === 0.95);
  if (!row) throw new Error(`the coverage of ${name || "nothing"} was not enumerated for n = ${n}`);
  return row;
}

function cell(row: Covered, what: string): string {
  if (what === "") return `${percent(row.mean)} (${percent(row.min)})`;
  if (what === "mean") return percent(row.mean);
  if (what === "lowest") return percent(row.min);
  if (what === "lowest at") return row.worst.replace(" promoters, ", ", ").replace(" detractors", "");
  if (what === "width")
    return row.kind === "mean" || row.kind.endsWith("eanDifference") || row.kind === "designEstimate"
      ? row.width.toFixed(2)
      : (100 * row.width).toFixed(1);
  if (what === "type I" || what === "type I, highest") return percent(row.typeI?.[what === "type I" ? 0 : 1]);
  if (row.corners[what] === undefined) throw new Error(`${row.name} has no corner ${what}`);
  return percent(row.corners[what]);
}

function percent(share: number | undefined): string {
  if (share === undefined) throw new Error("a figure that was not computed");
  return (100 * share).toFixed(1);
}

/** A table as the formatter writes it: columns as wide as their widest cell, Chinese characters counted twice. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const wide = (text: string) => text.length + (text.match(/[\u2E80-\uFFEF]/g)?.length ?? 0);
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => wide(row[column] ?? ""))),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((text, column) => text + " ".repeat(widths[column]! - wide(text))).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)];
}
