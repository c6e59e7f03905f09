/**
 * Estimates in words, in English and Chinese: the one way in which reports, terminals and messages print a number with its
 * uncertainty. Independent of the platform's locale data, so that the same estimate is the same text everywhere.
 *
 * @packageDocumentation
 */
import type { Estimate, EstimateInterval, Unit } from "./estimate.ts";

/** How to print. */
export interface FormatOptions {
  /** BCP 47 tag whose language is `en` or `zh`. Default `en`. */
  readonly locale?: string;
}

/** How to print an estimate. */
export interface FormatEstimateOptions extends FormatOptions {
  /** Answers below which a note says that they are too few to report. Default: no note; n itself is always printed. */
  readonly minimumBase?: number;
}

/** How to print a bare number. */
export interface FormatNumberOptions extends FormatOptions {
  /** Default `none`: no sign of a unit. */
  readonly unit?: Unit;
  /** Digits behind the point, 0 to 20. Default: what is customary for the unit. */
  readonly decimals?: number;
  /** `always` puts a `+` before positive numbers, for differences. Default `negative`. */
  readonly sign?: "negative" | "always";
}

/**
 * An estimate with its interval, confidence level and base, as a phrase.
 *
 * Value and limits have the same number of decimals, and no more than the interval supports (see {@link intervalDecimals}). Percent,
 * seconds and money carry their unit; net scores and scale points are customarily bare. Where answers are weighted, the effective
 * base follows n. No answers, or too few to define a value, are said and never printed as 0.
 *
 * @throws {RangeError} when the locale's language is neither English nor Chinese
 * @example formatEstimate({ value: 100 / 3, interval: { low: -50.9, high: 85.1 }, standardError: 66.7, n: 3, effectiveN: 3, unit: "points", confidenceLevel: 0.95, method: "adjusted-wald" }) // => "33 (95 % interval −51 to 85, n = 3)"
 */
export function formatEstimate(estimate: Estimate, options: FormatEstimateOptions = {}): string {
  const words = wordsFor(options);
  const { value, interval, n, unit } = estimate;
  const base = baseOf(estimate, words);
  if (value === null) return n === 0 ? words.noAnswers : words.noValue(base);
  const decimals = intervalDecimals(estimate);
  const number = formatNumber(value, { ...options, unit, decimals });
  const level = words.percent(String(Number((estimate.confidenceLevel * 100).toPrecision(10))));
  const limits = interval && limitsOf(interval, unit, decimals, words);
  const phrase = words.estimate(number, limits ? words.interval(level, limits) : words.noInterval, base);
  return options.minimumBase !== undefined && n < options.minimumBase ? phrase + words.tooFew : phrase;
}

/**
 * The limits of an estimate, without value and level; a one-sided interval says which side it has.
 *
 * @returns a dash where there is no interval
 * @throws {RangeError} when the locale's language is neither English nor Chinese
 * @example formatInterval({ value: 81, interval: { low: 76.2, high: null }, standardError: 2, n: 263, effectiveN: 263, unit: "percent", confidenceLevel: 0.95, method: "wilson" }) // => "at least 76 %"
 */
export function formatInterval(estimate: Estimate, options: FormatOptions = {}): string {
  const { interval, unit } = estimate;
  const words = wordsFor(options);
  return interval ? limitsOf(interval, unit, intervalDecimals(estimate), words) : "–";
}

/**
 * A number with its unit: a true minus sign, thousands set off by commas, no negative zero.
 *
 * @throws {RangeError} when the value is not finite, or the locale's language is neither English nor Chinese
 * @example formatNumber(-1234.5, { unit: "currency:EUR" }) // => "−1,234.50 EUR"
 * @example formatNumber(4, { unit: "points", sign: "always" }) // => "+4"
 */
export function formatNumber(value: number, options: FormatNumberOptions = {}): string {
  if (!Number.isFinite(value)) throw new RangeError(`formatNumber requires a finite number, got ${value}`);
  const { unit = "none", decimals = customaryDecimals(unit), sign = "negative" } = options;
  const digits = fixed(value, decimals);
  const signed = sign === "always" && value > 0 && /[1-9]/.test(digits) ? `+${digits}` : digits;
  return withUnit(signed, unit, wordsFor(options));
}

/**
 * A p-value as journals print it: three decimals below 0.1, two above, and never 0 or 1.
 *
 * @throws {RangeError} when the value is not between 0 and 1
 * @example formatPValue(0.0000123) // => "p < 0.001"
 * @example formatPValue(0.0417) // => "p = 0.042"
 */
export function formatPValue(pValue: number): string {
  if (!(pValue >= 0 && pValue <= 1)) {
    throw new RangeError(`formatPValue requires a number between 0 and 1, got ${pValue}`);
  }
  if (pValue < 0.001) return "p < 0.001";
  if (pValue > 0.99) return "p > 0.99";
  return `p = ${pValue.toFixed(pValue < 0.0995 ? 3 : 2)}`;
}

/**
 * How many decimals an estimate deserves, by the rule of the Particle Data Group for a number and its uncertainty: of the
 * interval's half width two digits count where they lie between 10 and 35, one above that. So ±68 and ±5.3 leave none, ±2.1 one,
 * ±0.12 two. Without an interval, or with one of no width, it is what is customary for the unit.
 *
 * @source Particle Data Group (2022), Review of Particle Physics, 5.3 Rounding, Progress of Theoretical and Experimental Physics 083C01
 * @returns 0 to 6
 * @example intervalDecimals({ value: 4.2137, interval: { low: 4.09, high: 4.33 }, standardError: 0.06, n: 200, effectiveN: 200, unit: "scale-point", confidenceLevel: 0.95, method: "t" }) // => 2
 */
export function intervalDecimals({ value, interval, unit }: Estimate): number {
  if (value === null || interval === null) return customaryDecimals(unit);
  const { low, high } = interval;
  const halfWidth =
    low !== null && high !== null ? (high - low) / 2 : Math.abs((low ?? high ?? value) - value);
  if (!(halfWidth > 0)) return customaryDecimals(unit);
  const [digits = "1", exponent = "0"] = halfWidth.toExponential(2).split("e");
  // One digit above 3.54; from 9.5 on it rounds to 10, whose two digits end at the same place.
  const further = Number(digits) < 3.55 ? 1 : 0;
  return Math.min(6, Math.max(0, further - Number(exponent)));
}

interface Words {
  readonly noAnswers: string;
  readonly noInterval: string;
  readonly tooFew: string;
  readonly percent: (number: string) => string;
  readonly noValue: (base: string) => string;
  readonly base: (n: string, effective: string | null) => string;
  readonly interval: (level: string, limits: string) => string;
  readonly between: (low: string, high: string) => string;
  readonly atLeast: (low: string) => string;
  readonly atMost: (high: string) => string;
  readonly estimate: (number: string, interval: string, base: string) => string;
}

const english: Words = {
  noAnswers: "no answers (n = 0)",
  noInterval: "no interval",
  tooFew: " — too few answers to report",
  percent: (number) => `${number} %`,
  noValue: (base) => `too few answers to estimate (${base})`,
  base: (n, effective) => (effective === null ? `n = ${n}` : `n = ${n}, effective n = ${effective}`),
  interval: (level, limits) => `${level} interval ${limits}`,
  between: (low, high) => `${low} to ${high}`,
  atLeast: (low) => `at least ${low}`,
  atMost: (high) => `at most ${high}`,
  estimate: (number, interval, base) => `${number} (${interval}, ${base})`,
};

const chinese: Words = {
  noAnswers: "没有回答（n = 0）",
  noInterval: "无区间",
  tooFew: "——回答过少，不宜报告",
  percent: (number) => `${number}%`,
  noValue: (base) => `回答过少，无法估计（${base}）`,
  base: (n, effective) => (effective === null ? `n = ${n}` : `n = ${n}，有效 n = ${effective}`),
  interval: (level, limits) => `${level} 区间 ${limits}`,
  between: (low, high) => `${low} 至 ${high}`,
  atLeast: (low) => `至少 ${low}`,
  atMost: (high) => `至多 ${high}`,
  estimate: (number, interval, base) => `${number}（${interval}，${base}）`,
};

function wordsFor({ locale = "en" }: FormatOptions): Words {
  const [language] = locale.toLowerCase().split(/[-_]/);
  if (language === "en") return english;
  if (language === "zh") return chinese;
  throw new RangeError(`formatting requires a locale of en or zh, got ${locale}`);
}

function baseOf({ n, effectiveN }: Estimate, words: Words): string {
  const weighted = Math.abs(n - effectiveN) >= 0.5;
  return words.base(fixed(n, 0), weighted ? fixed(effectiveN, 0) : null);
}

/** The unit stands behind the last limit only. */
function limitsOf({ low, high }: EstimateInterval, unit: Unit, decimals: number, words: Words): string {
  if (low === null && high === null) return "–";
  if (high === null) return words.atLeast(withUnit(fixed(low ?? 0, decimals), unit, words));
  const upper = withUnit(fixed(high, decimals), unit, words);
  return low === null ? words.atMost(upper) : words.between(fixed(low, decimals), upper);
}

function withUnit(number: string, unit: Unit, words: Words): string {
  if (unit === "percent") return words.percent(number);
  if (unit === "second") return `${number} s`;
  return unit.startsWith("currency:") ? `${number} ${unit.slice("currency:".length)}` : number;
}

function customaryDecimals(unit: Unit): number {
  if (unit === "points" || unit === "percent" || unit === "count") return 0;
  if (unit === "second") return 1;
  return unit === "probability" ? 3 : 2;
}

function fixed(value: number, decimals: number): string {
  const [whole = "0", fraction] = Math.abs(value).toFixed(decimals).split(".");
  const digits = whole.replace(/\B(?=(?:\d{3})+$)/g, ",") + (fraction === undefined ? "" : `.${fraction}`);
  // U+2212: a hyphen before a number breaks at line ends and is read as a dash.
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}
