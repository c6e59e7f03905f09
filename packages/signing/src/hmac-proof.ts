import { base64Bytes } from "./base64.ts";
import { equalBytes } from "./equal-bytes.ts";
import { hexBytes, hexText } from "./hex.ts";
import { type NotProven, notProven } from "./proof.ts";
import type { HmacClaim } from "./hmac-claim.ts";

/** A message that is proven, and a name for exactly this message that costs nothing more: its MAC under the first secret. */
export interface HmacProof {
  readonly ok: true;
  readonly digest: string;
}

/** Proves a message by its HMAC, as `verifyHmac` does, and names it. */
export async function hmacProof(claim: HmacClaim): Promise<HmacProof | NotProven> {
  const { secrets, hash, encoding, prefix = "", key = "text", signature, message } = claim;
  if (secrets.length === 0) return notProven("secret-missing");
  if (signature === undefined || signature === "") return notProven("signature-missing");
  if (!signature.startsWith(prefix)) return notProven("signature-malformed");
  const text = signature.slice(prefix.length);
  const bytes = encoding === "hex" ? hexBytes(text) : base64Bytes(text);
  if (bytes?.length !== sizes[hash]) return notProven("signature-malformed");
  let proven = false;
  let first: Uint8Array | undefined;
  for (const secret of secrets) {
    const mac = await secret.hmac(hash, message, key);
    first ??= mac;
    // No early exit: which of the secrets it was is not told by the time either.
    if (equalBytes(mac, bytes)) proven = true;
  }
  return proven && first ? { ok: true, digest: hexText(first) } : notProven("signature-wrong");
}

const sizes = { "SHA-1": 20, "SHA-256": 32, "SHA-512": 64 } as const;
