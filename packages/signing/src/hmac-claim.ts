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

/** What `verifyHmac` is asked. */
export interface HmacClaim extends HmacScheme {
  /** Any of them proves the message: more than one while a key is being changed. */
  readonly secrets: readonly Secret[];
  /** The header as it came. */
  readonly signature: string | undefined;
  /** What should have been signed: raw bytes, never parsed and written again. */
  readonly message: Uint8Array;
}
