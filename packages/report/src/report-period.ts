import type { ReportModel } from "./model.ts";
import type { ReportStrings } from "./report-strings.ts";

/** When the answers were given: first and last day, the waves where the answers carry no dates, or that nothing says so. */
export function reportPeriod({ period, files }: ReportModel, strings: ReportStrings): string {
  if (period) return strings.period(period.from, period.to);
  const waves = [...new Set(files.flatMap(({ wave }) => wave ?? []))];
  if (waves.length === 0) return strings.noDates;
  return `${strings.columns.wave}${strings.colon}${waves.length > 4 ? strings.period(waves[0] ?? "", waves.at(-1) ?? "") : strings.list(waves)}`;
}
