import type { ContributionKind, Contributes } from "./plugin.ts";

/** What people call one of a kind of contribution. */
export const contributionWords: { readonly [kind in ContributionKind]: string } = {
  channels: "channel",
  metrics: "metric",
  journeys: "journey",
  alertRules: "alert rule",
  notifiers: "notifier",
  stores: "store",
  reports: "report",
  commands: "command",
  textAnalyzers: "text analyzer",
};

/**
 * What is contributed, in words, kind by kind.
 *
 * @example contributionNames({ metrics: [{ id: "loyalty", title: "Loyalty", spec: "v1", data: {} }] }) // => ["metric loyalty"]
 */
export function contributionNames(contributes: Contributes): readonly string[] {
  const kinds = Object.entries(contributionWords) as [ContributionKind, string][];
  return kinds.flatMap(([kind, word]) => (contributes[kind] ?? []).map(({ id }) => `${word} ${id}`));
}
