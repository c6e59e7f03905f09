import { createCipheriv, createHash } from "node:crypto";
import * as lark from "@larksuiteoapi/node-sdk";
import { createContext } from "@cxkit/core/context";
import type { RawRequest, Secret } from "@cxkit/core";
import { secretOf } from "@cxkit/signing";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feishu, type FeishuConfig } from "./feishu.ts";
import {
  feishuApp,
  feishuCard,
  feishuEvent,
  feishuFirstMessage,
  feishuMessage,
} from "./fixtures/feishu-events.ts";

const config: FeishuConfig = {
  app: feishuApp,
  survey: {
    survey: "help-desk",
    items: {
      rating: { item: "satisfaction", construct: "csat", scale: { min: 1, max: 5, step: 1 } },
      why: { construct: "verbatim" },
    },
  },
  events: {
    "im.message.reaction.created_v1": { action: "reaction" },
    "im.chat.member.bot.added_v1": { ignore: true },
  },
};
const now = "2026-03-01T09:30:00Z";
const keyText = "encrypt-key";
const secrets = { encryptKey: [secretOf(keyText)], verificationToken: [secretOf("v3rify")] };
const decode = (raw: unknown, of = config) =>
  feishu.decode(raw, createContext(of, { key: new Uint8Array(32) }));

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

describe("feishu keeps the channel laws", () => {
  const samples = {
    config,
    raws: [
      feishuMessage(1),
      feishuMessage(
        2,
        {
          title: "周报",
          content: [
            [
              { tag: "text", text: "很好" },
              { tag: "a", text: "链接" },
            ],
          ],
        },
        { message_type: "post" },
      ),
      feishuMessage(3, { image_key: "img_1" }, { message_type: "image" }),
      feishuFirstMessage(4),
      feishuCard(5, { value: { rating: 4 } }),
      feishuCard(6, { form_value: { rating: "2", why: "等了三天" } }),
      feishuEvent(7, "im.message.reaction.created_v1", { user_id: { open_id: "ou_7" }, message_id: "om_1" }),
    ],
    malformed: [
      feishuMessage(8, {}, { content: "{" }),
      feishuMessage(9, {}, { message_id: "" }),
      feishuEvent(10, "im.message.receive_v1", {
        sender: { sender_type: "app" },
        message: { message_id: "om" },
      }),
      feishuCard(11, { value: { rating: 11 } }),
      feishuCard(12, { value: { other: 1 } }),
      feishuEvent(13, "im.chat.member.bot.added_v1", {}),
      feishuEvent(14, "contact.user.created_v3", {}),
      feishuEvent(15, "im.message.receive_v1", {}, { app_id: "cli_other" }),
      "text",
    ],
  };
  for (const law of channelLaws(feishu, samples)) it(law.name, law.check);
});

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
  const laws = webhookLaws(feishu, {
    config,
    bodies: [JSON.stringify(feishuMessage(1)), JSON.stringify(feishuFirstMessage(2))],
    secretOf,
    sign,
    signed: ["x-lark-signature", "x-lark-request-timestamp", "x-lark-request-nonce"],
    besides: { verificationToken: secrets.verificationToken },
    toleranceSeconds: 300,
  });
  for (const law of laws) it(law.name, law.check);
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

  it("never for another token, another key, or anything else that is unsigned", async () => {
    for (const body of [
      JSON.stringify({ type: "url_verification", challenge: "c", token: "guess" }),
      JSON.stringify({ type: "url_verification", challenge: "c" }),
      JSON.stringify({ encrypt: sealedByNode(asks, "other key") }),
      JSON.stringify({ encrypt: "?" }),
      JSON.stringify(feishuMessage(1)),
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

describe("feishu reads", () => {
  it("what was written to the bot, dated by the message", () => {
    const [event] = decode(feishuMessage(1)).events;
    expect(event).toMatchObject({
      type: "feedback.posted",
      source: `feishu:${feishuApp}`,
      key: "om_1",
      time: "2026-03-01T09:29:59.123Z",
      channel: "feishu",
      data: { text: "报销太慢了" },
    });
    expect(JSON.stringify(event)).not.toContain("ou_person");
    expect(decode(feishuFirstMessage(1)).events[0]).toMatchObject({
      key: "om_first_1",
      subject: event?.subject,
      data: { text: "谢谢" },
    });
  });

  it("a rich text as its words", () => {
    const content = {
      title: "周报",
      content: [
        [
          { tag: "text", text: "很" },
          { tag: "at", user_id: "u" },
          { tag: "a", text: "好" },
        ],
        [],
      ],
    };
    expect(decode(feishuMessage(1, content, { message_type: "post" })).events[0]?.data).toEqual({
      text: "周报\n很好",
    });
  });

  it("answers on a card; whoever changes their mind counts with the last, and other questions stay", () => {
    const at = (micro: number, action: object) => decode(feishuCard(1, action, micro)).events[0];
    const first = at(1_772_357_400_000_000, { value: { rating: 2 } });
    const second = at(1_772_357_401_000_000, { value: { rating: 5 } });
    expect(first).toMatchObject({
      type: "survey.responded",
      time: "2026-03-01T09:30:00.000Z",
      data: {
        survey: "help-desk",
        answers: [{ item: "satisfaction", value: 2, instrument: "satisfaction@1" }],
      },
    });
    expect(second?.key).toBe(first?.key);
    expect(second?.revision).toBeGreaterThan(first?.revision ?? Infinity);
    expect(at(1_772_357_402_000_000, { form_value: { why: "快" } })?.key).not.toBe(first?.key);
    expect(feishu.instruments!(config).map(({ id }) => id)).toEqual(["satisfaction", "why"]);
  });

  it("no card where the configuration tells no survey, and no event of another app", () => {
    const card = feishuCard(1, { value: { rating: 2 } });
    expect(decode(card, { app: feishuApp }).setAside).toMatchObject([{ reason: "undeclared-type" }]);
    expect(decode(card, { ...config, app: "cli_2" }).setAside).toMatchObject([
      { path: "header.app_id", reason: "other-app" },
    ]);
  });
});

it.each([
  [{}, "app"],
  [{ app: "a", toleranceSeconds: 0 }, "toleranceSeconds"],
  [{ app: "a", survey: { survey: "s", items: { r: { construct: "csat" } } } }, "needs its scale"],
  [{ app: "a", surveys: {} }, "did you mean"],
])("feishu's configuration says of %j what is wrong", (value, said) => {
  const result = feishu.config["~standard"].validate(value);
  expect(JSON.stringify("issues" in result && result.issues)).toContain(said);
});
