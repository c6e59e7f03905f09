import { base64Bytes } from "./base64.ts";
import { equalBytes } from "./equal-bytes.ts";
import { hexBytes } from "./hex.ts";
import { messageDigest } from "./message.ts";
import { type NotProven, notProven } from "./proof.ts";
import type { Secret } from "./secret.ts";

/** A plain hash over pieces, one of which is the secret, and how it is written. */
export interface DigestScheme {
  readonly hash: "SHA-1" | "SHA-256";
  /** What is hashed, one piece after the other; `null` is where the secret stands. */
  readonly pieces: readonly (string | Uint8Array | null)[];
  /** `sorted`: all pieces are texts and are put in the order of their UTF-16 code units first, the secret among them. */
  readonly order?: "as-given" | "sorted";
  /** Lower-case hexadecimal digits (default), or padded base64 in the standard alphabet. */
  readonly encoding?: "hex" | "base64";
}

/** What `verifyDigest` is asked. */
export interface DigestClaim extends DigestScheme {
  /** Any of them proves the message: more than one while a key is being changed. */
  readonly secrets: readonly Secret[];
  /** The signature as it came. */
  readonly signature: string | undefined;
}

/** Proves a message by a hash with the secret inside, as `verifyDigest` does, and names it without repeating the signature. */
export async function digestProof(
  claim: DigestClaim,
): Promise<{ readonly ok: true; readonly digest: string } | NotProven> {
  const { secrets, hash, pieces, order, encoding = "hex", signature } = claim;
  if (!pieces.includes(null)) throw new RangeError("verifyDigest requires null where the secret stands");
  if (secrets.length === 0) return notProven("secret-missing");
  if (signature === undefined || signature === "") return notProven("signature-missing");
  const bytes = encoding === "hex" ? hexBytes(signature) : base64Bytes(signature);
  if (bytes?.length !== (hash === "SHA-1" ? 20 : 32)) return notProven("signature-malformed");
  let proven = false;
  let first: Uint8Array | undefined;
  for (const secret of secrets) {
    const digest = await secret.digest(hash, pieces, order);
    first ??= digest;
    // No early exit: which of the secrets it was is not told by the time either.
    if (equalBytes(digest, bytes)) proven = true;
  }
  return proven && first ? { ok: true, digest: messageDigest(first) } : notProven("signature-wrong");
}
