import { type DigestClaim, digestProof } from "./digest-proof.ts";
import type { NotProven, Proven } from "./proof.ts";

/**
 * Proves a message by a plain hash with the secret inside, which some producers use in place of an HMAC. Weaker than that: who knows a
 * hash of this kind with the secret in front can make others for longer messages, and pieces joined without a separator can be cut
 * elsewhere. So give each piece that came from outside a fixed form first.
 *
 * Every secret is tried, each compared in constant time; there is one text for every signature.
 *
 * @returns never throws for what came
 * @throws {RangeError} when no piece is `null`, or bytes are to be sorted
 * @example
 * import { secretOf, verifyDigest } from "@cxkit/signing";
 * const claim = { secrets: [secretOf("QDG6eK")], hash: "SHA-1", pieces: [null, "1409659589", "263014780"], order: "sorted" } as const;
 * await verifyDigest({ ...claim, signature: "4e2fc1a5e8ec3bd5f5ea4c3a8a6ffb1a6e1d2c3b" }) // => { ok: false, reason: "signature-wrong" }
 */
export async function verifyDigest(claim: DigestClaim): Promise<Proven | NotProven> {
  const proof = await digestProof(claim);
  return proof.ok ? { ok: true } : proof;
}
