import type { HmacClaim } from "./hmac-claim.ts";
import { hmacProof } from "./hmac-proof.ts";
import type { NotProven, Proven } from "./proof.ts";

/**
 * Proves a message by its HMAC. Every secret is tried, each compared in constant time. There is one text for every signature: other
 * spellings of the same bytes (upper-case digits, base64 without padding, white space) are malformed.
 *
 * @returns never throws for what came
 * @throws {RangeError} when a secret said to be base64 is none: the setup is wrong, not the message
 * @source RFC 2104 (HMAC), RFC 4648 (base64)
 * @example
 * import { messageOf, secretOf, verifyHmac } from "@cxkit/signing";
 * const secrets = [secretOf("key")];
 * const message = messageOf("The quick brown fox jumps over the lazy dog");
 * const signature = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";
 * await verifyHmac({ secrets, hash: "SHA-256", encoding: "hex", signature, message }) // => { ok: true }
 */
export async function verifyHmac(claim: HmacClaim): Promise<Proven | NotProven> {
  const proof = await hmacProof(claim);
  return proof.ok ? { ok: true } : proof;
}
