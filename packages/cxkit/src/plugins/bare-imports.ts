import { builtinModules } from "node:module";

/**
 * Packages that a module imports, by name: `zod` for `zod/mini`, `@cxkit/core` for its subpaths. Types are left out, for they are gone
 * when it runs; so is everything of Node's own.
 *
 * @param text JavaScript or TypeScript
 * @example [...bareImports('import { z } from "zod/mini"; import type { A } from "a"; import "node:fs";')] // => ["zod"]
 */
export function bareImports(text: string): ReadonlySet<string> {
  return new Set([...importsOf(text)].flatMap((specifier) => packageOf(specifier) ?? []));
}

/**
 * Modules of the same package that a module imports.
 *
 * @example [...relativeImports('export { a } from "./a.js"; await import("./b.js");')] // => ["./a.js", "./b.js"]
 */
export function relativeImports(text: string): ReadonlySet<string> {
  return new Set([...importsOf(text)].filter((specifier) => /^\.\.?\//.test(specifier)));
}

function importsOf(text: string): ReadonlySet<string> {
  const code = withoutComments(text);
  const forms = [
    /(?:^|[;}\s])(?:import|export)\b(?!\s*type\s*[\w{*])[\w$*{}\s,]*?\bfrom\s*["']([^"'\n]+)["']/g,
    /(?:^|[;}\s])(?:import|export)\s*(?:\{[^}]*\}|\*)\s*from\s*["']([^"'\n]+)["']/g,
    /(?:^|[;}\s])import\s*["']([^"'\n]+)["']/g,
    /\bimport\s*\(\s*["'`]([^"'`\n$]+)["'`]/g,
    /\brequire\s*\(\s*["']([^"'\n]+)["']\s*\)/g,
  ];
  return new Set(forms.flatMap((form) => Array.from(code.matchAll(form), ([, specifier]) => specifier!)));
}

function packageOf(specifier: string): string | undefined {
  if (/^(?:\.|\/|#|node:|data:|https?:|file:)/.test(specifier)) return undefined;
  const [scope = "", name] = specifier.split("/");
  if (builtIn.has(scope)) return undefined;
  return scope.startsWith("@") && name !== undefined ? `${scope}/${name}` : scope;
}

/** Comments name packages that nobody imports. Those in strings stay: a string that looks like one is rare, and harmless here. */
function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|[^:"'`\\])\/\/.*$/gm, "$1");
}

/** What can be imported of Node without saying so. */
const builtIn: ReadonlySet<string> = new Set(builtinModules);
