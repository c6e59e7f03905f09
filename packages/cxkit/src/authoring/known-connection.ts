import { isCxError, type Secret } from "@cxkit/core";
import { secretOf } from "@cxkit/signing";
import { isRecord } from "../plugins/plugin-package.ts";
import type { Environment } from "../workspace/environment.ts";
import { loadConfig } from "../workspace/load-config.ts";

/** A connection, as far as the configuration of a workspace tells what its producer would know of it. */
export interface KnownConnection {
  /** Id of its channel, where it is one that comes with CXKit or is written in the configuration. */
  readonly channel?: string;
  readonly config: { readonly [field: string]: unknown };
  /** Its secrets, as far as the workspace's environment has them; the first of several under one name. */
  readonly secrets: { readonly [name: string]: Secret };
  /** The workspace's environment, its `.env` included. */
  readonly environment: Environment;
  /** Where the workspace listens on this machine. */
  readonly here: string;
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
  env: Environment,
): Promise<KnownConnection | undefined> {
  const loaded = await loadConfig(folder, env).catch((thrown: unknown) => {
    if (isCxError(thrown)) return undefined;
    throw thrown;
  });
  const { connections = {}, publicUrl, listen = {} } = loaded?.config ?? {};
  const settings = Object.hasOwn(connections, name) ? connections[name] : undefined;
  if (!settings) return undefined;
  const { channel } = settings;
  const environment = loaded?.environment ?? env;
  const handles = Object.entries(settings.secrets ?? {}).flatMap(([secret, given]) => {
    const [first] = [given].flat();
    const value = first === undefined ? undefined : environment[first.env];
    return first && value ? [[secret, secretOf(value, `env:${first.env}`)] as const] : [];
  });
  const id = typeof channel === "string" ? channel : channel.id;
  const config = isRecord(settings.config) ? settings.config : {};
  const { host = "127.0.0.1", port = 8787 } = listen;
  const local = /^(?:127\.|localhost$)/.test(host);
  return {
    // A plugin's is named with its plugin: how its producer signs is not known here.
    ...(!id.includes("/") && { channel: id }),
    config,
    secrets: Object.fromEntries(handles),
    environment,
    here: `http://${local ? host : "127.0.0.1"}:${port}`,
    address(to) {
      const whole = config["publicUrl"];
      if (typeof whole === "string") return whole;
      const own = publicUrl ?? (local ? `http://${host}:${to.port}` : to.origin);
      return `${own.replace(/\/+$/, "")}${to.pathname}${to.search}`;
    },
  };
}
