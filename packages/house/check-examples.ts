/**
 * Checks the types of all documentation examples, as a user's compiler would. (That they give what they claim is
 * checked by the tests.)
 *
 *     node packages/house/check-examples.ts
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readExamples } from "./read-examples.ts";
import { runnable } from "./runnable-example.ts";
import { sourceAliases } from "./source-aliases.ts";
import { projectTree, root } from "./tree.ts";

const folder = path.join(root, ".cache/examples");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

let count = 0;
for (const [file, text] of projectTree()) {
  if (!/^(?:README[^/]*|packages\/[^/]+\/README|docs\/.*)\.md$|^packages\/[^/]+\/src\/.*\.ts$/.test(file))
    continue;
  if (/\.(?:test|browser|bench)\.ts$/.test(file)) continue;
  for (const example of readExamples(text, file)) {
    const { own } = runnable(example);
    const head =
      own.length > 0 ? `import { ${own.join(", ")} } from ${JSON.stringify(path.join(root, file))}; ` : "";
    // Line n of the copy is line n of the file.
    const copy = path.join(folder, file, `${example.line}.ts`);
    mkdirSync(path.dirname(copy), { recursive: true });
    writeFileSync(
      copy,
      `${head}export {};${"\n".repeat(example.line - 1)}${example.line === 1 ? " " : ""}${example.code}\n`,
    );
    count += 1;
  }
}

const base = JSON.parse(readFileSync(path.join(root, "packages/house/tsconfig.base.json"), "utf8")) as {
  readonly compilerOptions: object;
};
const paths = {
  ...Object.fromEntries(sourceAliases().map(({ name, replacement }) => [name, [replacement]])),
  // Examples of schemas use the library that whoever reads them has installed.
  zod: [path.join(root, "packages/core/node_modules/zod")],
};
writeFileSync(
  path.join(folder, "tsconfig.json"),
  JSON.stringify({
    compilerOptions: {
      ...base.compilerOptions,
      lib: ["ESNext", "DOM", "DOM.Iterable"],
      types: ["node"],
      typeRoots: [path.join(root, "node_modules/@types")],
      module: "ESNext",
      moduleResolution: "Bundler",
      // Examples are for all users, not only those with our strictest settings.
      exactOptionalPropertyTypes: false,
      noUncheckedIndexedAccess: false,
      verbatimModuleSyntax: false,
      noPropertyAccessFromIndexSignature: false,
      composite: false,
      declaration: false,
      declarationMap: false,
      emitDeclarationOnly: false,
      rewriteRelativeImportExtensions: false,
      allowImportingTsExtensions: true,
      noEmit: true,
      paths,
    },
    include: ["./**/*.ts"],
  }),
);

const problems = compile()
  .split("\n")
  .flatMap((line) => {
    const [, file = "", at = "", message = ""] =
      /^\.cache\/examples\/(.+)\/\d+\.ts\((\d+),\d+\): (.*)$/.exec(line) ?? [];
    // What is shown to throw is often what the compiler forbids.
    const shown = projectTree().get(file)?.split("\n")[Number(at) - 1] ?? "";
    return file === "" || shown.includes("// throws ") ? [] : [`${file}:${at} ${message}`];
  });
for (const problem of problems) console.error(problem);
console.log(`examples: ${problems.length} type errors in ${count}`);
process.exitCode = problems.length > 0 ? 1 : 0;

/** What the compiler says. */
function compile(): string {
  const program = path.join(root, "node_modules/.bin/tsc");
  try {
    return execFileSync(program, ["-p", folder, "--pretty", "false"], { cwd: root, encoding: "utf8" });
  } catch (error) {
    return (error as { readonly stdout?: string }).stdout ?? String(error);
  }
}
