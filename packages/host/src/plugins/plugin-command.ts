import { type Command, type CommandEntry, cxError, type Store } from "@cxkit/core";
import { hostedPlugin, type HostedPluginParts } from "./hosted-plugin.ts";
import { withoutRecords } from "./plugin-notifier.ts";
import type { InstalledPlugin } from "./runner.ts";

/** What commands and reports of plugins are hosted with. */
export interface PluginStoreParts extends HostedPluginParts {
  /** The store as the plugin may read it: fields above its data classes are left out. */
  readonly readable: (plugin: InstalledPlugin, store: StoreView) => StoreView;
  /** Settings that hold for the whole plugin. */
  readonly settings?: unknown;
}

/** The part of a store that can be read from elsewhere. */
export type StoreView = Pick<Store, "items" | "tally" | "events">;

/**
 * A command of a plugin. One that says it has effects outside gets the network, limited to its grants; the others get none.
 *
 * @param entry the command's entry in the plugin's manifest
 */
export function pluginCommand(
  parts: PluginStoreParts,
  plugin: InstalledPlugin,
  entry: CommandEntry,
): Command {
  const hosted = hostedPlugin(parts, plugin, "command", entry);
  return {
    kind: "command",
    spec: "v1",
    id: entry.id,
    title: entry.title,
    effects: entry.effects,
    params: { "~standard": { version: 1, vendor: "cxkit", validate: (value) => ({ value }) } },
    async run(params, { signal, now, store, http, settings = parts.settings }) {
      hosted.check();
      const services = {
        ...withoutRecords(hosted.name),
        http: entry.effects === "external" ? http : offline(hosted.name),
        secrets: {},
        now,
        store: parts.readable(plugin, store),
      };
      return hosted.code().call(hosted.reference, "run", [], {
        services: parts.limit(plugin, services, params),
        config: params,
        signal,
        ...(settings !== undefined && { settings }),
      });
    },
  };
}

/** No network. @throws {CxError} of the function: `invalid-setup` with trouble `capability` */
export function offline(name: string): () => Promise<never> {
  return () => Promise.reject(notDeclared(name));
}

function notDeclared(name: string): Error {
  return cxError("invalid-setup", `${name} does not say that it speaks to others`, {
    contribution: name,
    trouble: "capability",
  });
}
