import {
  cxError,
  isCxError,
  type Notification,
  type Notifier,
  type NotifierEntry,
  type Receipt,
} from "@cxkit/core";
import { hostedPlugin, type HostedPluginParts } from "./hosted-plugin.ts";
import type { InstalledPlugin, RunnerServices } from "./runner.ts";

/** What notifiers of plugins are hosted with. */
export interface PluginNotifierParts extends HostedPluginParts {
  /** Leaves of a notification what the plugin may see. */
  readonly reduce: (plugin: InstalledPlugin, notification: Notification) => Notification;
  /** Settings that hold for the whole plugin. */
  readonly settings?: unknown;
}

/**
 * A notifier of a plugin. What it is told is what its data classes allow; while its code cannot run, deliveries wait and are tried
 * again.
 *
 * @param entry the notifier's entry in the plugin's manifest
 */
export function pluginNotifier(
  parts: PluginNotifierParts,
  plugin: InstalledPlugin,
  entry: NotifierEntry,
): Notifier {
  const hosted = hostedPlugin(parts, plugin, "notifier", entry);
  const { settings } = parts;
  return {
    kind: "notifier",
    spec: "v1",
    id: entry.id,
    title: entry.title,
    // Its own schema is tried where its code runs.
    config: { "~standard": { version: 1, vendor: "cxkit", validate: (value) => ({ value }) } },
    async deliver(notification, { config, http, secrets, now, signal }): Promise<Receipt> {
      hosted.check();
      const given: RunnerServices = { ...withoutRecords(hosted.name), http, secrets, now };
      try {
        return (await hosted.code().call(hosted.reference, "deliver", [parts.reduce(plugin, notification)], {
          services: parts.limit(plugin, given, config),
          config,
          signal,
          ...(settings !== undefined && { settings }),
        })) as Receipt;
      } catch (thrown) {
        const { retryAfter } = isCxError(thrown) ? thrown.place : {};
        const reason = isCxError(thrown)
          ? thrown.message
          : `${hosted.name} threw ${thrown instanceof Error ? thrown.name : typeof thrown}`;
        return { delivered: false, reason, retry: true, ...(retryAfter !== undefined && { retryAfter }) };
      }
    },
  };
}

/** Services of contributions that see no records of producers: they make no keys and fetch no tokens. */
export function withoutRecords(name: string): Pick<RunnerServices, "token" | "subject" | "fingerprint"> {
  const refuse = (): never => {
    throw cxError("unsupported", `${name} has no records of customers to make keys of`, {
      contribution: name,
    });
  };
  return {
    token: () => Promise.reject(cxError("unsupported", `${name} fetches no tokens`, { contribution: name })),
    subject: refuse,
    fingerprint: refuse,
  };
}
