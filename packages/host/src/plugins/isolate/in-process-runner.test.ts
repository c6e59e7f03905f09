import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { idleServices, installed, misbehaved, misbehaving, quick } from "./fixtures/misbehaved-plugin.ts";
import { inProcessRunner } from "./in-process-runner.ts";

/** In a process of its own: what nobody catches ends a test. */
async function apart(...words: readonly string[]): Promise<readonly unknown[]> {
  const program = path.join(import.meta.dirname, "fixtures/in-process-program.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--conditions=@cxkit/source",
    "--no-warnings",
    program,
    ...words,
  ]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

it.concurrent.each([
  ["throwInTimer", "TypeError: in a timer"],
  ["throwInImmediate", "TypeError: in an immediate"],
  ["throwInMicrotask", "TypeError: in a microtask"],
  ["throwInNextTick", "TypeError: in the next tick"],
  ["rejectLater", "TypeError: after a wait"],
  ["reject", "TypeError: nobody listens"],
  ["throwNullInTimer", "object: null"],
])(
  "what is thrown where nobody catches (%s) is charged to its contribution, and the process lives",
  async (act, detail) => {
    const charged = { contribution: "misbehaved", member: "hydrate.complete" };
    expect(await apart("plugin", act)).toEqual([
      { place: { contribution: "fixture.misbehaved/misbehaved", trouble: "crash" } },
      { why: "crashed", detail, during: charged },
      [
        {
          level: "error",
          event: "plugin-uncaught",
          contribution: "fixture.misbehaved/misbehaved",
          facts: { member: "hydrate.complete", message: detail },
        },
      ],
    ]);
  },
);

it("what the host itself throws ends it as ever", async () => {
  await expect(apart("host")).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("the host's own"),
  });
});

it("calls are answered, fail by name, take no longer than they may, and are given up", async () => {
  await using fixture = await misbehaving(inProcessRunner, { callMs: 50 });
  expect(await fixture.act("answer", { value: [1] })).toEqual([1]);
  expect(await fixture.decode([{ act: "throw" }])).toEqual([{ failed: "TypeError" }]);
  await expect(fixture.act("throw", { message: "call ada@example.com" })).rejects.toMatchObject({
    code: "contribution-failed",
    message: "TypeError: call …",
    place: { contribution: "fixture.misbehaved/misbehaved" },
  });
  await expect(fixture.act("hang")).rejects.toMatchObject({ place: { trouble: "timeout" } });
  const given = new AbortController();
  const call = expect(fixture.act("hang", {}, { signal: given.signal })).rejects.toMatchObject({
    place: { trouble: "cancelled" },
  });
  given.abort();
  await call;
});

it("streams give their pages whole, and those that are silent are given up", async () => {
  await using fixture = await misbehaving(inProcessRunner, { stallMs: 300 });
  const pages = [];
  const call = { services: idleServices, config: { changes: true } };
  for await (const { records, cursor } of fixture.runner.pages(misbehaved, "pages", 1, call)) {
    pages.push([records.length, cursor]);
  }
  expect(pages).toEqual([
    [700, 2],
    [700, 3],
  ]);
  const first = (stream: string) =>
    fixture.runner.pages(misbehaved, stream, undefined, call)[Symbol.asyncIterator]().next();
  await expect(first("silent")).rejects.toMatchObject({ place: { trouble: "timeout" } });
  expect(await first("progress")).toMatchObject({ value: { cursor: 1 } });
});

it("once stopped it takes no call", async () => {
  const fixture = await misbehaving(inProcessRunner);
  const call = expect(fixture.act("hang")).rejects.toMatchObject({ place: { trouble: "cancelled" } });
  await fixture.runner[Symbol.asyncDispose]();
  await call;
  await expect(fixture.act("answer")).rejects.toMatchObject({ code: "contribution-failed" });
  expect((await fixture.runner.ended).why).toBe("stopped");
});

it("a module outside of the package is refused before anything is loaded", async () => {
  const plugin = installed("misbehaved");
  const entry = { id: "x", title: "X", spec: "v1", module: "../../x.mjs", export: "x", config: {} } as const;
  const manifest = { ...plugin.manifest, contributes: { channels: [entry] } };
  const start = async () => inProcessRunner({ ...plugin, manifest }, { limits: quick, log: () => {} });
  await expect(start()).rejects.toMatchObject({ code: "invalid-setup" });
});
