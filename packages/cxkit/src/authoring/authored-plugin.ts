import { realpath } from "node:fs/promises";
import { cxError, type PluginManifest } from "@cxkit/core";
import { manifestProblems, pluginManifestSchema } from "@cxkit/core/schema";
import type { InstalledPlugin } from "@cxkit/host/plugins";
import { isRecord, pluginPackage } from "../plugins/plugin-package.ts";

/** A plugin that is being written, and what a host would still refuse it for. */
export interface AuthoredPlugin {
  readonly plugin: InstalledPlugin;
  readonly problems: readonly string[];
}

/**
 * Reads a plugin that is being written: what it does not ask for yet, `cxkit plugin record` finds out, so that is no reason not to run it.
 *
 * @throws {CxError} `invalid-setup` when the folder holds no package, or what it says of itself has not the shape of a manifest
 */
export async function authoredPlugin(folder: string): Promise<AuthoredPlugin> {
  const { folder: directory, file, json } = await pluginPackage(folder);
  const { cxkit, unsaid } = withReasons(json["cxkit"]);
  const checked = pluginManifestSchema.safeParse(cxkit);
  if (!checked.success) {
    const [{ path, message } = { path: [], message: "is missing" }] = checked.error.issues;
    const where = ["cxkit", ...path].join(".");
    throw cxError("invalid-setup", `${where}: ${message}`, { file, path: where });
  }
  const manifest = withoutReasons(checked.data);
  const version = typeof json["version"] === "string" ? json["version"] : "0.0.0";
  return {
    plugin: { manifest, version, directory, realDirectory: await realpath(directory), integrity: "" },
    problems: [
      ...unsaid.map((place) => `${place}: say why, for whoever is to grant it`),
      ...manifestProblems(manifest)
        .filter(({ level }) => level === "error")
        .map(({ path, message }) => `cxkit.${path}: ${message}`),
    ],
  };
}

/** Stands for a reason that is not written yet: `cxkit plugin record --write` leaves them to the author. */
const unwritten = "\u0000";

const reasoned = ["network", "data", "secrets"] as const;

/** What is asked for without a reason gets one that the schema takes. */
function withReasons(manifest: unknown): { readonly cxkit: unknown; readonly unsaid: readonly string[] } {
  const asked = isRecord(manifest) ? manifest["capabilities"] : undefined;
  if (!isRecord(manifest) || !isRecord(asked)) return { cxkit: manifest, unsaid: [] };
  const unsaid: string[] = [];
  const capabilities = Object.fromEntries(
    Object.entries(asked).map(([kind, list]) => [
      kind,
      reasoned.some((one) => one === kind) && Array.isArray(list)
        ? list.map((one: unknown, at) => {
            if (!isRecord(one) || (one["why"] ?? "") !== "") return one;
            unsaid.push(`cxkit.capabilities.${kind}[${at}].why`);
            return { ...one, why: unwritten };
          })
        : list,
    ]),
  );
  return { cxkit: { ...manifest, capabilities }, unsaid };
}

function withoutReasons(manifest: PluginManifest): PluginManifest {
  const { capabilities } = manifest;
  if (!capabilities) return manifest;
  const asAsked = <Asked extends { readonly why: string }>(list: readonly Asked[]): readonly Asked[] =>
    list.map((one) => (one.why === unwritten ? { ...one, why: "" } : one));
  const { network, data, secrets } = capabilities;
  return {
    ...manifest,
    capabilities: {
      ...capabilities,
      ...(network && { network: asAsked(network) }),
      ...(data && { data: asAsked(data) }),
      ...(secrets && { secrets: asAsked(secrets) }),
    },
  };
}
