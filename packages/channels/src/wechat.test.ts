import { createHash } from "node:crypto";
import { encrypt, getSignature } from "@wecom/crypto";
import { createContext } from "@cxkit/core/context";
import { secretOf } from "@cxkit/signing";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import { channelConformance } from "@cxkit/testkit/conformance";
import { describe, expect, it } from "vitest";
import { conforms, kitMaterial } from "./fixtures/kit-material.ts";
import { callback, callbackKeys, sealedRequest, tencentXml } from "./fixtures/tencent-callbacks.ts";
import { wechatEvent, wechatMessage } from "./fixtures/wechat-messages.ts";
import { wechat, type WechatConfig } from "./wechat.ts";

await wechat.config["~standard"].load?.();
const material = await kitMaterial(wechat);

const { token, aesKey, app } = callbackKeys;
const config: WechatConfig = {
  app,
  consent: ["messages"],
  events: { "CLICK:orders": { action: "orders-opened", touchpoint: "menu" }, LOCATION: { ignore: true } },
  survey: {
    survey: "after-chat",
    items: { satisfaction: { construct: "csat", scale: { min: 1, max: 5, step: 1 } } },
    clicks: {
      "101": { item: "satisfaction", value: 5 },
      "102": { item: "satisfaction", value: 1 },
    },
  },
};
const now = "2026-03-01T09:30:00Z";
/** By Node's own hash. */
const tencentSignature = (...parts: readonly string[]) =>
  createHash("sha1").update(parts.toSorted().join("")).digest("hex");
const secrets = { token: [secretOf(token)], aesKey: [secretOf(aesKey, "env:AES")] };
const verify = (request: ReturnType<typeof callback>, of: WechatConfig = config, given: object = secrets) =>
  wechat.webhook!.verify(request, { ...given }, now, of);
const decode = (raw: unknown, of = config) =>
  wechat.decode(raw, createContext(of, { key: new Uint8Array(32) }));

const samples = {
  config,
  raws: [
    wechatMessage(1),
    wechatMessage(2, { Content: "5", bizmsgmenuid: "101" }),
    wechatMessage(3, { MsgType: "image", Content: "" }),
    wechatEvent(4, "subscribe"),
    wechatEvent(5, "CLICK", { EventKey: "orders" }),
    wechatEvent(6, "TEMPLATESENDJOBFINISH", { Status: "success" }),
  ],
  malformed: [
    wechatMessage(7, { MsgId: "" }),
    wechatMessage(8, { CreateTime: "yesterday" }),
    wechatMessage(9, { FromUserName: "" }),
    wechatMessage(10, { MsgType: "" }),
    wechatEvent(11, "LOCATION"),
    "text",
  ],
};
const webhook = {
  bodies: [tencentXml(wechatMessage(1)), tencentXml(wechatMessage(2, { Content: "太慢了" }))],
  secretOf,
  besides: { aesKey: secrets.aesKey },
  sign: sealedRequest(app, secrets.aesKey[0]!),
  signed: ["?msg_signature", "?timestamp", "?nonce"],
  toleranceSeconds: 300,
  signs: "content",
} as const;

describe("wechat keeps the channel laws", () => {
  for (const law of channelLaws(wechat, samples)) it(law.name, law.check);
});

describe("wechat keeps the webhook laws", () => {
  for (const law of webhookLaws(wechat, { config, ...webhook })) it(law.name, law.check);
});

describe("wechat passes the conformance kit", () => {
  const unknowns = [wechatMessage(12, { MsgType: "hologram" }), wechatEvent(13, "something-new")];
  const none = { edits: [], deletions: [] };
  const checks = channelConformance(wechat, { ...material, ...none, ...samples, webhook, unknowns });
  conforms(checks);
});

describe("wechat takes what WeChat's own cryptography sealed", () => {
  const xml = tencentXml(wechatMessage(1));
  const sealedBy = (receiver: string) => {
    const sealed = encrypt(aesKey, xml, receiver);
    const signature = getSignature(token, "1772357400", "42", sealed);
    const parameters = {
      msg_signature: signature,
      timestamp: "1772357400",
      nonce: "42",
      encrypt_type: "aes",
    };
    return callback({ body: tencentXml({ ToUserName: "gh_1", Encrypt: sealed }), parameters });
  };

  it("and opens it: the message as it was is what is kept", async () => {
    const said = await verify(sealedBy(app));
    expect(said).toMatchObject({
      verified: true,
      records: [wechatMessage(1)],
      delivery: wechatMessage(1).MsgId,
    });
    expect(said.verified && new TextDecoder().decode(said.opened)).toBe(xml);
  });

  it("for its own app, and for no other nor for nobody", async () => {
    for (const receiver of ["wx0000000000000002", ""])
      expect(await verify(sealedBy(receiver))).toEqual({
        verified: false,
        status: 401,
        reason: "not-for-us",
      });
  });

  it("and nothing plain, unless the configuration says so", async () => {
    const parameters = {
      signature: tencentSignature(token, "1772357400", "42"),
      timestamp: "1772357400",
      nonce: "42",
    };
    const plain = callback({ body: xml, parameters });
    expect(await verify(plain)).toMatchObject({ verified: false, reason: "signature-missing" });
    expect(await verify(plain, { ...config, mode: "plain" })).toMatchObject({
      verified: true,
      records: [wechatMessage(1)],
    });
    // In this mode nothing else can be: the signature says nothing of the body.
    const forged = callback({ body: tencentXml(wechatMessage(1, { Content: "forged" })), parameters });
    expect(await verify(forged, { ...config, mode: "plain" })).toMatchObject({ verified: true });
    const wrong = { ...parameters, nonce: "43" };
    expect(
      await verify(callback({ body: xml, parameters: wrong }), { ...config, mode: "plain" }),
    ).toMatchObject({
      reason: "signature-wrong",
    });
  });

  it("a digit that passes from the nonce to the time is refused", async () => {
    const [timestamp, nonce] = ["177235740", "042"];
    const signature = tencentSignature(token, "1772357400", "42");
    const request = callback({ body: xml, parameters: { signature, timestamp, nonce } });
    expect(await verify(request, { ...config, mode: "plain" })).toMatchObject({
      reason: "timestamp-malformed",
    });
  });
});

describe("wechat answers the question whether the address is ours", () => {
  const ask = (echostr: string) =>
    verify(
      callback({
        method: "GET",
        parameters: {
          signature: tencentSignature(token, "1772357400", "42"),
          timestamp: "1772357400",
          nonce: "42",
          echostr,
        },
      }),
    );

  it("with what it was asked, and has no records", async () => {
    expect(await ask("6123456789012345678")).toEqual({
      verified: true,
      records: [],
      reply: {
        status: 200,
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: "6123456789012345678",
      },
    });
  });

  it("never with what could be a page", async () => {
    for (const echo of ["<script>alert(1)</script>", "a b", ""])
      expect(await ask(echo)).toEqual({ verified: false, status: 400, reason: "no-challenge" });
  });

  it("only where it is signed", async () => {
    const request = callback({
      method: "GET",
      parameters: { timestamp: "1772357400", nonce: "42", echostr: "1" },
    });
    expect(await verify(request)).toEqual({ verified: false, status: 401, reason: "signature-missing" });
  });
});

describe("wechat reads", () => {
  it("a text as feedback, under its id and not a digit less", () => {
    expect(decode(wechatMessage(7))).toMatchObject({
      events: [
        {
          type: "feedback.posted",
          source: `wechat:${app}`,
          key: "9223372036854775007",
          time: "2026-03-01T09:30:00.000Z",
          channel: "wechat",
          data: { text: "快递很快，谢谢" },
        },
      ],
      setAside: [],
    });
  });

  it("a click on a menu as an answer, and on one that it does not know as what was written", () => {
    const [event] = decode(wechatMessage(1, { bizmsgmenuid: "102" })).events;
    expect(event).toMatchObject({
      type: "survey.responded",
      data: {
        survey: "after-chat",
        answers: [{ item: "satisfaction", value: 1, instrument: "satisfaction@1" }],
      },
    });
    expect(wechat.instruments!(config).map(({ id }) => id)).toEqual(["satisfaction"]);
    expect(decode(wechatMessage(1, { bizmsgmenuid: "999" })).events[0]?.type).toBe("feedback.posted");
  });

  it("following and leaving as what was done, and as consent where that is declared", () => {
    const types = (event: string, of = config) =>
      decode(wechatEvent(1, event), of).events.map(({ type }) => type);
    expect(types("subscribe")).toEqual(["interaction.occurred", "consent.changed"]);
    expect(types("subscribe", { app })).toEqual(["interaction.occurred"]);
    expect(decode(wechatEvent(1, "unsubscribe")).events[1]?.data).toEqual({
      granted: [],
      withdrawn: ["messages"],
    });
    expect(decode(wechatEvent(1, "CLICK", { EventKey: "orders" })).events[0]).toMatchObject({
      touchpoint: "menu",
      data: { action: "orders-opened" },
    });
  });

  it("people of one app as nobody of another, and writes their openid nowhere", () => {
    const all = [wechatMessage(1), wechatEvent(1, "subscribe")].flatMap((raw) => decode(raw).events);
    expect(JSON.stringify(all)).not.toContain("o-person");
    expect(decode(wechatMessage(1), { app: "wx2" }).events[0]?.subject).not.toBe(all[0]?.subject);
    expect(new Set(all.map(({ subject }) => subject)).size).toBe(1);
  });

  it("an event told twice as one, and two of one second as two", () => {
    const key = (change: object = {}) => decode({ ...wechatEvent(1, "SCAN"), ...change }).events[0]?.key;
    expect(key()).toBe(key());
    expect(key({ EventKey: "door" })).not.toBe(key());
    // Two templates that were sent in one second: each event names its message.
    const sent = { Event: "TEMPLATESENDJOBFINISH", MsgID: "200163836" };
    expect(key({ ...sent, MsgID: "200163840" })).not.toBe(key(sent));
    expect(wechat.webhook!.dedupeKey(wechatEvent(1, "SCAN"))).not.toBe(
      wechat.webhook!.dedupeKey(wechatEvent(2, "SCAN")),
    );
  });
});

it.each([
  [{}, "app"],
  [{ app, mode: "clear" }, "mode"],
  [
    { app, survey: { survey: "s", items: {}, clicks: { a: { item: "x", value: 1 } } } },
    'no item is called "x"',
  ],
  [{ app, event: {} }, 'did you mean "events"?'],
])("wechat's configuration says of %j what is wrong", (value, said) => {
  const result = wechat.config["~standard"].validate(value);
  expect(JSON.stringify("issues" in result && result.issues)).toContain(JSON.stringify(said).slice(1, -1));
});
