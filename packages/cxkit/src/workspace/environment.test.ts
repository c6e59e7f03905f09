import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { workspaceEnvironment } from "./environment.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";

it("workspaceEnvironment reads .env beneath the real environment, which wins even when empty", async () => {
  await using folder = await temporaryFolder();
  await writeFile(
    path.join(folder.path, ".env"),
    "\uFEFF# secrets\nA=from file\nB='quoted # text'\nexport C=3\nD=file\n",
  );
  expect(await workspaceEnvironment(folder.path, { A: "real", D: "" })).toEqual({
    A: "real",
    B: "quoted # text",
    C: "3",
    D: "",
  });
});

it("workspaceEnvironment does without .env, and leaves the process's own environment alone", async () => {
  await using folder = await temporaryFolder();
  expect(await workspaceEnvironment(folder.path, { A: "1" })).toEqual({ A: "1" });
  await writeFile(path.join(folder.path, ".env"), "CXKIT_TEST_ONLY=1");
  await workspaceEnvironment(folder.path, {});
  expect(process.env["CXKIT_TEST_ONLY"]).toBeUndefined();
});

it("workspaceEnvironment says so when .env cannot be read", async () => {
  await using folder = await temporaryFolder();
  await mkdir(path.join(folder.path, ".env"));
  await expect(workspaceEnvironment(folder.path, {})).rejects.toThrow(/\.env cannot be read \(EISDIR\)/);
});
