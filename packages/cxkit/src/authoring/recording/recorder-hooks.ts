import { appendFileSync } from "node:fs";
import type { LoadHook, ResolveHook } from "node:module";
import path from "node:path";
import type { WatchPlan } from "./recorded-note.ts";
import { type WatchedModules, watchedModules } from "./watched-modules.ts";

// For Node.js before 22.15, where a module loader is asked in a thread of its own.
let modules: WatchedModules | undefined;

/**
 * Told once, in the loader's thread.
 *
 * @internal
 */
export function initialize({
  plan,
  recorder,
}: {
  readonly plan: WatchPlan;
  readonly recorder: string;
}): void {
  const file = path.join(plan.notes, `${process.pid}-modules.jsonl`);
  modules = watchedModules(plan, recorder, (note) => appendFileSync(file, `${JSON.stringify(note)}\n`));
}

/** Sees who imports whom. */
export const resolve: ResolveHook = async (specifier, context, next) => {
  const resolved = await next(specifier, context);
  modules?.imports(context.parentURL, resolved.url);
  return resolved;
};

/** Puts watching in front of `@cxkit/core`. */
export const load: LoadHook = async (url, context, next) => {
  const source = modules?.instead(url);
  return source === undefined ? next(url, context) : { format: "module", source, shortCircuit: true };
};
