import { type WebhookMapping, standardWebhook } from "@cxkit/channels/webhook";
import { type Connection, secret } from "@cxkit/host";
import { key } from "./load.ts";

const config: WebhookMapping = {
  source: "shop:bench",
  key: "id",
  time: "time",
  subject: { path: "customer", kind: "customer" },
  channel: { path: "channel" },
  survey: { path: "survey" },
  dimensions: { region: "region", agent: "agent" },
  items: [{ item: "recommend", path: "score", construct: "nps" }],
  verbatims: [{ item: "why", path: "comment" }],
};

/** The connection of the workloads: any webhook, by a mapping, signed as Standard Webhooks ask. */
export const connection: Connection = {
  id: "survey",
  channel: standardWebhook,
  config,
  secrets: { webhook: [secret(`whsec_${key}`, "bench")] },
};
