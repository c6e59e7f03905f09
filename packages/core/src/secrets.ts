/**
 * A secret as a handle: what it is for happens inside, its value never comes out, so that it can be in no log, error or event.
 * `@cxkit/signing` makes one from a value. Whoever checks something keeps to the members below; where a text with a secret in it has to
 * travel, {@link secretText} says where in the text it goes, and the network fills it in.
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
  /**
   * Plain hash of pieces one after the other, the secret standing where `null` is: for schemes that hash the key with the message.
   *
   * @param order `sorted`: all pieces are texts and are put in the order of their UTF-16 code units first, the secret among them
   */
  digest(
    hash: "SHA-1" | "SHA-256",
    pieces: readonly (string | Uint8Array | null)[],
    order?: "as-given" | "sorted",
  ): Promise<Uint8Array> | Uint8Array;
  /** Opens what was encrypted under this secret with AES-256-CBC; `null` when it was not, or its padding is wrong. */
  decrypt(cipher: SecretCipher, sealed: Uint8Array): Promise<Uint8Array | null> | Uint8Array | null;
  /**
   * Encrypts under this secret with AES-256-CBC, padding added.
   *
   * @param iv the 16 bytes that come first, for `iv: "leading"`; random, from the caller. Ignored for `iv: "of-key"`
   */
  encrypt(cipher: SecretCipher, plain: Uint8Array, iv?: Uint8Array): Promise<Uint8Array> | Uint8Array;
  /**
   * Signs a message with a private key: the secret is PKCS#8 PEM, or a service account's JSON with such a key under `private_key`.
   * What comes out is what JSON Web Signatures want (for ES256 the 64 bytes r and s).
   */
  sign(algorithm: "RS256" | "ES256", message: Uint8Array): Promise<Uint8Array>;
  /**
   * Whether a message was signed with the private half of the public key that this secret holds: PEM, or the base64 inside it
   * (SubjectPublicKeyInfo). Such a key is no secret, yet who can change it decides whom we believe: it is kept where secrets are.
   */
  verify(
    algorithm: "RSA-SHA-256" | "RSA-SHA-1",
    message: Uint8Array,
    signature: Uint8Array,
  ): Promise<boolean>;
}

/** How an AES-256-CBC key is made of a secret, where the initialisation vector is, and to which length the text is padded (PKCS#7). */
export interface SecretCipher {
  /** `base64-43`: 43 letters of base64 for 32 bytes; `sha-256`: SHA-256 of the text. */
  readonly key: "base64-43" | "sha-256";
  /** `of-key`: the first 16 bytes of the key; `leading`: the first 16 bytes of what is sealed. */
  readonly iv: "of-key" | "leading";
  readonly block: 16 | 32;
}

/**
 * Secrets by name. Several under one name while a key is being changed: any of them proves a message, the first signs.
 */
export interface Secrets {
  readonly [name: string]: readonly Secret[];
}
