import { createCipheriv, createHash } from "node:crypto";
import * as lark from "@larksuiteoapi/node-sdk";
import type { RawRequest, Secret } from "@cxkit/core";
import { secretOf } from "@cxkit/signing";
import { webhookLaws } from "@cxkit/testkit";
import { channelConformance } from "@cxkit/testkit/conformance";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conforms, kitMaterial } from "./fixtures/kit-material.ts";
import { feishu, type FeishuConfig } from "./feishu.ts";
import { feishuApp, feishuFirstMessage, feishuMessage } from "./fixtures/feishu-events.ts";

await feishu.config["~standard"].load?.();
const material = await kitMaterial(feishu);

const config: FeishuConfig = { app: feishuApp };
const now = "2026-03-01T09:30:00Z";
const keyText = "encrypt-key";
const secrets = { encryptKey: [secretOf(keyText)], verificationToken: [secretOf("v3rify")] };

/** By Node's own AES, under the key's SHA-256. */
function sealedByNode(text: string | Uint8Array, key = keyText): string {
  const iv = Buffer.alloc(16, 7);
  const cipher = createCipheriv("aes-256-cbc", createHash("sha256").update(key).digest(), iv);
  return Buffer.concat([iv, cipher.update(text), cipher.final()]).toString("base64");
}
function request(
  body: string,
  { key = keyText, time = "1772357400", nonce = "n1", signed = true } = {},
): RawRequest {
  const signature = createHash("sha256").update(`${time}${nonce}${key}${body}`).digest("hex");
  return {
    method: "POST",
    url: "https://cx.example.org/in/feishu",
    headers: {
      "content-type": "application/json",
      ...(signed && {
        "x-lark-signature": signature,
        "x-lark-request-timestamp": time,
        "x-lark-request-nonce": nonce,
      }),
    },
    body: new TextEncoder().encode(body),
  };
}
const verify = (of: RawRequest, settings = config, at = now) =>
  feishu.webhook!.verify(of, secrets, at, settings);

describe.each(["sealed", "plain"] as const)("feishu keeps the webhook laws for what comes %s", (way) => {
  const sign = async (body: Uint8Array, [secret]: readonly Secret[], at: string): Promise<RawRequest> => {
    const iv = new Uint8Array(16).fill(7);
    const sealed = await secret!.encrypt({ key: "sha-256", iv: "leading", block: 16 }, body, iv);
    const sent =
      way === "plain"
        ? body
        : Buffer.from(JSON.stringify({ encrypt: Buffer.from(sealed).toString("base64") }));
    const time = String(Math.floor(Date.parse(at) / 1000));
    const digest = await secret!.digest("SHA-256", [time, "n0nce", null, sent]);
    return {
      ...request(""),
      headers: {
        "content-type": "application/json",
        "x-lark-signature": Buffer.from(digest).toString("hex"),
        "x-lark-request-timestamp": time,
        "x-lark-request-nonce": "n0nce",
      },
      body: new Uint8Array(sent),
    };
  };
  const webhook = {
    bodies: [JSON.stringify(feishuMessage(1)), JSON.stringify(feishuFirstMessage(2))],
    secretOf,
    sign,
    signed: ["x-lark-signature", "x-lark-request-timestamp", "x-lark-request-nonce"],
    besides: { verificationToken: secrets.verificationToken },
    toleranceSeconds: 300,
  } as const;
  for (const law of webhookLaws(feishu, { config, ...webhook })) it(law.name, law.check);

  describe("and passes the conformance kit", () => {
    const malformed = [feishuMessage(3, {}, { content: "{" }), feishuMessage(4, {}, { message_id: "" })];
    const unknowns = [feishuMessage(7, {}, { message_type: "hologram" })];
    const raws = [feishuMessage(5), feishuFirstMessage(6)];
    const none = { edits: [], deletions: [] };
    const samples = { config, raws, malformed, unknowns, webhook };
    const checks = channelConformance(feishu, { ...material, ...none, ...samples });
    conforms(checks);
  });
});

describe("feishu and Feishu's own SDK agree", () => {
  const sdk = (encryptKey = keyText) => {
    const heard: unknown[] = [];
    const quiet = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };
    const dispatcher = new lark.EventDispatcher({
      encryptKey,
      verificationToken: "v3rify",
      logger: quiet,
    }).register({
      "im.message.receive_v1": (data) => void heard.push(data.message.message_id),
    });
    return async (of: RawRequest) => {
      heard.length = 0;
      const body = JSON.parse(new TextDecoder().decode(of.body)) as object;
      await dispatcher.invoke(Object.assign(Object.create({ headers: of.headers }) as object, body));
      return [...heard];
    };
  };

  it("on what is sealed and signed, and on whose it is not", async () => {
    const sealed = request(JSON.stringify({ encrypt: sealedByNode(JSON.stringify(feishuMessage(1))) }));
    expect(await sdk()(sealed)).toEqual(["om_1"]);
    const said = await verify(sealed);
    expect(said).toMatchObject({ verified: true, delivery: "event-1", records: [feishuMessage(1)] });
    expect(said.verified && new TextDecoder().decode(said.opened)).toBe(JSON.stringify(feishuMessage(1)));
    const forged = { ...sealed, headers: { ...sealed.headers, "x-lark-request-nonce": "n2" } };
    expect(await sdk()(forged)).toEqual([]);
    expect(await verify(forged)).toMatchObject({ verified: false, reason: "signature-wrong" });
  });

  it("on what its cipher opens, whatever was sealed, by either of us", async () => {
    const cipher = new lark.AESCipher(keyText);
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.uint8Array({ minLength: 16, maxLength: 16 }), async (text, iv) => {
        const ours = await secrets.encryptKey[0]!.encrypt(
          { key: "sha-256", iv: "leading", block: 16 },
          new TextEncoder().encode(text),
          iv,
        );
        expect(cipher.decrypt(Buffer.from(ours).toString("base64"))).toBe(text);
      }),
    );
  });

  it("on the answer to its question, and takes bodies whose spelling its SDK would write otherwise", async () => {
    const { challenge } = lark.generateChallenge(
      { type: "url_verification", challenge: "c-1", token: "v3rify" },
      { encryptKey: "" },
    );
    const said = await verify(
      request('{"type":"url_verification","challenge":"c-1","token":"v3rify"}', { signed: false }),
    );
    expect(said.verified && JSON.parse(String(said.reply?.body))).toEqual(challenge);
    // The raw bytes are what is signed: spaces and escapes are as good as none.
    const spelled = request(JSON.stringify(feishuMessage(1), null, 2).replaceAll("/", "\\/"));
    expect(await sdk()(spelled)).toEqual([]);
    expect(await verify(spelled)).toMatchObject({ verified: true });
  });
});

describe("feishu answers the question whether the address is ours", () => {
  const asks = JSON.stringify({ type: "url_verification", challenge: 'c"1', token: "v3rify" });

  it.each([
    ["plain and unsigned", request(asks, { signed: false })],
    ["plain and signed", request(asks)],
    ["sealed and unsigned", request(JSON.stringify({ encrypt: sealedByNode(asks) }), { signed: false })],
    ["sealed and signed", request(JSON.stringify({ encrypt: sealedByNode(asks) }))],
  ])("%s, with what it was asked, and has no records", async (_, of) => {
    expect(await verify(of)).toEqual({
      verified: true,
      records: [],
      reply: { status: 200, headers: { "content-type": "application/json" }, body: '{"challenge":"c\\"1"}' },
    });
  });

  it("never for a long text, which is not even opened for whoever sent it", async () => {
    let opened = 0;
    const [key] = secrets.encryptKey;
    const counted: Secret = {
      ...key!,
      decrypt: (cipher, sealed) => {
        opened += 1;
        return key!.decrypt(cipher, sealed);
      },
    };
    const ask = async (padding: number) => {
      const sealed = sealedByNode(asks + " ".repeat(padding));
      const unsigned = request(JSON.stringify({ encrypt: sealed }), { signed: false });
      return feishu.webhook!.verify(unsigned, { ...secrets, encryptKey: [counted] }, now, config);
    };
    expect((await ask(1000)).verified).toBe(true);
    expect(await ask(100_000)).toMatchObject({ verified: false, reason: "signature-missing" });
    expect(opened).toBe(1);
  });

  it("never for another token, another key, or anything else that is unsigned", async () => {
    for (const body of [
      JSON.stringify({ type: "url_verification", challenge: "c", token: "guess" }),
      JSON.stringify({ type: "url_verification", challenge: "c" }),
      JSON.stringify({ encrypt: sealedByNode(asks, "other key") }),
      JSON.stringify({ encrypt: "?" }),
      JSON.stringify(feishuMessage(1)),
      // Every event names the token, which proves nothing of it.
      JSON.stringify({ ...feishuMessage(1), type: "url_verification", token: "v3rify" }),
      JSON.stringify({ ...feishuMessage(1), type: "url_verification", token: "v3rify", challenge: " " }),
      "{",
    ])
      expect(await verify(request(body, { signed: false }))).toEqual({
        verified: false,
        status: 401,
        reason: "signature-missing",
      });
  });
});

describe("feishu's clock", () => {
  const of = request(JSON.stringify(feishuMessage(1)));

  it("refuses what is old unless the configuration waits longer", async () => {
    const later = "2026-03-01T09:40:00Z";
    expect(await verify(of, config, later)).toEqual({ verified: false, status: 401, reason: "stale" });
    expect(await verify(of, { ...config, toleranceSeconds: 3600 }, later)).toMatchObject({
      verified: true,
      once: { until: "2026-03-01T10:30:00.001Z" },
    });
  });
});
