import { cxError, type Report, type ReportEntry, type Store } from "@cxkit/core";
import { hostedPlugin } from "./hosted-plugin.ts";
import { offline, type PluginStoreParts } from "./plugin-command.ts";
import { withoutRecords } from "./plugin-notifier.ts";
import type { CallOptions, InstalledPlugin } from "./runner.ts";

/**
 * A report of a plugin: its data is asked of the store in the host, as far as the plugin may see it, and what is rendered is text.
 *
 * @param entry the report's entry in the plugin's manifest
 */
export function pluginReport(
  parts: PluginStoreParts & { readonly now: () => string },
  plugin: InstalledPlugin,
  entry: ReportEntry,
): Report {
  const hosted = hostedPlugin(parts, plugin, "report", entry);
  const { settings, now } = parts;
  const options = (params: unknown, store?: Pick<Store, "items" | "tally" | "events">): CallOptions => ({
    services: parts.limit(
      plugin,
      {
        ...withoutRecords(hosted.name),
        http: offline(hosted.name),
        secrets: {},
        now,
        ...(store && { store: parts.readable(plugin, store) }),
      },
      params,
    ),
    ...(params !== undefined && { config: params }),
    ...(settings !== undefined && { settings }),
  });
  let asked: unknown;
  return {
    kind: "report",
    spec: "v1",
    id: entry.id,
    title: entry.title,
    formats: entry.formats,
    async data(store, params) {
      hosted.check();
      asked = params;
      return hosted.code().call(hosted.reference, "data", [], options(params, store));
    },
    async render(model, format) {
      hosted.check();
      const text = await hosted.code().call(hosted.reference, "render", [model, format], options(asked));
      if (typeof text === "string") return text;
      throw cxError("contribution-failed", `${hosted.name} renders no text`, { contribution: hosted.name });
    },
  };
}
