import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { PluginRunner } from "../runner.ts";
import { idleServices, installed, misbehaved, quick } from "./fixtures/misbehaved-plugin.ts";
import { launched, type Launched } from "./launch.ts";
import { warmRunner } from "./warm-runner.ts";

/** A plugin of its own folder, that counts how often its code was called. */
async function counting(options: { readonly typescript?: true } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "cxkit-warm-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(path.join(folder, "package.json"), "{}");
  const saved = (first: number) =>
    writeFile(
      path.join(folder, "plugin.mjs"),
      `let calls = ${first};
export const channel = { id: "misbehaved", decode: () => ({ events: [], setAside: [] }),
  hydrate: { needs: () => true, complete: () => ({ value: (calls += 1) }) } };`,
    );
  await saved(0);
  const processes: Launched[] = [];
  const warm = warmRunner("process", {
    ...options,
    launch(launch) {
      const process = launched(launch);
      processes.push(process);
      return process;
    },
  });
  onTestFinished(() => warm[Symbol.asyncDispose]());
  const plugin = { ...installed("misbehaved"), directory: folder, realDirectory: folder };
  return {
    folder,
    saved,
    processes,
    warm,
    start: () => warm.start(plugin, { limits: quick, log: () => {} }),
  };
}

const called = async (runner: PluginRunner): Promise<unknown> =>
  runner.call(misbehaved, "hydrate.complete", [{}], { services: idleServices, config: {} });

it("a process that stood ready serves one start, with what the plugin is then and nothing of before", async () => {
  const { saved, processes, warm, start } = await counting();
  const first = await start();
  expect(await called(first)).toEqual({ value: 1 });
  expect(await called(first)).toEqual({ value: 2 });
  warm.prepare();
  warm.prepare();
  expect(processes).toHaveLength(2);
  await saved(10);
  await first[Symbol.asyncDispose]();
  await using second = await start();
  expect(await called(second)).toEqual({ value: 11 });
  expect(processes).toHaveLength(2);
  expect((await processes[0]?.gone)?.signal).toBeNull();
});

it("what stood ready is ended where the next start needs other flags", async () => {
  const { folder, processes, warm, start } = await counting();
  await (await start())[Symbol.asyncDispose]();
  warm.prepare();
  await writeFile(path.join(folder, "words.json"), "{}");
  await using runner = await start();
  expect(await called(runner)).toEqual({ value: 1 });
  expect(processes).toHaveLength(3);
  expect((await processes[1]?.gone)?.signal).toBe("SIGKILL");
});

it("what ended while it stood ready serves nobody, and what was never needed is ended", async () => {
  const { processes, warm, start } = await counting();
  await (await start())[Symbol.asyncDispose]();
  warm.prepare();
  processes[1]?.kill();
  await processes[1]?.gone;
  await (await start())[Symbol.asyncDispose]();
  warm.prepare();
  await warm[Symbol.asyncDispose]();
  expect((await processes[3]?.gone)?.signal).toBe("SIGKILL");
});

it("what stands ready may have loaded what TypeScript needs, and is told of no plugin", async () => {
  const { processes, warm, start } = await counting({ typescript: true });
  await (await start())[Symbol.asyncDispose]();
  warm.prepare();
  await using runner = await start();
  expect(await called(runner)).toEqual({ value: 1 });
  expect(processes).toHaveLength(2);
});

it("before the first start there is nothing to be ready for", async () => {
  const { processes, warm } = await counting();
  warm.prepare();
  expect(processes).toEqual([]);
});
