import { verifyStandardWebhook } from "@cxkit/signing";
import type { Scheme } from "./scheme.ts";

/**
 * The scheme of producers that sign as Standard Webhooks 1.0 ask: Formbricks, Svix, Clerk. `webhook-id` names the delivery.
 *
 * @example
 * const request = { method: "POST", url: "https://cx.example.org/in/shop", headers: {}, body: new Uint8Array(0) };
 * await standardWebhooks()(request, [], "2026-03-01T09:30:00Z", { secrets: {}, config: {} }) // => { ok: false, reason: "secret-missing" }
 */
export function standardWebhooks(options: { readonly toleranceSeconds?: number } = {}): Scheme {
  return (request, secrets, now) =>
    verifyStandardWebhook(request.headers, request.body, secrets, now, options);
}
