import { Writable } from "node:stream";
import { inProcessRunner, type StartRunner } from "@cxkit/host/plugins";
import { describe, expect, it } from "vitest";
import { env } from "../../workspace/env.ts";
import { writeKit } from "../../workspace/fixtures/kit-plugin.ts";
import { type RunningShop, runningShop } from "../../workspace/fixtures/running-shop.ts";
import { shopEnvironment } from "../../workspace/fixtures/shop.ts";
import { called } from "../fixtures/called.ts";
import { pluginLogs } from "./logs-command.ts";

/** A workspace that runs, with a plugin, and a connection that uses it. */
const shop = (startPlugin?: StartRunner) =>
  runningShop(
    {
      plugins: ["./kit"],
      pluginSettings: { "acme.kit": { region: "north" } },
      isolation: { advisory: "accept" },
      connections: {
        reviews: {
          channel: "acme.kit/feedback",
          config: { app: "one" },
          secrets: { webhook: env("KIT") },
        },
      },
      scores: {},
      rules: {},
    },
    (folder) => writeKit(folder),
    { environment: { ...shopEnvironment, KIT: "kit-secret" }, ...(startPlugin && { startPlugin }) },
  );
/** Somebody sends what is not signed; the workspace looks a second later what came. */
async function refused({ address, second }: RunningShop): Promise<void> {
  const headers = { "x-kit": "wrong", "content-type": "application/json" };
  const { status } = await fetch(`${address}/hooks/reviews`, { method: "POST", headers, body: "[]" });
  expect(status).toBe(401);
  second();
}

describe("a plugin whose code runs in a real process", () => {
  it(
    "is told of with what it uses, what holds it and what was logged of it",
    { timeout: 60_000 },
    async () => {
      await using at = await shop();
      const cx = (...args: string[]) => called([...args, "-C", at.folder], { env: shopEnvironment });
      await refused(at);
      expect((await cx("plugin", "run", "answers", "--json")).code).toBe(0);

      const [standing] = JSON.parse((await cx("plugin", "list", "--json")).out) as {
        running: {
          rssBytes: number;
          cpuMs: number;
          tier: string;
          calls: number;
          enforcement: { files: string };
        };
      }[];
      const { running } = standing!;
      // A process of Node takes more than this, whatever it does; where the system does not say, the process itself does.
      expect(running.rssBytes).toBeGreaterThan(20_000_000);
      expect(running.cpuMs).toBeGreaterThan(0);
      expect(running.enforcement.files).toMatch(/^(?:kernel|runtime)$/);
      const row = new RegExp(
        String.raw`\nacme\.kit +${running.tier} +\d+ +[\d.]+ +${running.calls} +0 +0 +${running.enforcement.files} `,
      );
      expect((await cx("plugin", "list")).out).toMatch(row);
      expect((await cx("status")).out).toMatch(row);
      const why = (await cx("plugin", "why", "acme.kit")).out;
      expect(why).toMatch(
        /\nmemory \d+ MB\nCPU [\d.]+ s since it was started\nkept from .* files: (?:kernel|runtime), network: /,
      );

      const logs = await cx("plugin", "logs", "acme.kit");
      expect(logs.code).toBe(0);
      expect(logs.out).toMatch(
        /acme\.kit plugin started {2}version: 1\.0\.0, tier: \w+, by: onChannel:feedback\n.*reviews refused {2}1 signature wrong\n/,
      );
      const lines = (await cx("plugin", "logs", "acme.kit", "--json")).out.trim().split("\n");
      expect(lines.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
        "plugin-started",
        "refused",
      ]);
      expect(logs.out).not.toContain("kit-secret");
    },
  );

  it("is followed until somebody has seen enough, with nothing told twice", async () => {
    await using at = await shop(inProcessRunner);
    const stop = new AbortController();
    let out = "";
    const write = new Writable({
      write(chunk: Buffer, _encoding, done) {
        out += chunk.toString();
        done();
      },
    });
    const seat = { out: write, err: write, env: {}, now: () => "2026-07-01T00:00:00Z", signal: stop.signal };
    const steps = [() => refused(at), () => refused(at), () => Promise.resolve(stop.abort())];
    const code = await pluginLogs("acme.kit", { folder: at.folder, follow: true }, seat, async () => {
      await steps.shift()?.();
    });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^.*plugin started .*\n.*refused {2}1 signature wrong\n.*refused {2}1 signature wrong, 2 times\n$/,
    );
    const gone = pluginLogs(
      "acme.kit",
      { folder: at.folder, follow: true },
      { ...seat, signal: new AbortController().signal },
      () => at.close(),
    );
    await expect(gone).rejects.toThrow("the running workspace went away");
  });
});

it("says that nobody runs the workspace, and what was probably meant", async () => {
  await using at = await shop(inProcessRunner);
  const logs = (id: string) => called(["plugin", "logs", id, "-C", at.folder]);
  expect((await logs("acme.kitt")).err).toContain("no plugin is called acme.kitt; did you mean acme.kit?");
  await at.close();
  const { code, err } = await logs("acme.kit");
  expect([code, err]).toEqual([6, expect.stringContaining("no process runs the workspace")]);
});
