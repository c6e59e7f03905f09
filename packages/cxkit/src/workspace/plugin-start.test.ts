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
    let tried = 0;
    const { ready } = pluginStart({}, own, async (policy) => {
      tried += 1;
      expect(policy).toEqual({});
      return { tier: null, why: "process: network is advisory" };
    });
    await ready(plugin("cxkit.own"));
    expect(tried).toBe(0);
    for (let time = 0; time < 2; time += 1)
      await expect(ready(plugin("acme.kit"))).rejects.toMatchObject({
        code: "invalid-setup",
        message: expect.stringMatching(/^acme\.kit is not run: .*network is advisory.*isolation/),
        place: { path: "isolation.advisory" },
      });
    expect(tried).toBe(1);
  });

  it("hands the operator's word on, and takes what holds", async () => {
    const { ready } = pluginStart({ isolation: { advisory: "accept" } }, own, async (policy) => {
      expect(policy).toEqual({ advisory: "accept" });
      return { tier: "process" };
    });
    await ready(plugin("acme.kit"));
  });
});
