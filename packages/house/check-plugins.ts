import { execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readGuide } from "./read-guide.ts";
import { root } from "./tree.ts";

/** An empty project in which every packed package is installed, and what its processes see. */
interface Installed {
  readonly project: string;
  readonly env: NodeJS.ProcessEnv;
  /** Folder of the packed packages. */
  readonly tarballs: string;
}

/** Milliseconds from nothing to a channel that passes its conformance kit, on a machine that does nothing else. */
const most = 60_000;

/**
 * Begins a plugin from every template with the packed packages, as an author does, and tests and checks it. A channel is begun in an empty
 * folder by following the guide to the letter; the others beside the packages that are installed already.
 *
 * @throws {Error} naming the step that went otherwise
 */
export function checkPlugins(installed: Installed): string {
  const { took, left } = followGuide(installed, "docs/plugins/first-channel.md");
  const { project, env, tarballs } = installed;
  const templates = ["metric", "metric-code", "journey", "alert-rule", "notifier"];
  const run = (folder: string, program: string, ...parameters: string[]): string =>
    execFileSync(program, parameters, {
      cwd: folder,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
  for (const template of templates) {
    run(
      project,
      "npx",
      "--no-install",
      "create-cxkit-plugin",
      `my-${template}`,
      "--template",
      template,
      "--from",
      tarballs,
    );
    const folder = path.join(project, `my-${template}`);
    const tested = run(folder, "npm", "test");
    if (!/^ℹ fail 0$/m.test(tested))
      throw new Error(`the template ${template} should pass its tests, and says\n${tested}`);
    run(folder, "npm", "run", "--silent", "check");
  }
  return `${templates.length + 1} templates, a first channel in ${Math.round(took / 1000)} s${left}`;
}

/** What came of following a guide. */
interface Followed {
  /** Milliseconds from the first step to the first passed test. */
  readonly took: number;
  /** What was left out, in words; nothing as a rule. */
  readonly left: string;
}

/** Does what a guide says, in an empty folder. Where plugins of others can run nowhere, it ends before the first of them is hosted. */
function followGuide({ env, tarballs, project }: Installed, file: string): Followed {
  const start = mkdtempSync(path.join(os.tmpdir(), "cxkit-guide-"));
  const create = path.join(project, "node_modules/create-cxkit-plugin/dist/bin.js");
  const began = performance.now();
  let took: number | undefined;
  let folder = start;
  let left = "";
  const staying: number[] = [];
  try {
    for (const step of readGuide(readFileSync(path.join(root, file), "utf8"))) {
      const at = `${file}:${step.line}`;
      if (step.does === "write") {
        mkdirSync(path.dirname(path.join(folder, step.file)), { recursive: true });
        writeFileSync(path.join(folder, step.file), step.text);
        continue;
      }
      const [, to] = /^cd (\S+)$/.exec(step.command) ?? [];
      if (to !== undefined) {
        folder = path.join(folder, to);
        continue;
      }
      // What is not published yet comes from where it was packed.
      const command = step.command.replace(
        /^npm create cxkit-plugin@latest (\S+) -- (.*)$/,
        (_, name: string, flags: string) => `node ${create} ${name} ${flags} --from ${tarballs}`,
      );
      if (step.stays) {
        if (spawnSync("npx cxkit doctor", { cwd: folder, env, shell: true }).status === 6) {
          left = "; not hosted, since plugins of others can run nowhere here";
          break;
        }
        staying.push(stayed(at, command, step.shows, { cwd: folder, env }));
        continue;
      }
      const { status, stdout, stderr } = spawnSync(command, {
        cwd: folder,
        env,
        encoding: "utf8",
        shell: true,
      });
      const said = `${stdout}${stderr}`;
      if ((status !== 0) !== step.fails)
        throw new Error(`${at}: ${step.command} ended with ${status}, and said\n${said}`);
      const missing = step.shows.find((line) => !said.includes(line.trim()));
      if (missing !== undefined)
        throw new Error(`${at}: ${step.command} should say "${missing.trim()}", and says\n${said}`);
      if (step.command === "npm test") took ??= performance.now() - began;
    }
  } finally {
    for (const group of staying) process.kill(-group, "SIGTERM");
    rmSync(start, { recursive: true, force: true, maxRetries: 5 });
  }
  if (took === undefined) throw new Error(`${file} never runs the tests`);
  if (took > most)
    throw new Error(`from nothing to a tested channel took ${Math.round(took / 1000)} s of ${most / 1000} s`);
  return { took, left };
}

/** Starts what stays, in a group of its own, and waits until it has said what is shown. @returns the group */
function stayed(
  at: string,
  command: string,
  shows: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): number {
  const log = path.join(mkdtempSync(path.join(os.tmpdir(), "cxkit-stays-")), "said.txt");
  const file = openSync(log, "w");
  const { pid } = spawn(command, { cwd, env, shell: true, detached: true, stdio: ["ignore", file, file] });
  closeSync(file);
  if (pid === undefined) throw new Error(`${at}: ${command} cannot be started`);
  const end = performance.now() + 60_000;
  for (;;) {
    const said = readFileSync(log, "utf8");
    const missing = shows.find((line) => !said.includes(line.trim()));
    if (missing === undefined) return pid;
    if (performance.now() > end) {
      process.kill(-pid, "SIGKILL");
      throw new Error(`${at}: ${command} should say "${missing.trim()}", and says\n${said}`);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}
