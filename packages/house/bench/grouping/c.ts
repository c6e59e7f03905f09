import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import * as yardstick from "./yardstick.ts";

let program: ChildProcessByStdio<Writable, Readable, null> | undefined;
let lines: AsyncIterator<string>;

/** Compiles the kernel and hands it the columns as files; it says when it has read them, then answers once a line. */
export async function prepare(size: number): Promise<void> {
  if (!hasCompiler()) {
    // Small sizes are for tests of the answer; a measurement without a compiler would measure something else.
    if (size > 100_000) throw new Error("no C compiler: cc is needed for the contender c");
    yardstick.prepare(size);
    return;
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), "cxkit-grouping-"));
  try {
    const binary = path.join(folder, "kernel");
    const source = path.join(import.meta.dirname, "c", "kernel.c");
    execFileSync("cc", ["-O3", "-march=native", "-o", binary, source, "-lm"]);
    const { time, channel, touchpoint, score } = yardstick.answers(size);
    for (const [name, column] of Object.entries({ time, channel, touchpoint, score })) {
      writeFileSync(path.join(folder, name), column);
    }
    program = spawn(binary, [folder, String(size)], { stdio: ["pipe", "pipe", "inherit"] });
    // The end of this process closes its input, and that is the end of the program.
    program.unref();
    lines = createInterface(program.stdout)[Symbol.asyncIterator]();
    await lines.next();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same counting in C, the columns in its memory; the way there and back is a tenth of a millisecond. */
export async function run(): Promise<string> {
  if (!program) return yardstick.run();
  program.stdin.write("count\n");
  const { value: line = "" } = (await lines.next()) as { readonly value?: string };
  const [groups = 0, n = 0, value = 0, low = 0, high = 0] = line.split(" ").map(Number);
  return yardstick.told({ groups, n, value, low, high });
}

function hasCompiler(): boolean {
  try {
    execFileSync("cc", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
