// The workspace of an application, as data and as one engine: what a test of it wants to know about.
import { alertEngine, needsPerson } from "@cxkit/alerts";
import { type WebhookMapping, standardWebhook } from "@cxkit/channels/webhook";
import type { Connection } from "@cxkit/host";

const mapping: WebhookMapping = {
  source: "shop:after-sale",
  key: "id",
  time: "answered_at",
  items: [{ item: "recommend", path: "nps", construct: "nps" }],
  verbatims: [{ item: "why", path: "why" }],
};

export const survey: Connection = { id: "survey", channel: standardWebhook, config: mapping, unsigned: true };

export const engine = alertEngine({
  rules: [{ id: "somebody-calls", rule: needsPerson(), params: { item: "recommend", atMost: 3 } }],
  routing: { fallback: "care" },
  language: "en",
  zone: "UTC",
  cases: { acknowledgeWithin: "4h" },
});
