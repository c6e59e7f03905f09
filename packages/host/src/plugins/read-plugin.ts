import { createHash } from "node:crypto";
import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import type { PluginManifest } from "@cxkit/core";
import { engineFits } from "./engine-range.ts";
import type { DiscoveredPlugin, PluginOrigin } from "./manager-contract.ts";

/** Where a plugin's package is, and what is known of it from outside. */
export interface PluginPlace {
  /** Absolute folder that holds its `package.json`. */
  readonly directory: string;
  readonly origin: PluginOrigin;
  /** What the package manager says its contents are; `null` where it does not. */
  readonly integrity: string | null;
}

/**
 * Reads a plugin's manifest. Nothing of the plugin is run.
 *
 * @param engine version of CXKit that it would run under
 * @returns `null` when the package is no plugin; one that is broken comes back with its problems
 */
export async function readPlugin(place: PluginPlace, engine: string): Promise<DiscoveredPlugin | null> {
  const { directory, origin } = place;
  const file = path.join(directory, "package.json");
  const text = await readFile(file, "utf8").catch(() => null);
  const json = text === null ? null : parsed(text);
  if (!isRecord(json)) {
    const problem = `${file} ${text === null ? "cannot be read" : "is no JSON object"}`;
    return {
      state: "invalid",
      id: path.basename(directory),
      version: null,
      directory,
      problems: [problem],
      origin,
    };
  }
  const { name, version, keywords, engines, cxkit } = json;
  const says = Array.isArray(keywords) && keywords.includes("cxkit-plugin");
  // What a workspace names is meant as one, whatever it says.
  if (!says && origin === "dependency") return null;
  const own = isRecord(cxkit) ? cxkit["id"] : undefined;
  const id = [own, name].find((one) => typeof one === "string") ?? path.basename(directory);
  const told = typeof version === "string" ? version : null;
  const invalid = (...problems: string[]): DiscoveredPlugin => ({
    state: "invalid",
    id,
    version: told,
    directory,
    problems,
    origin,
  });
  if (!says) return invalid(`${file} lacks the keyword cxkit-plugin`);
  if (id.startsWith("cxkit.") && !String(name).startsWith("@cxkit/"))
    return invalid("cxkit.id: the publisher cxkit is CXKit's own");
  if (told === null) return invalid(`${file} has no version`);
  // Zod takes its time to load: only whoever reads anew needs it.
  const { manifestProblems, pluginManifestSchema } = await import("@cxkit/core/schema");
  const checked = pluginManifestSchema.safeParse(cxkit);
  if (!checked.success)
    return invalid(
      ...checked.error.issues.map(({ path: at, message }) => `${["cxkit", ...at].join(".")}: ${message}`),
    );
  const manifest: PluginManifest = checked.data;
  const problems = manifestProblems(manifest).filter(({ level }) => level === "error");
  if (problems.length > 0)
    return invalid(...problems.map(({ path: at, message }) => `cxkit.${at}: ${message}`));
  const wanted = isRecord(engines) ? engines["cxkit"] : undefined;
  if (typeof wanted !== "string")
    return invalid(`${file} does not say under engines.cxkit which versions it works with`);
  const mismatch = engineProblem(wanted, engine);
  if (mismatch !== null)
    return { state: mismatch.state, id, version: told, directory, problems: [mismatch.problem], origin };
  const realDirectory = await realpath(directory);
  const integrity = hash(`${manifestHash(manifest)}\n${place.integrity ?? ""}`);
  return {
    state: "resolved",
    plugin: {
      manifest,
      ...(typeof name === "string" && { package: name }),
      version: told,
      directory,
      realDirectory,
      integrity,
    },
    origin,
  };
}

/** Hash of a manifest, the same however its file is laid out. */
export function manifestHash(manifest: PluginManifest): string {
  return hash(JSON.stringify(sorted(manifest)));
}

function engineProblem(
  wanted: string,
  engine: string,
): { readonly state: "invalid" | "incompatible"; readonly problem: string } | null {
  try {
    if (engineFits(wanted, engine)) return null;
  } catch {
    return { state: "invalid", problem: `engines.cxkit is no range of versions: ${wanted}` };
  }
  return { state: "incompatible", problem: `it works with CXKit ${wanted}, and this is ${engine}` };
}

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** The same value with keys in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, sorted(value[key])]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
