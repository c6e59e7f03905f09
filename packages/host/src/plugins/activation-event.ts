import type { PluginManifest } from "@cxkit/core";
import type { ContributionReference } from "./runner.ts";

const named: { readonly [kind in ContributionReference["kind"]]: string } = {
  channel: "onChannel",
  metric: "onMetric",
  "alert-rule": "onAlertRule",
  notifier: "onNotifier",
  store: "onStore",
  report: "onReport",
  command: "onCommand",
  "text-analyzer": "onTextAnalyzer",
};

/**
 * The event by which a call starts a plugin: `onWebhook:typeform`, `onCommand:export`.
 *
 * @param member what is called: `webhook.verify`, `run`
 * @example activationEvent({ kind: "channel", id: "typeform" }, "webhook.verify") // => "onWebhook:typeform"
 */
export function activationEvent(
  { kind, id }: Pick<ContributionReference, "kind" | "id">,
  member: string,
): string {
  if (kind === "channel" && member.startsWith("webhook.")) return `onWebhook:${id}`;
  if (kind === "channel" && member.startsWith("file.")) return `onFile:${id}`;
  return `${named[kind]}:${id}`;
}

/**
 * Every event that starts a plugin: those that follow from what it contributes, and those it asks for besides.
 *
 * @example activationEvents({ manifestVersion: 1, id: "acme.greeting", contributes: {}, activation: ["onStart"] }) // => ["onStart"]
 */
export function activationEvents({ contributes, activation = [] }: PluginManifest): readonly string[] {
  const { channels = [], metrics = [], alertRules = [], notifiers = [] } = contributes;
  const { stores = [], reports = [], commands = [], textAnalyzers = [] } = contributes;
  const on = (
    event: string,
    entries: readonly { readonly id: string; readonly data?: unknown }[],
  ): string[] =>
    // What is data starts nothing.
    entries.filter((entry) => entry.data === undefined).map(({ id }) => `${event}:${id}`);
  return [
    ...channels.flatMap(({ id, webhook, streams = {}, file }) => [
      `onChannel:${id}`,
      ...(webhook ? [`onWebhook:${id}`] : []),
      ...Object.keys(streams).map((stream) => `onStream:${id}/${stream}`),
      ...(file ? [`onFile:${id}`] : []),
    ]),
    ...on("onMetric", metrics),
    ...on("onAlertRule", alertRules),
    ...on("onNotifier", notifiers),
    ...on("onStore", stores),
    ...on("onReport", reports),
    ...on("onCommand", commands),
    ...on("onTextAnalyzer", textAnalyzers),
    ...activation,
  ];
}
