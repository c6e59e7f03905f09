import type { Http, Instant, Notification, Receipt } from "@cxkit/core";
import type { NotifierConnection } from "../host-options.ts";
import { redacted, textsOf } from "./notify-redacted.ts";

/** What an attempt works with. */
export interface AttemptContext {
  readonly http: Http;
  readonly now: () => Instant;
  readonly timeout: (milliseconds: number) => AbortSignal;
  readonly signal: AbortSignal | undefined;
}

/**
 * One attempt to deliver, over in half a minute, whatever the notifier does: throws, hangs, or answers what it must not. The reason of
 * a failure may be logged.
 *
 * @returns `interrupted` when the process is about to end and nothing is known
 */
export async function notifyAttempt(
  { notifier, config, secrets = {} }: NotifierConnection,
  notification: Notification,
  { http, now, timeout, signal }: AttemptContext,
): Promise<Receipt | "interrupted"> {
  const hidden = [notification.to.address ?? "", notification.verbatim ?? "", ...textsOf(config)];
  const failed = (reason: string): Receipt => ({ delivered: false, reason, retry: true });
  const deadline = timeout(seconds * 1000);
  const ended = signal ? AbortSignal.any([signal, deadline]) : deadline;
  let gaveUp = () => {};
  const ending = new Promise<Receipt>((resolve) => {
    gaveUp = () => resolve(failed(`no answer within ${seconds} s`));
    if (ended.aborted) gaveUp();
    else ended.addEventListener("abort", gaveUp, { once: true });
  });
  let receipt: Receipt;
  try {
    const trial = (async () =>
      notifier.deliver(notification, { config, http, secrets, now, signal: ended }))();
    receipt = checked(await Promise.race([trial, ending]));
  } catch (thrown) {
    receipt = failed(thrown instanceof Error ? thrown.message : String(thrown));
  } finally {
    ended.removeEventListener("abort", gaveUp);
  }
  if (receipt.delivered) return receipt;
  if (signal?.aborted === true) return "interrupted";
  return { ...receipt, reason: redacted(receipt.reason, hidden) || "no reason was given" };
}

const seconds = 30;

/** A receipt as the contract has it, whatever came: a notifier need not be written in TypeScript, nor well. */
function checked(receipt: Receipt): Receipt {
  const given: { readonly [key: string]: unknown } = { ...receipt };
  if (given["delivered"] === true) return receipt;
  if (given["delivered"] !== false || typeof given["reason"] !== "string") {
    return { delivered: false, reason: "the notifier gave no receipt", retry: true };
  }
  const { reason, retryAfter } = given;
  const wait = typeof retryAfter === "number" && retryAfter >= 0 && retryAfter < Infinity;
  return { delivered: false, reason, retry: given["retry"] !== false, ...(wait && { retryAfter }) };
}
