import type { PluginStatus } from "@cxkit/host/plugins";
import { expect, it } from "vitest";
import { runningPlugins } from "./running-plugin.ts";

const status = (id: string, tier: PluginStatus["tier"]) => ({ id, tier }) as PluginStatus;

it("asks what is used by what runs, and by nothing else", async () => {
  const asked: string[] = [];
  const manager = {
    status: () => [status("acme.a", "sandbox"), status("acme.b", null), status("cxkit.c", "process")],
    usage: async (id: string) => {
      asked.push(id);
      return { rssBytes: 50_000_000, cpuMs: 120 };
    },
  };
  const seen = { files: "runtime", network: "kernel", processes: "kernel" } as const;
  const found = await runningPlugins(manager, (tier) => (tier === "sandbox" ? seen : null));
  expect(found).toEqual([
    { id: "acme.a", tier: "sandbox", rssBytes: 50_000_000, cpuMs: 120, enforcement: seen },
    { id: "acme.b", tier: null, rssBytes: null, cpuMs: null, enforcement: null },
    { id: "cxkit.c", tier: "process", rssBytes: 50_000_000, cpuMs: 120, enforcement: null },
  ]);
  expect(asked).toEqual(["acme.a", "cxkit.c"]);
});
