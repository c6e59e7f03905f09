import { describe, expect, it } from "vitest";
import type { Files } from "../../plugins/fixtures/plugin-folder.ts";
import { watchedCommand, watchedFiles, watchedManifest, watchedPlugin } from "./fixtures/watched-plugin.ts";
import { testEvidence } from "./test-evidence.ts";
import { watchedRun, type WatchedRun } from "./watched-run.ts";

async function run(line: string, content: Files = watchedFiles): Promise<WatchedRun> {
  const plugin = await watchedPlugin(content);
  return watchedRun(plugin, line, { env: process.env, signal: AbortSignal.timeout(60_000) });
}

describe("watchedRun, of a plugin's own tests in their own process", () => {
  let seen: WatchedRun;
  it("leaves the tests as they are", async () => {
    seen = await run(watchedCommand);
    expect(seen.output).toMatch(/pass 4\b/);
    expect(seen.exitCode).toBe(0);
  });

  it("tells hosts, methods and secrets of what the plugin contributes, and of nothing else", () => {
    const { used, tried } = testEvidence(watchedManifest, seen.notes, "npm test");
    expect(used.network).toEqual([
      { host: "login.shop.dev", method: "POST", times: 1 },
      { host: "acme.shop.dev", method: "GET", times: 1 },
      { host: "chat.test", method: "POST", times: 1 },
    ]);
    expect(used.configured).toEqual({ "acme.shop.dev": ["*.shop.dev"], "chat.test": ["${config:server}"] });
    expect(used.secrets).toEqual([
      // A token goes where the secret may go that it was given for.
      { name: "client", hosts: ["acme.shop.dev", "login.shop.dev"] },
      { name: "webhook", hosts: [] },
    ]);
    expect([...tried].toSorted()).toEqual(["channel reviews", "notifier chat"]);
  });

  it("keeps what a notifier delivered, to be played again", () => {
    expect(testEvidence(watchedManifest, seen.notes, "npm test").notifications).toMatchObject([
      {
        notifier: "chat",
        config: { server: "https://chat.test" },
        notification: { verbatim: "Never came." },
        answers: [{ status: 200 }],
      },
    ]);
  });

  it("tells what the plugin's own modules reach for, and not what the tests do", () => {
    const { refused, unseen } = testEvidence(watchedManifest, seen.notes, "npm test");
    const audited = process.allowedNodeEnvironmentFlags.has("--permission-audit");
    expect(unseen).toEqual(audited ? [] : [expect.stringContaining("does not tell which files")]);
    expect(refused.toSorted()).toEqual([
      "machine.js loads node:fs",
      "machine.js:4 reads SHOP_REGION of the environment, which is empty there",
      ...(audited ? ["machine.js:4 reads index.js"] : []),
    ]);
  });
});

describe("watchedRun", () => {
  it("runs again, without what some versions of Node.js break, when a run fails under it", async () => {
    const broken = "if (process.env.NODE_OPTIONS.includes('--permission-audit')) process.exit(5);";
    const { exitCode, notes } = await run(watchedCommand, {
      ...watchedFiles,
      "all.test.js": `${broken}\n${watchedFiles["all.test.js"] as string}`,
    });
    expect(exitCode).toBe(0);
    const { unseen, tried } = testEvidence(watchedManifest, notes, "npm test");
    expect(tried.size).toBe(2);
    expect(unseen).toEqual([expect.stringMatching(/and was run again without$|does not tell which files/)]);
  });

  it("tells how a run ended, and says when there was nothing to watch", async () => {
    const failed = await run("echo no tests here; exit 3");
    expect(failed).toEqual({ exitCode: 3, output: "no tests here\n", notes: [] });
    expect(testEvidence(watchedManifest, failed.notes, "npm test").unseen).toEqual([
      "npm test started no Node.js that could be watched",
    ]);
    const elsewhere = await run("node -e 0");
    expect(testEvidence(watchedManifest, elsewhere.notes, "npm test").unseen[0]).toContain(
      "runs nothing that the plugin contributes",
    );
  });
});
