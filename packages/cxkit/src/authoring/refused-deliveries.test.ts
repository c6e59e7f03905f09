import { alipay } from "@cxkit/channels/alipay";
import { feishu } from "@cxkit/channels/feishu";
import { formbricks } from "@cxkit/channels/formbricks";
import { surveyMonkey } from "@cxkit/channels/surveymonkey";
import { twilioSms } from "@cxkit/channels/twilio-sms";
import { typeform } from "@cxkit/channels/typeform";
import { wechat } from "@cxkit/channels/wechat";
import { wecom } from "@cxkit/channels/wecom";
import { zendesk } from "@cxkit/channels/zendesk";
import type { Channel, RawRequest, Secrets } from "@cxkit/core";
import { messageOf, secretOf } from "@cxkit/signing";
import { describe, expect, it } from "vitest";
import { openedHost } from "../serve/fixtures/opened-host.ts";
import type { Delivery } from "./delivery.ts";
import { aesKey, authToken, encryptKey, privateKey, publicKey, token } from "./fixtures/signing-material.ts";
import { signDelivery } from "./sign-delivery.ts";

const now = "2026-03-01T09:30:00Z";
const anHourAgo = "2026-03-01T08:30:00Z";
const url = "https://cx.example.org/hooks/survey";
const whsec = secretOf("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "env:SECRET");
const account = `AC${"0a".repeat(16)}`;
const chat = (to: string): string =>
  `<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[p1]]></FromUserName><CreateTime>1772357400</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[快]]></Content><MsgId>9223372036854775001</MsgId><AgentID>1</AgentID></xml>`;
const json = JSON.stringify;

/** What was answered, and what was counted: a reason of refusal, or `null`. */
type Answer = readonly [status: number, refused: string | null];

interface Trial {
  readonly channel: Channel;
  readonly config: unknown;
  readonly secrets: Delivery["secrets"];
  readonly held: Secrets;
  readonly body: string;
  readonly receiver?: string;
  readonly unsigned: Answer;
  /** Signed an hour ago. Where the scheme signs no time, it is taken: its producer sends it so when it was away. */
  readonly stale: Answer;
  /**
   * The same once more, byte for byte. Whoever signs the time signs anew when it tries again, so nobody but a stranger hears a refusal;
   * Tencent's platforms hear `success`, as they would repeat it and then warn of us. What has no time is known by its events' ids.
   */
  readonly again: Answer;
}

const trials: { readonly [channel: string]: Trial } = {
  typeform: {
    channel: typeform,
    config: { form: "abc", items: {} },
    secrets: { "": whsec },
    held: { webhook: [whsec] },
    body: json({
      event_id: "e",
      event_type: "form_response",
      form_response: { form_id: "abc", token: "t", submitted_at: "2026-03-01T09:00:00Z" },
    }),
    unsigned: [401, "signature-missing"],
    stale: [200, null],
    again: [200, null],
  },
  formbricks: {
    channel: formbricks,
    config: { items: {} },
    secrets: { "": whsec },
    held: { webhook: [whsec] },
    body: json({ webhookId: "w", event: "responseFinished", data: { id: "r", surveyId: "s", data: {} } }),
    unsigned: [401, "signature-missing"],
    stale: [401, "stale"],
    again: [409, "replayed"],
  },
  zendesk: {
    channel: zendesk,
    config: { account: "acme", asks: "survey" },
    secrets: { "": whsec },
    held: { webhook: [whsec] },
    body: json({ id: "1" }),
    unsigned: [401, "timestamp-missing"],
    stale: [401, "stale"],
    again: [409, "replayed"],
  },
  surveymonkey: {
    channel: surveyMonkey,
    config: { survey: "1", items: {} },
    secrets: { "": whsec },
    held: { webhook: [whsec] },
    body: json({ event_type: "response_deleted", event_id: "1", object_type: "response", object_id: "2" }),
    unsigned: [401, "signature-missing"],
    stale: [200, null],
    again: [200, null],
  },
  feishu: {
    channel: feishu,
    config: { app: "cli_1" },
    secrets: { "": encryptKey },
    held: { encryptKey: [encryptKey], verificationToken: [token] },
    body: json({
      schema: "2.0",
      header: {
        event_id: "e",
        event_type: "im.message.receive_v1",
        create_time: "1772357400000",
        app_id: "cli_1",
      },
      event: {},
    }),
    unsigned: [401, "signature-missing"],
    stale: [401, "stale"],
    again: [409, "replayed"],
  },
  "twilio-sms": {
    channel: twilioSms,
    config: { account },
    secrets: { authToken },
    held: { authToken: [authToken] },
    body: `AccountSid=${account}&Body=ok&From=%2B15550101&MessageSid=SM${"01".repeat(16)}&NumMedia=0&SmsStatus=received&To=%2B15550199`,
    unsigned: [401, "signature-missing"],
    stale: [200, null],
    again: [200, null],
  },
  alipay: {
    channel: alipay,
    config: { app: "20210" },
    secrets: { "": secretOf(privateKey, "env:KEY") },
    held: { alipayPublicKey: [secretOf(publicKey)] },
    body: "app_id=20210&trade_no=20&notify_id=n-1&notify_type=trade_status_sync&charset=utf-8&trade_status=TRADE_SUCCESS&out_trade_no=o&buyer_id=2088&total_amount=88.88&subject=a&gmt_payment=2026-03-01+17%3A29%3A00&notify_time=2026-03-01+17%3A30%3A00",
    unsigned: [401, "signature-missing"],
    stale: [200, null],
    again: [200, null],
  },
  wechat: {
    channel: wechat,
    config: { app: "wx1" },
    secrets: { token, aesKey },
    held: { token: [token], aesKey: [aesKey] },
    body: chat("gh_1"),
    receiver: "wx1",
    unsigned: [401, "nonce-missing"],
    stale: [401, "stale"],
    again: [200, "replayed"],
  },
  wecom: {
    channel: wecom,
    config: { corp: "ww1" },
    secrets: { token, aesKey },
    held: { token: [token], aesKey: [aesKey] },
    body: chat("ww1"),
    receiver: "ww1",
    unsigned: [401, "nonce-missing"],
    stale: [401, "stale"],
    again: [200, "replayed"],
  },
};

/** As the producer sends it at an instant. */
async function sent({ channel, body, secrets, receiver }: Trial, at: string): Promise<RawRequest> {
  const signed = await signDelivery({
    channel: channel.id,
    body: messageOf(body),
    secrets,
    now: at,
    id: "msg_1",
    url,
    ...(receiver !== undefined && { receiver }),
    random: (length) => new Uint8Array(length).fill(7),
  });
  const added = new URLSearchParams(signed.parameters).toString();
  return {
    method: "POST",
    url: added === "" ? url : `${url}?${added}`,
    headers: { "content-type": signed.mediaType, ...signed.headers },
    body: signed.body,
  };
}

/** As anybody could send it: without what proves whose it is. */
function unsigned({ headers, body, ...request }: RawRequest): RawRequest {
  const text = new TextDecoder().decode(body).replace(/&?\bsign=[^&]*/, "");
  return {
    ...request,
    url,
    headers: { "content-type": headers["content-type"] ?? "" },
    body: messageOf(text),
  };
}

async function answers(trial: Trial, ...requests: readonly RawRequest[]): Promise<readonly Answer[]> {
  const { channel, config, held } = trial;
  await channel.config["~standard"].load?.();
  const connection = { id: "survey", channel, config, secrets: held };
  await using host = await openedHost({ now: () => now, connections: [connection] });
  const said: Answer[] = [];
  for (const request of requests) {
    const before = { ...host.refused() };
    const { status } = await host.receive("survey", request);
    const [reason = null] = Object.entries(host.refused()).find(([name, n]) => n > (before[name] ?? 0)) ?? [];
    said.push([status, reason]);
  }
  return said;
}

describe("a host refuses, with the status that the producer expects and a reason that is counted", () => {
  for (const [name, trial] of Object.entries(trials)) {
    it(`what ${name} did not sign`, async () => {
      const real = await sent(trial, now);
      expect(await answers(trial, unsigned(real), real)).toEqual([trial.unsigned, [200, null]]);
    });

    it(`what ${name} signed an hour ago, where it signs the time`, async () => {
      expect(await answers(trial, await sent(trial, anHourAgo))).toEqual([trial.stale]);
    });

    it(`what ${name} sent before, or knows it again`, async () => {
      const real = await sent(trial, now);
      expect(await answers(trial, real, real)).toEqual([[200, null], trial.again]);
    });
  }
});
