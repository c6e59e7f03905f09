import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";

// Run inside each package (`tsup --config ../house/tsup.config.ts`). Types come from `tsc -b`.
interface Manifest {
  bin?: Record<string, string>;
  exports: Record<string, string | { "@cxkit/source"?: string }>;
}
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const sources = Object.values(manifest.exports).flatMap((target) =>
  typeof target === "object" && target["@cxkit/source"] ? [target["@cxkit/source"]] : [],
);
const programs = Object.values(manifest.bin ?? {}).map((file) =>
  file.replace("./dist/", "./src/").replace(/\.js$/, ".ts"),
);

export default defineConfig({
  // Named, so that `./schema` stays `dist/schema/index.js` and every subpath finds its file.
  entry: Object.fromEntries(
    [...sources, ...programs].map((file) => [file.replace("./src/", "").replace(/\.ts$/, ""), file]),
  ),
  format: ["esm"],
  target: "es2023",
  sourcemap: true,
  splitting: true,
  // Old chunks go; what `tsc -b` wrote stays.
  clean: ["!**/*.d.ts", "!**/*.d.ts.map"],
});
