import { globSync } from "node:fs";
import path from "node:path";
import { type Plugin, transformWithOxc } from "vite";
import { readExamples } from "./read-examples.ts";
import { runnable } from "./runnable-example.ts";

const query = "?examples";
const root = path.resolve(import.meta.dirname, "../..");
const runtime = path.join(import.meta.dirname, "throwing.ts");

/**
 * Loads `file?examples` as a module of tests, one for each example of a Markdown file or of the TSDoc comments of a
 * source file. Line n of the module is line n of the file, so that a failure points at the example itself.
 */
export function docExamples(): Plugin {
  return {
    name: "cxkit:doc-examples",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!importer?.endsWith(query) || /^[./]|^node:|^vitest$/.test(source)) return null;
      // Examples may import what any of our packages depends on.
      for (const near of [importer, ...globSync(path.join(root, "packages/*/package.json"))]) {
        const found = await this.resolve(source, near, { skipSelf: true });
        if (found) return found;
      }
      return null;
    },
    async transform(text, id) {
      if (!id.endsWith(query)) return null;
      const file = id.slice(0, -query.length);
      const { code, map } = await transformWithOxc(toModule(text, file), `${file}.ts`, {
        lang: "ts",
        target: "esnext",
        sourcemap: true,
      });
      return {
        code,
        map: { ...map, mappings: map?.mappings ?? "", sources: [file], sourcesContent: [text] },
      };
    },
  };
}

/** Source text of a module with one test an example, on the lines where the examples stand. */
export function toModule(text: string, file: string): string {
  const examples = readExamples(text, file);
  if (examples.length === 0) return "export {};";
  const lines = text.split("\n").map(() => "");
  lines[0] =
    'import { expect as __expect, it as __it } from "vitest"; ' +
    `import { throwing as __throwing } from ${JSON.stringify(runtime)}; `;
  for (const example of examples) {
    const { own, code } = runnable(example);
    const title = `${path.relative(root, file)}:${example.line}`;
    const self =
      own.length > 0 ? `const { ${own.join(", ")} } = await import(${JSON.stringify(file)}); ` : "";
    const body = `__it(${JSON.stringify(title)}, async () => { ${self}${code}\n}); `.split("\n");
    for (const [index, line] of body.entries()) {
      const at = example.line - 1 + index;
      lines[at] = (lines[at] ?? "") + line;
    }
  }
  return lines.join("\n");
}
