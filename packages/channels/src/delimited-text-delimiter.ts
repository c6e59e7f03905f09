import { type TableRow, cxError } from "@cxkit/core";
import { rowSplitter } from "./delimited-text-rows.ts";

/** What separates cells, and what the file says about it. */
export interface DelimiterDecision {
  /** Absent when the table has one column. */
  readonly delimiter?: string;
  /** Characters of Excel's `sep=;` line, which is no row. */
  readonly declarationLength: number;
}

/** Characters of the file's start that are enough to decide. */
export const charactersForDelimiter = 1 << 16;

const candidates = [",", ";", "\t", "|"];
const sampledRows = 100;

/**
 * Decides what separates cells, by these rules, the first that applies:
 *
 * 1. the delimiter that was asked for (`tab` is one);
 * 2. Excel's first line `sep=;`;
 * 3. of `,` `;` TAB `|`, read with quotes in mind over the first 100 rows, the one by which the greatest share of rows has the same
 *    number of cells, two or more; more cells break a tie, then that order. The first row must be one of them; where it is not (a title
 *    above the table), three cells or more in two thirds of the rows are asked for;
 * 4. none: the table has one column, and a comma in it is text.
 *
 * @param sample the file's first characters
 * @param whole whether they are the whole file
 * @throws {CxError} `invalid-setup` when what was asked for is not one character that can delimit
 */
export function delimiterDecision(sample: string, whole: boolean, asked?: string): DelimiterDecision {
  const declared = /^(?:"sep=([^"\r\n])"|sep=([^\r\n]))[ \t]*(?:\r\n|\n|\r)/i.exec(sample);
  const declarationLength = declared?.[0].length ?? 0;
  if (asked !== undefined) return { delimiter: usable(asked), declarationLength };
  const stated = declared?.[1] ?? declared?.[2];
  if (stated !== undefined) return { delimiter: usable(stated), declarationLength };
  let best: { delimiter: string; share: number; cells: number } | undefined;
  for (const delimiter of candidates) {
    const found = constancy(sample, whole, delimiter);
    if (!found) continue;
    if (!best || found.share > best.share || (found.share === best.share && found.cells > best.cells))
      best = { delimiter, ...found };
  }
  return best ? { delimiter: best.delimiter, declarationLength } : { declarationLength };
}

function usable(asked: string): string {
  const delimiter = asked.toLowerCase() === "tab" || asked === "\\t" ? "\t" : asked;
  if (delimiter.length === 1 && !'"\r\n'.includes(delimiter)) return delimiter;
  const message = `a delimiter is one character, and no quote or line break, got ${JSON.stringify(asked)}`;
  throw cxError("invalid-setup", message, { path: "delimiter" });
}

/** Share of rows with the commonest number of cells; nothing when that is no table. */
function constancy(
  sample: string,
  whole: boolean,
  delimiter: string,
): { share: number; cells: number } | undefined {
  const rows: TableRow[] = [];
  let broken = 0;
  try {
    const splitter = rowSplitter(delimiter);
    splitter.push(sample, rows);
    if (whole) splitter.end(rows);
  } catch {
    // Quotes that do not close before this delimiter speak against it as one row would.
    broken = 1;
  }
  const widths = rows.slice(0, sampledRows).map(({ cells }) => cells.length);
  const [first] = widths;
  if (first === undefined) {
    // Not one row in the sample is whole, of very many columns perhaps.
    const cells = sample.split(delimiter).length;
    return cells < 2 ? undefined : { share: 0, cells };
  }
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [cells, rowsOfIt] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  const share = rowsOfIt / (widths.length + (widths.length < sampledRows ? broken : 0));
  if (cells < 2 || (first !== cells && (cells < 3 || share < 2 / 3))) return undefined;
  return { share, cells };
}
