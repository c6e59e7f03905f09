import { describe, expect, it } from "vitest";
import { publicFiles } from "./public-files.ts";
import { type Tree, madeUp, projectTree } from "./tree.ts";

/** Public files with run-time exports and no test beside them. */
function untested(tree: Tree): string[] {
  return publicFiles(tree)
    .map(({ file }) => file.replace(/\.ts$/, ".test.ts"))
    .filter((twin) => !tree.has(twin) && !tree.has(twin.replace(/\.test\.ts$/, ".browser.ts")))
    .map((twin) => `${twin} is missing`);
}

describe("every public file has its test beside it", () => {
  it("in this repository", () => {
    expect(untested(projectTree())).toEqual([]);
  });

  it("and a tree without one is found out", () => {
    const manifest = (name: string) =>
      `{ "name": "${name}", "exports": { ".": { "@cxkit/source": "./src/index.ts" }, "./zip": { "@cxkit/source": "./src/zip.ts" } } }`;
    const tree = madeUp({
      "packages/a/package.json": manifest("@cxkit/a"),
      "packages/a/src/index.ts": `export { nps, type Nps } from "./nps.ts";\nexport { csat } from "./csat.ts";\nexport type { Estimate } from "./estimate.ts";\nexport { type Only, type Types } from "./types.ts";`,
      "packages/a/src/nps.ts": `export function nps() {}`,
      "packages/a/src/nps.test.ts": "",
      "packages/a/src/csat.ts": `export const csat = 1;`,
      "packages/a/src/estimate.ts": `export interface Estimate {}\nexport const internal = 1;`,
      "packages/a/src/types.ts": `export type Only = 1;\nexport type Types = 2;`,
      "packages/a/src/private.ts": `export const hidden = 1;`,
      "packages/a/src/zip.ts": `export function unzip() {}`,
    });
    expect(untested(tree)).toEqual([
      "packages/a/src/csat.test.ts is missing",
      "packages/a/src/zip.test.ts is missing",
    ]);
  });
});
