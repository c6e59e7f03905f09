import path from "node:path";
import { rulesFrom } from "@cxkit/alerts";
import type { CxEvent, Instrument, Json, Notification, StoreDefinition } from "@cxkit/core";
import {
  type HostedPluginParts,
  inProcessCode,
  inProcessRunner,
  installedPlugins,
  type InstalledPlugin,
  pluginChannel,
  pluginCommand,
  type PluginManager,
  pluginManager,
  pluginNotifier,
  pluginReport,
  pluginTextAnalyzer,
  type RunnerServices,
} from "@cxkit/host/plugins";
import { touchpointOf } from "@cxkit/journeys";
import { scoreMetric, type ScoreMetricData } from "@cxkit/metrics";
import { memoryStore } from "@cxkit/store-memory";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPlugin } from "./build-plugin.ts";
import { folderWith, pluginFiles, schemaSource } from "./fixtures/plugin-folder.ts";
import { cameWithCxkit, engine } from "./project-plugins.ts";

const packages = path.resolve(import.meta.dirname, "../../..");
const now = () => "2026-03-01T09:00:00Z";
const firstParty = [
  "alerts",
  "channels",
  "journeys",
  "metrics",
  "notifiers",
  "report",
  "store-memory",
  "text",
];

let manager: PluginManager;
let installed: ReadonlyMap<string, InstalledPlugin>;

/** Finds plugins by their folders and puts them in the care of a manager; nothing of theirs has run. */
async function host(
  folders: readonly string[],
): Promise<[ReadonlyMap<string, InstalledPlugin>, PluginManager]> {
  const found = await installedPlugins(packages, { engine, paths: folders });
  const usable = found.flatMap((one) =>
    one.state === "resolved" ? [{ ...one, plugin: asSources(one.plugin) }] : [],
  );
  const manage = pluginManager({
    plugins: usable,
    grants: () => ({ granted: true }),
    start: inProcessRunner,
    now,
    timer: () => () => {},
    random: () => 0,
  });
  return [new Map(usable.map(({ plugin }) => [plugin.manifest.id, plugin])), manage];
}

/** Before a release is built, its modules are their sources. */
function asSources(plugin: InstalledPlugin): InstalledPlugin {
  if (!cameWithCxkit(plugin)) return plugin;
  const text = JSON.stringify(plugin.manifest).replaceAll(/"\.\/dist\/([\w-]+)\.js"/g, '"./src/$1.ts"');
  return { ...plugin, manifest: JSON.parse(text) as InstalledPlugin["manifest"] };
}

const plugin = (id: string): InstalledPlugin => {
  const found = installed.get(id);
  if (!found) throw new Error(`${id} was not found`);
  return found;
};
const parts = (): HostedPluginParts => ({ manager, limit: (_, services) => services });
const stateOf = (id: string) => manager.status().find((one) => one.id === id)?.state;

beforeAll(async () => {
  [installed, manager] = await host(firstParty);
});
afterAll(() => manager[Symbol.asyncDispose]());

describe("every kind of contribution has one that comes with CXKit and works through the host", () => {
  it("all of them are found, and none has run", () => {
    expect([...installed.keys()]).toEqual(firstParty.map((name) => `cxkit.${name}`));
    for (const id of installed.keys()) expect(stateOf(id)).toBe("registered");
  });

  it("channel: a record that Typeform sends becomes an event", async () => {
    const channels = plugin("cxkit.channels");
    const entry = channels.manifest.contributes.channels?.find(({ id }) => id === "typeform");
    const services: RunnerServices = {
      http: () => Promise.reject(new Error("no network")),
      secrets: {},
      token: () => Promise.reject(new Error("no token")),
      subject: (kind, value) => `${kind}:${value.length}`,
      fingerprint: (cells) => cells.join(),
      now,
    };
    const open = await pluginChannel(parts(), channels, entry!).open(
      { items: { "recommend-us": { item: "recommend", construct: "nps" } } },
      services,
    );
    const field = { id: "f1", ref: "recommend-us", type: "nps" };
    const [decoded] = await open.decode([
      {
        event_id: "evt-1",
        event_type: "form_response",
        form_response: {
          form_id: "abc",
          token: "t1",
          submitted_at: "2026-03-01T08:00:00Z",
          definition: {
            id: "abc",
            title: "After the delivery",
            fields: [{ ...field, title: "How likely?" }],
          },
          answers: [{ type: "number", number: 9, field }],
        },
      },
    ]);
    expect(decoded).toMatchObject({
      setAside: [],
      events: [{ type: "survey.responded", data: { answers: [{ item: "recommend", value: 9 }] } }],
    });
    expect(stateOf("cxkit.channels")).toBe("active");
  });

  it("metric: data alone gives a score, and no code starts", () => {
    const [entry] = plugin("cxkit.metrics").manifest.contributes.metrics ?? [];
    if (!entry || !("data" in entry)) throw new Error("it is data");
    const metric = scoreMetric({
      ...(entry.data as unknown as ScoreMetricData),
      id: entry.id,
      title: entry.title,
    });
    const tally = { ...metric.empty(), counts: [0, 0, 0, 0, 0, 0, 1, 0, 0, 3, 0] };
    expect([entry.id, metric.estimate(tally).value]).toEqual(["detractors", 25]);
    expect(stateOf("cxkit.metrics")).toBe("registered");
  });

  it("journey: data alone places an item", () => {
    const [entry] = plugin("cxkit.journeys").manifest.contributes.journeys ?? [];
    expect(entry?.data.stages.map(({ id }) => id)).toEqual([
      "research",
      "select",
      "purchase",
      "use",
      "repurchase",
    ]);
    expect(touchpointOf(entry!.data, { stage: "purchase" })).toMatchObject({ stage: "purchase" });
  });

  it("alert rule: data alone is a rule that watches", () => {
    const [entry] = plugin("cxkit.alerts").manifest.contributes.alertRules ?? [];
    if (!entry || !("data" in entry)) throw new Error("it is data");
    const [rule] = rulesFrom({ [entry.id]: entry.data }, { metrics: {} });
    expect(rule?.rule.watches).toBe("event");
  });

  it("notifier: a notification is posted", async () => {
    const notifiers = plugin("cxkit.notifiers");
    const [entry] = notifiers.manifest.contributes.notifiers ?? [];
    const notifier = pluginNotifier({ ...parts(), reduce: (_, one) => one }, notifiers, entry!);
    const { secretOf } = await import("@cxkit/signing");
    const asked: string[] = [];
    const receipt = await notifier.deliver(notification, {
      config: { url: "https://receiver.acme.com/hook" },
      http: async ({ method, url }) => {
        asked.push(`${method} ${url}`);
        return { status: 200, headers: {}, body: new Uint8Array() };
      },
      secrets: { webhook: [secretOf("webhook", `whsec_${btoa("0123456789abcdef0123456789abcdef")}`)] },
      now,
      signal: new AbortController().signal,
    });
    expect([receipt, asked]).toEqual([{ delivered: true }, ["POST https://receiver.acme.com/hook"]]);
  });

  it("store and report: what was stored is told", async () => {
    const stores = plugin("cxkit.store-memory");
    const [entry] = stores.manifest.contributes.stores ?? [];
    const definition = (await inProcessCode(stores, "store", entry!, true)) as StoreDefinition;
    await using store = await definition.open({}, { directory: "/" });
    await store.declare([instrument]);
    await store.append([event]);
    const reports = plugin("cxkit.report");
    const [reported] = reports.manifest.contributes.reports ?? [];
    const report = pluginReport({ ...parts(), readable: (_, one) => one, now }, reports, reported!);
    const model = await report.data(store, undefined);
    expect(await report.render(model, "text")).toBe("recommend  nps@1  0–10  1\n");
  });

  it("text analyzer and command: the language of comments is told, and counted over a store", async () => {
    const text = plugin("cxkit.text");
    const { textAnalyzers, commands } = text.manifest.contributes;
    const outside = { http: () => Promise.reject(new Error("no network")), secrets: {}, now };
    const analyzer = pluginTextAnalyzer(parts(), outside, text, textAnalyzers![0]!);
    const [found] = await analyzer.analyze([{ id: "1", text: "物流很快，包装完好" }], {});
    expect(found).toMatchObject({ id: "1", language: { tag: "zh" } });
    await using store = memoryStore({
      instruments: [{ ...instrument, id: "why", construct: "verbatim", scale: null }],
    });
    const answer = { item: "why", value: "物流很快，包装完好", instrument: "why@1" };
    await store.append([
      { ...event, data: { survey: "s", status: "complete", answers: [answer] } } as CxEvent,
    ]);
    const command = pluginCommand({ ...parts(), readable: (_, one) => one }, text, commands![0]!);
    const { signal } = new AbortController();
    expect(await command.run({}, { now, store, http: outside.http, signal })).toMatchObject({
      comments: 1,
      languages: [{ language: "zh", comments: 1 }],
    });
    // Its configuration: nothing is as sure as that.
    expect(text.manifest.contributes.configuration).toMatchObject({ type: "object" });
    const set = { ...parts(), readable: <View>(_: unknown, one: View) => one, settings: { confidence: 1 } };
    const strict = pluginCommand(set, text, commands![0]!);
    expect(await strict.run({}, { now, store, http: outside.http, signal })).toMatchObject({
      languages: [{ language: null, comments: 1 }],
    });
  });

  it("command and configuration: code of a stranger's plugin gets its settings", async () => {
    const folder = await folderWith({
      ...pluginFiles(),
      "index.js": `${schemaSource}
export const settings = { kind: "configuration", spec: "v1", schema: schema({ type: "object", properties: { greeting: { type: "string" } } }) };
export const greet = { kind: "command", spec: "v1", id: "greet", title: "Greet", effects: "read", params: schema({ type: "object" }),
  run: async ({ name }, { settings }) => settings.greeting + ", " + name };
`,
    });
    await buildPlugin(folder);
    const [others, manage] = await host([folder]);
    const acme = others.get("acme.reviews");
    const { configuration, commands } = acme!.manifest.contributes;
    expect(configuration).toMatchObject({ properties: { greeting: { type: "string" } } });
    const command = pluginCommand(
      {
        manager: manage,
        limit: (_, services) => services,
        readable: (_, one) => one,
        settings: { greeting: "Hello" },
      },
      acme!,
      commands![0]!,
    );
    const greeted = await command.run(
      { name: "Ada" },
      {
        now,
        store: memoryStore(),
        http: () => Promise.reject(new Error()),
        signal: new AbortController().signal,
      },
    );
    expect(greeted).toBe("Hello, Ada");
    await manage[Symbol.asyncDispose]();
  });
});

const instrument: Instrument = {
  id: "nps",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
};

const event: CxEvent = {
  type: "survey.responded",
  source: "test",
  key: "1",
  id: "1",
  revision: 0,
  time: now(),
  received: now(),
  channel: "web",
  dimensions: {},
  data: { survey: "s", status: "complete", answers: [{ item: "recommend", value: 9, instrument: "nps@1" }] },
};

const notification: Notification = {
  idempotencyKey: "1",
  kind: "alert",
  title: "NPS is below 0",
  language: "en",
  to: { owner: "logistics" },
  at: now(),
  since: now(),
  where: {},
  facts: {} satisfies { readonly [name: string]: Json },
};
