import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Manifest, type Tree, madeUp, projectTree, publishedManifests } from "./tree.ts";

const fixed = {
  license: "MIT",
  type: "module",
  sideEffects: false,
  publishConfig: { access: "public" },
};
const files = [
  "dist",
  "src",
  "!dist/.tsbuildinfo",
  "!**/*.test.ts",
  "!**/*.browser.ts",
  "!**/*.bench.ts",
  "!**/fixtures/**",
];
const legacy = ["main", "module", "types", "typings", "browser", "typesVersions"];

/** What in the published packages' manifests is not as everywhere. */
function oddities(tree: Tree): string[] {
  const manifests = publishedManifests(tree);
  const versions = new Set([...manifests.values()].map(({ version }) => version));
  return [
    ...(versions.size > 1 ? [`versions differ: ${[...versions].join(", ")}`] : []),
    ...[...manifests].flatMap(([folder, manifest]) =>
      odd(tree, folder, manifest).map((what) => `packages/${folder}/package.json: ${what}`),
    ),
  ];
}

function odd(tree: Tree, folder: string, manifest: Manifest): string[] {
  const found: string[] = [];
  if (manifest.name !== `@cxkit/${folder}` && manifest.name !== folder) found.push(`name ${manifest.name}`);
  if (typeof manifest["description"] !== "string") found.push("no description");
  for (const [key, value] of Object.entries(fixed))
    if (JSON.stringify(manifest[key]) !== JSON.stringify(value))
      found.push(`${key} is not ${JSON.stringify(value)}`);
  const { version } = manifest;
  // A plugin says with which versions it works: its own among them.
  const engines = { ...("cxkit" in manifest && { cxkit: `${version.split(".")[0]}.x` }), node: ">=20.19" };
  if (JSON.stringify(manifest["engines"]) !== JSON.stringify(engines))
    found.push(`engines is not ${JSON.stringify(engines)}`);
  for (const pattern of files)
    if (!(manifest["files"] as string[] | undefined)?.includes(pattern)) found.push(`files lack ${pattern}`);
  for (const key of legacy) if (key in manifest) found.push(`${key} beside exports`);
  if (!manifest.cxkitHouse?.platform) found.push("no cxkitHouse.platform");
  if (!manifest.exports) found.push("no exports");
  for (const [name, range] of Object.entries(manifest.dependencies ?? {}))
    if (range !== (name.startsWith("@cxkit/") || name === "cxkit" ? "workspace:^" : "catalog:"))
      found.push(`${name} is ${range}`);
  return [...found, ...oddExports(tree, folder, manifest)];
}

/** Each subpath names its source, its types and its module, in this order; they belong together, and the source is there. */
function oddExports(tree: Tree, folder: string, manifest: Manifest): string[] {
  return Object.entries(manifest.exports ?? {}).flatMap(([subpath, target]) => {
    if (typeof target === "string")
      return /^\.\/(?:package\.json|.*\.json|.*\*\.json|.*\.css)$/.test(target)
        ? []
        : [`${subpath} is a bare ${target}`];
    const source = target["@cxkit/source"] ?? "";
    const built = source.replace(/^\.\/src\//, "./dist/").replace(/\.ts$/, "");
    const right = { "@cxkit/source": source, types: `${built}.d.ts`, default: `${built}.js` };
    if (JSON.stringify(target) !== JSON.stringify(right))
      return [`${subpath} is not { source, types, default }`];
    return tree.has(path.posix.join("packages", folder, source)) ? [] : [`${subpath} has no ${source}`];
  });
}

describe("published packages are described alike", () => {
  it("in this repository", () => {
    expect(oddities(projectTree())).toEqual([]);
  });

  it("and a tree where they are not is found out", () => {
    const right = {
      name: "@cxkit/a",
      version: "0.1.0",
      description: "A",
      ...fixed,
      engines: { node: ">=20.19" },
      files,
      cxkitHouse: { platform: "any" },
      exports: {
        ".": { "@cxkit/source": "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
      },
    };
    const tree = (manifest: object) =>
      madeUp({
        "packages/a/package.json": JSON.stringify(manifest),
        "packages/a/src/index.ts": "",
        "packages/house/package.json": `{ "private": true }`,
      });
    const found = (change: object) => oddities(tree({ ...right, ...change }));
    expect(found({})).toEqual([]);
    expect(found({ sideEffects: true, main: "./dist/index.js" })).toEqual([
      "packages/a/package.json: sideEffects is not false",
      "packages/a/package.json: main beside exports",
    ]);
    expect(found({ exports: { ".": { default: "./dist/index.js", types: "./dist/index.d.ts" } } })).toEqual([
      "packages/a/package.json: . is not { source, types, default }",
    ]);
    expect(found({ cxkit: {} })).toEqual([
      'packages/a/package.json: engines is not {"cxkit":"0.x","node":">=20.19"}',
    ]);
    expect(found({ dependencies: { zod: "^4.0.0" } })).toEqual(["packages/a/package.json: zod is ^4.0.0"]);
  });
});
