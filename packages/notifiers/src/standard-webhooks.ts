import { defineNotifier, isCxError, type Notification, type Notifier, type Receipt } from "@cxkit/core";
import { signStandardWebhook } from "@cxkit/signing";
import * as z from "zod";

/** Where the webhook goes. */
export interface StandardWebhooksConfig {
  /** `https:`; `http:` only on this machine, or with `plain`. */
  readonly url: string;
  /** `true` sends over `http:` to another machine, where everybody on the way reads it. */
  readonly plain?: boolean | undefined;
}

/**
 * Posts a notification as JSON, signed as Standard Webhooks ask, for any receiver that can prove such a signature.
 *
 * The body is `{ type: "cxkit.alert", timestamp, data }`: `data` is the notification without addresses. `webhook-id` is its
 * idempotency key, the same for every attempt, `webhook-timestamp` the time of the attempt. It is signed by the secret called `webhook`; of several, the first.
 *
 * @source Standard Webhooks, specification 1.0
 */
export const standardWebhooks: Notifier<StandardWebhooksConfig> = defineNotifier({
  id: "standard-webhooks",
  title: "Standard Webhooks",
  config: z
    .strictObject({ url: z.string(), plain: z.boolean().optional() })
    .superRefine(({ url, plain = false }, context) => {
      const problem = problemOf(url, plain);
      if (problem !== undefined) context.addIssue({ code: "custom", path: ["url"], message: problem });
    }),
  async deliver(notification, { config, http, secrets, now, signal }) {
    const signing = secrets["webhook"] ?? [];
    if (signing.length === 0) return later("there is no secret called webhook to sign with");
    const sent = now();
    const body = bodyOf(notification);
    try {
      if (signal.aborted) return later("given up before it was sent");
      const proof = await signStandardWebhook(body, signing, {
        id: webhookId(notification.idempotencyKey),
        now: sent,
      });
      const headers = { "content-type": "application/json", "user-agent": "cxkit", ...proof };
      const asked = http({ method: "POST", url: config.url, headers, body, signal });
      const { status, headers: told } = await unless(signal, asked);
      return receiptOf(status, waitOf(told["retry-after"], now()));
    } catch (thrown) {
      if (signal.aborted) return later("given up: no answer in time");
      if (isCxError(thrown, "invalid-setup")) return never("the address is not allowed");
      return later("no answer");
    }
  },
});

/** What the body of a webhook says, as it travels. */
export interface NotificationWebhook {
  readonly type: `cxkit.${Notification["kind"]}`;
  /** When it happened, RFC 3339. */
  readonly timestamp: string;
  readonly data: Notification;
}

function bodyOf(notification: Notification): Uint8Array {
  const { kind, at, to } = notification;
  // Where a person is reached is nothing a machine needs to know.
  const data: Notification = { ...notification, to: { owner: to.owner } };
  const webhook: NotificationWebhook = { type: `cxkit.${kind}`, timestamp: at, data };
  return new TextEncoder().encode(JSON.stringify(webhook));
}

/** The key as an id that a header can carry: a plain one as it is, all else percent-encoded, so that two keys stay two. */
function webhookId(key: string): string {
  return key.replace(/[^\x21-\x24\x26-\x2d\x2f-\x7e]/gu, (character) => {
    const bytes = [...new TextEncoder().encode(character)];
    return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
  });
}

function receiptOf(status: number, retryAfter: number | undefined): Receipt {
  if (status >= 200 && status < 300) return { delivered: true };
  const reason = `the receiver answered ${status}`;
  if (status === 410) return never(`${reason}: it wants no more`);
  const redirect = status === 301 || status === 308;
  if (redirect) return never(`${reason}: it has moved, and the configured address has to follow`);
  const forGood = status >= 400 && status < 500 && ![408, 425, 429].includes(status);
  if (forGood) return never(reason);
  return { ...later(reason), ...(retryAfter !== undefined && { retryAfter }) };
}

/** Seconds of a Retry-After header, which says seconds or a date. */
function waitOf(header: string | undefined, now: string): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  // A date of HTTP begins with a day's name; Date.parse would take more.
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.parse(now)) / 1000));
}

function later(reason: string): Extract<Receipt, { delivered: false }> {
  return { delivered: false, reason, retry: true };
}

function never(reason: string): Receipt {
  return { delivered: false, reason, retry: false };
}

/** What was asked, as long as somebody waits: not every network can be stopped. */
function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error("aborted"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

function problemOf(text: string, plain: boolean): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return "a whole URL is needed";
  if (url.username !== "" || url.password !== "") return "a URL must not hold credentials";
  if (url.hash !== "") return "a URL with a fragment is none that can be posted to";
  if (url.protocol === "https:") return undefined;
  if (url.protocol !== "http:") return "https: is needed";
  const own = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  return own || plain ? undefined : "https: is needed, except on this machine or with plain: true";
}
