import { base64Text } from "./base64.ts";
import { hexText } from "./hex.ts";
import type { Secret } from "./secret.ts";
import type { HmacScheme } from "./hmac-claim.ts";

/**
 * Signs a message: the text that {@link verifyHmac} proves.
 *
 * @param request `secrets` under one name; the first signs
 * @throws {RangeError} when there is no secret, or one said to be base64 is none
 * @example
 * import { messageOf, secretOf, signHmac } from "@cxkit/signing";
 * const signature = await signHmac({ secrets: [secretOf("key")], hash: "SHA-1", encoding: "hex", message: messageOf("The quick brown fox jumps over the lazy dog") });
 * signature // => "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9"
 */
export async function signHmac(
  request: HmacScheme & { readonly secrets: readonly Secret[]; readonly message: Uint8Array },
): Promise<string> {
  const { secrets, hash, encoding, prefix = "", key = "text", message } = request;
  const [secret] = secrets;
  if (secret === undefined) throw new RangeError("signHmac requires a secret, got none");
  const bytes = await secret.hmac(hash, message, key);
  return prefix + (encoding === "hex" ? hexText(bytes) : base64Text(bytes));
}
