import { readFile } from "node:fs/promises";
import path from "node:path";
import { engineFits } from "@cxkit/host/plugins";
import { bareImports, relativeImports } from "./bare-imports.ts";
import { exportedModules } from "./exported-modules.ts";
import { packageFiles } from "./package-files.ts";
import { plainSecrets } from "./plain-secrets.ts";
import { isRecord, type PluginPackage } from "./plugin-package.ts";

/** Something about a plugin that its author has to mend, or should think about. */
export interface PluginProblem {
  /** A file with its line, or a place in `package.json`. */
  readonly place: string;
  readonly message: string;
  readonly level: "error" | "warning";
}

/**
 * What is wrong with a plugin's package besides its manifest: how it says what it is, what it runs when it is installed, what it
 * imports without depending on it, what it says in its README, and secrets in what is packed.
 *
 * @param engine version of CXKit to check against
 */
export async function packageProblems(
  plugin: PluginPackage,
  engine: string,
): Promise<readonly PluginProblem[]> {
  const files = await packageFiles(plugin);
  const modules = await reachableModules(plugin);
  return [
    ...identityProblems(plugin, engine),
    ...lifecycleScripts(plugin),
    ...undeclaredDependencies(plugin, modules),
    ...unusedHosts(plugin, modules),
    ...(await readmeProblems(plugin, files)),
    ...(await packedSecrets(plugin, files)),
  ];
}

function identityProblems({ json }: PluginPackage, engine: string): PluginProblem[] {
  const { keywords, engines, version, license } = json;
  const problems: PluginProblem[] = [];
  const say = (place: string, message: string, level: PluginProblem["level"] = "error"): void =>
    void problems.push({ place, message, level });
  if (!Array.isArray(keywords) || !keywords.includes("cxkit-plugin"))
    say("keywords", "cxkit-plugin is missing: no host finds it");
  const range = isRecord(engines) ? engines["cxkit"] : undefined;
  if (typeof range !== "string") say("engines.cxkit", "is missing: which versions of CXKit it works with");
  else {
    const fits = fitting(range, engine);
    if (fits === null) say("engines.cxkit", `${range} is no range of versions`);
    else if (!fits) say("engines.cxkit", `${range} does not hold ${engine}, which it is checked with`);
  }
  if (typeof version !== "string") say("version", "is missing");
  if (json["type"] !== "module") say("type", 'is not "module": plugins are ES modules');
  if (typeof license !== "string" && json["private"] !== true) say("license", "is missing", "warning");
  return problems;
}

function fitting(range: string, engine: string): boolean | null {
  try {
    return engineFits(range, engine);
  } catch {
    return null;
  }
}

/** What runs when somebody installs it runs before anybody granted anything. */
function lifecycleScripts({ json }: PluginPackage): PluginProblem[] {
  const scripts = isRecord(json["scripts"]) ? Object.keys(json["scripts"]) : [];
  return scripts
    .filter((name) => ["preinstall", "install", "postinstall"].includes(name))
    .map((name) => ({
      place: `scripts.${name}`,
      message: "runs when it is installed, before anything was granted",
      level: "error",
    }));
}

/** Every module that is exported, and all that these import within the package, by its path. */
async function reachableModules(plugin: PluginPackage): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const seen = new Set(exportedModules(plugin).map(({ file }) => file));
  for (const file of seen) {
    const text = await readFile(file, "utf8").catch(() => "");
    found.set(path.relative(plugin.folder, file).replaceAll(path.sep, "/"), text);
    for (const specifier of relativeImports(text)) seen.add(path.resolve(path.dirname(file), specifier));
  }
  return found;
}

function undeclaredDependencies(
  { json }: PluginPackage,
  modules: ReadonlyMap<string, string>,
): PluginProblem[] {
  const keys = ["dependencies", "peerDependencies", "optionalDependencies"].map((key) => json[key]);
  const declared = new Set([json["name"], ...keys.filter(isRecord).flatMap((one) => Object.keys(one))]);
  return [...modules].flatMap(([place, text]) =>
    [...bareImports(text)]
      .filter((name) => !declared.has(name))
      .map((name) => ({
        place,
        message: `imports ${name}, which is not among the dependencies`,
        level: "error" as const,
      })),
  );
}

/** What nobody needs is asked for all the same: operators grant no more than they have to. */
function unusedHosts({ json }: PluginPackage, modules: ReadonlyMap<string, string>): PluginProblem[] {
  const own =
    isRecord(json["cxkit"]) && isRecord(json["cxkit"]["capabilities"]) ? json["cxkit"]["capabilities"] : {};
  const network = Array.isArray(own["network"]) ? own["network"].filter(isRecord) : [];
  const hosts = network.map(({ host }) => host).filter((host) => typeof host === "string");
  return hosts
    .filter(
      (host) =>
        !host.startsWith("$") && ![...modules.values()].some((text) => text.includes(host.replace("*.", ""))),
    )
    .map((host) => ({
      place: "cxkit.capabilities.network",
      message: `asks for ${host}, which none of its modules names`,
      level: "warning",
    }));
}

async function readmeProblems({ folder }: PluginPackage, files: readonly string[]): Promise<PluginProblem[]> {
  const name = files.find((file) => /^readme(?:\..*)?$/i.test(file));
  if (name === undefined) return [{ place: "README.md", message: "is missing", level: "error" }];
  const text = await readFile(path.join(folder, name), "utf8");
  const template =
    /<!--\s*template\b|lorem ipsum|\bto-?do\b|(?:describe|replace) (?:this|your plugin)|your plugin here/i.exec(
      text,
    );
  if (template) return [{ place: name, message: `still says "${template[0]}"`, level: "error" }];
  // A title alone tells nobody what to configure.
  const words = text.split(/\s+/).length;
  if (words < 15) return [{ place: name, message: "says next to nothing", level: "error" }];
  return [];
}

async function packedSecrets({ folder }: PluginPackage, files: readonly string[]): Promise<PluginProblem[]> {
  const problems: PluginProblem[] = [];
  for (const file of files) {
    if (/(?:^|\/)\.env(?:\.(?!example$|sample$)[^/]*)?$/.test(file))
      problems.push({ place: file, message: "is packed, and holds secrets as a rule", level: "error" });
    const bytes = await readFile(path.join(folder, file));
    // Pictures and archives are no text.
    if (bytes.subarray(0, 8000).includes(0)) continue;
    for (const { what, line } of plainSecrets(bytes.toString("utf8")))
      problems.push({ place: `${file}:${line}`, message: `holds what looks like ${what}`, level: "error" });
  }
  return problems;
}
