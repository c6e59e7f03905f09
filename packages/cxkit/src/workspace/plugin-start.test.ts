import type { InstalledPlugin } from "@cxkit/host/plugins";
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

describe("pluginStart", () => {
  it("refuses plugins of others where nothing holds them, by name, and says how to run them all the same", async () => {
    const tried: object[] = [];
    const { ready } = pluginStart({}, own, async (policy) => {
      tried.push(policy);
      return policy.advisory === "accept"
        ? { tier: "process" }
        : { tier: null, why: "process: network is advisory" };
    });
    await ready(plugin("cxkit.own"));
    expect(tried).toEqual([]);
    for (let time = 0; time < 2; time += 1)
      await expect(ready(plugin("acme.kit"))).rejects.toMatchObject({
        code: "invalid-setup",
        message: expect.stringMatching(
          /^acme\.kit is not run: .*network is advisory.*isolation.* runs them all the same$/,
        ),
        place: { path: "isolation.advisory" },
      });
    expect(tried).toEqual([{}, { advisory: "accept" }]);
  });

  it("promises nothing of the operator's word where it would not do, or was given", async () => {
    for (const isolation of [{}, { advisory: "accept" }] as const) {
      const { ready } = pluginStart({ isolation }, own, async () => ({
        tier: null,
        why: "process: network is none",
      }));
      await expect(ready(plugin("acme.kit"))).rejects.toThrow(
        /network is none\); a system that lets this user make namespaces would do, or Node\.js 24/,
      );
    }
  });

  it("hands the operator's word on, and takes what holds", async () => {
    const { ready } = pluginStart({ isolation: { advisory: "accept" } }, own, async (policy) => {
      expect(policy).toEqual({ advisory: "accept" });
      return { tier: "process" };
    });
    await ready(plugin("acme.kit"));
  });
});
