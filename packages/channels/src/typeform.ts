import { type Channel, defineChannel, lazySchema } from "@cxkit/core";
import { instrumentOf } from "./authoring/answer.ts";
import { hmacBody } from "./authoring/hmac-body.ts";
import { own, textOf } from "./authoring/json-value.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";
import type { TypeformConfig } from "./typeform/config.ts";
import { decodeTypeform } from "./typeform/decode.ts";
import { type TypeformItems, typeformItems as itemsOf } from "./typeform/items.ts";

export type { ItemMeaning } from "./authoring/answer.ts";
export type { HiddenField, TypeformConfig } from "./typeform/config.ts";
export type { TypeformItems } from "./typeform/items.ts";

/**
 * Responses to a Typeform as its webhook sends them, one each. The signature is required: a request without one is refused, although
 * Typeform sends unsigned ones where no secret was set.
 *
 * @example typeform.webhook?.secrets // => ["webhook"]
 */
export const typeform: Channel<TypeformConfig> = defineChannel({
  id: "typeform",
  title: "Typeform",
  config: lazySchema(async () => (await import("./typeform/config.ts")).typeformConfig),
  instruments: ({ items = {} }) =>
    Object.entries(items).map(([field, meaning]) => instrumentOf(meaning.item ?? field, meaning)),
  decode: decodeTypeform,
  webhook: signedWebhook({
    scheme: hmacBody({
      header: "typeform-signature",
      hash: "SHA-256",
      encoding: "base64",
      prefix: "sha256=",
    }),
    delivery: (_, [record]) => textOf(own(record, "event_id")),
    key: (raw) => textOf(own(raw, "event_id")) ?? textOf(own(own(raw, "form_response"), "token")),
  }),
  coverage: [
    {
      id: "typeform-unanswered",
      note: {
        en: "Typeform leaves out what was not answered: skipped and never shown look alike, and people who left before submitting are seen only where partial responses are sent.",
        zh: "Typeform 不发送未作答的题目：跳过与未显示无法区分；只有开启部分回复推送时，才能看到中途离开的人。",
      },
    },
  ],
});

/**
 * What the fields of a form mean, for `config.items`: nps on 0–10, ratings and opinion scales where the definition tells how many
 * steps they have and whether they start at 0 or 1, texts, choices, numbers. The first nps field becomes the item `recommend`.
 *
 * @param definition a form as the Create API gives it, its `definition`, or a webhook's whole payload
 * @returns items by the fields' `ref`, and each field that was left out with why: a scale that is not told is never guessed
 * @example
 * const form = { fields: [{ id: "a1", ref: "nps", type: "nps", title: "Recommend us?" }, { id: "a2", ref: "stars", type: "rating" }] };
 * typeformItems(form).items.nps // => { item: "recommend", construct: "nps", label: { en: "Recommend us?" } }
 * typeformItems(form).leftOut // => [{ field: "stars", type: "rating", reason: "unmapped-scale" }]
 */
export function typeformItems(definition: unknown): TypeformItems {
  return itemsOf(definition);
}
