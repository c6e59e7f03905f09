import { base64Bytes } from "./base64.ts";
import { type NotProven, notProven, type Proven } from "./proof.ts";
import type { RsaAlgorithm } from "./public-key.ts";
import type { Secret } from "./secret.ts";

/** What `verifyRsa` is asked. */
export interface RsaClaim {
  /** Handles of public keys, as PEM or the base64 inside it; any of them proves the message. */
  readonly secrets: readonly Secret[];
  readonly algorithm: RsaAlgorithm;
  /** Padded base64 in the standard alphabet, as it came. */
  readonly signature: string | undefined;
  /** What should have been signed. */
  readonly message: Uint8Array;
}

/**
 * Proves a message by its RSA signature (PKCS#1 v1.5). Unlike an HMAC it shows that the sender signed and that we could not have: the
 * keys here are public ones. Keys are tried in their order.
 *
 * @returns never throws for what came
 * @throws {RangeError} when a secret holds no RSA public key: the setup is wrong, not the message
 * @source RFC 8017 section 8.2 (RSASSA-PKCS1-v1_5)
 * @example
 * import { messageOf, secretOf, verifyRsa } from "@cxkit/signing";
 * const message = messageOf("app_id=2021000000000000&total_amount=9.90");
 * await verifyRsa({ secrets: [secretOf("MFww…", "env:ALIPAY_PUBLIC_KEY")], algorithm: "RSA-SHA-256", signature: undefined, message }) // => { ok: false, reason: "signature-missing" }
 */
export async function verifyRsa(claim: RsaClaim): Promise<Proven | NotProven> {
  const { secrets, algorithm, signature, message } = claim;
  if (secrets.length === 0) return notProven("secret-missing");
  if (signature === undefined || signature === "") return notProven("signature-missing");
  const bytes = base64Bytes(signature);
  if (bytes === undefined) return notProven("signature-malformed");
  for (const secret of secrets) {
    // Public keys: there is nothing that the time it takes could tell.
    if (await secret.verify(algorithm, message, bytes)) return { ok: true };
  }
  return notProven("signature-wrong");
}
