import { hmacProof } from "./hmac-proof.ts";
import type { NotProven, Proven } from "./proof.ts";
import type { HashName, KeyForm, Secret } from "./secret.ts";

/** How an HMAC is written in a header. */
export interface HmacScheme {
  readonly hash: HashName;
  /** Lower-case hexadecimal digits, or padded base64 in the standard alphabet. */
  readonly encoding: "hex" | "base64";
  /** What stands before it, exactly: `sha256=`. */
  readonly prefix?: string;
  /** How the key is written in the secret. Default: as text. */
  readonly key?: KeyForm;
}

/** What {@link verifyHmac} is asked. */
export interface HmacClaim extends HmacScheme {
  /** Any of them proves the message: more than one while a key is being changed. */
  readonly secrets: readonly Secret[];
  /** The header as it came. */
  readonly signature: string | undefined;
  /** What should have been signed: raw bytes, never parsed and written again. */
  readonly message: Uint8Array;
}

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
