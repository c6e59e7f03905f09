import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { exportedNames } from "./read-examples.ts";
import { entryPoints, projectTree, publishedManifests, root } from "./tree.ts";

/** What an application pays for an import: bytes, minified and gzipped, and whose files they come from. */
async function cost(code: string): Promise<{ bytes: number; packages: string[] }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, resolveDir: `${root}/packages/house`, loader: "ts" },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    target: "es2023",
    conditions: ["@cxkit/source"],
    logLevel: "silent",
  });
  const [output] = outputFiles;
  const [inputs] = Object.values(metafile.outputs).map((o) => Object.entries(o.inputs));
  const used = (inputs ?? [])
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => owner(file));
  return {
    bytes: output ? gzipSync(output.contents, { level: 9 }).length : 0,
    packages: [...new Set(used)].toSorted(),
  };
}

function owner(file: string): string {
  const [, outside] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  return outside ?? /^packages\/([^/]+)/.exec(file)?.[1] ?? file;
}

/** Whether a package exports that name yet. */
function exists(folder: string, name: string): boolean {
  const manifest = publishedManifests(projectTree()).get(folder);
  const [index = ""] = manifest ? entryPoints(folder, manifest) : [];
  return exportedNames(projectTree().get(index) ?? "").includes(name);
}

interface Budget {
  readonly what: string;
  readonly code: string;
  /** Bytes, minified and gzipped. */
  readonly limit: number;
  /** Whose code may be in it. */
  readonly from: readonly string[];
  readonly skip?: boolean;
}

const budgets: readonly Budget[] = [
  {
    what: "nps with its interval",
    code: `export { nps } from "@cxkit/metrics";`,
    limit: 1024,
    from: ["core", "metrics", "stats"],
    skip: !exists("metrics", "nps"),
  },
  {
    what: "csat with its interval",
    code: `export { csat } from "@cxkit/metrics";`,
    limit: 1380,
    from: ["core", "metrics", "stats"],
    skip: !exists("metrics", "csat"),
  },
  {
    what: "nps, csat, ces and their difference, with intervals and tests",
    code: `export { nps, csat, ces, difference } from "@cxkit/metrics";`,
    limit: 4096,
    from: ["core", "metrics", "stats"],
  },
  {
    what: "the browser core: the event model and what NPS, CSAT and CES need, folded, compared and with every interval",
    code: `export * as core from "@cxkit/core"; export * as stats from "@cxkit/stats";
export { nps, npsMetric, csat, csatMetric, ces, cesMetric, ratingMean, meanMetric, scoreMetric, tallyOf } from "@cxkit/metrics";`,
    limit: 15 * 1000,
    from: ["@noble/hashes", "core", "metrics", "simple-statistics", "stats"],
  },
  {
    what: "the distributions that tests and intervals stand on: normal, t, gamma, beta and F",
    code: `export { normalCdf, normalSurvival, normalQuantile, studentTCdf, studentTSurvival, studentTQuantile, gammaCdf,
gammaSurvival, gammaQuantile, betaCdf, betaSurvival, betaQuantile, fCdf, fSurvival, fQuantile } from "@cxkit/stats/distributions";`,
    limit: 3000,
    from: ["stats"],
  },
  {
    what: "the event store in columns",
    code: `export * from "@cxkit/store-memory";`,
    limit: 15 * 1000,
    from: ["@date-fns/tz", "@noble/hashes", "core", "date-fns", "store-memory"],
  },
  {
    what: "a channel and the schema of its configuration, which is loaded when one is checked",
    code: `export { typeform } from "@cxkit/channels/typeform";`,
    limit: 40 * 1000,
    from: ["@noble/hashes", "channels", "core", "signing", "zod"],
  },
  {
    what: "a channel whose records are events, and the schema of its configuration",
    code: `export { cloudevents } from "@cxkit/channels/cloudevents";`,
    limit: 48 * 1000,
    from: ["@noble/hashes", "channels", "core", "signing", "zod"],
  },
];

describe("an application pays little for", () => {
  for (const { what, code, limit, from, skip } of budgets) {
    it.skipIf(skip ?? false)(`${what}: at most ${limit} bytes gzipped`, async () => {
      const { bytes, packages } = await cost(code);
      expect(packages.filter((name) => !from.includes(name) && name !== "<stdin>")).toEqual([]);
      expect(bytes).toBeLessThanOrEqual(limit);
    });
  }

  it("what it imports, and a heavy or foreign import shows", async () => {
    const heavy = await cost(`export const text = ${JSON.stringify(noise(4096))};`);
    expect(heavy.bytes).toBeGreaterThan(1024);
    const foreign = await cost(`export { unzipSync } from "${root}/packages/channels/node_modules/fflate";`);
    expect(foreign.packages).toContain("fflate");
  });
});

/** Text that does not compress: a linear congruential sequence. */
function noise(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCodePoint(33 + (Math.floor(state / 65_536) % 90));
  }).join("");
}
