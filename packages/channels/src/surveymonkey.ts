import { type Channel, defineChannel, lazySchema, type Webhook } from "@cxkit/core";
import { instrumentOf } from "./authoring/answer.ts";
import { hmacBody } from "./authoring/hmac-body.ts";
import { own, textOf } from "./authoring/json-value.ts";
import { readJson } from "./authoring/read-json.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";
import { completed, lookback, pullResponses, responseKey } from "./surveymonkey/ask.ts";
import type { SurveyMonkeyConfig } from "./surveymonkey/config.ts";
import { decodeSurveyMonkey } from "./surveymonkey/decode.ts";
import { type SurveyMonkeyItems, surveyMonkeyItems as itemsOf } from "./surveymonkey/items.ts";
import { isThin, type SurveyMonkeyRecord } from "./surveymonkey/record.ts";

export type { ItemMeaning } from "./authoring/answer.ts";
export type { CustomVariable, SurveyMonkeyConfig, SurveyMonkeyItem } from "./surveymonkey/config.ts";
export type { SurveyMonkeyItems } from "./surveymonkey/items.ts";
export type { SurveyMonkeyRecord } from "./surveymonkey/record.ts";

const signed: Webhook<SurveyMonkeyRecord, SurveyMonkeyConfig> = signedWebhook<
  SurveyMonkeyRecord,
  SurveyMonkeyConfig
>({
  // The secret is the client's id, an ampersand and the client's secret, as they go into the key together.
  scheme: hmacBody({ header: "sm-signature", hash: "SHA-1", encoding: "base64" }),
  // `application/vnd.surveymonkey.response.v1+json` and others; what is in it is proven, not named.
  accepts: ["*"],
  methods: ["POST", "GET"],
  read: ({ body }) => [{ webhook: readJson(body) }],
  delivery: (_, [record]) => textOf(own(record?.webhook, "event_id")),
  key: ({ webhook }) => textOf(own(webhook, "event_id")),
});

/**
 * Responses to a survey of SurveyMonkey's. Its webhook says that there is one, which is then asked for; the stream `responses` finds
 * those that no webhook told of. Both give the same events. The secret `webhook` is `client_id&client_secret`, the secret `token` the
 * access token.
 *
 * @example surveyMonkey.webhook?.secrets // => ["webhook"]
 */
export const surveyMonkey: Channel<SurveyMonkeyConfig, SurveyMonkeyRecord> = defineChannel({
  id: "surveymonkey",
  title: "SurveyMonkey",
  config: lazySchema(async () => (await import("./surveymonkey/config.ts")).surveyMonkeyConfig),
  instruments: ({ items = {} }: SurveyMonkeyConfig) =>
    Object.entries(items).map(([question, meaning]) => instrumentOf(meaning.item ?? question, meaning)),
  decode: decodeSurveyMonkey,
  webhook: {
    ...signed,
    async verify(request, secrets, now, config) {
      // Before a webhook is set up its address has to answer 200; nothing is signed then, and nothing told.
      if (request.method === "GET") return { verified: true, records: [], reply: { status: 200 } };
      return signed.verify(request, secrets, now, config);
    },
  },
  hydrate: { needs: isThin, complete: completed },
  streams: {
    responses: {
      title: "Responses",
      mode: "incremental",
      lookback,
      primaryKey: responseKey,
      pull: pullResponses,
    },
  },
  coverage: [
    {
      id: "surveymonkey-unanswered",
      note: {
        en: "SurveyMonkey leaves out what was not answered: skipped and never shown look alike.",
        zh: "SurveyMonkey 不提供未作答的题目：跳过与未显示无法区分。",
      },
    },
    {
      id: "surveymonkey-deleted",
      note: {
        en: "That a response was deleted is told by a webhook alone: where none came, the response stays counted.",
        zh: "回复被删除只通过 Webhook 告知；未收到该通知时，该回复仍计入统计。",
      },
    },
    {
      id: "surveymonkey-plan",
      note: {
        en: "Some plans show only so many responses of a survey: those beyond are not there to be read.",
        zh: "部分套餐限制每份问卷可查看的回复数：超出的回复无法读取。",
      },
    },
  ],
});

/**
 * What the questions of a survey mean, for `config.items`: NPS where the weights say so, ratings where the choices or their weights
 * are the points of a scale, texts, choices, numbers. The first NPS question becomes the item `recommend`.
 *
 * @param survey a survey as `GET /v3/surveys/{id}/details` gives it
 * @returns items by the question's id (`question/row` in a matrix), and each question that was left out with why
 * @example
 * const rows = [{ id: "r1", text: "Delivery" }, { id: "r2", text: "Price" }];
 * const choices = [{ id: "c1", text: "Bad", weight: 1 }, { id: "c2", text: "Good", weight: 2 }];
 * const question = { id: "q1", family: "matrix", subtype: "rating", headings: [{ heading: "How was it?" }], answers: { rows, choices } };
 * const { items } = surveyMonkeyItems({ pages: [{ questions: [question] }] });
 * items["q1/r2"] // => { construct: "rating", scale: { min: 1, max: 2, step: 1 }, choices: { c1: 1, c2: 2 }, label: { en: "How was it?: Price" } }
 */
export function surveyMonkeyItems(survey: unknown): SurveyMonkeyItems {
  return itemsOf(survey);
}
