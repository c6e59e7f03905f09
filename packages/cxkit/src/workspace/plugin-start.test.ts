import type { Enforcement, InstalledPlugin, IsolationReport } from "@cxkit/host/plugins";
import { describe, expect, it } from "vitest";
import { pluginStart } from "./plugin-start.ts";

const plugin = (id: string): InstalledPlugin => ({
  manifest: { manifestVersion: 1, id, contributes: {} },
  version: "1.0.0",
  directory: "/p",
  realDirectory: "/p",
  integrity: "",
});
const own = (one: InstalledPlugin): boolean => one.manifest.id === "cxkit.own";
const report = (network: Enforcement["level"]): IsolationReport => ({
  node: "v24.21.0",
  platform: "linux",
  tiers: [
    {
      tier: "process",
      works: true,
      capabilities: { network: { level: network, asPlugin: "ERR_ACCESS_DENIED" } },
    },
  ],
});

describe("pluginStart", () => {
  it("refuses plugins of others where nothing holds them, by name, and says how to run them all the same", async () => {
    let tried = 0;
    const { ready, enforcement } = pluginStart({}, own, async () => {
      tried += 1;
      return report("advisory");
    });
    await ready(plugin("cxkit.own"));
    expect([tried, enforcement("process")]).toEqual([0, null]);
    for (let time = 0; time < 2; time += 1)
      await expect(ready(plugin("acme.kit"))).rejects.toMatchObject({
        code: "invalid-setup",
        message: expect.stringMatching(
          /^acme\.kit is not run: .*network is advisory.*isolation.* runs them all the same$/,
        ),
        place: { path: "isolation.advisory" },
      });
    expect(tried).toBe(1);
  });

  it("promises nothing of the operator's word where it would not do, or was given", async () => {
    for (const isolation of [{}, { advisory: "accept" }] as const) {
      const { ready } = pluginStart({ isolation }, own, async () => report("none"));
      await expect(ready(plugin("acme.kit"))).rejects.toThrow(
        /network is none\); a system that lets this user make namespaces would do, or Node\.js 24/,
      );
    }
  });

  it("goes by the operator's word, and remembers what it saw without trying again", async () => {
    let tried = 0;
    const { ready, enforcement } = pluginStart({ isolation: { advisory: "accept" } }, own, async () => {
      tried += 1;
      return report("advisory");
    });
    await ready(plugin("acme.kit"));
    expect(enforcement("process")).toEqual({ files: null, network: "advisory", processes: null });
    expect(enforcement("sandbox")).toBe(null);
    expect(tried).toBe(1);
  });
});
