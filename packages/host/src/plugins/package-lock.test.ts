import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { packageLock } from "./package-lock.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "cxkit-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it.each([
  [
    "pnpm-lock.yaml",
    `packages:\n\n  '@acme/a@1.0.0':\n    resolution: {integrity: sha512-AbC+/=}\n\n  b@1.0.0:\n    resolution: {integrity: sha512-bbb}\n`,
  ],
  [
    "package-lock.json",
    `{ "packages": { "node_modules/b": { "version": "1.0.0", "integrity": "sha512-bbb" }, "node_modules/@acme/a": { "version": "1.0.0", "resolved": "x", "integrity": "sha512-AbC+/=" } } }`,
  ],
  [
    "yarn.lock",
    `b@^1.0.0:\n  version "1.0.0"\n  integrity sha512-bbb\n\n"@acme/a@^1.0.0":\n  version "1.0.0"\n  resolved "x"\n  integrity sha512-AbC+/=\n`,
  ],
  [
    "bun.lock",
    `{ "packages": {\n "b": ["b@1.0.0", "", {}, "sha512-bbb"],\n "@acme/a": ["@acme/a@1.0.0", "", {}, "sha512-AbC+/="],\n} }`,
  ],
])("%s says what the contents of a package are", async (name, text) => {
  await writeFile(path.join(folder, name), text);
  await mkdir(path.join(folder, "apps/one"), { recursive: true });
  const lock = packageLock(path.join(folder, "apps/one"));
  expect(lock?.integrity("@acme/a", "1.0.0")).toBe("sha512-AbC+/=");
  expect(lock?.integrity("b", "1.0.0")).toBe("sha512-bbb");
  expect(lock?.integrity("@acme/a", "1.0.1")).toBe(null);
  expect(lock?.integrity("c", "1.0.0")).toBe(null);
});
