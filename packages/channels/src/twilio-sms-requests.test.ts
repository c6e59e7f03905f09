import type { RawRequest, Secret } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { messageDigest, signUrlParameters } from "@cxkit/signing";
import { webhookLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import twilio from "twilio";
import { describe, expect, it } from "vitest";
import { twilioEvent, twilioParameters, twilioRecord, twilioSid } from "./fixtures/twilio-messages.ts";
import { posted, secretOf } from "./fixtures/webhook-samples.ts";
import { twilioSms, type TwilioSmsConfig } from "./twilio-sms.ts";

const config: TwilioSmsConfig = { rating: { item: "recommend", construct: "nps" } };
const decode = (raw: unknown) => twilioSms.decode(raw, createContext(config, { key: new Uint8Array(32) }));
const token = "f00dfeed";
const url = "https://cx.example.org/in/sms";
const form = (parameters: { readonly [name: string]: string | readonly string[] }) =>
  new TextEncoder().encode(
    new URLSearchParams(
      Object.entries(parameters).flatMap(([name, values]) => [values].flat().map((value) => [name, value])),
    ).toString(),
  );
const verify = (request: RawRequest, of = config, tokens: readonly string[] = [token]) =>
  twilioSms.webhook!.verify(
    request,
    { authToken: tokens.map((each) => secretOf(each)) },
    "2026-03-01T09:30:00Z",
    of,
  );

describe("twilio-sms keeps the webhook laws", () => {
  const signed = async (body: Uint8Array, secrets: readonly Secret[]): Promise<RawRequest> => {
    const named = `${url}?bodySHA256=${messageDigest(body)}`;
    const signature = await signUrlParameters({ secrets, url: named });
    const headers = { "content-type": "application/json", "x-twilio-signature": signature };
    return { ...posted(body, headers), url: named };
  };
  const laws = webhookLaws(twilioSms, {
    config,
    bodies: [JSON.stringify([twilioEvent(1)]), JSON.stringify([twilioEvent(2), twilioEvent(3)])],
    secretOf,
    sign: signed,
    signed: ["x-twilio-signature", "?bodySHA256"],
  });
  for (const law of laws) it(law.name, law.check);
});

// Witness: twilio 6.2.0, Twilio's own library.
describe("twilio-sms and Twilio's own library", () => {
  const parameters = fc.dictionary(
    fc.stringMatching(/^[A-Za-z][\w]{0,12}$/),
    fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 3 }),
    ),
    { minKeys: 1, maxKeys: 6, noNullPrototype: true },
  );
  const address = fc
    .record({
      host: fc.constantFrom("cx.example.org", "cx.example.org:443", "cx.example.org:8443", "[::1]"),
      path: fc.constantFrom("/", "/in/sms", "/in/%E4%BD%A0"),
      query: fc.constantFrom("", "?a=1", "?b=2&a=1&b=3", "?q=it's", "?q=a+b&c", "?q=%2B1", "?q=a%20b&&d="),
    })
    .map(({ host, path, query }) => `https://${host}${path}${query}`);
  const request = (came: string, signature: string, body: Uint8Array): RawRequest => ({
    ...posted(body, {
      "content-type": "application/x-www-form-urlencoded",
      "x-twilio-signature": signature,
    }),
    url: came,
  });

  it("agree on what the library signs, with the port and without, the query as it is and escaped", async () => {
    await fc.assert(
      fc.asyncProperty(address, parameters, async (came, given) => {
        const whole = new URL(came).toString();
        const spellings = [came, came.replace(/:\d+(?=\/)/, ""), whole];
        for (const was of spellings) {
          const signature = twilio.getExpectedTwilioSignature(token, was, given);
          expect(twilio.validateRequest(token, signature, came, given)).toBe(true);
          const judged = await verify(request(came, signature, form(given)));
          expect(judged.verified, `${came} signed as ${was}`).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("agree on what we sign", async () => {
    await fc.assert(
      fc.asyncProperty(address, parameters, async (came, given) => {
        const signature = await signUrlParameters({
          secrets: [secretOf(token)],
          url: came,
          parameters: given,
        });
        expect(signature).toBe(twilio.getExpectedTwilioSignature(token, came, given));
      }),
    );
  });

  it("agree on bodies that the address names by their hash", async () => {
    const body = JSON.stringify([twilioEvent(1)]);
    const named = `${url}?bodySHA256=${twilio.getExpectedBodyHash(body)}`;
    const signature = twilio.getExpectedTwilioSignature(token, named, {});
    const bytes = new TextEncoder().encode(body);
    const headers = { "content-type": "application/json", "x-twilio-signature": signature };
    expect(await verify({ ...posted(bytes, headers), url: named })).toMatchObject({ verified: true });
    expect(twilio.validateRequestWithBody(token, signature, named, body)).toBe(true);
    const ours = await signUrlParameters({ secrets: [secretOf(token)], url: named });
    expect(twilio.validateRequestWithBody(token, ours, named, body)).toBe(true);
  });

  it("agree behind a proxy, where the configuration says what Twilio was given", async () => {
    const publicUrl = "https://sms.example.com/answer";
    const signature = twilio.getExpectedTwilioSignature(token, publicUrl, twilioParameters(1));
    const came = request("http://10.0.0.7:8787/in/sms", signature, form(twilioParameters(1)));
    expect(await verify(came)).toMatchObject({ verified: false, reason: "signature-wrong" });
    expect(await verify(came, { ...config, publicUrl }, ["old", token])).toMatchObject({ verified: true });
  });
});

describe("twilio-sms takes a form", () => {
  it("as one message that has to be asked for its time", async () => {
    const parameters = twilioParameters(1);
    const signature = twilio.getExpectedTwilioSignature(token, url, parameters);
    const judged = await verify({
      ...posted(form(parameters), {
        "content-type": "application/x-www-form-urlencoded",
        "x-twilio-signature": signature,
        "i-twilio-idempotency-token": "delivery-1",
      }),
      url,
    });
    expect(judged).toMatchObject({ verified: true, delivery: "delivery-1" });
    const [raw] = judged.verified ? judged.records : [];
    expect(twilioSms.webhook!.dedupeKey(raw)).toBe(twilioSid(1));
    expect(twilioSms.hydrate!.needs(raw)).toBe(true);
    expect(decode(raw).setAside).toMatchObject([{ reason: "missing-time" }]);
  });

  it("with any one bit changed no more", async () => {
    const parameters = twilioParameters(1);
    const signature = twilio.getExpectedTwilioSignature(token, url, parameters);
    const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": signature };
    const body = form(parameters);
    for (let at = 0; at < body.length * 8; at += 1) {
      const changed = body.map((byte, index) => (index === at >> 3 ? byte ^ (1 << (at & 7)) : byte));
      expect((await verify({ ...posted(changed, headers), url })).verified, `bit ${at}`).toBe(false);
    }
  });

  it("and never one without its sender: names and values are signed without a border", () => {
    const { From: _, ...parameters } = twilioParameters(1, { Body: "9From+15550101" });
    const raw = {
      ...twilioRecord(1),
      form: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]])),
    };
    expect(decode(raw)).toMatchObject({ events: [], setAside: [{ reason: "missing-sender" }] });
  });
});
