import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../workspace/fixtures/temporary-folder.ts";
import { ownedFolder } from "./owned-folder.ts";

it("ownedFolder replaces what an earlier demo left", async () => {
  await using at = await temporaryFolder();
  const folder = path.join(at.path, "demo/workspace");
  await ownedFolder(folder);
  await writeFile(path.join(folder, "old"), "");
  await ownedFolder(folder);
  expect(await readdir(folder)).toEqual(["made-by-cxkit-demo.txt"]);
});

it("ownedFolder leaves alone what no demo made", async () => {
  await using at = await temporaryFolder();
  const folder = path.join(at.path, "workspace");
  await mkdir(folder);
  await writeFile(path.join(folder, "thesis.txt"), "years of work");
  await expect(ownedFolder(folder)).rejects.toMatchObject({ code: "invalid-setup" });
  expect(await readdir(folder)).toEqual(["thesis.txt"]);
});
