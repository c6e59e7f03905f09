import type { Refused, Reply, Verified } from "@cxkit/core";

/**
 * What a channel said of a request, when it is what the contract asks for: what is anything else proves nothing.
 *
 * @throws {TypeError} otherwise
 */
export function checkedVerdict(verdict: Verified<unknown> | Refused): Verified<unknown> | Refused {
  const { verified }: { readonly verified: unknown } = verdict;
  if (verified === true && isVerified(verdict as Verified<unknown>)) return verdict;
  if (verified === false && isRefused(verdict as Refused)) return verdict;
  throw new TypeError("verify returns neither a proof nor a refusal");
}

/**
 * What a channel would have the producer told, when it can be sent.
 *
 * @throws {TypeError} otherwise
 */
export function checkedReply(reply: Reply): Reply {
  const { status, headers = {}, body = "" } = reply;
  const sendable =
    Number.isInteger(status) &&
    status >= 200 &&
    status <= 599 &&
    Object.entries(headers).every(
      ([name, value]) => token.test(name) && typeof value === "string" && line.test(value),
    ) &&
    (typeof body === "string" || body instanceof Uint8Array);
  if (!sendable) throw new TypeError("acknowledge returns no reply");
  return reply;
}

function isVerified({ records, delivery = "", once, opened }: Verified<unknown>): boolean {
  const soundOnce =
    once === undefined || (typeof once.key === "string" && !Number.isNaN(Date.parse(once.until)));
  const soundBody = opened === undefined || opened instanceof Uint8Array;
  return Array.isArray(records) && typeof delivery === "string" && soundOnce && soundBody;
}

/** A refusal that would tell the producer that all is well is none. */
function isRefused({ status, reason }: Refused): boolean {
  return Number.isInteger(status) && status >= 400 && status <= 499 && typeof reason === "string";
}

const token = /^[\w!#$%&'*+.^`|~-]+$/;
const line = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;
