import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";
import { folderWith, pluginFiles } from "./plugins/fixtures/plugin-folder.ts";

it("tells node --test's results as evidence", async () => {
  const folder = await folderWith({
    ...pluginFiles(),
    "kit.test.mjs": `import { test } from "node:test";
test("R1 everything is read", () => {});
test("V3 a score lies on its scale", () => { throw new Error("a rating of 6"); });
test("my own", () => {});`,
  });
  const reporter = path.join(import.meta.dirname, "conformance-reporter.ts");
  const parameters = ["--conditions=@cxkit/source", "--test", `--test-reporter=${reporter}`, "kit.test.mjs"];
  let said = "";
  try {
    execFileSync(process.execPath, parameters, { cwd: folder, encoding: "utf8" });
  } catch (failed) {
    said = (failed as { readonly stdout: string }).stdout;
  }
  expect(JSON.parse(said)).toMatchObject({
    subject: "acme.reviews@1.0.0",
    checks: [
      { id: "R1", outcome: "passed" },
      { id: "V3", outcome: "failed", reason: "a rating of 6" },
    ],
    tests: { passed: 1, failed: 0 },
  });
});
