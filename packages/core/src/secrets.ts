/**
 * A secret as a handle: what it is for happens inside, its value never comes out, so that it can be in no log, error or event.
 * `@cxkit/signing` makes one from a value.
 */
export interface Secret {
  /** Name to speak of it: `env:TYPEFORM_SECRET`. */
  readonly handle: string;
  /**
   * Keyed hash of a message.
   *
   * @param key how the key's bytes are written in the secret: as text (default), as base64, or as Standard Webhooks write it
   *   (`whsec_` and base64; without the prefix it is text)
   */
  hmac(
    hash: "SHA-1" | "SHA-256" | "SHA-512",
    message: Uint8Array,
    key?: "text" | "base64" | "whsec",
  ): Promise<Uint8Array> | Uint8Array;
  /** Whether a text is this secret, in constant time: for producers that send a plain token. */
  is(text: string): Promise<boolean> | boolean;
}

/**
 * Secrets by name. Several under one name while a key is being changed: any of them proves a message, the first signs.
 */
export interface Secrets {
  readonly [name: string]: readonly Secret[];
}
