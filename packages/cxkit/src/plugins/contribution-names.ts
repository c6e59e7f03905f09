import type { Contributes } from "@cxkit/core";

const words: { readonly [kind in Exclude<keyof Contributes, "configuration">]: string } = {
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
 * What is contributed, in words.
 *
 * @example contributionNames({ metrics: [{ id: "loyalty", title: "Loyalty", spec: "v1", data: {} }] }) // => ["metric loyalty"]
 */
export function contributionNames(contributes: Contributes): readonly string[] {
  const kinds = Object.entries(words) as [keyof typeof words, string][];
  return kinds.flatMap(([kind, word]) => (contributes[kind] ?? []).map(({ id }) => `${word} ${id}`));
}
