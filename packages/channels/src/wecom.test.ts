import { decrypt, encrypt, getSignature } from "@wecom/crypto";
import { readFileSync } from "node:fs";
import { createContext } from "@cxkit/core/context";
import { openSealedMessage, sealMessage, secretOf } from "@cxkit/signing";
import { channelLaws, webhookLaws } from "@cxkit/testkit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callback, callbackKeys, sealedRequest, tencentXml } from "./fixtures/tencent-callbacks.ts";
import { announcement, customerEvent, customerMessage, memberMessage } from "./fixtures/wecom-messages.ts";
import { wecom, type WecomConfig, type WecomRecord } from "./wecom.ts";

await wecom.config["~standard"].load?.();

const { token, aesKey } = callbackKeys;
const corp = "ww0000000000000001";
const config: WecomConfig = {
  corp,
  events: { servicer_status_change: { ignore: true }, enter_agent: { action: "app-opened" } },
  survey: {
    survey: "after-service",
    items: { satisfaction: { construct: "csat", scale: { min: 1, max: 5, step: 1 } } },
    clicks: { "101": { item: "satisfaction", value: 5 }, "102": { item: "satisfaction", value: 1 } },
    evaluation: { event: "service_evaluated", field: "score", item: "satisfaction" },
  },
};
const now = "2026-03-01T09:30:00Z";
const secrets = { token: [secretOf(token)], aesKey: [secretOf(aesKey, "env:AES")] };
const verify = (request: ReturnType<typeof callback>, of = config) =>
  wecom.webhook!.verify(request, secrets, now, of);
const decode = (raw: WecomRecord, of = config) =>
  wecom.decode(raw, createContext(of, { key: new Uint8Array(32) }));
const pulled = (value: unknown): WecomRecord => ({ from: "customer-service", value });
const called = (value: unknown): WecomRecord => ({ from: "callback", value });

describe("wecom keeps the channel laws", () => {
  const samples = {
    config,
    raws: [
      pulled(customerMessage(1)),
      pulled(customerMessage(2, { text: { content: "5 分", menu_id: "101" } })),
      pulled(customerMessage(3, { msgtype: "image", text: undefined })),
      pulled(customerMessage(4, { origin: 5, servicer_userid: "zhang" })),
      pulled(customerEvent(5, "enter_session", { scene: "order-page" })),
      pulled(customerEvent(6, "session_status_change", { change_type: 3 })),
      pulled(customerEvent(7, "user_recall_msg", { recall_msgid: "msg-1" })),
      pulled(customerEvent(8, "service_evaluated", { score: 4 })),
      called(memberMessage(9)),
      called(
        memberMessage(10, { MsgType: "event", Event: "enter_agent", MsgId: undefined, Content: undefined }),
      ),
    ].map((raw) => JSON.parse(JSON.stringify(raw)) as WecomRecord),
    malformed: [
      pulled(customerMessage(11, { msgid: "" })),
      pulled(customerMessage(12, { send_time: "soon" })),
      pulled(customerMessage(13, { origin: 9 })),
      pulled(customerEvent(14, "msg_send_fail")),
      pulled(customerEvent(15, "servicer_status_change")),
      pulled(customerEvent(16, "service_evaluated", { score: 11 })),
      called(memberMessage(17, { FromUserName: "" })),
      called("text"),
    ],
  };
  for (const law of channelLaws(wecom, samples)) it(law.name, law.check);
});

describe("wecom keeps the webhook laws", () => {
  const laws = webhookLaws(wecom, {
    config,
    bodies: [tencentXml(memberMessage(1)), tencentXml(memberMessage(2, { Content: "太吵了" }))],
    secretOf,
    besides: { aesKey: secrets.aesKey },
    sign: sealedRequest(corp, secrets.aesKey[0]!),
    signed: ["?msg_signature", "?timestamp", "?nonce"],
    toleranceSeconds: 300,
    signs: "content",
  });
  for (const law of laws) it(law.name, law.check);
});

const sealedBy = (message: string, receiver: string, json = false) => {
  const sealed = encrypt(aesKey, message, receiver);
  const parameters = {
    msg_signature: getSignature(token, "1772357400", "42", sealed),
    timestamp: "1772357400",
    nonce: "42",
  };
  const body = json
    ? JSON.stringify({ encrypt: sealed })
    : tencentXml({ ToUserName: corp, Encrypt: sealed, AgentID: "" });
  return callback({ body, parameters });
};

describe("wecom and WeCom's own cryptography agree", () => {
  it("on what is sealed, by either and for either, whatever it says", async () => {
    const key = [secretOf(aesKey)];
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme" }),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        async (text, random) => {
          const ours = await sealMessage({
            secrets: key,
            message: new TextEncoder().encode(text),
            receiver: corp,
            random,
          });
          expect(decrypt(aesKey, ours)).toMatchObject({ message: text, id: corp });
          const opened = await openSealedMessage(key, encrypt(aesKey, text, corp), { receiver: corp });
          expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(opened ?? undefined)).toBe(text);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("a member's message is taken as it was sealed, and one for another corporation is not", async () => {
    const said = await verify(sealedBy(tencentXml(memberMessage(1)), corp));
    expect(said).toMatchObject({ verified: true, records: [called(memberMessage(1))] });
    expect(await verify(sealedBy(tencentXml(memberMessage(1)), "ww2"))).toMatchObject({
      reason: "not-for-us",
    });
  });

  it("a robot's message, which is sealed for nobody, is taken where robots are declared", async () => {
    const message = {
      msgid: "r1",
      create_time: 1_772_357_400,
      from: { userid: "li" },
      msgtype: "text",
      text: { content: "好用" },
    };
    const request = sealedBy(JSON.stringify(message), "", true);
    expect(await verify(request)).toMatchObject({ verified: false, reason: "not-for-us" });
    const said = await verify(request, { ...config, robots: "allowed" });
    expect(said).toMatchObject({ verified: true, delivery: "r1" });
    expect(said.verified && decode(said.records[0]!).events[0]).toMatchObject({
      source: `wecom:${corp}/robot`,
      key: "r1",
      data: { text: "好用" },
    });
  });

  it("the question whether the address is ours is answered with what was sealed, and nothing around it", async () => {
    const sealed = encrypt(aesKey, "1616140317555161061", corp);
    const parameters = {
      msg_signature: getSignature(token, "1772357400", "42", sealed),
      timestamp: "1772357400",
      nonce: "42",
      echostr: sealed,
    };
    const request = callback({ method: "GET", parameters });
    for (const url of [request.url, request.url.replaceAll("%2B", "+")]) {
      const said = await verify({ ...request, url });
      expect(said).toMatchObject({ verified: true, records: [] });
      const { body } = (said.verified ? said.reply : undefined) ?? {};
      expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(body as Uint8Array)).toBe(
        "1616140317555161061",
      );
    }
    expect(await verify({ ...request, url: request.url.replace("nonce=42", "nonce=43") })).toMatchObject({
      verified: false,
      reason: "signature-wrong",
    });
  });
});

describe("wecom reads", () => {
  it.each([tencentXml(memberMessage(1)), '{"msgid":"r1"}', "hello world"])(
    "nobody's message to whoever sends it back as a question: %s",
    async (message) => {
      const echostr = encrypt(aesKey, message, corp);
      const msg_signature = getSignature(token, "1772357400", "42", echostr);
      const parameters = { msg_signature, timestamp: "1772357400", nonce: "42", echostr };
      const said = await verify(callback({ method: "GET", parameters }));
      expect(said).toEqual({ verified: false, status: 400, reason: "no-challenge" });
    },
  );

  it("what two apps tell of one member in one second as two events", () => {
    const joined = (app: string) =>
      called(memberMessage(1, { MsgType: "event", Event: "subscribe", MsgId: undefined, AgentID: app }));
    const keys = ["1000002", "1000003", "1000002"].map((app) => decode(joined(app)).events[0]?.key);
    expect(keys[0]).not.toBe(keys[1]);
    expect(keys[0]).toBe(keys[2]);
    expect(wecom.webhook!.dedupeKey(joined("1000002"))).not.toBe(wecom.webhook!.dedupeKey(joined("1000003")));
  });

  it("the announcement as a reason to pull, and as no event", async () => {
    const said = await verify(sealedBy(tencentXml(announcement), corp));
    const [record] = said.verified ? said.records : [];
    expect(wecom.webhook!.wakes!(record!)).toEqual(["messages"]);
    expect(decode(record!)).toEqual({ events: [], setAside: [] });
    expect(wecom.webhook!.wakes!(called(memberMessage(1)))).toEqual([]);
  });

  it("what a customer wrote as feedback, within the corporation", () => {
    const [event] = decode(pulled(customerMessage(1))).events;
    expect(event).toMatchObject({
      type: "feedback.posted",
      source: `wecom:${corp}/kf`,
      key: "msg-1",
      time: "2026-03-01T09:30:01.000Z",
      channel: "wecom",
      dimensions: { account: "wk-desk" },
      data: { text: "还没有收到货" },
    });
    expect(JSON.stringify(event)).not.toContain("wm-person");
    expect(decode(pulled(customerMessage(1)), { corp: "ww2" }).events[0]?.subject).not.toBe(event?.subject);
    expect(decode(pulled(customerEvent(1, "enter_session"))).events[0]?.subject).toBe(event?.subject);
  });

  it("a click and an evaluation as answers", () => {
    const answersOf = (value: unknown) => {
      const [event] = decode(pulled(value)).events;
      return event?.type === "survey.responded"
        ? event.data.answers.map((answer) => answer.value)
        : undefined;
    };
    expect(answersOf(customerMessage(1, { text: { content: "1 分", menu_id: "102" } }))).toEqual([1]);
    expect(answersOf(customerMessage(1, { text: { content: "?", menu_id: "9" } }))).toBeUndefined();
    expect(answersOf(customerEvent(1, "service_evaluated", { score: "4" }))).toEqual([4]);
    expect(decode(pulled(customerEvent(1, "service_evaluated"))).setAside).toMatchObject([
      { reason: "missing-value" },
    ]);
  });

  it("a recalled message as retracted, under the source and the key it was told with", () => {
    const [posted] = decode(pulled(customerMessage(1))).events;
    const [recalled] = decode(pulled(customerEvent(2, "user_recall_msg", { recall_msgid: "msg-1" }))).events;
    expect(recalled).toMatchObject({
      type: "event.retracted",
      source: posted?.source,
      data: { type: posted?.type, key: posted?.key },
    });
  });
});

describe("wecom's configuration", () => {
  it.each([
    [{}, "corp"],
    [{ corp, accounts: [] }, "accounts"],
    [{ corp, robots: true }, "robots"],
    [
      {
        corp,
        survey: { survey: "s", items: {}, clicks: {}, evaluation: { event: "e", field: "f", item: "x" } },
      },
      "must be one of items",
    ],
    [{ corp, robot: "allowed" }, "did you mean"],
  ])("says of %j what is wrong", (value, said) => {
    const result = wecom.config["~standard"].validate(value);
    expect(JSON.stringify("issues" in result && result.issues)).toContain(said);
  });
});

const folder = process.env["CXKIT_REAL_DATA"];

describe.skipIf(!folder)("wecom takes the messages that WeCom's documentation publishes", () => {
  interface Vector {
    readonly name: string;
    readonly token: string;
    readonly encodingAesKey: string;
    readonly receiveId: string;
    readonly timestamp: string;
    readonly nonce: string;
    readonly msgSignature: string;
    readonly encrypt: string;
    readonly plaintext: string;
  }

  // Witness: the parameters and results of WeCom's own documentation, recomputed
  it("as a question and as a message", async () => {
    const { vectors } = JSON.parse(readFileSync(`${folder}/wecom/wxbizmsgcrypt-vectors.json`, "utf8")) as {
      readonly vectors: readonly Vector[];
    };
    for (const vector of vectors) {
      const { timestamp, nonce, msgSignature, encrypt: sealed, plaintext } = vector;
      const parameters = { msg_signature: msgSignature, timestamp, nonce };
      const request = vector.name.startsWith("url")
        ? callback({ method: "GET", parameters: { ...parameters, echostr: sealed } })
        : callback({
            body: tencentXml({ ToUserName: vector.receiveId, Encrypt: sealed, AgentID: "218" }),
            parameters,
          });
      const at = new Date(Number(timestamp) * 1000).toISOString();
      const given = { token: [secretOf(vector.token)], aesKey: [secretOf(vector.encodingAesKey)] };
      const said = await wecom.webhook!.verify(request, given, at, { corp: vector.receiveId });
      const bytes = said.verified ? (said.opened ?? (said.reply?.body as Uint8Array)) : undefined;
      expect(new TextDecoder().decode(bytes), vector.name).toBe(plaintext);
      if (request.method === "POST" && said.verified)
        expect(decode(said.records[0]!).events[0]).toMatchObject({
          key: "4561255354251345929",
          data: { text: "hello" },
        });
    }
    expect(vectors).toHaveLength(2);
  });
});
