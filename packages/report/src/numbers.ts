import type { Estimate, Unit } from "@cxkit/core";
import {
  formatEstimate,
  formatInterval,
  formatNumber,
  formatPValue,
  intervalDecimals,
} from "@cxkit/core/format";
import type { ReportLocale } from "./model.ts";

/** How a report writes numbers in its language: as `@cxkit/core/format` does, in the forms a page needs. */
export interface Numbers {
  /** `1,234` */
  integer(value: number): string;
  /** `6.4` */
  decimal(value: number, digits: number): string;
  /** `95`, of a confidence level .95 */
  level(confidenceLevel: number): string;
  /** The value alone, rounded by the width of its interval: `33`, `81 %`. */
  value(estimate: Estimate): string;
  /** Values that stand under each other, all with as many digits as their intervals call for on the whole. */
  aligned(estimates: readonly Estimate[], sign?: "negative" | "always"): (estimate: Estimate) => string;
  /** `28 to 38` */
  limits(estimate: Estimate): string;
  /** `33 (95 % interval 28 to 38, n = 1,234)` */
  estimate(estimate: Estimate): string;
  /** A difference with its sign: `+4 (95 % interval −2 to 10)`. Differences of percentages are percentage points. */
  change(estimate: Estimate): string;
  /** A bare number in the precision of an estimate, without a unit. */
  like(value: number, estimate: Estimate): string;
  /** An axis value: as few digits as it needs. */
  plain(value: number, sign?: "negative" | "always"): string;
  /** `18 %`, of .18 */
  share(share: number): string;
  /** `0.023`, `< 0.001` */
  pValue(value: number): string;
}

/** The way numbers are written in a language. */
export function reportNumbers(locale: ReportLocale): Numbers {
  const chinese = locale === "zh";
  const bare = (
    value: number,
    decimals: number,
    unit: Unit = "none",
    sign: "negative" | "always" = "negative",
  ) => formatNumber(value, { locale, unit, decimals, sign });
  const level = (confidenceLevel: number) => String(Number((confidenceLevel * 100).toPrecision(6)));
  return {
    integer: (value) => bare(value, 0),
    decimal: (value, digits) => bare(value, digits),
    level,
    value: (estimate) =>
      estimate.value === null ? "–" : bare(estimate.value, intervalDecimals(estimate), estimate.unit),
    aligned: (estimates, sign = "negative") => {
      const digits = estimates.map((estimate) => intervalDecimals(estimate)).toSorted((a, b) => a - b);
      const shared = digits[Math.floor((digits.length - 1) / 2)] ?? 0;
      return ({ value, unit }) =>
        value === null ? "–" : bare(value, shared, sign === "always" ? "none" : unit, sign);
    },
    limits: (estimate) => formatInterval(estimate, { locale }),
    estimate: (estimate) => formatEstimate(estimate, { locale }),
    change: (estimate) => {
      if (estimate.value === null) return "–";
      const number = bare(estimate.value, intervalDecimals(estimate), "none", "always");
      const limits = formatInterval({ ...estimate, unit: "none" }, { locale });
      const unit = estimate.unit === "percent" ? (chinese ? " 个百分点" : " percentage points") : "";
      return chinese
        ? `${number}${unit}（${level(estimate.confidenceLevel)}% 区间 ${limits}）`
        : `${number}${unit} (${level(estimate.confidenceLevel)} % interval ${limits})`;
    },
    like: (value, estimate) => bare(value, intervalDecimals(estimate)),
    plain: (value, sign = "negative") => {
      const needed = /\.(\d+)$/.exec(String(Number(value.toPrecision(6))))?.[1] ?? "";
      return bare(value, Math.min(6, needed.length), "none", sign);
    },
    share: (share) =>
      share > 0 && share < 0.0005
        ? `< ${bare(0.1, 1, "percent")}`
        : bare(share * 100, share > 0 && share < 0.0995 ? 1 : 0, "percent"),
    pValue: (value) => formatPValue(value).replace(/^p (?:= )?/, ""),
  };
}
