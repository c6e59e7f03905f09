import { inProcessRunner, processRunner, type StartRunner } from "@cxkit/host/plugins";
import { describe, expect, it } from "vitest";
import { type Files, folderWith, schemaSource } from "../plugins/fixtures/plugin-folder.ts";
import { authoredPlugin } from "./authored-plugin.ts";
import type { Fixture } from "./fixture.ts";
import { proposeCapabilities } from "./propose-capabilities.ts";
import { trialSucceeded, tryPlugin } from "./try-plugin.ts";

const now = (): string => "2026-03-01T09:30:00Z";
const code = { spec: "v1", module: "./index.js" };

const source = `${schemaSource}
const event = (raw, context) => ({ type: "feedback.posted", source: "shop:" + context.config.shop, key: raw.id, time: "2026-03-01T09:00:00Z", channel: "review", dimensions: {}, data: { text: raw.text } });
const text = (secret) => ({ pieces: ["Bearer ", secret] });
export const reviews = { kind: "channel", spec: "v1", id: "reviews", title: "Reviews", config: schema({ type: "object" }),
  decode: (raw, context) => {
    if (raw.id === "loop") for (;;);
    return raw.id ? { events: [event(raw, context)], setAside: [] } : { events: [], setAside: [{ scope: "record", path: "id", reason: "missing", message: "no id" }] };
  },
  webhook: { secrets: ["webhook"], acknowledge: { status: 200 }, verify: async () => ({ verified: true, records: [] }), records: ({ body }) => JSON.parse(new TextDecoder().decode(body)), dedupeKey: ({ id }) => id },
  file: { recognise: () => 1, propose: (_, { name }) => ({ config: { shop: name }, assumptions: [] }),
    async *read(rows) { for await (const { line, cells: [id, text] } of rows) if (line > 1) yield { id, text }; } },
  streams: { all: { primaryKey: ({ id }) => id, async *pull({ http, secrets, signal }) {
    const answer = await http({ method: "GET", url: "https://api.shop.dev/reviews", headers: { authorization: text(secrets.token[0]) }, signal });
    yield { records: JSON.parse(new TextDecoder().decode(answer.body)) };
  } } },
};
export const chat = { kind: "notifier", spec: "v1", id: "chat", title: "Chat", config: schema({ type: "object" }),
  async deliver(notification, { http, secrets }) {
    await http({ method: "POST", url: "https://chat.shop.dev/send", headers: { authorization: text(secrets.token[0]) }, body: notification.title + " " + (notification.verbatim ?? "") });
    return { delivered: true };
  },
};`;

const manifest = {
  manifestVersion: 1,
  id: "acme.reviews",
  contributes: {
    channels: [
      {
        ...code,
        id: "reviews",
        title: "Reviews",
        export: "reviews",
        config: {},
        webhook: { secrets: ["webhook"], acknowledge: { status: 200 } },
        streams: { all: {} },
      },
    ],
    notifiers: [{ ...code, id: "chat", title: "Chat", export: "chat", config: {} }],
  },
  capabilities: {
    network: [
      { host: "api.shop.dev", methods: ["GET", "POST"], why: "Reads reviews." },
      { host: "old.shop.dev", why: "Read reviews once." },
    ],
    secrets: [{ name: "token", hosts: ["api.shop.dev"], why: "Signs in." }],
  },
  limits: { callMs: 1000 },
};
const files: Files = {
  "package.json": {
    name: "acme-reviews",
    version: "1.0.0",
    type: "module",
    keywords: ["cxkit-plugin"],
    engines: { cxkit: "0.x" },
    exports: "./index.js",
    cxkit: manifest,
  },
  "index.js": source,
};

async function tried(fixtures: readonly Omit<Fixture, "file">[], start: StartRunner = inProcessRunner) {
  const { plugin } = await authoredPlugin(await folderWith(files));
  const named = fixtures.map((one, at) => ({ ...one, file: `${at}.json` }));
  return { plugin, trial: await tryPlugin(plugin, named, { start, now }) };
}

const config = { shop: "main" };
const delivery = { config, body: [{ id: "r1", text: "Good" }, { text: "Nobody's" }] };
const pull = {
  config,
  stream: "all",
  answers: [{ url: "https://api.shop.dev/", body: [{ id: "r2", text: "Bad" }] }],
};
const alarm = {
  notification: {
    idempotencyKey: "1",
    kind: "case",
    title: "Unhappy",
    language: "en",
    at: now(),
    since: now(),
    to: { owner: "shop" },
    where: {},
    verbatim: "It never came.",
  },
};

describe("tryPlugin", () => {
  it("tells what came of each fixture, and what the plugin used", async () => {
    const { trial } = await tried([delivery, { ...pull, config: undefined }, alarm]);
    expect(trial.outcomes.map(({ failed }) => failed)).toEqual([null, null, null]);
    const [first, second, third] = trial.outcomes;
    expect(first).toMatchObject({
      contribution: "reviews",
      events: [{ key: "r1", source: "shop:main" }],
      setAside: [{ path: "id" }],
    });
    expect(second?.events).toMatchObject([{ key: "r2" }]);
    expect(third).toMatchObject({ contribution: "chat", receipt: { delivered: true } });
    expect(trial.used).toEqual({
      network: [
        { host: "api.shop.dev", method: "GET", times: 1 },
        { host: "chat.shop.dev", method: "POST", times: 1 },
      ],
      configured: {},
      secrets: [
        { name: "webhook", hosts: [] },
        { name: "token", hosts: ["api.shop.dev", "chat.shop.dev"] },
      ],
      classes: ["free-text"],
    });
    expect(trialSucceeded(trial)).toBe(true);
  });

  it("runs the same in a process of its own, and says what ended it", async () => {
    const { trial } = await tried([delivery, pull], processRunner);
    const { trial: here } = await tried([delivery, pull]);
    expect(trial.outcomes).toEqual(here.outcomes);
    const { trial: stuck } = await tried([{ config, body: [{ id: "loop" }] }, delivery], processRunner);
    expect(stuck.outcomes[0]?.failed).not.toBeNull();
    expect(trialSucceeded(stuck)).toBe(false);
  });

  it("reads a table with what the channel proposes for it, or with what is said", async () => {
    const rows = [
      ["id", "text"],
      ["r3", "Good"],
      ["", "Nobody's"],
    ];
    for (const start of [inProcessRunner, processRunner]) {
      const { trial } = await tried([{ rows }, { rows, config: { shop: "said" } }], start);
      expect(trial.outcomes.map(({ failed }) => failed)).toEqual([null, null]);
      expect(trial.outcomes.map(({ events }) => events.map(({ source: from }) => from))).toEqual([
        ["shop:said"],
        ["shop:said"],
      ]);
      expect(trial.outcomes[0]?.setAside).toMatchObject([{ path: "id" }]);
      const { trial: alone } = await tried([{ rows }], start);
      expect(alone.outcomes[0]?.events).toMatchObject([{ key: "r3", source: "shop:0" }]);
    }
  });

  it("is given up, with code that never lets go, when nobody waits any more", async () => {
    const { plugin } = await authoredPlugin(await folderWith(files));
    const abort = new AbortController();
    const fixtures = [{ file: "0.json", config, body: [{ id: "loop" }] }];
    const start: StartRunner = async (...given) => {
      const runner = await processRunner(...given);
      return {
        ...runner,
        call(...asked) {
          // Under way, if it is under way at all.
          queueMicrotask(() => abort.abort());
          return runner.call(...asked);
        },
      };
    };
    const trial = await tryPlugin(plugin, fixtures, { start, now, signal: abort.signal });
    expect(trial.outcomes).toMatchObject([{ failed: expect.stringContaining("asked to stop") }]);
    expect(trialSucceeded(trial)).toBe(false);
  });

  it("answers nothing that the fixture does not", async () => {
    const { trial } = await tried([{ config, stream: "all", answers: [{ url: "https://elsewhere.dev/" }] }]);
    expect(trial.outcomes[0]?.failed).toContain("has no answer for GET api.shop.dev");
    expect(trialSucceeded(trial)).toBe(false);
  });

  it("asks which contribution is meant where several could be", async () => {
    const { trial } = await tried([{ channel: "revues", config, body: [] }]);
    expect(trial.outcomes[0]?.failed).toContain("names no contribution");
  });
});

describe("proposeCapabilities", () => {
  it("proposes what was used, keeps reasons, and says every difference", async () => {
    const { plugin, trial } = await tried([delivery, pull, alarm]);
    expect(proposeCapabilities(plugin.manifest, trial.used)).toEqual({
      capabilities: {
        network: [
          { host: "api.shop.dev", why: "Reads reviews." },
          { host: "chat.shop.dev", methods: ["POST"], why: "" },
        ],
        secrets: [
          { name: "token", hosts: ["api.shop.dev", "chat.shop.dev"], why: "Signs in." },
          { name: "webhook", why: "" },
        ],
        data: [{ classes: ["free-text"], why: "" }],
      },
      differences: [
        "network: POST chat.shop.dev is used and not asked for",
        "network: POST api.shop.dev is asked for and was not used",
        "network: old.shop.dev is asked for and was not used",
        "secrets: token is sent to chat.shop.dev, which is not asked for",
        "secrets: webhook is used and not asked for",
        "data: free-text is used and not asked for",
      ],
      remarks: [],
    });
  });

  it("proposes nothing new once it is taken", async () => {
    const { plugin, trial } = await tried([delivery, pull, alarm]);
    const { capabilities } = proposeCapabilities(plugin.manifest, trial.used);
    expect(proposeCapabilities({ ...plugin.manifest, capabilities }, trial.used)).toEqual({
      capabilities,
      differences: [],
      remarks: [],
    });
  });
});
