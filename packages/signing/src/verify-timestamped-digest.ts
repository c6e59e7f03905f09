import { type DigestClaim, digestProof } from "./digest-proof.ts";
import { type NotProven, notProven, type ProvenInTime } from "./proof.ts";
import { type TimeClaim, timeOf } from "./verify-timestamped-hmac.ts";

/**
 * Proves a message by a plain hash with the secret inside, and by the time it was signed at: {@link verifyDigest} and a clock. The caller
 * names the pieces, the timestamp among them. The signature is judged before the time.
 *
 * @throws {RangeError} when no piece is `null`, the timestamp is not among the pieces, `now` is no instant or the tolerance is negative
 * @example
 * import { secretOf, verifyTimestampedDigest } from "@cxkit/signing";
 * const time = { timestamp: "1772357400", now: "2026-03-01T09:30:05Z" };
 * const claim = { secrets: [secretOf("key")], hash: "SHA-256", pieces: [time.timestamp, null, "{}"], signature: undefined } as const;
 * await verifyTimestampedDigest({ ...claim, ...time }) // => { ok: false, reason: "signature-missing" }
 */
export async function verifyTimestampedDigest(
  claim: DigestClaim & TimeClaim,
): Promise<ProvenInTime | NotProven> {
  const { timestamp } = claim;
  const time = timeOf(claim);
  if (typeof time === "string") return notProven(time);
  if (timestamp === undefined || !claim.pieces.includes(timestamp))
    throw new RangeError(
      "verifyTimestampedDigest requires the timestamp among the pieces, or it proves nothing",
    );
  const proof = await digestProof(claim);
  if (!proof.ok) return proof;
  if (time.early) return notProven("too-early");
  if (time.stale) return notProven("stale");
  return { ok: true, digest: proof.digest, until: time.until };
}
