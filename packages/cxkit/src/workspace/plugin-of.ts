import { isCxError } from "@cxkit/core";
import type { InstalledPlugin } from "@cxkit/host/plugins";
import { findContribution } from "./find-contribution.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";

/**
 * The plugin that an entry of the log is about: one that it names, or the one whose channel or notifier a connection uses.
 *
 * @param name as the log says it: `acme.kit`, `acme.kit/feedback`, or a connection or notifier of the configuration
 * @returns its id; `null` where it is about no plugin
 */
export function pluginOf(
  name: string,
  { connections = {}, notifiers = {} }: Partial<Pick<WorkspaceConfig, "connections" | "notifiers">>,
  plugins: readonly InstalledPlugin[],
): string | null {
  const [id] = name.split("/");
  if (plugins.some(({ manifest }) => manifest.id === id)) return id ?? null;
  const channel = Object.hasOwn(connections, name) ? connections[name]?.channel : undefined;
  const notifier = Object.hasOwn(notifiers, name) ? notifiers[name]?.notifier : undefined;
  return contributed("channels", channel, plugins) ?? contributed("notifiers", notifier, plugins);
}

function contributed(
  kind: "channels" | "notifiers",
  given: unknown,
  plugins: readonly InstalledPlugin[],
): string | null {
  if (typeof given !== "string") return null;
  try {
    return findContribution(kind, given, plugins).plugin.manifest.id;
  } catch (error) {
    // One that comes with cxkit, or of the same name as another's.
    if (isCxError(error, "invalid-setup")) return null;
    throw error;
  }
}
