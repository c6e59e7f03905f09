import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import { folderWith } from "./fixtures/plugin-folder.ts";
import { grantedFiles } from "./granted-files.ts";

const contents = { hash: "sha256-1", files: { "index.js": "sha256-2" } };

it("are told again for the grant that they belong to, and for no other", async () => {
  const folder = await folderWith({});
  const kept = grantedFiles(folder);
  expect(await kept.of("acme.a", "sha256-1")).toBeNull();
  await kept.keep("acme.a", contents);
  expect(await kept.of("acme.a", "sha256-1")).toEqual(contents.files);
  expect(await kept.of("acme.a", "sha256-9")).toBeNull();
  expect(await kept.of("acme.b", "sha256-1")).toBeNull();
});

it("stay in the workspace's own folder, whatever a plugin calls itself", async () => {
  const folder = await folderWith({});
  await grantedFiles(folder).keep("../../acme/a", contents);
  expect(await readdir(path.join(folder, ".cxkit", "granted"))).toEqual([".._.._acme_a.json"]);
});

it("are none where they cannot be read, or not be written", async () => {
  const folder = await folderWith({ ".cxkit/granted/acme.a.json": "no JSON" });
  expect(await grantedFiles(folder).of("acme.a", "sha256-1")).toBeNull();
  const other = await folderWith({});
  await mkdir(path.join(other, ".cxkit"));
  await writeFile(path.join(other, ".cxkit", "granted"), "a file");
  await grantedFiles(other).keep("acme.a", contents);
  expect(await grantedFiles(other).of("acme.a", "sha256-1")).toBeNull();
});
