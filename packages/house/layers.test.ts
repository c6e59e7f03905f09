import path from "node:path";
import { describe, expect, it } from "vitest";
import { type Package, layers, testImports } from "./layers.ts";
import { importsOf, packageOf, resolved } from "./syntax.ts";
import { type Tree, madeUp, projectTree, publishedManifests, sources } from "./tree.ts";

/** Imports and dependencies that the table does not allow. */
function forbiddenImports(tree: Tree, table: Readonly<Record<string, Package>>): string[] {
  const manifests = publishedManifests(tree);
  const found: string[] = [];
  for (const [folder, manifest] of manifests) {
    const allowed = table[folder];
    if (!allowed) {
      found.push(`packages/${folder} is in no layer: add it to packages/house/layers.ts`);
      continue;
    }
    const development = Object.keys(manifest.devDependencies ?? {}).filter((name) =>
      name.startsWith("@cxkit/"),
    );
    for (const name of Object.keys(manifest.dependencies ?? {}))
      if (!(name in allowed.imports)) found.push(`packages/${folder}/package.json may not depend on ${name}`);
    for (const name of development)
      if (
        !(name in allowed.imports) &&
        !(name === "@cxkit/testkit" && allowed.layer > 0) &&
        !allowed.tests?.includes(name)
      )
        found.push(`packages/${folder}/package.json may not depend on ${name}`);
  }
  for (const [file, text] of sources(tree)) {
    const [, folder = ""] = file.split("/");
    const allowed = table[folder];
    const manifest = manifests.get(folder);
    if (!allowed || !manifest) continue;
    const test = /\.(?:test|browser|bench)\.ts$/.test(file);
    const inside = file.slice(`packages/${folder}/`.length);
    for (const { specifier, line } of importsOf(text)) {
      const at = `${file}:${line}`;
      if (specifier.startsWith(".")) {
        if (!resolved(file, specifier).startsWith(`packages/${folder}/`))
          found.push(`${at} reaches out to ${specifier}`);
        continue;
      }
      const name = packageOf(specifier);
      const node = specifier.startsWith("node:");
      const forTests = [...testImports, ...(allowed.tests ?? []), manifest.name];
      if (test && (node || forTests.includes(name))) continue;
      if (node && manifest.cxkitHouse?.platform === "node") continue;
      const where = Object.hasOwn(allowed.imports, name) ? allowed.imports[name] : undefined;
      if (where === undefined) found.push(`${at} may not import ${specifier}`);
      else if (where !== "anywhere" && !test && !where.some((start) => inside.startsWith(start)))
        found.push(`${at} may import ${specifier} only in ${where.join(", ")}`);
    }
  }
  return found;
}

/** Entries of the table that contradict the layers. */
function contradictions(table: Readonly<Record<string, Package>>): string[] {
  return Object.entries(table).flatMap(([folder, { layer, imports }]) =>
    Object.keys(imports).flatMap((name) => {
      const other = name.startsWith("@cxkit/") ? table[path.posix.basename(name)] : undefined;
      return other && other.layer >= layer
        ? [`${folder} (layer ${layer}) imports ${name} (layer ${other.layer})`]
        : [];
    }),
  );
}

describe("packages import what their layer allows", () => {
  it("in this repository", () => {
    expect(forbiddenImports(projectTree(), layers)).toEqual([]);
  });

  it("in the table itself", () => {
    expect(contradictions(layers)).toEqual([]);
    const wrong = {
      a: { layer: 1, imports: {} },
      b: { layer: 1, imports: { "@cxkit/a": "anywhere" } },
    } as const;
    expect(contradictions(wrong)).toEqual(["b (layer 1) imports @cxkit/a (layer 1)"]);
  });

  it("and a tree where they do not is found out", () => {
    const tree = madeUp({
      "packages/core/package.json": `{ "name": "@cxkit/core" }`,
      "packages/core/src/event.ts": `import { z } from "zod";`,
      "packages/core/src/schema/event.ts": `import { z } from "zod";`,
      "packages/metrics/package.json": `{ "name": "@cxkit/metrics", "dependencies": { "@cxkit/journeys": "workspace:^" } }`,
      "packages/metrics/src/nps.ts": `import type { Funnel } from "@cxkit/journeys";\nimport "../../stats/src/mean.ts";`,
      "packages/metrics/src/nps.test.ts": `import { it } from "vitest";\nimport { laws } from "@cxkit/testkit";`,
      "packages/metrics/src/csat.ts": `import { readFileSync } from "node:fs";\nawait import("lodash");`,
      "packages/extra/package.json": `{ "name": "@cxkit/extra" }`,
    });
    expect(forbiddenImports(tree, layers)).toEqual([
      "packages/metrics/package.json may not depend on @cxkit/journeys",
      "packages/extra is in no layer: add it to packages/house/layers.ts",
      "packages/core/src/event.ts:1 may import zod only in src/schema/",
      "packages/metrics/src/nps.ts:1 may not import @cxkit/journeys",
      "packages/metrics/src/nps.ts:2 reaches out to ../../stats/src/mean.ts",
      "packages/metrics/src/csat.ts:1 may not import node:fs",
      "packages/metrics/src/csat.ts:2 may not import lodash",
    ]);
  });
});
