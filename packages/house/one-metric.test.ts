import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { publicFiles } from "./public-files.ts";
import { exportedNames } from "./read-examples.ts";
import { projectTree, root } from "./tree.ts";

const source = "packages/metrics/src/";
const tree = projectTree();
const names = exportedNames(tree.get(`${source}index.ts`) ?? "").filter((name) => /^[a-z]/.test(name));

/** Which file holds a public function, and which files hold any. */
const homes = new Map(
  publicFiles(tree)
    .filter(({ folder, name }) => folder === "metrics" && name !== "plugin")
    .flatMap(({ file, name }) => exportedNames(tree.get(file) ?? "").map((own) => [own, name] as const)),
);

/** What a function is made of by its definition: it may bring the files of these, and of no other metric. */
const madeOf: Readonly<Record<string, readonly string[]>> = {
  // The same metric, folded.
  enps: ["nps-metric"],
  // Means of ratings that were rescaled before.
  ces: ["rating-mean"],
  "perception-gap": ["rating-mean"],
  sus: ["rating-mean", "sus-grade", "sus-score"],
  "umux-lite": ["rating-mean"],
  "health-score": ["composite-interval"],
  // Comparisons are differences, one-sided or many.
  "compare-groups": ["difference", "effect-size", "adjust-comparisons"],
  equivalence: ["difference"],
  "paired-difference": ["difference"],
  "probability-above": ["difference"],
  "target-test": ["difference", "one-sided"],
  trend: ["difference", "one-sided"],
};

/** Source files whose code is in a bundle of each import alone. */
async function bundled(imports: readonly string[]): Promise<Map<string, string[]>> {
  const { metafile } = await build({
    entryPoints: imports.map((name) => ({ in: `only:${name}`, out: name })),
    absWorkingDir: root,
    outdir: "out",
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    conditions: ["@cxkit/source"],
    logLevel: "silent",
    plugins: [
      {
        name: "one import",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^only:/ }, ({ path }) => ({ path: path.slice(5), namespace: "only" }));
          onLoad({ filter: /.*/, namespace: "only" }, ({ path }) => ({
            contents: `export { ${path} } from "@cxkit/metrics";`,
            resolveDir: `${root}/packages/house`,
            loader: "ts",
          }));
        },
      },
    ],
  });
  return new Map(
    Object.entries(metafile.outputs).map(([output, { inputs }]) => [
      output.slice("out/".length, -".js".length),
      Object.entries(inputs)
        .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
        .map(([file]) => file),
    ]),
  );
}

describe("importing one function of the metrics", () => {
  let files: Map<string, string[]>;
  beforeAll(async () => {
    files = await bundled(names);
  }, 60_000);

  it("brings the code of no other metric, but of what it is made of", () => {
    const known = new Set(homes.values());
    const foreign = names.flatMap((name) => {
      const home = homes.get(name) ?? "";
      const mine = files.get(name) ?? [];
      expect(mine, name).toContain(`${source}${home}.ts`);
      return mine
        .filter((file) => file.startsWith(source))
        .map((file) => file.slice(source.length, -".ts".length))
        .filter((other) => other !== home && known.has(other) && !madeOf[home]?.includes(other))
        .map((other) => `${name} brings ${other}`);
    });
    expect(foreign).toEqual([]);
  });

  it.each([
    ["nps", /^(?:adjusted-wald|net)-interval$/],
    ["csat", /^(?:wilson|proportion)-interval$/],
    ["ratingMean", /^(?:bounded-score|mean|wilson|proportion)-interval$/],
    ["ces", /^(?:bounded-score|mean|wilson|proportion|adjusted-wald|net)-interval$/],
  ])("brings no interval but the default: %s", (name, defaults) => {
    const intervals = (files.get(name) ?? []).flatMap((file) => {
      const [, interval] = /packages\/stats\/src\/intervals\/([\w-]+-interval)\.ts$/.exec(file) ?? [];
      return interval === undefined ? [] : [interval];
    });
    expect(intervals.filter((interval) => !defaults.test(interval))).toEqual([]);
  });

  it("and nothing is said to be made of what it does not bring", () => {
    const idle = Object.entries(madeOf).flatMap(([home, others]) =>
      others.filter(
        (other) =>
          !names.some(
            (name) => homes.get(name) === home && files.get(name)?.includes(`${source}${other}.ts`),
          ),
      ),
    );
    expect(idle).toEqual([]);
  });
});
