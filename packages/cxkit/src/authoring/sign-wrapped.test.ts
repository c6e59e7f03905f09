import { alipay } from "@cxkit/channels/alipay";
import { feishu } from "@cxkit/channels/feishu";
import { twilioSms } from "@cxkit/channels/twilio-sms";
import { wechat } from "@cxkit/channels/wechat";
import { wecom } from "@cxkit/channels/wecom";
import type { Channel, Secrets } from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import { messageOf, secretOf } from "@cxkit/signing";
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Delivery } from "./delivery.ts";
import { aesKey, authToken, encryptKey, privateKey, publicKey, token } from "./fixtures/signing-material.ts";
import { signDelivery } from "./sign-delivery.ts";

const now = "2026-03-01T09:30:00Z";
const url = "https://cx.example.org/hooks/shop?site=1";

/** A producer's delivery, and the channel that is to take it. */
interface Trial {
  readonly channel: Channel;
  readonly config: unknown;
  readonly secrets: Delivery["secrets"];
  /** What the channel holds, where it is not what was signed with. */
  readonly held?: Secrets;
  readonly body: unknown;
  readonly receiver?: string;
  readonly type: string;
}

const account = `AC${"0a".repeat(16)}`;
const sms = `SM${"01".repeat(16)}`;
const chat = (to: string, more = ""): string =>
  `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[person-1]]></FromUserName><CreateTime>1772357400</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[快递很快，谢谢]]></Content><MsgId>9223372036854775001</MsgId>${more}</xml>`;
const written = { messageSid: sms, timestamp: "2026-03-01T09:29:00.000Z", accountSid: account };

const paid =
  "app_id=2021000000000001&trade_no=2026030122001&notify_id=n-1&notify_type=trade_status_sync&charset=utf-8&trade_status=TRADE_SUCCESS&out_trade_no=order-1&buyer_id=2088000000000001&total_amount=88.88&subject=%E9%9E%8B+100%25+%2B+1&gmt_payment=2026-03-01+17%3A29%3A00&notify_time=2026-03-01+17%3A30%3A00";

const trials: { readonly [what: string]: Trial } = {
  "feishu, sealed": {
    channel: feishu,
    config: { app: "cli_1" },
    secrets: { "": encryptKey },
    held: { encryptKey: [encryptKey], verificationToken: [token] },
    body: {
      schema: "2.0",
      header: {
        event_id: "event-1",
        event_type: "im.message.receive_v1",
        create_time: "1772357400000",
        app_id: "cli_1",
      },
      event: {
        sender: { sender_id: { open_id: "ou_1" }, sender_type: "user" },
        message: {
          message_id: "om_1",
          create_time: "1772357399123",
          message_type: "text",
          content: '{"text":"报销太慢了"}',
        },
      },
    },
    type: "feedback.posted",
  },
  "twilio-sms, a form": {
    channel: twilioSms,
    config: { account },
    secrets: { authToken },
    body: `AccountSid=${account}&Body=Quick%2C+and+kind&From=%2B15550101&MessageSid=${sms}&NumMedia=0&SmsStatus=received&To=%2B15550199`,
    type: "feedback.posted",
  },
  "twilio-sms, an event in JSON": {
    channel: twilioSms,
    config: { account },
    secrets: { "": authToken },
    body: [
      {
        specversion: "1.0",
        type: "com.twilio.messaging.inbound-message.received",
        source: "sink",
        id: "NO1",
        data: { ...written, from: "+15550101", to: "+15550199", numMedia: 0, body: "9, kind" },
      },
    ],
    type: "feedback.posted",
  },
  alipay: {
    channel: alipay,
    config: { app: "2021000000000001" },
    secrets: { "": secretOf(privateKey, "env:KEY") },
    held: { alipayPublicKey: [secretOf(publicKey)] },
    body: `sign=b2xk&sign_type=RSA2&${paid}`,
    type: "transaction.recorded",
  },
  "alipay, SHA-1 as old apps have it": {
    channel: alipay,
    config: { app: "2021000000000001", signatures: ["RSA2", "RSA"] },
    secrets: { "": secretOf(privateKey, "env:KEY") },
    held: { alipayPublicKey: [secretOf(publicKey)] },
    body: `sign=b2xk&sign_type=RSA&${paid}`,
    type: "transaction.recorded",
  },
  "wechat, in plain mode": {
    channel: wechat,
    config: { app: "wx1", mode: "plain" },
    secrets: { "": token },
    held: { token: [token], aesKey: [aesKey] },
    body: chat("gh_1"),
    type: "feedback.posted",
  },
  wechat: {
    channel: wechat,
    config: { app: "wx1" },
    secrets: { token, aesKey },
    body: chat("gh_1"),
    receiver: "wx1",
    type: "feedback.posted",
  },
  "wecom, XML": {
    channel: wecom,
    config: { corp: "ww1" },
    secrets: { "": token, aesKey },
    held: { token: [token], aesKey: [aesKey] },
    body: chat("ww1", "<AgentID>1000002</AgentID>"),
    receiver: "ww1",
    type: "feedback.posted",
  },
};

/** Signs and sends it as the command does, and lets the channel judge it. */
async function tried(trial: Trial, change: Partial<Delivery> = {}) {
  const { channel, config, secrets, receiver, body } = trial;
  await channel.config["~standard"].load?.();
  const signed = await signDelivery({
    channel: channel.id,
    body: messageOf(typeof body === "string" ? body : JSON.stringify(body)),
    secrets,
    now,
    id: "msg_1",
    url,
    ...(receiver !== undefined && { receiver }),
    random: (length) => new Uint8Array(length).fill(7),
    ...change,
  });
  const added = new URLSearchParams(signed.parameters).toString();
  const request = {
    method: "POST",
    url: added === "" ? url : `${url}&${added}`,
    headers: { "content-type": signed.mediaType, ...signed.headers },
    body: signed.body,
  };
  const own = Object.fromEntries(Object.entries(secrets).map(([name, one]) => [name || "authToken", [one]]));
  const said = await channel.webhook?.verify(request, trial.held ?? own, now, config);
  return { said, signed };
}

describe("what is signed for a channel", () => {
  it.each(Object.entries(trials))("is taken and read by it: %s", async (_, trial) => {
    const { channel, config } = trial;
    const { said } = await tried(trial);
    if (said?.verified !== true) throw new Error(`refused: ${said?.reason}`);
    const context = createContext(config, { key: new Uint8Array(32) });
    const dated = { message: { date_created: "Sun, 01 Mar 2026 09:29:00 +0000" } };
    const events = said.records.flatMap(
      (raw) =>
        channel.decode(channel.hydrate?.needs(raw) === true ? { ...(raw as object), ...dated } : raw, context)
          .events,
    );
    expect(events).toMatchObject([{ type: trial.type }]);
  });

  it.each(Object.entries(trials))("is refused when it was signed with another's: %s", async (_, trial) => {
    const { privateKey: another } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const held =
      trial.held ??
      Object.fromEntries(Object.entries(trial.secrets).map(([n, s]) => [n || "authToken", [s]]));
    const first = Object.keys(trial.secrets)[0] ?? "";
    const secrets = { ...trial.secrets, [first]: secretOf(another) };
    expect((await tried({ ...trial, secrets, held })).said).toMatchObject({
      verified: false,
      reason: "signature-wrong",
    });
  });
});

describe("signDelivery", () => {
  const trial = (name: string): Trial => trials[name] ?? expect.unreachable(name);

  it("shows nothing of what it seals", async () => {
    for (const name of ["feishu, sealed", "wechat", "wecom, XML"]) {
      const { signed } = await tried(trial(name));
      expect(new TextDecoder().decode(signed.body)).not.toMatch(/报销|快递|person-1|ou_1/);
    }
  });

  it("signs for Twilio the address that it was given, not the one it is sent to", async () => {
    const form = trial("twilio-sms, a form");
    const config = { account, publicUrl: "https://sms.example.org/in" };
    const { said } = await tried({ ...form, config }, { url: "https://sms.example.org/in?site=1" });
    expect(said?.verified).toBe(true);
    expect((await tried({ ...form, config })).said?.verified).toBe(false);
  });

  it("seals for its receiver: another does not open it, and somebody has to be named", async () => {
    expect((await tried({ ...trial("wechat"), receiver: "wx2" })).said).toMatchObject({
      reason: "not-for-us",
    });
    const { receiver: _, ...nobody } = trial("wecom, XML");
    await expect(tried(nobody)).rejects.toThrow("say the id of the corporation with --receiver");
  });

  it("seals JSON into JSON for the robots of WeCom, which are sealed for nobody", async () => {
    const robots = { config: { corp: "ww1", robots: "allowed" }, receiver: "", body: { msgid: "m1" } };
    const { said, signed } = await tried({ ...trial("wecom, XML"), ...robots });
    expect(said?.verified === true && new TextDecoder().decode(said.opened)).toBe('{"msgid":"m1"}');
    expect(Object.keys(JSON.parse(new TextDecoder().decode(signed.body)) as object)).toEqual(["encrypt"]);
  });

  it("refuses a body that the producer cannot have sent", async () => {
    await expect(tried({ ...trial("wechat"), body: {} })).rejects.toThrow("wechat is sent XML");
    for (const body of ["", "a=1&a=2", "a", "=1", { a: 1 }])
      await expect(tried({ ...trial("alipay"), body })).rejects.toThrow("alipay is sent forms");
    await expect(tried({ ...trial("twilio-sms, a form"), body: "a b" })).rejects.toThrow(
      "twilio-sms is sent forms",
    );
  });

  it("seals for WeChat unless nothing is there to seal with, or plain mode is said", async () => {
    const bodyOf = async (change: Partial<Delivery>): Promise<string> =>
      new TextDecoder().decode((await tried(trial("wechat"), change)).signed.body);
    expect(await bodyOf({})).toContain("<Encrypt>");
    expect(await bodyOf({ mode: "plain" })).toBe(chat("gh_1"));
    const { said } = await tried({ ...trial("wechat, in plain mode"), config: { app: "wx1" } });
    expect(said).toMatchObject({ verified: false });
  });

  it("signs for Alipay with SHA-1 where the form says so, which is refused unless that is allowed", async () => {
    const old = trial("alipay, SHA-1 as old apps have it");
    const { said, signed } = await tried({ ...old, config: { app: "2021000000000001" } });
    expect(said).toMatchObject({ verified: false });
    expect(new TextDecoder().decode(signed.body)).toContain("&sign_type=RSA&sign=");
    await expect(tried({ ...old, secrets: { "": secretOf("no key", "env:KEY") } })).rejects.toThrow(
      "a private key in PKCS#8 PEM is needed, and env:KEY holds none",
    );
  });

  it("wants every secret by its name", async () => {
    await expect(tried({ ...trial("wechat"), secrets: { "": token } })).rejects.toThrow(
      "wechat is signed with token and aesKey, each once: --secret token=env:NAME --secret aesKey=env:NAME",
    );
  });
});
