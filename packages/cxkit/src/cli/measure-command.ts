import { TZDate } from "@date-fns/tz";
import { cxError } from "@cxkit/core";
import { formatInterval, formatNumber, intervalDecimals } from "@cxkit/core/format";
import { tableCsv, type TableCell } from "@cxkit/report";
import { loadConfig } from "../workspace/load-config.ts";
import type { Measured } from "../workspace/operations.ts";
import { callCommand, printResult } from "./call-command.ts";
import { columnsOf, type Console } from "./console.ts";
import { exitCodes } from "./exit-codes.ts";
import { textTable } from "./text-table.ts";
import type { MeasureFlags, WorkspaceFlags } from "./workspace-flags.ts";

/**
 * `cxkit measure`: a score with interval and base per group and period.
 *
 * @returns the exit code: 5 where there is no answer at all
 */
export async function measureCommand(
  flags: WorkspaceFlags & MeasureFlags,
  console: Console,
): Promise<number> {
  const { score, item, metric, by, every, from, until, where } = flags;
  const dated = from !== undefined || until !== undefined;
  const zone = dated ? (await loadConfig(flags.folder, console.env)).config.zone : "UTC";
  const measured = await callCommand(
    "measure",
    {
      ...(score !== undefined && { score }),
      ...(item !== undefined && { item }),
      ...(metric !== undefined && { metric }),
      ...(by && { by }),
      ...(every && { every }),
      ...(where && { where }),
      ...(from !== undefined && { from: startOf(from, zone, "from") }),
      ...(until !== undefined && { below: startOf(until, zone, "until") }),
    },
    flags,
    console,
  );
  if (flags.csv) console.out.write(measuredCsv(measured));
  else printResult(measured, flags, console, () => measuredInWords(measured, columnsOf(console.out)));
  if (measured.rows.length > 0) {
    // One row for all of them looks like an answer, and may be a misspelt name.
    for (const field of measured.by)
      if (measured.rows.every(({ by: group }) => (group[field] ?? null) === null))
        console.err.write(`cxkit: no answer has a ${shortName(field)}\n`);
    return exitCodes.done;
  }
  console.err.write("cxkit: there are no answers to this\n");
  return exitCodes.noScore;
}

/** The table as it is read at a terminal: what is hidden is said to be. */
export function measuredInWords({ title, by, rows }: Measured, width: number): string {
  const periods = rows.some(({ period }) => period !== null);
  const table = textTable(
    {
      columns: [...(periods ? ["period"] : []), ...by.map(shortName), title, "95 % interval", "n"],
      rows: rows.map(({ by: group, period, estimate, hidden }) => {
        const place = [...(periods ? [period] : []), ...by.map((field) => group[field] ?? "–")];
        if (hidden === "small") return [...place, "hidden", "", "<10"];
        if (hidden === "complement" || !estimate) return [...place, "hidden", "", ""];
        if (estimate.value === null) return [...place, "–", "", String(estimate.n)];
        const decimals = intervalDecimals(estimate);
        const value = formatNumber(estimate.value, { unit: estimate.unit, decimals });
        return [...place, value, formatInterval(estimate), String(estimate.n)];
      }),
    },
    width,
  );
  const hidden = rows.some((row) => row.hidden !== null);
  return hidden
    ? `${table}Rows of fewer than 10 answers are hidden, and those from which one could be computed.\n`
    : table;
}

/** The table for a spreadsheet, numbers in full. */
export function measuredCsv({ score, by, rows }: Measured): string {
  const cell = (value: number | null | undefined): TableCell =>
    value === null || value === undefined ? null : { value, text: String(value) };
  return tableCsv({
    id: score,
    caption: score,
    columns: ["period", ...by.map(shortName), score, "low", "high", "n", "hidden"],
    rows: rows.map(({ by: group, period, estimate, hidden }) => [
      period,
      ...by.map((field) => group[field] ?? null),
      cell(estimate?.value),
      cell(estimate?.interval?.low),
      cell(estimate?.interval?.high),
      cell(estimate?.n),
      hidden,
    ]),
  });
}

function shortName(field: string): string {
  return field.replace(/^dimensions\./, "");
}

/** The first instant of a day in the workspace's zone. */
function startOf(day: string, zone: string, option: string): number {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  const start = new TZDate(Number(year), Number(month) - 1, Number(date), zone).getTime();
  if (year === undefined || Number.isNaN(start))
    throw cxError("invalid-setup", `--${option} wants a day such as 2026-03-01, got ${day}`, {
      path: option,
    });
  return start;
}
