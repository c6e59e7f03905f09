/** Where in a package an import may stand: anywhere, or in files whose path in the package starts with one of these. */
type Where = "anywhere" | readonly string[];

export interface Package {
  /** A package imports packages of lower layers only; layer 1 packages never each other. */
  readonly layer: 0 | 1 | 2 | 3;
  readonly imports: Readonly<Record<string, Where>>;
  /** Packages of any layer that its tests alone may import: nothing is mocked that can be real. */
  readonly tests?: readonly string[];
}

const dates = { "date-fns": "anywhere", "@date-fns/tz": "anywhere" } as const;

/** Who may import whom, by folder of `packages`. What is not here may not be imported. */
export const layers: Readonly<Record<string, Package>> = {
  core: {
    layer: 0,
    imports: { zod: ["src/schema/"], "@noble/hashes": ["src/context.ts", "src/identity"] },
  },
  stats: { layer: 0, imports: { "simple-statistics": "anywhere" }, tests: ["@cxkit/testkit"] },
  signing: { layer: 0, imports: { "@noble/ciphers": ["src/cipher.ts"], "@noble/hashes": "anywhere" } },
  metrics: { layer: 1, imports: { "@cxkit/core": "anywhere", "@cxkit/stats": "anywhere", ...dates } },
  journeys: {
    layer: 1,
    imports: { "@cxkit/core": "anywhere", "@cxkit/stats": "anywhere", zod: ["src/schema/"], ...dates },
  },
  channels: {
    layer: 1,
    imports: {
      "@cxkit/core": "anywhere",
      "@cxkit/signing": "anywhere",
      fflate: "anywhere",
      zod: "anywhere",
      ...dates,
    },
    // Vendors' own code signs, and ours accepts; a real host takes what they send, and a real fence gives the same events.
    tests: [
      "@cxkit/host",
      "@cxkit/store-memory",
      "@larksuiteoapi/node-sdk",
      "@wecom/crypto",
      "alipay-sdk",
      "standardwebhooks",
      "twilio",
    ],
  },
  alerts: {
    layer: 1,
    imports: { "@cxkit/core": "anywhere", "@cxkit/stats": "anywhere", zod: "anywhere", ...dates },
    tests: ["@cxkit/metrics", "@cxkit/store-memory"],
  },
  notifiers: {
    layer: 1,
    imports: {
      "@cxkit/core": "anywhere",
      "@cxkit/signing": "anywhere",
      nodemailer: "anywhere",
      zod: "anywhere",
    },
  },
  text: {
    layer: 1,
    imports: { "@cxkit/core": "anywhere", eld: "anywhere", zod: "anywhere" },
    tests: ["@cxkit/store-memory"],
  },
  "store-duckdb": {
    layer: 1,
    imports: { "@cxkit/core": "anywhere", "@duckdb/node-api": "anywhere", ...dates },
    tests: ["@cxkit/store-memory"],
  },
  host: {
    layer: 2,
    imports: { "@cxkit/core": "anywhere", "@cxkit/signing": "anywhere", "ipaddr.js": "anywhere" },
    tests: ["@cxkit/store-memory"],
  },
  "table-xlsx": {
    layer: 1,
    imports: { "@cxkit/core": "anywhere", fflate: "anywhere" },
  },
  "store-memory": { layer: 1, imports: { "@cxkit/core": "anywhere", ...dates } },
  report: {
    layer: 1,
    imports: { "@cxkit/core": "anywhere", "@cxkit/stats": "anywhere", ...dates },
  },
  testkit: { layer: 1, imports: { "@cxkit/core": "anywhere", "fast-check": "anywhere" } },
  "create-cxkit-plugin": {
    layer: 3,
    imports: {},
    // What its templates import is what it needs to check them.
    tests: [
      "@cxkit/alerts",
      "@cxkit/channels",
      "@cxkit/core",
      "@cxkit/metrics",
      "@cxkit/signing",
      "cxkit",
      "zod",
    ],
  },
  cxkit: {
    layer: 3,
    imports: {
      "@cxkit/core": "anywhere",
      "@cxkit/stats": "anywhere",
      "@cxkit/metrics": "anywhere",
      "@cxkit/journeys": "anywhere",
      "@cxkit/channels": "anywhere",
      "@cxkit/table-xlsx": "anywhere",
      "@cxkit/store-memory": "anywhere",
      "@cxkit/store-duckdb": "anywhere",
      "@cxkit/report": "anywhere",
      "@cxkit/signing": "anywhere",
      "@cxkit/alerts": "anywhere",
      "@cxkit/notifiers": "anywhere",
      "@cxkit/host": "anywhere",
      "@fastify/rate-limit": "anywhere",
      fastify: "anywhere",
      jiti: "anywhere",
      zod: "anywhere",
      "cli-progress": "anywhere",
      commander: "anywhere",
      picocolors: "anywhere",
      ...dates,
    },
  },
};

/** What tests may import besides: the runner, the laws, readers of pages, and Node. */
export const testImports = ["vitest", "fast-check", "axe-core", "linkedom", "@cxkit/testkit"];
