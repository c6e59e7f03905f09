import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Contender } from "../../workload.ts";
import { root } from "../../../tree.ts";

const execute = promisify(execFile);

/** What an import cost in a process of its own: milliseconds, and megabytes more than before, of living objects and of the process. */
interface Cost {
  readonly ms: number;
  readonly heap: number;
  readonly resident: number;
}

const program = `
const settled = () => { gc(); gc(); return process.memoryUsage(); };
const before = settled();
const started = performance.now();
const module = await import(process.argv[2]);
const ms = performance.now() - started;
const { rss } = process.memoryUsage();
const { heapUsed } = settled();
if (Object.keys(module).length === 0) throw new Error("nothing is exported");
const more = (after, than) => Math.max(0, after - than) / 1e6;
console.log(JSON.stringify({ ms, heap: more(heapUsed, before.heapUsed), resident: more(rss, before.rss) }));
`;

/** The packages that a channel needs, as they are published: built, without their sources. */
const packages = ["core", "signing", "channels"];
const folderOf = (name: string): string => path.join(root, "packages", name);

/** Every channel, as a user imports it. */
export function channels(): string[] {
  const text = readFileSync(path.join(folderOf("channels"), "package.json"), "utf8");
  const { exports } = JSON.parse(text) as { readonly exports: object };
  const tools = new Set(["./package.json", "./authoring", "./delimited-text", "./table", "./zip"]);
  return Object.keys(exports)
    .filter((subpath) => !tools.has(subpath))
    .map((subpath) => path.posix.join("@cxkit/channels", subpath));
}

/** A contender that imports modules, each in fresh processes of a project with nothing else in it. */
export function importing(modules: () => readonly string[]): Required<Omit<Contender, "ready">> {
  let project = "";
  let processes = 0;
  const costs = new Map<string, Cost[]>();
  return {
    available: () => packages.every((name) => existsSync(path.join(folderOf(name), "dist"))),
    prepare(size) {
      processes = size;
      project ||= emptyProject();
    },
    async run() {
      for (const name of modules()) {
        const found = costs.get(name) ?? [];
        costs.set(name, found);
        for (let count = 0; count < processes; count += 1) found.push(await costOf(project, name));
      }
      return "imported";
    },
    figures() {
      const told = [...costs].flatMap(([name, all]) => [
        [`${name}: least ms`, least(all.map(({ ms }) => ms))],
        [`${name}: median ms`, all.map(({ ms }) => ms).toSorted((a, b) => a - b)[all.length >> 1]],
        [`${name}: MB of objects`, least(all.map(({ heap }) => heap))],
        [`${name}: MB resident`, least(all.map(({ resident }) => resident))],
      ]);
      return Object.fromEntries(told) as { readonly [name: string]: number };
    },
    close() {
      rmSync(project, { recursive: true, force: true });
      project = "";
    },
  };
}

const least = (values: readonly number[]): number => Math.min(...values);

async function costOf(project: string, name: string): Promise<Cost> {
  const options = ["--expose-gc", path.join(project, "cost.mjs"), name];
  const { stdout } = await execute(process.execPath, options, { cwd: project });
  return JSON.parse(stdout) as Cost;
}

/** A project as npm leaves it: copies, no links, nothing but what the channels depend on. */
function emptyProject(): string {
  const project = mkdtempSync(path.join(os.tmpdir(), "cxkit-bench-"));
  const modules = path.join(project, "node_modules");
  const copied = (from: string, name: string): void => {
    cpSync(from, path.join(modules, name), { recursive: true, dereference: true });
  };
  for (const folder of packages) {
    const from = folderOf(folder);
    const text = readFileSync(path.join(from, "package.json"), "utf8");
    const { name, dependencies = {} } = JSON.parse(text) as {
      readonly name: string;
      readonly dependencies?: object;
    };
    mkdirSync(path.join(modules, name), { recursive: true });
    writeFileSync(path.join(modules, name, "package.json"), text);
    copied(path.join(from, "dist"), path.join(name, "dist"));
    for (const foreign of Object.keys(dependencies))
      if (!foreign.startsWith("@cxkit/") && !existsSync(path.join(modules, foreign)))
        copied(path.join(from, "node_modules", foreign), foreign);
  }
  writeFileSync(path.join(project, "empty.mjs"), "export const nothing = null;\n");
  writeFileSync(path.join(project, "cost.mjs"), program);
  return project;
}
