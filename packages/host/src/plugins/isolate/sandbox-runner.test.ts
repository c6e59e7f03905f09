import { expect, it } from "vitest";
import { misbehaving } from "./fixtures/misbehaved-plugin.ts";
import { hasSandbox } from "./launch.ts";
import { sandboxRunner } from "./sandbox-runner.ts";

// What every fenced tier does is tested beside process-runner.ts, what the namespaces keep away by the probe.
it.runIf(hasSandbox())(
  "a plugin in namespaces answers as anywhere, and uses what its process uses",
  async () => {
    await using fixture = await misbehaving(sandboxRunner);
    expect(fixture.runner.tier).toBe("sandbox");
    expect(await fixture.act("answer", { value: "here" })).toBe("here");
    // More than the program that made the namespaces.
    expect((await fixture.runner.usage()).rssBytes).toBeGreaterThan(20 * 1_048_576);
  },
);

it.skipIf(hasSandbox())("elsewhere it says that it cannot be had", async () => {
  await expect(misbehaving(sandboxRunner)).rejects.toMatchObject({ code: "unsupported" });
});
