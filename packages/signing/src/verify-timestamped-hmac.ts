import { type NotProven, notProven, type ProvenInTime, type Unproven } from "./proof.ts";
import { hmacProof } from "./hmac-proof.ts";
import type { HmacClaim } from "./hmac-claim.ts";

/** When a message was signed, and how far from now that may be. */
export interface TimeClaim {
  /** The header as it came. It has to be part of the message, or it proves nothing. */
  readonly timestamp: string | undefined;
  /** A whole number since 1970, of seconds (default) or milliseconds, or an RFC 3339 text in UTC with `T` and `Z`. */
  readonly unit?: "s" | "ms" | "rfc3339";
  /** RFC 3339. */
  readonly now: string;
  /** How far the two may be apart, either way, in seconds. Default 300. */
  readonly toleranceSeconds?: number;
}

/**
 * Proves a message by its HMAC and by the time it was signed at. The caller builds the message, for every producer joins time and body
 * in a way of its own: `messageOf(timestamp, ".", body)`.
 *
 * The signature is judged before the time, so that `stale` and `too-early` speak of messages that are the sender's.
 *
 * @throws {RangeError} when `now` is no instant or the tolerance is negative; when a secret said to be base64 is none
 * @example
 * import { messageOf, secretOf, signHmac, verifyTimestampedHmac } from "@cxkit/signing";
 * const secrets = [secretOf("key")];
 * const message = messageOf("1700000000", ".", "{}");
 * const signature = await signHmac({ secrets, hash: "SHA-256", encoding: "hex", message });
 * const claim = { secrets, hash: "SHA-256", encoding: "hex", signature, message, timestamp: "1700000000" } as const;
 * (await verifyTimestampedHmac({ ...claim, now: "2023-11-14T22:13:25Z" })).ok // => true
 * await verifyTimestampedHmac({ ...claim, now: "2023-11-14T22:30:00Z" }) // => { ok: false, reason: "stale" }
 */
export async function verifyTimestampedHmac(claim: HmacClaim & TimeClaim): Promise<ProvenInTime | NotProven> {
  const time = timeOf(claim);
  if (typeof time === "string") return notProven(time);
  const proof = await hmacProof(claim);
  if (!proof.ok) return proof;
  if (time.early) return notProven("too-early");
  if (time.stale) return notProven("stale");
  return { ok: true, digest: proof.digest, until: time.until };
}

/** A time judged: too early, stale, or good until an instant; or why it is none. */
export function timeOf(claim: TimeClaim): Unproven | { early: boolean; stale: boolean; until: string } {
  const { timestamp, unit = "s", now, toleranceSeconds = 300 } = claim;
  const present = Date.parse(now);
  if (Number.isNaN(present) || !(toleranceSeconds >= 0)) {
    throw new RangeError(
      `a timestamp requires an instant to compare with and a tolerance ≥ 0 s, got ${now} and ${toleranceSeconds}`,
    );
  }
  if (timestamp === undefined || timestamp === "") return "timestamp-missing";
  if (!written[unit].test(timestamp)) return "timestamp-malformed";
  const signed = unit === "rfc3339" ? Date.parse(timestamp) : Number(timestamp) * (unit === "s" ? 1000 : 1);
  if (Number.isNaN(signed)) return "timestamp-malformed";
  const tolerance = toleranceSeconds * 1000;
  return {
    early: signed - present > tolerance,
    stale: present - signed > tolerance,
    // One millisecond later than the last instant at which it is taken.
    until: new Date(signed + tolerance + 1).toISOString(),
  };
}

/** At most 9999-12-31; numbers without sign, fraction and zeros in front. */
const written = {
  s: /^[1-9]\d{0,10}$/,
  ms: /^[1-9]\d{0,13}$/,
  rfc3339: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/,
} as const;
