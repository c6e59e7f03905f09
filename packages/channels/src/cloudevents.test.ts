import { completeEvent, type CxEvent, type Secret, toCloudEvent } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { signStandardWebhook } from "@cxkit/signing";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { attributeText } from "./cloudevents/read-events.ts";
import { cloudevents, type CloudEventsConfig, signedCloudEvent } from "./cloudevents.ts";
import { posted, secretOf, whsecValues } from "./fixtures/webhook-samples.ts";

const now = "2026-03-01T09:30:00Z";
const recommend = {
  id: "recommend",
  version: "1",
  construct: "nps",
  scale: { min: 0, max: 10, step: 1 },
  direction: "higher-is-better",
} as const;
const config: CloudEventsConfig = {
  instruments: [recommend],
  types: {
    "com.example.rated": {
      survey: "stars",
      items: [{ item: "stars", path: "data.stars", construct: "rating", scale: { min: 1, max: 5, step: 1 } }],
      dimensions: { store: "subject" },
    },
  },
};
const event: CxEvent = completeEvent<"survey.responded">(
  {
    type: "survey.responded",
    source: "shop:eu",
    key: "R_1",
    revision: 2,
    time: "2026-03-01T09:29:00+08:00",
    subject: "0123456789abcdef0123456789abcdef",
    channel: "app",
    touchpoint: "checkout",
    dimensions: { region: "north" },
    consent: ["analysis"],
    data: {
      survey: "s",
      status: "complete",
      answers: [{ item: "recommend", value: 9, instrument: "recommend@1" }],
    },
  },
  "2026-03-01T01:29:05Z",
);
const visit = (number: number) => ({
  ...toCloudEvent({
    ...completeEvent<"interaction.occurred">(
      {
        type: "interaction.occurred",
        source: "shop:eu",
        key: `V_${number}`,
        time: now,
        channel: "web",
        dimensions: {},
        data: { action: "visit" },
      },
      now,
    ),
  }),
});
const rated = (id: string, change: object = {}) => ({
  specversion: "1.0",
  id,
  source: "stars:eu",
  type: "com.example.rated",
  time: now,
  subject: "harbour",
  datacontenttype: "application/json",
  data: { stars: 4 },
  ...change,
});
const raw = (value: unknown) => ({ path: "", value });
const contextOf = (of: CloudEventsConfig) => createContext(of, { key: new Uint8Array(32) });
const decode = (value: unknown, of = config) => cloudevents.decode(raw(value), contextOf(of));
const bytes = (text: string) => new TextEncoder().encode(text);

async function signed(
  body: Uint8Array,
  secrets: readonly Secret[],
  at: string,
  headers: { readonly [name: string]: string },
) {
  const content = signedCloudEvent({ headers, body });
  const proof = await signStandardWebhook(content, secrets, { id: `msg_${body.length}`, now: at });
  return posted(body, { ...headers, ...proof });
}
const attributes = {
  "ce-specversion": "1.0",
  "ce-id": "b1",
  "ce-source": "stars:eu",
  "ce-type": "com.example.rated",
  "ce-time": now,
  "ce-subject": "Caf%C3%A9",
  "content-type": "application/json",
};

describe("cloudevents keeps the channel laws", () => {
  const samples = {
    config,
    raws: [raw(toCloudEvent(event)), raw(visit(1)), raw(rated("1")), raw(rated("2", { data: {} }))],
    malformed: [
      raw(rated("3", { data: { stars: 9 } })),
      raw(rated("4", { time: "soon" })),
      raw(rated("5", { type: "com.example.unknown" })),
      raw({ ...toCloudEvent(event), cxchannel: "" }),
      raw({ ...toCloudEvent(event), data: { survey: "s" } }),
      raw(7),
      { path: "data", problem: "the data are not JSON" },
    ],
  };
  for (const law of channelLaws(cloudevents, samples)) it(law.name, law.check);
});

describe.each([
  {
    mode: "structured",
    type: "application/cloudevents+json; charset=utf-8",
    bodies: [JSON.stringify(toCloudEvent(event)), JSON.stringify(rated("22"))],
  },
  {
    mode: "batched",
    type: "application/cloudevents-batch+json",
    bodies: [JSON.stringify([rated("1"), rated("2")]), JSON.stringify([visit(1)])],
  },
])("cloudevents keeps the webhook laws in $mode mode", ({ type, bodies }) => {
  const laws = webhookLaws(cloudevents, {
    config,
    bodies,
    secretOf,
    values: whsecValues,
    sign: (body, secrets, at) => signed(body, secrets, at, { "content-type": type }),
    signed: ["webhook-signature", "webhook-id", "webhook-timestamp"],
    toleranceSeconds: 300,
  });
  for (const law of laws) it(law.name, law.check);
});

describe("cloudevents keeps the webhook laws in binary mode, with every attribute proven", () => {
  const laws = webhookLaws(cloudevents, {
    config,
    bodies: ['{"stars":4}', '{"stars":1,"note":"太慢"}'],
    secretOf,
    values: whsecValues,
    sign: (body, secrets, at) => signed(body, secrets, at, attributes),
    signed: ["webhook-signature", "webhook-id", "webhook-timestamp", ...Object.keys(attributes)],
    toleranceSeconds: 300,
  });
  for (const law of laws) it(law.name, law.check);
});

describe("cloudevents in binary mode", () => {
  const secrets = [secretOf(whsecValues[0])];
  const body = bytes('{"stars":4}');
  const verify = (request: Parameters<NonNullable<typeof cloudevents.webhook>["verify"]>[0]) =>
    cloudevents.webhook!.verify(request, { webhook: secrets }, now);

  it("refuses a signature that covers the body alone", async () => {
    const proof = await signStandardWebhook(body, secrets, { id: "1", now });
    expect(await verify(posted(body, { ...attributes, ...proof }))).toMatchObject({
      status: 401,
      reason: "signature-wrong",
    });
  });

  it("refuses an attribute more, less, renamed, or twice", async () => {
    const request = await signed(body, secrets, now, attributes);
    const { "ce-subject": _, ...less } = request.headers;
    expect((await verify(request)).verified).toBe(true);
    for (const headers of [
      { ...request.headers, "ce-extra": "1" },
      less,
      { ...less, "ce-topic": attributes["ce-subject"] },
      { ...request.headers, "ce-subject": "Caf%C3%A9, Caf%C3%A9" },
      { ...request.headers, "ce-subject": "" },
      { ...request.headers, "content-type": "text/json" },
      { ...less, "ce-source": "stars:eu\nce-subject:Caf%C3%A9" },
    ])
      expect((await verify({ ...request, headers })).verified).toBe(false);
  });

  it("refuses what was signed in one mode in every other", async () => {
    const request = await signed(bytes(JSON.stringify(rated("1"))), secrets, now, {
      "content-type": "application/cloudevents+json",
    });
    expect((await verify({ ...request, headers: { ...request.headers, ...attributes } })).verified).toBe(
      false,
    );
    const binary = await signed(body, secrets, now, attributes);
    const content = signedCloudEvent(binary);
    const headers = { ...binary.headers, "content-type": "application/cloudevents+json" };
    expect(await verify({ ...binary, headers, body: content })).toMatchObject({
      status: 400,
      reason: "unreadable-body",
    });
  });

  it("reads attributes as the binding writes them", async () => {
    const said = await verify(
      await signed(body, secrets, now, { ...attributes, "ce-subject": '"a \\"b\\" %E2%82%AC"' }),
    );
    expect(said).toMatchObject({ records: [{ value: { subject: 'a "b" €', data: { stars: 4 } } }] });
    expect(attributeText("Euro%20%E2%82%AC%20%F0%9F%98%80")).toBe("Euro € 😀");
    expect(attributeText("100% sure %zz")).toBe("100% sure %zz");
    expect(() => attributeText("%C3%28")).toThrow("no UTF-8");
    const bad = await verify(await signed(body, secrets, now, { ...attributes, "ce-subject": "%FF" }));
    expect(bad).toMatchObject({ status: 400, reason: "unreadable-body" });
  });

  it("gives our own events back, revision and all", async () => {
    const { data, ...about } = toCloudEvent(event);
    const headers = Object.fromEntries(
      Object.entries(about)
        .filter(([name]) => name !== "datacontenttype")
        .map(([name, value]) => [`ce-${name}`, encodeURIComponent(String(value))]),
    );
    const request = await signed(bytes(JSON.stringify(data)), secrets, now, {
      ...headers,
      "content-type": "application/json",
    });
    const said = await verify(request);
    if (!said.verified) throw new Error(said.reason);
    const { events } = cloudevents.decode(said.records[0]!, contextOf({ ...config, subjects: "same-key" }));
    expect(completeEvent(events[0]!, event.received)).toEqual(event);
  });

  it("needs a version of CloudEvents, and data that are JSON", async () => {
    const { "ce-specversion": _, ...none } = attributes;
    expect(await verify(await signed(body, secrets, now, none))).toMatchObject({ status: 400 });
    const text = await verify(
      await signed(body, secrets, now, { ...attributes, "content-type": "text/plain" }),
    );
    expect(text).toMatchObject({ records: [{ problem: "the data are not JSON" }] });
  });
});

describe("cloudevents takes", () => {
  it("CXKit's own events whole, from a workspace with the same key", () => {
    const { events, setAside } = decode(toCloudEvent(event), { ...config, subjects: "same-key" });
    expect(setAside).toEqual([]);
    expect(completeEvent(events[0]!, event.received)).toEqual(event);
  });

  it("subjects of others as keyed hashes of its own, wherever they stand", () => {
    const { events } = decode(toCloudEvent(event));
    expect(events[0]?.subject).toBe(contextOf(config).subject("cloudevent", event.subject!));
    const profile = { ...visit(1), type: "profile.identified", data: { aliases: ["ada@example.org"] } };
    expect(JSON.stringify(decode(profile).events)).not.toContain("ada@");
    expect(decode(profile, { ...config, subjects: "same-key" }).setAside).toMatchObject([
      { reason: "foreign-subject" },
    ]);
    expect(
      decode({ ...visit(1), subject: "ada@example.org" }, { subjects: "same-key" }).setAside,
    ).toMatchObject([{ path: "subject", reason: "foreign-subject" }]);
  });

  it("events of others by the mapping of their type, under their own source and id", () => {
    expect(decode(rated("7")).events).toMatchObject([
      {
        source: "stars:eu",
        key: "7",
        time: now,
        dimensions: { store: "harbour" },
        data: { answers: [{ value: 4 }] },
      },
    ]);
    expect(cloudevents.instruments!(config).map(({ id }) => id)).toEqual(["recommend", "stars"]);
  });

  it("no type that nothing declares, and none of the host's own unless told", () => {
    expect(decode(rated("1", { type: "com.example.unknown" })).setAside).toMatchObject([
      { reason: "undeclared-type" },
    ]);
    const erased = { ...visit(1), type: "subject.erased", data: { scope: "all" } };
    expect(decode(erased).setAside).toMatchObject([{ reason: "type-not-taken" }]);
    expect(decode(erased, { own: ["subject.erased"] }).events).toHaveLength(1);
    expect(decode(visit(1), { own: ["survey.responded"] }).setAside).toMatchObject([
      { reason: "type-not-taken" },
    ]);
  });

  it("no source but those that may speak", () => {
    expect(decode(visit(1), { sources: ["shop:*"] }).events).toHaveLength(1);
    expect(decode(visit(1), { sources: ["shop:eu"] }).events).toHaveLength(1);
    expect(decode(visit(1), { sources: ["shop", "stars:*"] }).setAside).toMatchObject([
      { reason: "other-source" },
    ]);
  });

  it.each([
    [{ specversion: "0.3" }, "unsupported-version"],
    [{ id: "" }, "missing-id"],
    [{ source: null }, "missing-source"],
    [{ type: 4 }, "missing-type"],
    [{ data_base64: "AA==" }, "unsupported-data"],
    [{ datacontenttype: "text/xml" }, "unsupported-data"],
  ])("no event with %j", (change, reason) => {
    expect(decode(rated("1", change))).toMatchObject({ events: [], setAside: [{ scope: "record", reason }] });
  });

  it("nothing that its schema refuses, and says where without saying what", () => {
    const bad = { ...toCloudEvent(event), cxdimensions: '["ada@example.org"]' };
    expect(decode(bad).setAside).toMatchObject([{ path: "cxdimensions", reason: "invalid-event" }]);
    expect(JSON.stringify(decode(bad).setAside)).not.toContain("ada@");
    expect(decode({ ...visit(1), data: { action: "" } }).setAside).toMatchObject([{ path: "data.action" }]);
  });
});

it("cloudevents' configuration says what is wrong", () => {
  const issues = (value: unknown) => {
    const result = cloudevents.config["~standard"].validate(value);
    return "issues" in result ? result.issues?.map(({ message }) => message).join("; ") : undefined;
  };
  expect(issues(config)).toBeUndefined();
  expect(issues({})).toBeUndefined();
  expect(issues({ type: {} })).toContain('did you mean "types"?');
  expect(issues({ own: ["survey.answered"] })).toContain("no event type");
  expect(issues({ types: { a: {} } })).toContain("needs items or verbatims");
});
