import { expect, it } from "vitest";
import { folderWith } from "./fixtures/plugin-folder.ts";
import { packageFiles } from "./package-files.ts";

const files = {
  "README.md": "",
  "package.json": {},
  "dist/a.js": "",
  "dist/a.test.js": "",
  "dist/deep/b.js": "",
  "src/a.ts": "",
  "node_modules/x/index.js": "",
  "old-1.0.0.tgz": "",
};

// Expected as `npm pack --dry-run` of npm 11.19.1 lists them.
it.each([
  [
    undefined,
    [
      "README.md",
      "dist/a.js",
      "dist/a.test.js",
      "dist/deep/b.js",
      "old-1.0.0.tgz",
      "package.json",
      "src/a.ts",
    ],
  ],
  [["dist"], ["README.md", "dist/a.js", "dist/a.test.js", "dist/deep/b.js", "package.json"]],
  [
    ["dist", "!**/*.test.js"],
    ["README.md", "dist/a.js", "dist/deep/b.js", "package.json"],
  ],
  [["dist/*.js"], ["README.md", "dist/a.js", "dist/a.test.js", "package.json"]],
  [["./dist/deep/"], ["README.md", "dist/deep/b.js", "package.json"]],
  [[], ["README.md", "package.json"]],
])("files %j", async (patterns, expected) => {
  const folder = await folderWith(files);
  expect(await packageFiles({ folder, json: patterns === undefined ? {} : { files: patterns } })).toEqual(
    expected,
  );
});
