import type { HttpRequest } from "@cxkit/core";
import type { LogEntry } from "@cxkit/host";
import { inProcessRunner, processRunner } from "@cxkit/host/plugins";
import { memoryStore } from "@cxkit/store-memory";
import { describe, expect, it } from "vitest";
import { env } from "./env.ts";
import { writeKit } from "./fixtures/kit-plugin.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { openWorkspace, type OpenWorkspaceOptions } from "./open-workspace.ts";
import { operations } from "./operations.ts";
import type { WorkspaceConfig } from "./workspace-config.ts";

const environment = {
  CXKIT_KEY: Buffer.alloc(32, 7).toString("base64"),
  KIT: "kit-secret",
  PAGER: "pager-secret",
};
const config: WorkspaceConfig = {
  name: "Kit",
  zone: "UTC",
  key: env("CXKIT_KEY"),
  plugins: ["./kit"],
  pluginSettings: { "acme.kit": { region: "north" } },
  journey: "acme.kit/kit",
  connections: {
    reviews: {
      channel: "acme.kit/feedback",
      config: { app: "one" },
      secrets: { webhook: env("KIT") },
    },
  },
  scores: { ease: { metric: "acme.kit/ease" }, level: { metric: "acme.kit/level" } },
  rules: {
    hard: { kind: "acme.kit/hard", fresh: "52w", owner: "anna" },
    spike: { kind: "acme.kit/spike", least: 1, fresh: "52w" },
    sunk: { kind: "acme.kit/sunk", metric: "level", least: 8, every: "1h", owner: "anna" },
  },
  people: { anna: { notify: ["pager"], address: "anna@example.com" } },
  notifiers: {
    pager: { notifier: "acme.kit/pager", config: { room: "7" }, secrets: { token: env("PAGER") } },
  },
};

async function opened(
  changes: Partial<WorkspaceConfig> = {},
  options: Partial<OpenWorkspaceOptions> & { kit?: Parameters<typeof writeKit>[1] } = {},
) {
  const folder = await temporaryFolder();
  const { kit, ...rest } = options;
  await writeKit(folder.path, kit);
  const asked: HttpRequest[] = [];
  const log: LogEntry[] = [];
  const workspace = await openWorkspace(
    { ...config, ...changes },
    {
      folder: folder.path,
      environment,
      store: memoryStore(),
      startPlugin: inProcessRunner,
      now: () => "2026-03-02T10:00:00.000Z",
      http: async (request) => {
        asked.push(request);
        return { status: 200, headers: {}, body: new Uint8Array() };
      },
      log: (entry) => log.push(entry),
      ...rest,
    },
  );
  return {
    workspace,
    asked,
    log,
    async [Symbol.asyncDispose]() {
      await workspace[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** What a setup is refused with. */
async function refusal(changes: object, kit?: Parameters<typeof writeKit>[1]): Promise<string> {
  try {
    await using one = await opened(changes, { ...(kit && { kit }) });
    return `opened ${one.workspace.config.name}`;
  } catch (error) {
    return (error as Error).message;
  }
}

const context = { progress: () => {}, signal: new AbortController().signal };
const post = (workspace: { host: { receive: Function } }, records: readonly object[], proof = "kit-secret") =>
  workspace.host.receive("reviews", {
    method: "POST",
    url: "https://cx.example.com/hooks/reviews",
    headers: { "content-type": "application/json", "x-kit": proof },
    body: Buffer.from(JSON.stringify(records)),
  }) as Promise<{ status: number }>;

describe("a workspace with a plugin of every kind, in a process of its own", () => {
  it(
    "takes, stores, measures, watches, tells, reports and does what is asked",
    { timeout: 60_000 },
    async () => {
      await using one = await opened({}, { startPlugin: processRunner });
      const { workspace, asked } = one;
      expect((await post(workspace, [{ id: "x", effort: 1 }], "wrong")).status).toBe(401);
      const answers = Array.from({ length: 10 }, (_, at) => ({ id: `r${at}`, effort: at === 1 ? 1 : 7 }));
      expect((await post(workspace, answers)).status).toBe(202);
      await workspace.host.settled();
      const events = [];
      for await (const event of workspace.store.events({ types: ["survey.responded"] })) events.push(event);
      expect(events).toMatchObject([
        { key: "r0", source: "kit:one", dimensions: { region: "north" } },
        ...answers.slice(1).map(({ id }) => ({ key: id })),
      ]);
      const measured = await operations.measure(workspace, { score: "ease" });
      expect(measured).toMatchObject({
        score: "ease",
        title: "Ease",
        rows: [{ estimate: { value: 90, n: 10 } }],
      });
      // Counted by its own fold where its code is, by group and day.
      const level = await operations.measure(workspace, { score: "level", by: ["region"], every: "day" });
      expect(level.rows).toMatchObject([
        { by: { "dimensions.region": "north" }, estimate: { value: expect.closeTo(6.4, 12), n: 10 } },
      ]);
      expect(workspace.journey.id).toBe("kit");
      expect(workspace.host.cases.list()).toHaveLength(2);
      await workspace.host.tick();
      const [sunk] = workspace.host.alerts().filter(({ rule }) => rule === "sunk");
      expect(sunk).toMatchObject({ state: "firing", because: "sunk at 1" });
      expect(asked.length).toBeGreaterThan(0);
      expect(asked[0]?.url).toBe("https://pager.kit-rooms.io/7");
      const told = JSON.stringify(asked[0]?.body);
      expect(told).toContain("env:PAGER");
      expect(told).not.toContain("pager-secret");
      expect(told, "it was granted no contact details").not.toContain("anna@example.com");
      expect(
        await operations.command(workspace, { command: "acme.kit/answers", params: { from: 10 } }, context),
      ).toEqual({
        count: 20,
      });
      expect(await operations["report.plugin"](workspace, { report: "board" })).toEqual({
        title: "board",
        format: "text",
        text: "items: effort",
      });
      const written = ["good and not dear", "too dear", "late"].map((words, at) => ({ id: `w${at}`, words }));
      expect((await post(workspace, written)).status).toBe(202);
      await workspace.host.settled();
      expect(await operations.analyze(workspace, { analyzer: "tone" }, context)).toEqual({
        texts: 3,
        languages: [],
        scripts: [],
        topics: [{ value: "price", texts: 2 }],
        sentiment: { mean: 1, texts: 1 },
      });
      expect(workspace.plugins.status()).toMatchObject([
        { id: "acme.kit", state: "active", tier: "process" },
      ]);
    },
  );
});

describe("limits that the operator sets", () => {
  it("hold in place of what the plugin asks for", async () => {
    const started: unknown[] = [];
    await using one = await opened(
      { pluginLimits: { "acme.kit": { rssMb: 500 } } },
      {
        startPlugin: (plugin, options) => {
          started.push(options.limits.rssMb);
          return inProcessRunner(plugin, options);
        },
      },
    );
    await post(one.workspace, [{ id: "a", effort: 1 }]);
    expect(started).toEqual([500]);
  });
});

describe("names", () => {
  it("are looked for among what comes with cxkit, then among plugins, by id alone where that will do", async () => {
    await using one = await opened({
      connections: { reviews: { ...config.connections["reviews"], channel: "feedback" } } as never,
    });
    expect(one.workspace.connections.get("reviews")?.channel.title).toBe("feedback");
  });

  const cases: readonly (readonly [string, object, string])[] = [
    [
      "a channel that is misspelt",
      { connections: { r: { channel: "acme.kit/feedbak" } } },
      "did you mean acme.kit/feedback?",
    ],
    [
      "a metric that is not there",
      { scores: { x: { metric: "acme.kit/none" } } },
      "no metric is called acme.kit/none",
    ],
    [
      "a journey that is not there",
      { journey: "acme.kit/none" },
      "journey: no journey is called acme.kit/none",
    ],
    [
      "a kind of rule that is not there",
      { rules: { x: { kind: "acme.kit/none" } } },
      "rules.x.kind: no kind of rule",
    ],
    ["limits of nobody", { pluginLimits: { "acme.kid": { rssMb: 500 } } }, "did you mean acme.kit?"],
    ["limits that are none", { pluginLimits: { "acme.kit": { rssMb: -1 } } }, "pluginLimits.acme.kit.rssMb"],
    ["settings of nobody", { pluginSettings: { "acme.kid": {} } }, "did you mean acme.kit?"],
    [
      "settings that are wrong",
      { pluginSettings: { "acme.kit": { regio: "x" } } },
      "pluginSettings.acme.kit",
    ],
    [
      "a configuration that is wrong, before any code runs",
      { connections: { reviews: { ...config.connections["reviews"], config: { ap: "one" } } } },
      "connections.reviews.config.app",
    ],
    [
      "a secret that the plugin does not ask for",
      {
        connections: {
          reviews: { ...config.connections["reviews"], secrets: { webhook: env("KIT"), webhok: env("KIT") } },
        },
      },
      "connections.reviews.secrets.webhok: plugin acme.kit does not ask for it; did you mean webhook?",
    ],
    [
      "an inbox",
      { connections: { reviews: { ...config.connections["reviews"], inbox: "in" } } },
      "reads no files",
    ],
  ];
  for (const [what, changes, message] of cases)
    it(`${what}: refused with the key`, async () => {
      expect(await refusal(changes)).toContain(message);
    });
});

describe("code in this process", () => {
  it("is refused where its plugin does not ask for it", async () => {
    const capabilities = {
      secrets: [
        { name: "webhook", why: "x" },
        { name: "token", why: "x" },
      ],
    };
    expect(await refusal({}, { capabilities })).toMatch(
      /rules\.spike\.kind: .*not usable: acme\.kit \(invalid: .*kept has code that runs in the host's process/s,
    );
  });

  it("opens a store only because the operator names it", async () => {
    const settings = { store: "acme.kit/kept", config: { size: 3 } } as const;
    await expect(opened({ store: settings }, { store: undefined as never })).rejects.toThrow("opened");
    expect((globalThis as { kitStore?: unknown }).kitStore).toMatchObject({ config: { size: 3 } });
  });
});

describe("a plugin that was not granted what it asks for", () => {
  it("keeps its workspace open, and its producers coming again", async () => {
    const { rules: _, ...rest } = config;
    const changes = { ...rest, rules: { hard: config.rules!["hard"]! } };
    await using one = await opened(changes, { kit: { granted: false } });
    expect((await post(one.workspace, [{ id: "a", effort: 1 }])).status).toBe(503);
    expect(one.workspace.host.status().connections["reviews"]?.troubles).toMatchObject([
      { stage: "plugin", trouble: expect.stringMatching(/^acme\.kit is blocked: not granted/) },
    ]);
  });
});

it("a plugin's log names calls that failed, without its words, and what the host says of its connection", async () => {
  const throwing: Partial<OpenWorkspaceOptions> = {
    async startPlugin(plugin, options) {
      const runner = await inProcessRunner(plugin, options);
      return {
        ...runner,
        async call(...given) {
          if (given[1] === "webhook.verify") throw new SyntaxError("ada@example.com is no JSON");
          return runner.call(...given);
        },
      };
    },
  };
  await using one = await opened({}, throwing);
  await post(one.workspace, [{ id: "a", effort: 1 }]);
  expect(one.workspace.plugins.log("acme.kit").entries).toMatchObject([
    { event: "plugin-started" },
    { event: "call-failed", facts: { why: "SyntaxError", member: "webhook.verify" } },
    { event: "contribution-failed", contribution: "reviews" },
  ]);
});
