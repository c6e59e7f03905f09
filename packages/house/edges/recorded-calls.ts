import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { transformWithOxc } from "vite";
import { readExamples } from "../read-examples.ts";
import { type Manifest, root } from "../tree.ts";

type AnyFunction = (...given: unknown[]) => unknown;

/** An exported function with the arguments that examples give it. */
export interface Exported {
  /** The entry that has it, the first of several. */
  readonly entry: string;
  readonly name: string;
  readonly run: AnyFunction;
  readonly calls: readonly (readonly unknown[])[];
}

/** The functions that a package exports, with calls that the examples in its docstrings make. */
export async function recordedCalls(folder: string): Promise<readonly Exported[]> {
  const found = new Map<unknown, { entry: string; name: string; run: AnyFunction; calls: unknown[][] }>();
  const scope: Record<string, unknown> = {};
  // Examples use what lies below their package, too; of two functions with one name they mean their own.
  for (const place of ["core", "stats", folder]) {
    for (const [entry, module] of await entriesOf(place)) {
      for (const [name, value] of Object.entries(module)) {
        scope[name] = value;
        if (!isFunction(value)) continue;
        const known = found.get(value) ?? { entry, name, run: value, calls: [] };
        scope[name] = recording(value, known.calls);
        if (place === folder) found.set(value, known);
      }
    }
  }
  for (const file of globSync(path.join(root, `packages/${folder}/src/**/*.ts`)).toSorted()) {
    if (/\.(?:test|bench|browser)\.ts$/.test(file)) continue;
    const examples = readExamples(readFileSync(file, "utf8"), file);
    await runExamples(
      examples.map(({ code }) => code),
      scope,
    );
  }
  return [...found.values()];
}

async function entriesOf(folder: string): Promise<[string, Record<string, unknown>][]> {
  const at = path.join(root, "packages", folder);
  const manifest = JSON.parse(readFileSync(path.join(at, "package.json"), "utf8")) as Manifest;
  const entries: [string, Record<string, unknown>][] = [];
  for (const [entry, target] of Object.entries(manifest.exports ?? {})) {
    const source = typeof target === "string" ? undefined : target["@cxkit/source"];
    // A plugin's entry holds what the other entries have, ready to be declared.
    if (source === undefined || entry === "./plugin") continue;
    const module = (await import(path.join(at, source))) as Record<string, unknown>;
    entries.push([manifest.name + entry.slice(1), module]);
  }
  return entries;
}

/** The same function, which notes what it is called with; what is hung on it stays there. */
function recording(run: AnyFunction, calls: unknown[][]): AnyFunction {
  const noting = (...given: unknown[]): unknown => {
    // Examples call in loops, too: a few calls show the arguments.
    if (calls.length < 4) calls.push(copyOf(given) as unknown[]);
    const result = run(...given);
    const own = objectsIn(given);
    for (const object of objectsIn(result)) if (!own.has(object)) made.add(object);
    return result;
  };
  return Object.assign(noting, run);
}

async function runExamples(
  examples: readonly string[],
  scope: Readonly<Record<string, unknown>>,
): Promise<void> {
  const bodies = examples.map((code) => code.replaceAll(/^[ \t]*import\b[\s\S]*?\bfrom\s+"[^"]+";?/gm, ""));
  const { code } = await transformWithOxc(
    `[${bodies.map((body) => `async () => {${body}\n}`).join(",")}]`,
    "examples.ts",
    { lang: "ts" },
  );
  // A name that an example declares itself hides the one outside.
  const names = Object.keys(scope).filter((name) => code.includes(name));
  // oxlint-disable-next-line no-implied-eval -- the examples are ours, and run as tests elsewhere
  const made = new Function(...names, `return ${code}`) as (...given: unknown[]) => AnyFunction[];
  for (const example of made(...names.map((name) => scope[name]))) {
    // Whether an example does what it says its own test tells: here, one that fails leaves calls missing.
    await Promise.resolve(example()).catch(() => {});
  }
}

/** Results of our functions, and what they hold: their makers have checked them, so they are passed on as they are. */
const made = new WeakSet();

/** Whether one of our functions has made it. */
export function isMade(value: unknown): boolean {
  return typeof value === "object" && value !== null && made.has(value);
}

function objectsIn(value: unknown, found = new Set<object>()): ReadonlySet<object> {
  if (typeof value !== "object" || value === null || found.has(value)) return found;
  found.add(value);
  if (Array.isArray(value) || isPlain(value))
    for (const inner of Object.values(value)) objectsIn(inner, found);
  return found;
}

/** Plain objects and arrays anew; what is no data, and what our functions have made, as it is. */
export function copyOf(value: unknown): unknown {
  if (isMade(value)) return value;
  if (ArrayBuffer.isView(value)) return (value as Float64Array).slice();
  if (Array.isArray(value)) return value.map(copyOf);
  return isPlain(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]))
    : value;
}

/** An object literal. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !(Symbol.iterator in value);
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === "function";
}
