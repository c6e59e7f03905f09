import type { Contributes, ContributionKind, JsonSchema, PluginManifest } from "../plugin.ts";
import type { Json } from "../json.ts";

/** Something about a manifest that a schema cannot say. */
export interface ManifestProblem {
  /** Where in the manifest: `capabilities.network[0].host`. */
  readonly path: string;
  readonly message: string;
  /** An `error` keeps the plugin from being used; a `warning` is for its author. */
  readonly level: "error" | "warning";
}

/**
 * What is wrong with a manifest although it has the right shape: ids that are not unique, hosts that nobody means, secrets in plain
 * configuration, and capabilities that do not fit what is contributed.
 *
 * @param manifest one that `pluginManifestSchema` accepts
 * @returns in the order of the manifest; none when all is well
 * @example manifestProblems({ manifestVersion: 1, id: "acme.all", contributes: {}, capabilities: { network: [{ host: "*.com", why: "all" }] } })[0]?.path // => "capabilities.network[0].host"
 */
export function manifestProblems(manifest: PluginManifest): readonly ManifestProblem[] {
  const found: ManifestProblem[] = [];
  const say = (path: string, message: string, level: ManifestProblem["level"] = "error"): void =>
    void found.push({ path, message, level });
  repeatedIds(manifest.contributes, say);
  plainSecrets(manifest.contributes, say);
  implausibleHosts(manifest, say);
  unnamedSecrets(manifest, say);
  unaskedRoom(manifest, say);
  if (manifest.activation?.includes("onStart"))
    say("activation", "onStart runs the code whether or not anybody needs it", "warning");
  return found;
}

type Say = (path: string, message: string, level?: ManifestProblem["level"]) => void;

function repeatedIds(contributes: Contributes, say: Say): void {
  for (const [kind, entries] of listsOf(contributes)) {
    const seen = new Set<string>();
    for (const [index, { id }] of entries.entries()) {
      if (seen.has(id)) say(`contributes.${kind}[${index}].id`, `${id} is there twice`);
      seen.add(id);
    }
  }
}

/** Secrets are handed over as handles. In a configuration they would stand in files, logs and messages. */
function plainSecrets(contributes: Contributes, say: Say): void {
  for (const [path, schema] of schemasOf(contributes))
    for (const { name, property } of propertiesOf(schema)) {
      if (
        !/(?:secret|token|passw(?:or)?d|passphrase|credential|api-?key|private-?key|access-?key)s?$/i.test(
          name.replaceAll("_", "-"),
        )
      )
        continue;
      const types = [property["type"]].flat();
      const text = types.includes("string") || property["type"] === undefined;
      // Who says that it is none has thought of it.
      if (!text || property["x-cxkit-secret"] === false || "enum" in property || "const" in property)
        continue;
      say(
        `${path}.properties.${name}`,
        'looks like a secret in plain configuration: ask for it under capabilities.secrets, or mark it "x-cxkit-secret": false',
      );
    }
}

function implausibleHosts({ contributes, capabilities = {} }: PluginManifest, say: Say): void {
  const fields = new Set(
    schemasOf(contributes).flatMap(([, schema]) => propertiesOf(schema).map(({ name }) => name)),
  );
  const { network = [], secrets = [] } = capabilities;
  const check = (host: string, path: string): void => {
    const field = /^\$\{config:([^}]+)\}$/.exec(host)?.[1];
    if (field !== undefined) {
      if (!fields.has(field.split(".")[0] ?? "")) say(path, `no configuration has a field ${field}`);
    } else if (/^(?:\*\.)?[^.]+$/.test(host)) {
      say(
        path,
        host.startsWith("*.")
          ? `${host} is everybody below .${host.slice(2)}`
          : `${host} is no public host name`,
      );
    } else if (/^[\d.]+$/.test(host)) say(path, `${host} is an address: name the host`);
    else if (/(?:^|\.)(?:example\.(?:com|org|net)|example|invalid|test|local|localhost|internal)$/.test(host))
      say(path, `${host} is nobody's host name`);
  };
  for (const [index, { host }] of network.entries()) check(host, `capabilities.network[${index}].host`);
  const reached = new Set(network.map(({ host }) => host));
  for (const [index, { name, hosts = [] }] of secrets.entries())
    for (const [at, host] of hosts.entries())
      if (!reached.has(host))
        say(
          `capabilities.secrets[${index}].hosts[${at}]`,
          `${name} may go to ${host}, which capabilities.network does not name`,
        );
}

/** What a webhook verifies with has to be asked for, and what pulls has to ask for somewhere to pull from. */
function unnamedSecrets({ contributes, capabilities = {} }: PluginManifest, say: Say): void {
  const names = new Set((capabilities.secrets ?? []).map(({ name }) => name));
  const network = (capabilities.network ?? []).length > 0;
  for (const [index, { id, webhook, streams = {}, hydrates }] of (contributes.channels ?? []).entries()) {
    for (const secret of webhook?.secrets ?? [])
      if (!names.has(secret))
        say(
          `contributes.channels[${index}].webhook.secrets`,
          `${id} verifies with ${secret}, which capabilities.secrets does not name`,
        );
    if (!network && (hydrates === true || Object.keys(streams).length > 0))
      say(
        `contributes.channels[${index}]`,
        `${id} asks its producer, but capabilities.network names no host`,
      );
  }
}

/** Stores bring native code along, which no fence holds: they run in the host's process. */
function unaskedRoom({ contributes, capabilities = {} }: PluginManifest, say: Say): void {
  if (capabilities.inProcess) return;
  for (const [index, { id }] of (contributes.stores ?? []).entries())
    say(
      `contributes.stores[${index}]`,
      `${id} has code that runs in the host's process, which capabilities.inProcess does not ask for`,
    );
}

/** Lists of entries, by kind. */
function listsOf(contributes: Contributes): [ContributionKind, readonly { readonly id: string }[]][] {
  const lists = Object.entries(contributes).filter(([key]) => key !== "configuration");
  return lists as [ContributionKind, readonly { readonly id: string }[]][];
}

/** JSON Schemas of what operators write, with their paths. */
function schemasOf(contributes: Contributes): [path: string, schema: JsonSchema][] {
  const found = listsOf(contributes).flatMap(([kind, entries]) =>
    entries.flatMap((entry, index) =>
      (["config", "params"] as const).flatMap((key): [string, JsonSchema][] => {
        const schema = (entry as { readonly [key in "config" | "params"]?: JsonSchema })[key];
        return schema === undefined ? [] : [[`contributes.${kind}[${index}].${key}`, schema]];
      }),
    ),
  );
  const { configuration } = contributes;
  return configuration === undefined ? found : [...found, ["contributes.configuration", configuration]];
}

/** Properties at any depth of a schema. */
function propertiesOf(
  schema: Json,
): { readonly name: string; readonly property: { readonly [key: string]: Json } }[] {
  if (Array.isArray(schema)) return schema.flatMap(propertiesOf);
  if (!isRecord(schema)) return [];
  const own = isRecord(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  return [
    ...own.flatMap(([name, property]) => (isRecord(property) ? [{ name, property }] : [])),
    ...Object.entries(schema).flatMap(([key, value]) =>
      key === "properties" ? own.flatMap(([, property]) => propertiesOf(property)) : propertiesOf(value),
    ),
  ];
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
