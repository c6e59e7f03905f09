/**
 * Installs the packed packages in an empty project, as a user does, and runs them there on the Node.js that the machine
 * has (20.19 or newer): every subpath is imported, `nps` is called, `npx cxkit report` makes a report, a workspace is lived
 * through, and plugins are begun from every template, the first by following its guide to the letter.
 *
 *     pnpm check:install
 */
import { execFileSync } from "node:child_process";
import { existsSync, globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { checkPlugins } from "./check-plugins.ts";
import { checkWorkspace } from "./check-workspace.ts";
import { type Manifest, projectTree, publishedManifests, root } from "./tree.ts";

const tarballs = path.join(root, ".cache/tarballs");
const manifests = [...publishedManifests(projectTree()).values()];
const project = mkdtempSync(path.join(os.tmpdir(), "cxkit-install-"));
// Not the Node.js of the workspace's tools.
const systemPath = (process.env["PATH"] ?? "")
  .split(path.delimiter)
  .filter((folder) => !folder.includes("node_modules"))
  .join(path.delimiter);
const env = { ...process.env, PATH: systemPath };

try {
  const files = Object.fromEntries(
    manifests.map((manifest) => [manifest.name, `file:${tarballOf(manifest)}`]),
  );
  write(
    "package.json",
    JSON.stringify({
      private: true,
      type: "module",
      dependencies: files,
      // What a plugin's author has besides.
      devDependencies: { "@types/node": "^22.0.0", typescript: "^7.0.2" },
      overrides: files,
    }),
  );
  run("npm", "install", "--no-audit", "--no-fund", "--loglevel=error");

  const subpaths = manifests.flatMap(({ name, exports }) =>
    Object.entries(exports ?? {})
      .filter(([, target]) => typeof target === "object")
      // What processes are started with does its work when it is imported.
      .filter(([subpath]) => !/(?:^|[/-])child$/.test(subpath))
      .map(([subpath]) => path.posix.join(name, subpath)),
  );
  write("import-all.js", subpaths.map((name) => `await import(${JSON.stringify(name)});\n`).join(""));
  run("node", "import-all.js");
  write("nps.js", `import { nps } from "@cxkit/metrics";\nconsole.log(nps([10, 9, 8, 3]).value);\n`);
  expectLine(run("node", "nps.js"), "25");

  const answers = Array.from(
    { length: 60 },
    (_, row) => `${row + 1},2026-0${(row % 3) + 1}-15,${(row * 7) % 11}`,
  );
  write("responses.csv", `Response ID,Date,How likely are you to recommend us?\n${answers.join("\n")}\n`);
  run("npx", "--no-install", "cxkit", "report", "responses.csv");
  const reports = globSync("**/*.html", { cwd: project, exclude: ["node_modules/**"] });
  if (reports.length !== 1) throw new Error(`cxkit report should leave one page, left ${reports.length}`);

  await checkWorkspace({ project, env }, "responses.csv", answers.length);
  const plugins = checkPlugins({ project, env, tarballs });

  const version = run("node", "--version").trim();
  console.log(
    `install: ${subpaths.length} entry points, one report, one workspace and ${plugins} work on Node.js ${version}`,
  );
} finally {
  rmSync(project, { recursive: true, force: true });
}

function tarballOf({ name, version }: Manifest): string {
  const file = path.join(tarballs, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
  if (!existsSync(file)) throw new Error(`check-install requires ${file}`);
  return file;
}

function write(name: string, text: string): void {
  writeFileSync(path.join(project, name), text);
}

function run(program: string, ...parameters: string[]): string {
  return execFileSync(program, parameters, {
    cwd: project,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

function expectLine(output: string, line: string): void {
  if (output.trim() !== line) throw new Error(`expected ${line}, got ${output.trim()}`);
}
