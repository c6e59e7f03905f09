import { AsyncLocalStorage } from "node:async_hooks";
import { openSync, writeSync } from "node:fs";
import module from "node:module";
import path from "node:path";
import { threadId } from "node:worker_threads";
import type { HttpRequest, Secret } from "@cxkit/core";
import type { RecordedNote, WatchPlan } from "./recorded-note.ts";
import { watchedContribution } from "./watched-contribution.ts";
import { watchedModules } from "./watched-modules.ts";
import { watchProcess } from "./watched-process.ts";

// Loaded by `--import` into every process that a plugin's tests run in; without a plan it does nothing.
const { CXKIT_WATCH_PLAN: given } = process.env;
const plan = given === undefined ? undefined : (JSON.parse(given) as WatchPlan);
const told = new Set<string>();
const beside = new AsyncLocalStorage<true>();
let file: number | undefined;
let telling = false;

/** Written at once: a process may end at any time. */
function tell(note: RecordedNote): void {
  const line = JSON.stringify(note);
  if (plan === undefined || telling || told.has(line)) return;
  told.add(line);
  telling = true;
  try {
    file ??= openSync(path.join(plan.notes, `${process.pid}-${threadId}.jsonl`), "a");
    writeSync(file, `${line}\n`);
  } finally {
    telling = false;
  }
}

/** `defineChannel` and its like, watching what it defines. */
export function watchedDefine<Definition extends { readonly id: string }, Defined>(
  kind: string,
  define: ((definition: Definition) => Defined) | undefined,
  secretsOf: (request: HttpRequest) => readonly Secret[],
): ((definition: Definition) => Defined) | undefined {
  const watch = { tell, secretsOf, beside: <Result>(work: () => Result) => beside.run(true, work) };
  return define && ((definition) => define(watchedContribution(kind, definition, watch)));
}

if (plan !== undefined) {
  const requires = typeof module.registerHooks === "function";
  const audit =
    process.execArgv.includes("--permission-audit") ||
    (process.env["NODE_OPTIONS"] ?? "").includes("--permission-audit");
  tell({ note: "watching", node: process.versions.node, audit, requires });
  if (requires) {
    const modules = watchedModules(plan, import.meta.url, tell);
    module.registerHooks({
      resolve(specifier, context, next) {
        const resolved = next(specifier, context);
        modules.imports(context.parentURL, resolved.url);
        return resolved;
      },
      load(url, context, next) {
        const source = modules.instead(url);
        return source === undefined ? next(url, context) : { format: "module", source, shortCircuit: true };
      },
    });
  } else {
    const hooks = import.meta.url.replace(/recorder(\.[jt]s)$/, "recorder-hooks$1");
    module.register(hooks, { data: { plan, recorder: import.meta.url } });
  }
  watchProcess(plan, () => telling || beside.getStore() === true, tell);
}
