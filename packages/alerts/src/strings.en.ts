import { formatEstimate, formatNumber, formatPValue } from "@cxkit/core/format";
import type { AlertStrings } from "./alert-strings.ts";
import { textIn } from "./text-in.ts";

const locale = "en";

/** Alerts in English. */
export const englishStrings: AlertStrings = {
  colon: ": ",
  worseThanTarget: (estimate, target, better, pValue) =>
    `${formatEstimate(estimate, { locale })} against a target of ${better === "higher" ? "at least" : "at most"} ${plain(target)}; were it on target, ${byChance(pValue)}`,
  changedFrom: (estimate, earlier, { difference }, pValue, against) =>
    `${formatEstimate(estimate, { locale })}, ${against === "previous" ? "in the window before" : "52 weeks earlier"} ${formatEstimate(earlier, { locale })}; difference ${formatNumber(difference.value ?? 0, { unit: difference.unit, sign: "always", locale })}; had nothing changed, ${byChance(pValue)}`,
  atMost: (value, limit) => `the answer ${plain(value)} is at or below ${plain(limit)}`,
  atLeast: (value, limit) => `the answer ${plain(value)} is at or above ${plain(limit)}`,
  guarantee: (guarantee) => {
    if (guarantee.kind === "false-alarm-rate") {
      return `when nothing is wrong, at most ${plain(guarantee.perEvaluation * 100)} % of evaluations sound an alarm all the same`;
    }
    return guarantee.kind === "average-run-length"
      ? `when nothing is wrong, one false alarm in ${plain(guarantee.evaluations)} evaluations on average`
      : `no rate of false alarms: ${textIn(guarantee.why, locale)}`;
  },
  segment: (values) => values.join(", "),
  absent: "(none)",
  over: (because, span, count) => `${because}; answers of the last ${spanInWords(span, count)}`,
  alert: (name, where, value) => `${name}${where === "" ? "" : ` – ${where}`}: ${value}`,
  recovery: (name, where, value) => `Recovered: ${name}${where === "" ? "" : ` – ${where}`}: ${value}`,
  noData: (name, where) => `No data any more: ${name}${where === "" ? "" : ` – ${where}`}`,
  ruleWithoutData: (name, evaluations) =>
    `Nothing to judge: ${name} has had too few answers for ${plain(evaluations)} ${evaluations === 1 ? "evaluation" : "evaluations"}`,
  ruleFailed: (name) => `Cannot be judged: ${name}`,
  ruleFailedBecause: "the rule itself failed; until it is mended nobody is watching this",
  recoveredBecause: (evaluations) =>
    `no sign of it in ${plain(evaluations)} ${evaluations === 1 ? "evaluation" : "evaluations in a row"}`,
  noDataBecause: "it was alerting, and now there are too few answers to say whether it still is",
  noteRecovered: "The alert has recovered.",
  caseTitle: (name, answer, stage) =>
    [name, answer, stage].filter((part) => part !== null && part !== "").join(" – "),
  answered: (label, value, max) =>
    max === null ? `${label}: ${plain(value)}` : `${label}: ${plain(value)} of ${plain(max)}`,
  rating: "Rating",
  again: (title) => `Again: ${title}`,
  noteAgain: (title) => `The same customer answered again. ${title}`,
  noteEdited: "The customer changed the answer; it no longer calls for a person.",
  noteEditedBack: "The customer changed the answer again; it calls for a person after all.",
  noteWithdrawn:
    "One of the answers that the case is about was withdrawn; another one still calls for a person.",
  withdrawn: (title) => `Withdrawn: ${title}`,
  erased: (id) => `Erased: case ${id}`,
  erasedBecause: "the customer's data were erased, and the case with them",
  withdrawnBecause: "the answer that the case is about was withdrawn",
  digest: (name, count, cases) =>
    `${name}: ${plain(count)} more ${cases ? (count === 1 ? "case" : "cases") : count === 1 ? "answer" : "answers"}`,
  digestBecause: (most, cases) =>
    `what is more than ${plain(most)} in an hour, or comes in a silence, is told together${cases ? "; every one has its case" : ""}`,
  reminders: (count) => `${plain(count)} more ${count === 1 ? "case is" : "cases are"} overdue`,
  together: (name, what, count) => {
    const parts = `${plain(count)} more ${count === 1 ? "segment" : "segments"}`;
    if (what === "alert") return `${name}: ${parts}`;
    return what === "recovery" ? `Recovered: ${name}: ${parts}` : `No data any more: ${name}: ${parts}`;
  },
  togetherBecause: (parts, more, most) =>
    `${parts.join("; ")}${more > 0 ? `; and ${plain(more)} more` : ""}. What is more than ${plain(most)} segments at once is told together`,
  assigned: (title) => `Yours now: ${title}`,
  opened: (title) => `New case: ${title}`,
  overdueAcknowledge: (title) => `Not yet acknowledged: ${title}`,
  overdueClose: (title) => `Not yet closed: ${title}`,
  escalated: (title, owner) => `Still open at ${owner}: ${title}`,
};

/** How often chance alone does as much. */
function byChance(pValue: number): string {
  const often =
    pValue < 0.001
      ? "fewer than 1 in 1,000"
      : pValue > 0.5
        ? null
        : `about 1 in ${plain(roundTo2(1 / pValue))}`;
  return often === null
    ? `chance alone would do this often (${formatPValue(pValue)})`
    : `chance alone would do this in ${often} windows (${formatPValue(pValue)})`;
}

function roundTo2(value: number): number {
  return Number(value.toPrecision(value < 10 ? 1 : 2));
}

function spanInWords(unit: "m" | "h" | "d" | "w", count: number): string {
  const one = { m: "minute", h: "hour", d: "day", w: "week" }[unit];
  return `${plain(count)} ${one}${count === 1 ? "" : "s"}`;
}

/** A number as somebody typed it: no digits that nobody gave. */
function plain(value: number): string {
  const decimals = /\.(\d+)/.exec(String(Number(value.toPrecision(12))))?.[1]?.length ?? 0;
  return formatNumber(value, { decimals: Math.min(6, decimals), locale });
}
