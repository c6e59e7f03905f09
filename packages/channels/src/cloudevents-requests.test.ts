import { completeEvent, type Secret, toCloudEvent } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { signStandardWebhook } from "@cxkit/signing";
import { webhookLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { attributeText } from "./cloudevents/read-events.ts";
import { cloudevents, type CloudEventsConfig, signedCloudEvent } from "./cloudevents.ts";
import { config, event, rated, visit } from "./fixtures/cloud-events.ts";
import { posted, secretOf, whsecValues } from "./fixtures/webhook-samples.ts";

const now = "2026-03-01T09:30:00Z";
const contextOf = (of: CloudEventsConfig) => createContext(of, { key: new Uint8Array(32) });
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
    cloudevents.webhook!.verify(request, { webhook: secrets }, now, {});

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
