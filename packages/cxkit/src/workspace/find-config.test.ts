import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { findConfig } from "./find-config.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";

it("findConfig finds the configuration of the folder, or of the nearest one above it", async () => {
  await using folder = await temporaryFolder();
  const inner = path.join(folder.path, "a", "b");
  await mkdir(inner, { recursive: true });
  await writeFile(path.join(folder.path, "cxkit.config.json"), "{}");
  expect(await findConfig(folder.path)).toBe(path.join(folder.path, "cxkit.config.json"));
  expect(await findConfig(inner)).toBe(path.join(folder.path, "cxkit.config.json"));
  await writeFile(path.join(folder.path, "a", "cxkit.config.mts"), "");
  expect(await findConfig(inner)).toBe(path.join(folder.path, "a", "cxkit.config.mts"));
});

it("findConfig says how to get one where there is none", async () => {
  await using folder = await temporaryFolder();
  await expect(findConfig(folder.path)).rejects.toMatchObject({
    code: "invalid-setup",
    message: expect.stringContaining('"cxkit init" makes one') as string,
  });
});

it("findConfig does not choose between two", async () => {
  await using folder = await temporaryFolder();
  for (const name of ["cxkit.config.ts", "cxkit.config.json"])
    await writeFile(path.join(folder.path, name), "");
  await expect(findConfig(folder.path)).rejects.toThrow(
    /cxkit\.config\.ts and cxkit\.config\.json: keep one/,
  );
});
