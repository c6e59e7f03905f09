import { isBuiltin } from "node:module";
import { expect, it } from "vitest";
import { allowedBuiltins } from "./fence.ts";
import { idleServices, installed, quick } from "./fixtures/misbehaved-plugin.ts";
import { processRunner } from "./process-runner.ts";

it("no way of CommonJS leads to a built-in module that is not allowed, or to what loads one", async () => {
  await using runner = await processRunner(installed("escaping"), { limits: quick, log: () => {} });
  const target = {
    plugin: "fixture.escaping",
    kind: "channel",
    id: "escaping",
    module: "./plugin.cjs",
    export: "channel",
  } as const;
  const came = (await runner.call(target, "hydrate.complete", [{}], {
    services: idleServices,
    config: {},
  })) as {
    readonly [way: string]: string;
  };
  expect(Object.keys(came).length).toBeGreaterThan(15);
  expect(Object.entries(came).filter(([, outcome]) => outcome === "done")).toEqual([]);
  for (const way of [
    "require",
    "requireWithScheme",
    "load",
    "prototype",
    "createRequire",
    "hooks",
    "builtin",
    "subpath",
  ]) {
    expect([way, came[way]]).toEqual([way, "ERR_ACCESS_DENIED"]);
  }
});

it("what is allowed is there, and reaches nothing", () => {
  for (const name of allowedBuiltins) expect([name, isBuiltin(name)]).toEqual([name, true]);
  for (const name of [
    "fs",
    "net",
    "module",
    "process",
    "async_hooks",
    "diagnostics_channel",
    "worker_threads",
    "vm",
    "os",
  ]) {
    expect(allowedBuiltins.has(name)).toBe(false);
  }
});
