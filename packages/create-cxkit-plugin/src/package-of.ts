import { readFileSync } from "node:fs";
import type { PackedPackage } from "./packed-packages.ts";
import type { Template } from "./templates.ts";

/** What a plugin's `package.json` says. */
export function packageOf({
  id,
  name,
  title,
  template,
  packed,
}: {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly template: Template;
  readonly packed: readonly PackedPackage[] | undefined;
}): object {
  const { kind, needs, tests, capabilities } = template;
  const versions = (names: readonly string[]): object =>
    Object.fromEntries(names.toSorted().map((one) => [one, versionOf(one, packed)]));
  return {
    name,
    version: "0.1.0",
    description: `${title}: a plugin of CXKit`,
    license: "MIT",
    keywords: ["cxkit-plugin", `cxkit-${kind}`],
    files: ["dist/src", "src", "fixtures", "cxkit.conformance.json", "!**/vendor.double.*"],
    type: "module",
    exports: {
      ".": { types: "./dist/src/index.d.ts", default: "./dist/src/index.js" },
      "./package.json": "./package.json",
    },
    scripts: {
      build: "tsc && cxkit plugin build",
      check: "tsc && cxkit plugin check",
      dev: "cxkit plugin dev",
      test: `npm run --silent build && node --test ${reporters} dist/test/conformance.test.js`,
    },
    dependencies: versions(needs),
    devDependencies: {
      ...versions([...tests, "cxkit"]),
      "@types/node": "^22.0.0",
      typescript: "^7.0.2",
    },
    // npm asks that what stands in for another version is named once more.
    ...(packed && { overrides: Object.fromEntries(packed.map((one) => [one.name, `file:${one.file}`])) }),
    engines: { node: ">=20.19", cxkit: `^${ownVersion}` },
    cxkit: { manifestVersion: 1, id, title, contributes: {}, capabilities },
  };
}

/** To people as lines, and as evidence for `cxkit plugin quality` as a file. */
const reporters =
  "--test-reporter=spec --test-reporter-destination=stdout " +
  "--test-reporter=cxkit/conformance-reporter --test-reporter-destination=cxkit.conformance.json";

/** Versions of what is not ours, as our own packages have them. */
const others: { readonly [name: string]: string } = { zod: "^4.6.7" };

function versionOf(name: string, packed: readonly PackedPackage[] | undefined): string {
  const other = others[name];
  if (other !== undefined) return other;
  if (!packed) return `^${ownVersion}`;
  const found = packed.find((one) => one.name === name);
  if (!found) throw new RangeError(`createPlugin requires a packed ${name} in the folder given by --from`);
  return `file:${found.file}`;
}

// CXKit's packages are released together, and this one with them.
const { version: ownVersion } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { readonly version: string };
