import type { WebhookMapping } from "@cxkit/channels/webhook";

/** What the shop's own survey sends, path by path. */
export const survey: WebhookMapping = {
  source: "shop:after-sale",
  key: "id",
  time: "answered_at",
  items: [{ item: "recommend", path: "nps", construct: "nps" }],
};
