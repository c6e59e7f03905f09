import { spawn } from "node:child_process";
import process from "node:process";
import { cxError } from "@cxkit/core";
import { pluginPackage } from "../plugins/plugin-package.ts";

/**
 * Runs the build script of a package, where it has one. Node runs it by itself where it can, which saves the start of npm.
 *
 * @returns whether there was something to run
 * @throws {CxError} `invalid-setup` with what it said, when it fails; and when it was given up
 */
export async function runBuild(directory: string, signal?: AbortSignal): Promise<boolean> {
  const { json } = await pluginPackage(directory);
  const scripts = (json["scripts"] ?? {}) as { readonly [name: string]: unknown };
  if (typeof scripts["build"] !== "string") return false;
  const [command, args] = ofNode(scripts["build"], scripts)
    ? [process.execPath, ["--run", "build"]]
    : ["npm", ["run", "--silent", "build"]];
  const grouped = process.platform !== "win32";
  const child = spawn(command, args, {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
    shell: !grouped && command === "npm",
    detached: grouped,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => (said += text.toString()));
  const stop = (): void => {
    try {
      // What it started ends with it.
      if (grouped && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      else child.kill();
    } catch {
      // Gone already.
    }
  };
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop);
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
    child.on("error", () => resolve(-1));
  });
  signal?.removeEventListener("abort", stop);
  if (code !== 0)
    throw cxError("invalid-setup", `npm run build failed:\n${said.trim()}`, { path: directory });
  return true;
}

/** Whether Node's own way to run a script does the same: it knows neither what goes before and after one, nor npm's variables. */
function ofNode(build: string, scripts: { readonly [name: string]: unknown }): boolean {
  const [major = 0] = process.versions.node.split(".").map(Number);
  return major >= 22 && !("prebuild" in scripts) && !("postbuild" in scripts) && !build.includes("npm_");
}
