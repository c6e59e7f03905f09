import type { Channel, RawRequest, Secret } from "@cxkit/core";
import { messageDigest, messageOf, signHmac, signUrlParameters } from "@cxkit/signing";
import {
  basicAuthentication,
  channelConformance,
  type ChannelConformanceOptions,
  wholeList,
} from "@cxkit/testkit/conformance";
import { describe } from "vitest";
import { formbricksItemsConfig, formbricksResponse } from "./fixtures/formbricks-responses.ts";
import { conforms, type KitMaterial, kitMaterial } from "./fixtures/kit-material.ts";
import { twilioAccount, twilioEvent, twilioRecord, twilioSid } from "./fixtures/twilio-messages.ts";
import { typeformAnswer, typeformItemsConfig, typeformResponse } from "./fixtures/typeform-responses.ts";
import { hmacRequest, posted, secretOf, standardRequest, whsecValues } from "./fixtures/webhook-samples.ts";
import { zendeskEvent, zendeskRating, zendeskResponse } from "./fixtures/zendesk-ratings.ts";
import { formbricks, type FormbricksConfig } from "./formbricks.ts";
import { twilioSms, type TwilioSmsConfig } from "./twilio-sms.ts";
import { typeform, type TypeformConfig } from "./typeform.ts";
import { zendesk, type ZendeskConfig } from "./zendesk.ts";

for (const { config } of [typeform, formbricks, zendesk, twilioSms]) await config["~standard"].load?.();

async function passes<Config, Raw>(
  channel: Channel<Config, Raw>,
  options: Omit<ChannelConformanceOptions<Config, Raw>, keyof KitMaterial<Config, Raw>>,
): Promise<void> {
  const material = await kitMaterial(channel);
  describe(`${channel.id} passes the conformance kit`, () => {
    const checks = channelConformance(channel, { ...options, ...material });
    conforms(checks);
  });
}

const json = (raw: unknown) => JSON.stringify(raw);

const typeformConfig: TypeformConfig = {
  form: "abc",
  items: typeformItemsConfig,
  hidden: { store: "store" },
  subject: { hidden: "customer", kind: "customer" },
};
await passes(typeform, {
  config: typeformConfig,
  malformed: [
    typeformResponse(5, { response: { submitted_at: "yesterday" } }),
    typeformResponse(7, { response: { form_id: "other" } }),
  ],
  edits: [
    {
      before: typeformResponse(1, { event: { event_type: "form_response_partial" } }),
      after: typeformResponse(1),
    },
  ],
  unknowns: [typeformResponse(9, { response: { answers: [typeformAnswer(0, "telepathy", 9)] } })],
  webhook: {
    bodies: [typeformResponse(1), typeformResponse(2)].map(json),
    secretOf,
    sign: hmacRequest("typeform-signature", { hash: "SHA-256", encoding: "base64", prefix: "sha256=" }),
    signed: ["typeform-signature"],
  },
});

const formbricksConfig: FormbricksConfig = {
  surveyId: "clsurvey",
  items: formbricksItemsConfig,
  dimensions: { store: { hidden: "store" } },
};
await passes(formbricks, {
  config: formbricksConfig,
  malformed: [
    formbricksResponse(5, { response: { createdAt: "yesterday" } }),
    formbricksResponse(8, { response: { surveyId: "other" } }),
  ],
  edits: [
    {
      before: formbricksResponse(1, {
        response: { finished: false, updatedAt: "2026-03-01T09:29:00Z" },
        event: { event: "responseUpdated" },
      }),
      after: formbricksResponse(1),
    },
  ],
  unknowns: [
    formbricksResponse(9, { response: { language: "klingon", data: { clnew: { of: ["a kind"] } } } }),
  ],
  webhook: {
    bodies: [formbricksResponse(1), formbricksResponse(2)].map(json),
    secretOf,
    sign: standardRequest,
    signed: ["webhook-signature", "webhook-id", "webhook-timestamp"],
    toleranceSeconds: 300,
    values: whsecValues,
  },
});

const zendeskConfig: ZendeskConfig = { account: "acme", asks: "survey" };
await passes(zendesk, {
  config: zendeskConfig,
  malformed: [zendeskRating(7), zendeskEvent(9, "survey_offered", {}, { time: "noon" })],
  edits: [
    {
      before: zendeskResponse(1),
      after: zendeskResponse(1, {
        answers: [{ type: "rating_scale", rating: 2, updated_at: "2026-03-01T10:00:00Z" }],
      }),
    },
  ],
  unknowns: [zendeskResponse(4, { answers: [{ type: "dropdown" }] })],
  webhook: {
    bodies: [zendeskResponse(1), zendeskEvent(2, "survey_offered", {})].map(json),
    secretOf,
    signed: ["x-zendesk-webhook-signature", "x-zendesk-webhook-signature-timestamp"],
    toleranceSeconds: 300,
    async sign(body, secrets, now) {
      const time = now.replace(/\.\d+/, "");
      const message = messageOf(time, body);
      return posted(body, {
        "content-type": "application/json",
        "x-zendesk-webhook-signature": await signHmac({
          hash: "SHA-256",
          encoding: "base64",
          secrets,
          message,
        }),
        "x-zendesk-webhook-signature-timestamp": time,
      });
    },
  },
});

type TwilioRow = { readonly n: number; readonly sid: string };
const twilioConfig: TwilioSmsConfig = { rating: { item: "recommend", construct: "nps" } };
await passes(twilioSms, {
  config: twilioConfig,
  hosts: ["api.twilio.com"],
  secrets: { authToken: "sentinel token 5cR37" },
  hydration: {
    producer: {
      vendor: {
        origin: "https://api.twilio.com",
        paging: wholeList({ body: () => ({}) }),
        auth: basicAuthentication({ text: twilioAccount }, "authToken"),
        lists: () => false,
        answers: ({ path }, rows) => {
          const [, sid] = /^\/2010-04-01\/Accounts\/AC0a\w+\/Messages\/(\w+)\.json$/.exec(path) ?? [];
          const found = rows.find(({ row }) => (row as TwilioRow).sid === sid);
          return found && { body: found.row };
        },
      },
      row: (n) => ({ n, sid: twilioSid(n), date_created: "Sun, 01 Mar 2026 09:30:00 +0000" }),
      key: (row) => (row as TwilioRow).sid,
    },
    thin: (row) => ({ form: twilioRecord((row as TwilioRow).n).form }),
  },
  raws: [twilioRecord(7), twilioRecord(8, { Body: "10" })],
  edits: [],
  deletions: [],
  malformed: [twilioRecord(6, { MessageSid: "SM1" }), twilioRecord(9, {}, { date_created: "noon" })],
  unknowns: [twilioRecord(5, { From: "telepathy:+15550105", OptOutType: "PAUSE" })],
  webhook: {
    bodies: [[twilioEvent(1)], [twilioEvent(2), twilioEvent(3)]].map(json),
    secretOf,
    signed: ["x-twilio-signature", "?bodySHA256"],
    async sign(body: Uint8Array, secrets: readonly Secret[]): Promise<RawRequest> {
      const url = `https://cx.example.org/in/sms?bodySHA256=${messageDigest(body)}`;
      const signature = await signUrlParameters({ secrets, url });
      return {
        ...posted(body, { "content-type": "application/json", "x-twilio-signature": signature }),
        url,
      };
    },
  },
});
