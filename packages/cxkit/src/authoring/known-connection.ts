import { isCxError } from "@cxkit/core";
import { isRecord } from "../plugins/plugin-package.ts";
import { loadConfig } from "../workspace/load-config.ts";

/** A connection, as far as the configuration of a workspace tells what its producer would know of it. */
export interface KnownConnection {
  /** Id of its channel, where it is one that comes with CXKit or is written in the configuration. */
  readonly channel?: string;
  readonly config: { readonly [field: string]: unknown };
  /** The address that its producer was given, for a delivery that goes to this one. */
  readonly address: (to: URL) => string;
}

/**
 * Looks a connection up in the workspace that a folder belongs to.
 *
 * @returns `undefined` where there is no workspace, it has no such connection, or its configuration cannot be read: what it would
 *   tell can be said in other ways
 */
export async function knownConnection(
  folder: string,
  name: string,
  env: { readonly [name: string]: string | undefined },
): Promise<KnownConnection | undefined> {
  const loaded = await loadConfig(folder, env).catch((thrown: unknown) => {
    if (isCxError(thrown)) return undefined;
    throw thrown;
  });
  const { connections = {}, publicUrl, listen = {} } = loaded?.config ?? {};
  const settings = Object.hasOwn(connections, name) ? connections[name] : undefined;
  if (!settings) return undefined;
  const { channel } = settings;
  const id = typeof channel === "string" ? channel : channel.id;
  const config = isRecord(settings.config) ? settings.config : {};
  return {
    // A plugin's is named with its plugin: how its producer signs is not known here.
    ...(!id.includes("/") && { channel: id }),
    config,
    address(to) {
      const whole = config["publicUrl"];
      if (typeof whole === "string") return whole;
      const { host = "127.0.0.1" } = listen;
      const own = /^(?:127\.|localhost$)/.test(host) ? `http://${host}:${to.port}` : to.origin;
      return `${(publicUrl ?? own).replace(/\/+$/, "")}${to.pathname}${to.search}`;
    },
  };
}
