import { stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { env } from "./env.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import type { LoadedConfig } from "./load-config.ts";
import { openWorkspace } from "./open-workspace.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";

const environment = {
  CXKIT_KEY: "a".repeat(64),
  HOOK_SECRET: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  SMTP_URL: "smtps://cx:pass@mail.example.com",
};

const config: WorkspaceConfig = {
  name: "Shop",
  zone: "Europe/Berlin",
  key: env("CXKIT_KEY"),
  connections: {
    orders: {
      channel: "webhook",
      secrets: { webhook: [env("HOOK_SECRET")] },
      config: {
        source: "shop",
        key: "id",
        time: "at",
        items: [
          { item: "recommend", path: "score", construct: "nps", label: { en: "Would you recommend us?" } },
        ],
      },
    },
    files: { channel: "survey-csv", inbox: "inbox" },
  },
  scores: { nps: { metric: "nps", item: "recommend" } },
  rules: {
    "call-back": { kind: "needs-person", item: "recommend", atMost: 3 },
    "nps-low": { kind: "below-target", metric: "nps", target: 20 },
  },
  routing: { fallback: "anna", stages: { use: "anna" } },
  people: { anna: { notify: ["terminal", "mail"], address: "anna@example.com" } },
  notifiers: {
    terminal: { notifier: "terminal" },
    mail: { notifier: "email", config: { from: "cx@example.com" }, secrets: { smtp: env("SMTP_URL") } },
  },
};

describe("openWorkspace", () => {
  it("puts together what the configuration names, in a folder that is nobody else's", async () => {
    await using folder = await temporaryFolder();
    const workspace = await openWorkspace(loaded(folder.path, config), { store: memoryStore() });
    expect(Object.keys(workspace.host.status().connections)).toEqual(
      expect.arrayContaining(["orders", "files"]),
    );
    expect([...workspace.scores.keys()]).toEqual(["nps"]);
    expect(workspace.host.status().state).toBe("running");
    if (process.platform !== "win32")
      expect((await stat(path.join(folder.path, ".cxkit"))).mode & 0o777).toBe(0o700);
    await workspace[Symbol.asyncDispose]();
  });

  it("names the process that has a workspace already, and opens it once that is gone", async () => {
    await using folder = await temporaryFolder();
    const first = await openWorkspace(loaded(folder.path, config), {
      store: memoryStore(),
      command: "cxkit run",
    });
    await expect(openWorkspace(loaded(folder.path, config))).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(
        new RegExp(String.raw`is in use by process ${process.pid} \(cxkit run\)`),
      ) as string,
    });
    await first[Symbol.asyncDispose]();
    await (await openWorkspace(loaded(folder.path, config), { store: memoryStore() }))[Symbol.asyncDispose]();
  });

  it("takes a configuration as it is, and checks it all the same", async () => {
    await using folder = await temporaryFolder();
    const where = { folder: folder.path, environment, store: memoryStore() };
    const workspace = await openWorkspace(config, where);
    expect(workspace.directory).toBe(path.join(folder.path, ".cxkit"));
    await workspace[Symbol.asyncDispose]();
    await expect(openWorkspace({ ...config, zone: "Berlin" }, where)).rejects.toThrow(
      /^the configuration: zone: expected an IANA time zone/,
    );
  });

  it("opens the folder of a configuration, with the engine on disk", async () => {
    await using folder = await temporaryFolder();
    await writeFile(path.join(folder.path, "cxkit.config.json"), JSON.stringify(config));
    const workspace = await openWorkspace(folder.path, { environment });
    expect(await workspace.store.items()).toEqual([]);
    await workspace[Symbol.asyncDispose]();
    expect((await stat(path.join(folder.path, ".cxkit", "store.duckdb"))).size).toBeGreaterThan(0);
  });
});

describe("openWorkspace says what is wrong before anything is made", () => {
  it("every variable that is missing or empty, with file and key, and no value", async () => {
    const said = await problems(config, { HOOK_SECRET: " ", SMTP_URL: environment.SMTP_URL });
    expect(said).toContain("cxkit.config.ts: 2 things are wrong");
    expect(said).toContain("key: the variable CXKIT_KEY is not set; put it into .env");
    expect(said).toContain("connections.orders.secrets.webhook[0]: the variable HOOK_SECRET is empty");
    expect(said).not.toContain("pass@");
  });

  it("a key that is too short, without repeating it", async () => {
    const said = await problems(config, { ...environment, CXKIT_KEY: "c2VzYW1l" });
    expect(said).toMatch(/key: the variable CXKIT_KEY holds no key: expected at least 32 bytes/);
    expect(said).not.toContain("c2VzYW1l");
  });

  it("a secret that nothing could be proven with, without repeating it", async () => {
    const said = await problems(config, { ...environment, HOOK_SECRET: "whsec_c2VzYW1l!" });
    expect(said).toContain(
      "connections.orders.secrets.webhook[0]: the variable HOOK_SECRET begins with whsec_",
    );
    expect(said).not.toContain("c2VzYW1l");
    const good = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
    await using folder = await temporaryFolder();
    const open = { folder: folder.path, environment: { ...environment, HOOK_SECRET: good } };
    await using workspace = await openWorkspace(config, open);
    expect(workspace.connections.size).toBeGreaterThan(0);
  });

  it("a score that is wrong once, and not again with each rule about it", async () => {
    const wrong = {
      scores: { nps: { metric: "npps", item: "recommend" } },
      rules: { low: { kind: "below-target", metric: "nps", target: 3 } },
    };
    const said = await problems({ ...config, ...wrong } as WorkspaceConfig, environment);
    expect(said).toContain("scores.nps.metric: no metric is called npps");
    expect(said).not.toContain("rules.low");
  });

  it.each<[Partial<WorkspaceConfig> | object, string]>([
    [
      {
        connections: {
          web: {
            channel: "webhook",
            secrets: { webhook: env("HOOK_SECRET") },
            config: {
              source: "shop",
              key: "id",
              time: "at",
              items: [
                { item: "recommend", path: "nps", construct: "nps", scale: { min: 0, max: 11, step: 1 } },
              ],
            },
          },
        },
      },
      "connections.web.config.items[0].scale: an NPS item is asked on 0–10, not 0–11",
    ],
    [
      {
        connections: {
          web: {
            channel: "webhook",
            secrets: { webhook: env("HOOK_SECRET") },
            config: {
              source: "shop",
              key: "id",
              time: "at",
              items: [{ item: "recommend", path: "nps", construct: "loyalty" }],
            },
          },
          form: {
            channel: "typeform",
            unsigned: true,
            config: { items: { recommend: { item: "recommend", construct: "nps" } } },
          },
        },
      },
      "connections.form.config: item recommend is not what it is in connections.web (construct: nps, there loyalty",
    ],
    [
      { connections: { a: { channel: "typeform", config: { items: { ease: { construct: "cess" } } } } } },
      'connections.a.config.items.ease.construct: there is no "cess": did you mean "ces"?',
    ],
    [
      { connections: { a: { channel: "typefrom", config: {} } } },
      "connections.a.channel: no channel is called typefrom; did you mean typeform?",
    ],
    [
      { connections: { a: { channel: "constructor" } } },
      "connections.a.channel: no channel is called constructor",
    ],
    [{ connections: { a: { channel: "typeform", config: { itemz: {} } } } }, "connections.a.config"],
    [
      { connections: { a: { channel: "typeform", config: {} } } },
      'connections.a.secrets.webhook: is missing: expected env("NAME")',
    ],
    [
      { connections: { a: { channel: "webhook", secrets: { webhook: env("HOOK_SECRET") } } } },
      "connections.a.config: is missing",
    ],
    [
      { connections: { a: { channel: "typeform", config: {}, unsigned: true, inbox: "in" } } },
      "connections.a.inbox: channel typeform reads no files",
    ],
    [
      { scores: { x: { metric: "npps", item: "recommend" } } },
      "scores.x.metric: no metric is called npps; did you mean nps?",
    ],
    [{ scores: { x: { metric: "nps" } } }, "scores.x.item: is missing"],
    [
      { rules: { low: { kind: "below-target", metric: "npss", target: 3 } } },
      "rules.low.metric: no such metric: npss. Did you mean nps?",
    ],
    [
      { rules: { low: { kind: "needs-person", item: "recommend", atmost: 3 } } },
      "rules.low.atmost: no such key. Did you mean atMost?",
    ],
    [
      { routing: { fallback: "ana" } },
      "routing.fallback: no one of people is called ana, did you mean anna?",
    ],
    [
      { people: { anna: { notify: ["terminl"] } } },
      "people.anna.notify[0]: no notifier is called terminl, did you mean terminal?",
    ],
    [
      {
        notifiers: {
          terminal: { notifier: "terminal" },
          mail: { notifier: "email", config: { from: "cx@example.com" } },
        },
      },
      "notifiers.mail.secrets.smtp: is missing",
    ],
    [
      { notifiers: { terminal: { notifier: {} }, mail: { notifier: "terminal" } } },
      "notifiers.terminal.notifier: expected the name of a notifier",
    ],
  ])("%j", async (change, said) => {
    expect(await problems({ ...config, ...change }, environment)).toContain(said);
  });
});

function loaded(folder: string, given: WorkspaceConfig, variables: object = environment): LoadedConfig {
  return {
    file: path.join(folder, "cxkit.config.ts"),
    folder,
    config: given,
    environment: variables as LoadedConfig["environment"],
  };
}

async function problems(given: WorkspaceConfig, variables: object): Promise<string> {
  await using folder = await temporaryFolder();
  try {
    await openWorkspace(loaded(folder.path, given, variables), { store: memoryStore() });
  } catch (error) {
    expect(await stat(path.join(folder.path, ".cxkit")).catch(() => "none")).toBe("none");
    return (error as Error).message;
  }
  return "";
}
