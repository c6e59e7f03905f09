import type { InstalledPlugin } from "@cxkit/host/plugins";
import type { ConfigProblem } from "./config-problem.ts";
import { isBuiltInNotifier } from "./contributions.ts";
import { didYouMean } from "./did-you-mean.ts";
import { jsonSchemaProblems } from "./json-schema-problems.ts";
import type { ConnectionSettings } from "./workspace-config.ts";
import type { WorkspacePlugins } from "./workspace-plugins.ts";

/** What a connection of a plugin's channel has besides what every connection has. */
export interface PluginConnection {
  /** Of the whole plugin. */
  readonly settings: unknown;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Checks a connection of a plugin's channel by what its manifest says, before any of its code runs.
 *
 * @returns `undefined` when its channel was handed in
 */
export async function pluginConnection(
  id: string,
  { channel, config, secrets = {} }: ConnectionSettings,
  plugins: WorkspacePlugins,
): Promise<PluginConnection | undefined> {
  if (typeof channel !== "string") return undefined;
  const { plugin, entry } = await plugins.find("channels", channel);
  const path = `connections.${id}`;
  const proofs = entry.webhook?.secrets ?? [];
  // Each file brings what it is to be read with.
  const filesAlone = entry.file === true && !entry.webhook && !entry.streams;
  return {
    settings: plugins.settings(plugin),
    problems: [
      ...(filesAlone && config === undefined
        ? []
        : jsonSchemaProblems(entry.config, config, `${path}.config`)),
      ...unknownSecrets(plugin, Object.keys(secrets), proofs, path),
    ],
  };
}

/** The same for a notifier that is called by name; nothing for one that comes with cxkit. */
export async function pluginNotifierProblems(
  id: string,
  secrets: object,
  name: string,
  config: unknown,
  plugins: WorkspacePlugins,
): Promise<readonly ConfigProblem[]> {
  if (isBuiltInNotifier(name)) return [];
  const { plugin, entry } = await plugins.find("notifiers", name);
  const path = `notifiers.${id}`;
  return [
    ...jsonSchemaProblems(entry.config, config, `${path}.config`),
    ...unknownSecrets(plugin, Object.keys(secrets), [], path),
  ];
}

/** A plugin gets no secret that it does not name: one that is given all the same is misspelled, or is not to be given. */
function unknownSecrets(
  { manifest }: InstalledPlugin,
  given: readonly string[],
  proofs: readonly string[],
  path: string,
): readonly ConfigProblem[] {
  const known = [...proofs, ...(manifest.capabilities?.secrets ?? []).map(({ name }) => name)];
  return given
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = didYouMean(name, known);
      const hint =
        meant === undefined ? `it asks for ${known.join(", ") || "none"}` : `did you mean ${meant}?`;
      return {
        path: `${path}.secrets.${name}`,
        message: `plugin ${manifest.id} does not ask for it; ${hint}`,
      };
    });
}
