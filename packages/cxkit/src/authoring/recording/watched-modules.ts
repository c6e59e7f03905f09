import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { moduleStem } from "./module-stem.ts";
import type { AmbientNote, WatchPlan } from "./recorded-note.ts";

/** What a module loader asks. */
export interface WatchedModules {
  /** A module imports another. */
  readonly imports: (parent: string | undefined, child: string) => void;
  /** Other code for a module: `@cxkit/core` with a `defineChannel` that watches; `undefined` for every other. */
  readonly instead: (url: string) => string | undefined;
}

/**
 * Sees which built-in modules the plugin's own modules load, themselves or by what they import, and puts watching in front of
 * `defineChannel` and its like.
 *
 * @param recorder address of the module that exports `watchedDefine`
 */
export function watchedModules(
  { folder, own }: Pick<WatchPlan, "folder" | "own">,
  recorder: string,
  tell: (note: AmbientNote) => void,
): WatchedModules {
  const stems = new Set(own);
  const children = new Map<string, Set<string>>();
  const reached = new Set<string>();
  const isOwn = (url: string): boolean => {
    const file = ownPath(folder, url);
    return file !== null && stems.has(moduleStem(file));
  };
  const loads = (parent: string, child: string): void => {
    if (isBuiltin(child) || child.endsWith(".node")) {
      const what = !isBuiltin(child)
        ? placeOf(folder, child)
        : child.startsWith("node:")
          ? child
          : `node:${child}`;
      tell({ note: "ambient", act: "loads", what, at: placeOf(folder, parent) });
    } else reach(child);
  };
  const reach = (url: string): void => {
    if (reached.has(url)) return;
    reached.add(url);
    for (const child of children.get(url) ?? []) loads(url, child);
  };
  const cores = new Map<string, boolean>();
  return {
    imports(parent, child) {
      // What this recorder itself loads is nobody's doing.
      if (parent === undefined || child === recorder) return;
      const known = children.get(parent) ?? new Set();
      children.set(parent, known);
      if (known.has(child)) return;
      known.add(child);
      if (isOwn(parent)) reach(parent);
      if (reached.has(parent)) loads(parent, child);
    },
    instead(url) {
      if (!/^file:.*\/(?:dist|src)\/index\.[jt]s$/.test(url)) return undefined;
      const core = cores.get(url) ?? isCore(url);
      cores.set(url, core);
      return core ? facade(url, recorder) : undefined;
    },
  };
}

/** A path relative to the plugin's folder; `null` for what is elsewhere or was installed. */
export function ownPath(folder: string, place: string): string | null {
  if (place.startsWith("file:") ? !URL.canParse(place) : !path.isAbsolute(place)) return null;
  const file = place.startsWith("file:") ? fileURLToPath(new URL(place)) : place;
  const below = path.relative(folder, file).replaceAll(path.sep, "/");
  const within = below !== "" && !below.startsWith("../") && !path.isAbsolute(below);
  return within && !below.split("/").includes("node_modules") ? below : null;
}

/** For people: a path in the plugin, or one from the package on. */
function placeOf(folder: string, url: string): string {
  const plain = url.replace(/[?#].*$/, "");
  return ownPath(folder, plain) ?? plain.replace(/^.*\/node_modules\//, "").replace(/^file:\/\//, "");
}

function isCore(url: string): boolean {
  try {
    const json: unknown = JSON.parse(readFileSync(new URL("../package.json", url), "utf8"));
    return (json as { readonly name?: unknown }).name === "@cxkit/core";
  } catch {
    return false;
  }
}

/** Kinds by what defines them. */
const kinds = {
  defineChannel: "channel",
  defineNotifier: "notifier",
  defineMetric: "metric",
  defineAlertRule: "alert-rule",
  defineReport: "report",
  defineCommand: "command",
  defineTextAnalyzer: "text-analyzer",
  defineStore: "store",
} as const;

function facade(url: string, recorder: string): string {
  const original = JSON.stringify(`${url}?cxkit-watched`);
  const defined = Object.entries(kinds).map(
    ([name, kind]) => `export const ${name} = watchedDefine("${kind}", core.${name}, core.secretsOf);`,
  );
  return `import * as core from ${original};
import { watchedDefine } from ${JSON.stringify(recorder)};
export * from ${original};
${defined.join("\n")}
`;
}
