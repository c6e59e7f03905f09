import { formatEstimate, formatNumber, formatPValue } from "@cxkit/core/format";
import type { AlertStrings } from "./alert-strings.ts";

const locale = "en";

/** Alerts in English. */
export const englishStrings: AlertStrings = {
  colon: ": ",
  worseThanTarget: (estimate, target, better, pValue) =>
    `${formatEstimate(estimate, { locale })} against a target of ${better === "higher" ? "at least" : "at most"} ${plain(target)}; chance alone at the target: ${formatPValue(pValue)}`,
  changedFrom: (estimate, earlier, { difference }, pValue) =>
    `${formatEstimate(estimate, { locale })}, before ${formatEstimate(earlier, { locale })}; difference ${formatNumber(difference.value ?? 0, { unit: difference.unit, sign: "always", locale })}; chance alone without a change: ${formatPValue(pValue)}`,
  atMost: (value, limit) => `the answer ${plain(value)} is at or below ${plain(limit)}`,
  atLeast: (value, limit) => `the answer ${plain(value)} is at or above ${plain(limit)}`,
  guarantee: (guarantee) => {
    if (guarantee.kind === "false-alarm-rate") {
      return `when nothing is wrong, at most ${plain(guarantee.perEvaluation * 100)} % of evaluations say so`;
    }
    return guarantee.kind === "average-run-length"
      ? `when nothing is wrong, one false alarm in ${plain(guarantee.evaluations)} evaluations on average`
      : `no rate of false alarms: ${guarantee.why}`;
  },
  segment: (values) => values.join(", "),
  absent: "(none)",
  alert: (name, where, value) => `${name}${where === "" ? "" : ` – ${where}`}: ${value}`,
  recovery: (name, where, value) => `Recovered: ${name}${where === "" ? "" : ` – ${where}`}: ${value}`,
  noData: (name, where) => `No data any more: ${name}${where === "" ? "" : ` – ${where}`}`,
  ruleWithoutData: (name, evaluations) =>
    `Nothing to judge: ${name} has had too few answers for ${plain(evaluations)} ${evaluations === 1 ? "evaluation" : "evaluations"}`,
  ruleFailed: (name) => `Cannot be judged: ${name}`,
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
  withdrawn: (title) => `Withdrawn: ${title}`,
  erased: (id) => `Erased: case ${id}`,
  erasedBecause: "the customer's data were erased, and the case with them",
  withdrawnBecause: "the answer that the case is about was withdrawn",
  digest: (name, count) => `${name}: ${plain(count)} more ${count === 1 ? "case" : "cases"} within the hour`,
  digestBecause: (most) => `more than ${plain(most)} in an hour are told together; every one has its case`,
  assigned: (title) => `Yours now: ${title}`,
  opened: (title) => `New case: ${title}`,
  overdueAcknowledge: (title) => `Not yet acknowledged: ${title}`,
  overdueClose: (title) => `Not yet closed: ${title}`,
  escalated: (title, owner) => `Still open at ${owner}: ${title}`,
};

/** A number as somebody typed it: no digits that nobody gave. */
function plain(value: number): string {
  const decimals = /\.(\d+)/.exec(String(Number(value.toPrecision(12))))?.[1]?.length ?? 0;
  return formatNumber(value, { decimals: Math.min(6, decimals), locale });
}
