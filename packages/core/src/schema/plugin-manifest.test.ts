import { describe, expect, expectTypeOf, it } from "vitest";
import type { ReadonlyOutput } from "../fixtures/readonly-output.ts";
import type { PluginManifest } from "../plugin.ts";
import { pluginManifestSchema, pluginPackageSchema } from "./plugin-manifest.ts";

const manifest = {
  manifestVersion: 1,
  id: "acme.reviews",
  contributes: {
    channels: [
      {
        id: "reviews",
        title: "Reviews",
        spec: "v1",
        module: "./dist/reviews.js",
        export: "reviews",
        config: { type: "object" },
        webhook: { secrets: ["webhook"], acknowledge: { status: 200 } },
        streams: { entries: { mode: "incremental", lookback: 900 } },
      },
    ],
    metrics: [{ id: "loyalty", title: "Loyalty", spec: "v1", data: { points: { "5": 1 } } }],
    configuration: { type: "object" },
  },
  capabilities: {
    network: [
      { host: "api.acme.com", why: "Reviews" },
      { host: "${config:host}", why: "Own shops" },
    ],
    secrets: [{ name: "token", hosts: ["api.acme.com"], why: "Reviews" }],
  },
  activation: ["onStart"],
  limits: { callMs: 60_000 },
};

describe("pluginManifestSchema", () => {
  it("and the type are one, in both directions", () => {
    expectTypeOf<PluginManifest>().toExtend<ReadonlyOutput<typeof pluginManifestSchema>>();
  });

  it("takes a manifest with channels, data and capabilities", () => {
    expect(pluginManifestSchema.parse(manifest)).toEqual(manifest);
  });

  it.each([
    ["an id without publisher", { id: "reviews" }, "id"],
    ["an id in capitals", { id: "Acme.Reviews" }, "id"],
    ["a key it does not know", { contribute: {} }, ""],
    [
      "a host with a scheme",
      { capabilities: { network: [{ host: "https://acme.com", why: "x" }] } },
      "capabilities.network.0.host",
    ],
    [
      "a wildcard within a host",
      { capabilities: { network: [{ host: "api.*.com", why: "x" }] } },
      "capabilities.network.0.host",
    ],
    [
      "a capability without a reason",
      { capabilities: { network: [{ host: "acme.com", why: "" }] } },
      "capabilities.network.0.why",
    ],
    ["a derived activation", { activation: ["onChannel:reviews"] }, "activation.0"],
    ["another version", { manifestVersion: 2 }, "manifestVersion"],
  ])("refuses %s, and says where", (_, change, path) => {
    const { error } = pluginManifestSchema.safeParse({ ...manifest, ...change });
    expect(error?.issues.map((issue) => issue.path.join("."))).toContain(path);
  });

  it.each(["../other.js", "./../../other.js", "/etc/x.js", "dist/x.js", "./a\\b.js"])(
    "refuses code outside the package: %s",
    (module) => {
      const [channel] = manifest.contributes.channels;
      const contributes = { channels: [{ ...channel, module }] };
      expect(pluginManifestSchema.safeParse({ ...manifest, contributes }).success).toBe(false);
    },
  );
});

it("pluginPackageSchema takes a whole package.json, with keys of others", () => {
  const whole = {
    name: "acme-reviews",
    version: "1.0.0",
    type: "module",
    keywords: ["cxkit-plugin"],
    engines: { node: ">=24", cxkit: "^1.0.0" },
    cxkit: manifest,
  };
  expect(pluginPackageSchema.safeParse(whole).success).toBe(true);
  expect(pluginPackageSchema.safeParse({ ...whole, engines: { node: ">=24" } }).success).toBe(false);
});
