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
  /** A bare value: as few digits as it needs. */
  plain(value: number, sign?: "negative" | "always"): string;
  /** Values of one axis, all with as many digits as the finest of them needs: `4.0`, `4.2`. */
  axis(values: readonly number[], sign?: "negative" | "always"): (value: number) => string;
  /** Shares of one base, written alike: `18.3 %` of 1,000 answers and more, `18 %` of fewer. */
  shares(base: number): (share: number) => string;
  /** A value with its interval and without its base: `33 (95 % interval 28 to 38)`. */
  brief(estimate: Estimate): string;
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
  const withInterval = (number: string, { confidenceLevel }: Estimate, limits: string) =>
    chinese
      ? `${number}（${level(confidenceLevel)}% 区间 ${limits}）`
      : `${number} (${level(confidenceLevel)} % interval ${limits})`;
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
      return withInterval(`${number}${unit}`, estimate, limits);
    },
    like: (value, estimate) => bare(value, intervalDecimals(estimate)),
    plain: (value, sign = "negative") => bare(value, digitsNeeded(value), "none", sign),
    axis: (values, sign = "negative") => {
      const shared = Math.max(0, ...values.map((value) => digitsNeeded(value)));
      return (value) => bare(value, shared, "none", sign);
    },
    shares: (base) => {
      const digits = base >= 1000 ? 1 : 0;
      const least = 10 ** -digits;
      return (share) =>
        share > 0 && share * 100 < least / 2
          ? `< ${bare(least, digits, "percent")}`
          : bare(share * 100, digits, "percent");
    },
    brief: (estimate) => {
      if (estimate.value === null) return "–";
      const number = bare(estimate.value, intervalDecimals(estimate), estimate.unit);
      return withInterval(number, estimate, formatInterval(estimate, { locale }));
    },
    pValue: (value) => formatPValue(value).replace(/^p (?:= )?/, ""),
  };
}

/** Digits after the point that a round number needs, at most 6. */
function digitsNeeded(value: number): number {
  const written = /\.(\d+)$/.exec(String(Number(value.toPrecision(6))))?.[1] ?? "";
  return Math.min(6, written.length);
}
