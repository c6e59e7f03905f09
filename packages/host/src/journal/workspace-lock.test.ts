import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { afterEach, describe, expect, it } from "vitest";
import { codeOf } from "./fixtures/entries.ts";
import { type LockHolder, isAlive, thisProcess } from "./lock-holder.ts";
import { lockWorkspace } from "./workspace-lock.ts";

const since = "2026-03-01T09:30:00Z";
const folders: string[] = [];
const children: ChildProcessByStdio<Writable, Readable, null>[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) await killed(child);
  for (const directory of folders.splice(0)) await fs.rm(directory, { recursive: true });
});

async function folder(): Promise<string> {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), "cxkit-lock-"));
  folders.push(directory);
  return directory;
}

/** A real process that waits for its `go`. */
async function started(directory: string, command: string) {
  const script = path.join(import.meta.dirname, "fixtures/locking-process.ts");
  const child = spawn(process.execPath, ["--conditions=@cxkit/source", script, directory, command], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const line = async () => String((await lines.next()).value);
  expect(await line()).toBe("ready");
  return {
    child,
    go: () => {
      child.stdin.write("go\n");
      return line();
    },
  };
}

async function killed(child: ChildProcessByStdio<Writable, Readable, null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

describe("the lock of a workspace", () => {
  it("is one process's at a time; another one hears whose it is", async () => {
    const directory = await folder();
    const lock = await lockWorkspace(directory, { command: "cxkit serve", now: () => since });
    const second = lockWorkspace(directory, { command: "cxkit report" });
    await expect(second).rejects.toThrow(
      `${directory} is in use by process ${String(process.pid)} (cxkit serve) on ${os.hostname()} since ${since}`,
    );
    expect(await codeOf(lockWorkspace(directory, { command: "cxkit report" }))).toBe("unavailable");
    await lock[Symbol.asyncDispose]();
    await using again = await lockWorkspace(directory, { command: "cxkit report" });
    expect(again.directory).toBe(directory);
  });

  it("is refused across processes, and taken over from one that was killed", async () => {
    const directory = await folder();
    const { child, go } = await started(directory, "serve");
    expect(await go()).toBe("locked");
    await expect(lockWorkspace(directory, { command: "second" })).rejects.toThrow(
      `in use by process ${String(child.pid)} (serve)`,
    );
    await killed(child);
    await using lock = await lockWorkspace(directory, { command: "second" });
    expect(lock.directory).toBe(directory);
  });

  it("goes to exactly one of those that start at the same time, after a death, too", async () => {
    const directory = await folder();
    for (let round = 0; round < 3; round += 1) {
      const starters = await Promise.all(["a", "b", "c", "d"].map((name) => started(directory, name)));
      const answers = await Promise.all(starters.map(({ go }) => go()));
      expect(answers.filter((answer) => answer === "locked").length).toBe(1);
      expect(answers.filter((answer) => answer.includes("is in use by process")).length).toBe(3);
      await Promise.all(starters.map(({ child }) => killed(child)));
    }
  });

  it("goes to exactly one of many calls in a process", async () => {
    const directory = await folder();
    const calls = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => lockWorkspace(directory, { command: String(index) })),
    );
    const taken = calls.filter((call) => call.status === "fulfilled");
    expect(taken.length).toBe(1);
    await taken[0]?.value[Symbol.asyncDispose]();
  });

  it("leaves few files behind, however often it was taken, and none that it did not finish", async () => {
    const directory = await folder();
    for (let turn = 0; turn < 30; turn += 1) {
      const lock = await lockWorkspace(directory, { command: "x" });
      await lock[Symbol.asyncDispose]();
    }
    const names = await fs.readdir(directory);
    expect(names.length).toBeLessThanOrEqual(8);
    expect(names.every((name) => /^workspace-lock\.\d+\.json$/.test(name))).toBe(true);
  });

  it("is not believed when its file cannot be read", async () => {
    const directory = await folder();
    await fs.writeFile(path.join(directory, "workspace-lock.3.json"), "{");
    expect(await codeOf(lockWorkspace(directory, { command: "x" }))).toBe("invalid-file");
  });
});

describe("a holder of a lock", () => {
  const holder = async (more: Partial<LockHolder> = {}): Promise<LockHolder> => ({
    ...(await thisProcess()),
    command: "x",
    since,
    socket: path.join(os.tmpdir(), "cxkit-nobody-listens-here.sock"),
    ...more,
  });
  const linux = it.skipIf(process.platform !== "linux");

  linux("lives while its process does", async () => {
    expect(await isAlive(await holder())).toBe(true);
  });

  linux("is dead when another process has its number by now", async () => {
    expect(await isAlive(await holder({ started: "1" }))).toBe(false);
    expect(await isAlive(await holder({ pid: 2 ** 22 + 1 }))).toBe(false);
  });

  linux(
    "is dead when its machine was started again, and taken to live when it is another machine's",
    async () => {
      expect(await isAlive(await holder({ boot: "another" }))).toBe(false);
      expect(await isAlive(await holder({ boot: "another", host: "elsewhere" }))).toBe(true);
    },
  );

  linux("in another container lives while it listens", async () => {
    const directory = await folder();
    expect(await isAlive(await holder({ namespace: "pid:[1]" }))).toBe(false);
    await using lock = await lockWorkspace(directory, { command: "x" });
    const text = await fs.readFile(path.join(lock.directory, "workspace-lock.1.json"), "utf8");
    const { socket } = JSON.parse(text) as LockHolder;
    expect(await isAlive(await holder({ namespace: "pid:[1]", socket }))).toBe(true);
  });

  it("without facts about its machine lives when its process does and listens", async () => {
    const { boot: _, started: __, namespace: ___, ...bare } = await holder();
    if (process.platform !== "linux") expect(await isAlive(bare)).toBe(false);
    expect(await isAlive({ ...bare, host: "elsewhere" })).toBe(true);
    expect(await isAlive({ ...bare, pid: 2 ** 22 + 1 })).toBe(false);
  });
});
