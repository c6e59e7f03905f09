import type { Estimate, Unit } from "@cxkit/core";
import type { ReportLocale } from "./model.ts";

/** How a report writes numbers in its language. */
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
  aligned(estimates: readonly Estimate[], sign?: boolean): (estimate: Estimate) => string;
  /** `28 to 38` */
  limits(estimate: Estimate): string;
  /** `33 (95 % interval 28 to 38, n = 1,234)` */
  estimate(estimate: Estimate): string;
  /** A difference with its sign: `+4 (95 % interval −2 to 10)` */
  change(estimate: Estimate): string;
  /** The value of a difference alone, with its sign. */
  signed(estimate: Estimate): string;
  /** A bare number in the unit and precision of an estimate. */
  like(value: number, estimate: Estimate): string;
  /** An axis value: as few digits as it needs. */
  plain(value: number, sign?: boolean): string;
  /** `18 %`, of .18 */
  share(share: number): string;
  /** `0.023`, `< 0.001` */
  pValue(value: number): string;
}

/** The way numbers are written in a language. */
export function reportNumbers(locale: ReportLocale): Numbers {
  const chinese = locale === "zh";
  const integer = (value: number) => grouped(Math.round(value).toFixed(0));
  const decimal = (value: number, digits: number) =>
    grouped((Math.round(value * 10 ** digits) / 10 ** digits).toFixed(digits));
  const suffix = (unit: Unit) => (unit === "percent" ? (chinese ? "%" : " %") : "");
  const digitsOf = (estimate: Estimate) => {
    const low = estimate.interval?.low ?? null;
    const high = estimate.interval?.high ?? null;
    const width = low === null || high === null ? (estimate.standardError ?? 0) * 4 : high - low;
    if (!(width > 0)) return Number.isInteger(estimate.value ?? 0) ? 0 : 1;
    return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(width / 1.5))));
  };
  const bare = (value: number, estimate: Estimate, sign = false) => {
    const text = decimal(value, digitsOf(estimate));
    return sign && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
  };
  const limits = (estimate: Estimate, sign = false) => {
    const { low = null, high = null } = estimate.interval ?? {};
    if (low === null && high === null) return "–";
    if (low === null) return `≤ ${bare(high ?? 0, estimate, sign)}`;
    if (high === null) return `≥ ${bare(low, estimate, sign)}`;
    return `${bare(low, estimate, sign)} ${chinese ? "至" : "to"} ${bare(high, estimate, sign)}`;
  };
  const level = (confidenceLevel: number) => String(Number((confidenceLevel * 100).toPrecision(6)));
  const value = (estimate: Estimate, sign = false) =>
    estimate.value === null ? "–" : bare(estimate.value, estimate, sign) + suffix(estimate.unit);
  return {
    integer,
    decimal,
    level,
    value: (estimate) => value(estimate),
    aligned: (estimates, sign = false) => {
      const digits = estimates.map((estimate) => digitsOf(estimate)).toSorted((a, b) => a - b);
      const shared = digits[Math.floor((digits.length - 1) / 2)] ?? 0;
      return ({ value: number, unit }) => {
        if (number === null) return "–";
        const text = decimal(number, shared);
        return (sign && number > 0 && /[1-9]/.test(text) ? `+${text}` : text) + suffix(unit);
      };
    },
    limits: (estimate) => limits(estimate),
    estimate: (estimate) =>
      chinese
        ? `${value(estimate)}（${level(estimate.confidenceLevel)}% 置信区间 ${limits(estimate)}，n = ${integer(estimate.n)}）`
        : `${value(estimate)} (${level(estimate.confidenceLevel)} % interval ${limits(estimate)}, n = ${integer(estimate.n)})`,
    change: (estimate) =>
      chinese
        ? `${value(estimate, true)}（${level(estimate.confidenceLevel)}% 置信区间 ${limits(estimate, true)}）`
        : `${value(estimate, true)} (${level(estimate.confidenceLevel)} % interval ${limits(estimate, true)})`,
    signed: (estimate) => value(estimate, true),
    like: (number, estimate) => bare(number, estimate) + suffix(estimate.unit),
    plain: (number, sign = false) => {
      const text = decimal(
        number,
        (/\.(\d+)$/.exec(String(Number(number.toPrecision(6))))?.[1] ?? "").length,
      );
      return sign && number > 0 ? `+${text}` : text;
    },
    share: (share) => `${decimal(share * 100, share > 0 && share < 0.095 ? 1 : 0)}${suffix("percent")}`,
    pValue: (p) => (p < 0.001 ? "< 0.001" : decimal(p, p < 0.1 ? 3 : 2)),
  };
}

/** Thousands apart, a true minus sign, and no minus before 0. */
function grouped(fixed: string): string {
  const negative = fixed.startsWith("-") && /[1-9]/.test(fixed);
  const [whole = "", fraction] = fixed.replace("-", "").split(".");
  const apart = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
  return `${negative ? "−" : ""}${apart}${fraction === undefined ? "" : `.${fraction}`}`;
}
