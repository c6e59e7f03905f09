import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "./program.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-demo-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("cxkit demo", () => {
  it.each([
    ["en", "retailer-survey.csv"],
    ["zh", "零售商调查.csv"],
  ])("%s: finds exactly what was planted, and prints where it is", async (language, csv) => {
    const out = path.join(folder, language);
    const { code, text } = await demo(["--lang", language, "--out", out]);
    expect(code).toBe(0);
    expect(text).not.toMatch(/missed|false alarm {2}|^ {2}wrong/m);
    expect(text.match(/^ {2}right /gm)?.length).toBe(9);
    expect(text.match(/^ {2}found {3}.*$/gm)?.length).toBe(4);
    expect(text).toContain(path.join(out, "report.html"));
    expect((await readdir(out)).toSorted()).toEqual([csv, "report.html", "workspace"].toSorted());
    const page = await readFile(path.join(out, "report.html"), "utf8");
    expect(page.endsWith("</html>") || page.endsWith("</html>\n")).toBe(true);
  });

  it("leaves nothing where it is interrupted", async () => {
    const abort = new AbortController();
    abort.abort();
    const out = path.join(folder, "stopped");
    expect((await demo(["--out", out], abort.signal)).code).toBe(130);
    await expect(readdir(out)).rejects.toThrow(/ENOENT/);
  });
});

async function demo(
  args: readonly string[],
  signal = new AbortController().signal,
): Promise<{ code: number; text: string }> {
  let text = "";
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  const now = () => "2026-07-01T00:00:00Z";
  const code = await run(["demo", ...args], { out: stream, err: stream, env: {}, now, signal });
  return { code, text };
}
