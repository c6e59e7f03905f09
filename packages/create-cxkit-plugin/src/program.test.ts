import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PassThrough, Writable } from "node:stream";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "./program.ts";

const root = mkdtempSync(path.join(os.tmpdir(), "cxkit-create-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function ran(args: readonly string[], answers?: string) {
  const said = { out: "", err: "" };
  const sink = (name: "out" | "err") =>
    new Writable({
      write(chunk, _, done) {
        said[name] += String(chunk);
        done();
      },
    });
  const input = Object.assign(new PassThrough(), { isTTY: answers !== undefined });
  if (answers !== undefined) input.end(answers);
  const code = await run(args, { out: sink("out"), err: sink("err"), in: input, npm: "pnpm" });
  return { code, ...said };
}

describe("create-cxkit-plugin", () => {
  it("makes what the flags say, and says what comes next", async () => {
    const folder = path.join(root, "reviews");
    const { code, out } = await ran([folder, "--template", "journey", "--publisher", "acme"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^acme\.reviews: \d+ files/);
    expect(out).toContain("pnpm install\n  pnpm test\n");
    expect(existsSync(path.join(folder, "src/index.ts"))).toBe(true);
  });

  it("asks for the template where somebody can answer, and takes a channel where nobody can", async () => {
    const asked = await ran([path.join(root, "asked")], "metric\n");
    expect(asked.err).toContain("1  channel: a channel");
    expect(asked.code).toBe(0);
    expect((await ran([path.join(root, "unasked")])).code).toBe(0);
    expect(existsSync(path.join(root, "unasked/src/vendor.double.ts"))).toBe(true);
  });

  it.each([
    [["a", "--template", "chanel"], "there is no template chanel: channel, metric"],
    [["a", "b"], "one folder at a time"],
    [[], "say which folder to make"],
    [["a", "--nonsense"], "--nonsense"],
  ])("makes nothing of %j", async (args, message) => {
    const { code, err } = await ran(args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it("explains itself", async () => {
    const { code, out } = await ran(["--help"]);
    expect(code).toBe(0);
    expect(out).toContain("metric-code");
  });
});
