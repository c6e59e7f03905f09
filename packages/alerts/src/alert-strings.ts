import type { Comparison, Estimate, Guarantee } from "@cxkit/core";

/** Every word of rules, notifications and cases. Numbers are printed by `@cxkit/core/format`. */
export interface AlertStrings {
  readonly colon: string;
  readonly worseThanTarget: (
    estimate: Estimate,
    target: number,
    better: "higher" | "lower",
    pValue: number,
  ) => string;
  readonly changedFrom: (
    estimate: Estimate,
    earlier: Estimate,
    comparison: Comparison,
    pValue: number,
    against: "previous" | "year-ago",
  ) => string;
  /** Adds how far back the answers reach. */
  readonly over: (because: string, unit: "m" | "h" | "d" | "w", count: number) => string;
  readonly atMost: (value: number, limit: number) => string;
  readonly atLeast: (value: number, limit: number) => string;
  readonly guarantee: (guarantee: Guarantee) => string;
  /** The part of customers that a segment is, as `north, store 12`. */
  readonly segment: (values: readonly string[]) => string;
  readonly absent: string;
  readonly alert: (name: string, where: string, value: string) => string;
  readonly recovery: (name: string, where: string, value: string) => string;
  readonly noData: (name: string, where: string) => string;
  readonly ruleWithoutData: (name: string, evaluations: number) => string;
  readonly ruleFailed: (name: string) => string;
  readonly ruleFailedBecause: string;
  readonly recoveredBecause: (evaluations: number) => string;
  readonly noDataBecause: string;
  readonly noteRecovered: string;
  readonly caseTitle: (name: string, answer: string | null, stage: string | null) => string;
  readonly answered: (label: string, value: number, max: number | null) => string;
  readonly rating: string;
  readonly again: (title: string) => string;
  readonly noteAgain: (title: string) => string;
  readonly noteEdited: string;
  readonly noteEditedBack: string;
  readonly noteWithdrawn: string;
  readonly withdrawn: (title: string) => string;
  readonly erased: (id: string) => string;
  readonly erasedBecause: string;
  readonly withdrawnBecause: string;
  readonly digest: (name: string, count: number, cases: boolean) => string;
  readonly digestBecause: (most: number, cases: boolean) => string;
  readonly reminders: (count: number) => string;
  readonly together: (name: string, what: "alert" | "recovery" | "no-data", count: number) => string;
  readonly togetherBecause: (parts: readonly string[], more: number, most: number) => string;
  readonly assigned: (title: string) => string;
  readonly opened: (title: string) => string;
  readonly overdueAcknowledge: (title: string) => string;
  readonly overdueClose: (title: string) => string;
  readonly escalated: (title: string, owner: string) => string;
}
