import type { WorkspaceConfig } from "./workspace-config.ts";

/**
 * A workspace's configuration, with an editor's help: what is handed in comes back as it is, and is checked when it is loaded.
 *
 * @example defineWorkspace({ name: "Shop", zone: "Europe/Berlin", key: { env: "CXKIT_KEY" }, connections: {} }).name // => "Shop"
 */
export function defineWorkspace(config: WorkspaceConfig): WorkspaceConfig {
  return config;
}
