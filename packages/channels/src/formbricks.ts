import { type Channel, defineChannel, lazySchema } from "@cxkit/core";
import { instrumentOf } from "./authoring/answer.ts";
import { own, textOf } from "./authoring/json-value.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";
import { standardWebhooks } from "./authoring/standard-webhooks.ts";
import type { FormbricksConfig } from "./formbricks/config.ts";
import { decodeFormbricks } from "./formbricks/decode.ts";
import { type FormbricksItems, itemsOf } from "./formbricks/items.ts";

export type { ItemMeaning } from "./authoring/answer.ts";
export type { FormbricksConfig, FormbricksField } from "./formbricks/config.ts";
export type { FormbricksItems } from "./formbricks/items.ts";

/**
 * Responses to Formbricks surveys as its webhook sends them: created, updated and finished are revisions of one response. Requests are
 * Standard Webhooks; those of webhooks made before Formbricks signed are refused.
 *
 * @example formbricks.webhook?.secrets // => ["webhook"]
 */
export const formbricks: Channel<FormbricksConfig> = defineChannel({
  id: "formbricks",
  title: "Formbricks",
  config: lazySchema(async () => (await import("./formbricks/config.ts")).formbricksConfig),
  instruments: ({ items = {} }) =>
    Object.entries(items).map(([element, meaning]) => instrumentOf(meaning.item ?? element, meaning)),
  decode: decodeFormbricks,
  webhook: signedWebhook({
    scheme: standardWebhooks(),
    delivery: ({ headers }) => headers["webhook-id"],
    key: (raw) => {
      const [id, updated] = ["id", "updatedAt"].map((name) => textOf(own(own(raw, "data"), name)));
      return id === undefined ? undefined : `${id} ${updated ?? ""} ${textOf(own(raw, "event")) ?? ""}`;
    },
  }),
  coverage: [
    {
      id: "formbricks-displays",
      note: {
        en: "Formbricks tells of responses only: who saw the survey and closed it is not known, so there is no response rate.",
        zh: "Formbricks 只推送答卷：看到问卷但关闭的人无从得知，因此没有回复率。",
      },
    },
    {
      id: "formbricks-unanswered",
      note: {
        en: "Elements that were not answered are left out of a response: skipped and never shown look alike.",
        zh: "未作答的题目不会出现在答卷里：跳过与未显示无法区分。",
      },
    },
  ],
});

/**
 * What the elements of a survey mean, for `config.items`: nps on 0–10, ratings on the range that the survey says, texts, choices. The
 * first nps element becomes the item `recommend`. Payloads of the webhook do not say it: ask the Management API for the survey, once.
 *
 * @param survey a survey as the Management API gives it
 * @returns items by the elements' ids, and each element that was left out with why: a scale that is not told is never guessed
 * @example
 * const survey = { questions: [{ id: "cl1", type: "nps", headline: { default: "Recommend us?" } }, { id: "cl2", type: "rating" }] };
 * formbricksItems(survey).items.cl1 // => { item: "recommend", construct: "nps", label: { en: "Recommend us?" } }
 * formbricksItems(survey).leftOut // => [{ element: "cl2", type: "rating", reason: "unmapped-scale" }]
 */
export function formbricksItems(survey: unknown): FormbricksItems {
  return itemsOf(survey);
}
