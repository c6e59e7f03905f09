import { type Channel, defineChannel, lazySchema } from "@cxkit/core";
import { messageDigest, messageOf } from "@cxkit/signing";
import { instrumentOf } from "./authoring/answer.ts";
import { recordAside } from "./authoring/aside.ts";
import type { JsonRecord } from "./authoring/records.ts";
import { signedWebhook } from "./authoring/signed-webhook.ts";
import { compiledMapping, type DecodeRecord } from "./webhook/compile.ts";
import type { WebhookMapping } from "./webhook/mapping.ts";
import { recordsReader } from "./webhook/read-records.ts";
import { proofBy, type WebhookSignature } from "./webhook/signature.ts";

export type { ItemMeaning } from "./authoring/answer.ts";
export type { TimeFormat } from "./authoring/instant.ts";
export type { JsonRecord } from "./authoring/records.ts";
export type { MappedItem, Path, Told, WebhookMapping } from "./webhook/mapping.ts";
export type { WebhookSignature } from "./webhook/signature.ts";

/** What has to be known of a producer before any configuration: how its requests prove themselves, and where their records are. */
export interface WebhookOptions {
  /** Default: Standard Webhooks. */
  readonly signature?: WebhookSignature;
  /** Where in the body the records are; what is there is one object or a list. Default: the body itself. */
  readonly records?: string;
  /** Media types besides JSON and NDJSON. */
  readonly accepts?: readonly string[];
}

/**
 * Any producer's JSON, by a declared mapping. How it signs is said here, what its records mean in the configuration.
 *
 * @param options how requests are proven, and where their records are
 * @throws {RangeError} when a signature's template leaves out the body or the time
 * @example
 * const reviews = webhook({ signature: { scheme: "hmac", header: "x-signature", hash: "SHA-256", encoding: "hex" } });
 * reviews.webhook?.secrets // => ["webhook"]
 */
export function webhook(options: WebhookOptions = {}): Channel<WebhookMapping, JsonRecord> {
  const { signature = { scheme: "standard-webhooks" }, accepts = [] } = options;
  return defineChannel({
    id: "webhook",
    title: "Any webhook",
    config: lazySchema(async () => (await import("./webhook/config.ts")).webhookConfig),
    instruments: ({ items = [], verbatims = [] }) => [
      ...items.map((item) => instrumentOf(item.item, item)),
      ...verbatims.map((each) => instrumentOf(each.item, { ...each, construct: "verbatim" })),
    ],
    decode(raw, context) {
      if ("problem" in raw) return recordAside(raw.path, "unreadable-record", raw.problem);
      return readyOf(context.config)(raw.value, context);
    },
    webhook: signedWebhook({
      scheme: proofBy(signature),
      accepts: [...new Set(["application/json", "application/x-ndjson", ...accepts])],
      read: recordsReader(options.records),
      delivery: ({ headers }) =>
        signature.scheme === "standard-webhooks" ? headers["webhook-id"] : undefined,
      key: (raw) => messageDigest(messageOf(JSON.stringify("problem" in raw ? raw : raw.value))),
      acknowledge: { status: 204 },
    }),
  });
}

/**
 * {@link webhook} as it is without options: Standard Webhooks, records in the body itself.
 *
 * @example standardWebhook.id // => "webhook"
 */
export const standardWebhook: Channel<WebhookMapping, JsonRecord> = webhook();

const ready = new WeakMap<WebhookMapping, DecodeRecord>();

/** A mapping made ready once, however many records it reads. */
function readyOf(mapping: WebhookMapping): DecodeRecord {
  const known = ready.get(mapping) ?? compiledMapping(mapping);
  ready.set(mapping, known);
  return known;
}
