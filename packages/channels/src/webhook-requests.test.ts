import { createHmac } from "node:crypto";
import { signHmac } from "@cxkit/signing";
import { webhookLaws } from "@cxkit/testkit";
import { describe, expect, it } from "vitest";
import { mapping, record } from "./fixtures/webhook-records.ts";
import { hmacRequest, posted, secretOf, standardRequest, whsecValues } from "./fixtures/webhook-samples.ts";
import { standardWebhook, webhook } from "./webhook.ts";

const bodies = [JSON.stringify(record(1)), JSON.stringify([record(2), record(33)])];

describe("webhook keeps the webhook laws as Standard Webhooks", () => {
  const laws = webhookLaws(standardWebhook, {
    config: mapping,
    bodies,
    secretOf,
    values: whsecValues,
    sign: standardRequest,
    signed: ["webhook-signature", "webhook-id", "webhook-timestamp"],
    toleranceSeconds: 300,
  });
  for (const law of laws) it(law.name, law.check);
});

describe("webhook keeps the webhook laws with an HMAC over the body", () => {
  const scheme = { hash: "SHA-256", encoding: "hex", prefix: "sha256=" } as const;
  const laws = webhookLaws(webhook({ signature: { scheme: "hmac", header: "x-signature", ...scheme } }), {
    config: mapping,
    bodies,
    secretOf,
    sign: hmacRequest("x-signature", scheme),
    signed: ["x-signature"],
  });
  for (const law of laws) it(law.name, law.check);
});

describe("webhook keeps the webhook laws with an HMAC over time and body", () => {
  const scheme = { hash: "SHA-512", encoding: "base64" } as const;
  const channel = webhook({
    signature: {
      scheme: "hmac",
      header: "x-mac",
      timestampHeader: "x-time",
      unit: "ms",
      template: "v0:{timestamp}:{body}",
      toleranceSeconds: 60,
      ...scheme,
    },
  });
  const laws = webhookLaws(channel, {
    config: mapping,
    bodies: [bodies.join("\n").replaceAll("[", "").replaceAll("]", ""), ...bodies].slice(1),
    secretOf,
    async sign(body, secrets, now) {
      const time = String(Date.parse(now));
      const message = Buffer.concat([Buffer.from(`v0:${time}:`), body]);
      return posted(body, {
        "content-type": "application/json",
        "x-time": time,
        "x-mac": await signHmac({ ...scheme, secrets, message }),
      });
    },
    signed: ["x-mac", "x-time"],
    toleranceSeconds: 60,
  });
  for (const law of laws) it(law.name, law.check);
});

describe("webhook's requests", () => {
  const now = "2026-03-01T09:30:00Z";
  const secrets = [secretOf(whsecValues[0])];
  const verify = async (channel: typeof standardWebhook, body: string, type?: string) =>
    channel.webhook!.verify(
      await standardRequest(new TextEncoder().encode(body), secrets, now, type),
      { webhook: secrets },
      now,
      mapping,
    );

  it("hold one record, a list of them, or one a line, and a bad line takes no other with it", async () => {
    const lines = `{"id":1}\n\n{"id":\n{"id":3}\r\n`;
    expect(await verify(standardWebhook, '{"id":1}')).toMatchObject({ records: [{ value: { id: 1 } }] });
    expect(await verify(standardWebhook, '[{"id":1},2]')).toMatchObject({
      records: [{ path: "[0]" }, { value: 2 }],
    });
    const said = await verify(standardWebhook, lines, "application/x-ndjson; charset=utf-8");
    expect(said).toMatchObject({
      records: [
        { value: { id: 1 } },
        { path: "line 3", problem: "the line is no JSON" },
        { value: { id: 3 } },
      ],
    });
  });

  it("may hold them further inside", async () => {
    const channel = webhook({ records: "/data/items" });
    expect(await verify(channel, '{"data":{"items":[{"id":1},{"id":2}]}}')).toMatchObject({
      records: [{}, {}],
    });
    expect(await verify(channel, '{"data":{"items":{"id":1}}}')).toMatchObject({
      records: [{ value: { id: 1 } }],
    });
    expect(await verify(channel, '{"data":{}}')).toEqual({
      verified: false,
      status: 400,
      reason: "unreadable-body",
    });
  });

  it("are told apart by their id, and named by what was signed", async () => {
    const said = await verify(standardWebhook, '{"id":1}');
    expect(said).toMatchObject({ delivery: "msg_8", once: { until: "2026-03-01T09:35:00.001Z" } });
  });

  it("are known again by their bytes where no time is signed", async () => {
    const channel = webhook({
      signature: { scheme: "hmac", header: "x-s", hash: "SHA-256", encoding: "hex" },
    });
    const deliveryOf = async (body: string): Promise<string | undefined> => {
      const signature = createHmac("sha256", "k").update(body).digest("hex");
      const request = posted(new TextEncoder().encode(body), { "x-s": signature });
      const said = await channel.webhook!.verify(request, { webhook: [secretOf("k")] }, now, mapping);
      return said.verified ? said.delivery : undefined;
    };
    expect(await deliveryOf('{"id":1}')).toMatch(/^[\da-f]{64}$/);
    expect(await deliveryOf('{"id":1}')).toBe(await deliveryOf('{"id":1}'));
    expect(await deliveryOf('{"id":2}')).not.toBe(await deliveryOf('{"id":1}'));
  });

  it("are proven as the template says", async () => {
    const channel = webhook({
      signature: {
        scheme: "hmac",
        header: "x-s",
        hash: "SHA-256",
        encoding: "hex",
        timestampHeader: "x-t",
        template: "{timestamp}.{body}",
      },
    });
    const signature = createHmac("sha256", "k").update("1772357400.{}").digest("hex");
    const request = posted(new TextEncoder().encode("{}"), { "x-t": "1772357400", "x-s": signature });
    expect(await channel.webhook!.verify(request, { webhook: [secretOf("k")] }, now, mapping)).toMatchObject({
      verified: true,
    });
  });

  it.each([
    [{ template: "{timestamp}" }],
    [{ template: "{timestamp}.{body}" }],
    [{ timestampHeader: "x-t" }],
    [{ timestampHeader: "x-t", template: "{body}{body}{timestamp}" }],
    [{ header: "X-Signature" }],
  ])("a signature that proves too little is refused at once: %j", (change) => {
    const scheme = { scheme: "hmac", header: "x-s", hash: "SHA-256", encoding: "hex" } as const;
    expect(() => webhook({ signature: { ...scheme, ...change } })).toThrow(RangeError);
  });
});
