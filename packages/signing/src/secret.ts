import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { base64Bytes } from "./base64.ts";
import { opened, sealed, type SecretCipher } from "./cipher.ts";
import { equalBytes } from "./equal-bytes.ts";
import { messageOf } from "./message.ts";
import { type SignatureAlgorithm, signedWith } from "./private-key.ts";
import { type RsaAlgorithm, verifiedWith } from "./public-key.ts";

/** A hash function, as WebCrypto calls it. */
export type HashName = "SHA-1" | "SHA-256" | "SHA-512";

/**
 * How a key's bytes are written in a secret: as text, as base64, or as Standard Webhooks write it (`whsec_` and base64; without
 * the prefix it is text).
 */
export type KeyForm = "text" | "base64" | "whsec";

/**
 * A secret as a handle: what it is for happens inside, its value never comes out. The same shape as `Secret` of `@cxkit/core`,
 * said again because this package imports none of ours: one fits where the other is asked for.
 */
export interface Secret {
  /** Name to speak of it: `env:TYPEFORM_SECRET`. */
  readonly handle: string;
  /** Keyed hash of a message. */
  hmac(hash: HashName, message: Uint8Array, key?: KeyForm): Promise<Uint8Array> | Uint8Array;
  /** Whether a text is this secret, in constant time. */
  is(text: string): Promise<boolean> | boolean;
  /** Plain hash of pieces one after the other, the secret standing where `null` is; `sorted` orders all of them as texts first. */
  digest(
    hash: "SHA-1" | "SHA-256",
    pieces: readonly (string | Uint8Array | null)[],
    order?: "as-given" | "sorted",
  ): Promise<Uint8Array> | Uint8Array;
  /** Opens what was encrypted under this secret with AES-256-CBC; `null` when it was not. */
  decrypt(cipher: SecretCipher, sealed: Uint8Array): Promise<Uint8Array | null> | Uint8Array | null;
  /** Encrypts under this secret with AES-256-CBC. `iv`: 16 random bytes, for ciphers that put them first. */
  encrypt(cipher: SecretCipher, plain: Uint8Array, iv?: Uint8Array): Promise<Uint8Array> | Uint8Array;
  /** Signs with the private key that the secret holds. */
  sign(algorithm: SignatureAlgorithm, message: Uint8Array): Promise<Uint8Array>;
  /** Whether the private half of the public key that the secret holds signed a message. */
  verify(algorithm: RsaAlgorithm, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
}

/**
 * Makes a {@link Secret} of its value, for use without a host. The value lives in a closure: it is in no property, so that neither
 * `JSON.stringify` nor a log nor a debugger's listing of properties shows it.
 *
 * @param value the secret as its owner wrote it down; not trimmed, for a space may belong to it
 * @param handle a name to speak of it; errors and logs say this and never the value
 * @returns a handle whose `hmac` throws a `RangeError` when a key said to be base64 is none
 * @throws {RangeError} when the value is empty: there is no default secret
 * @example JSON.stringify(secretOf("correct horse", "env:SHOP_SECRET")) // => '{"handle":"env:SHOP_SECRET"}'
 */
export function secretOf(value: string, handle = "secret"): Secret {
  if (value === "")
    throw new RangeError(`secretOf requires a value that is not empty, got none for ${handle}`);
  const keys = new Map<string, Keyed>();
  const keyed = (hash: HashName, form: KeyForm, by: HashFunction): Keyed => {
    const name = `${hash} ${form}`;
    const known = keys.get(name) ?? hmac.create(by, keyBytes(value, form, handle));
    keys.set(name, known);
    return known;
  };
  const fingerprint = (text: string): Uint8Array => sha256(utf8ToBytes(text));
  const own = fingerprint(value);
  const handed: Secret = {
    handle,
    hmac: (hash: HashName, message: Uint8Array, key: KeyForm = "text") =>
      hashed(hash, (by) => keyed(hash, key, by).clone().update(message).digest()),
    // Hashes are compared, so that not even the length of the secret shows in the time it takes.
    is: (text: string) => equalBytes(fingerprint(text), own),
    digest(hash, pieces, order = "as-given") {
      const whole = pieces.map((piece) => piece ?? value);
      if (order === "sorted") {
        const texts = whole.filter((piece) => typeof piece === "string");
        if (texts.length < whole.length) throw new RangeError("digest requires texts to sort, got bytes");
        return hashed(hash, (by) => by(messageOf(...texts.toSorted(byCodeUnits))));
      }
      return hashed(hash, (by) => by(messageOf(...whole)));
    },
    decrypt: (cipher, bytes) => opened(value, handle, cipher, bytes),
    encrypt: (cipher, plain, iv) => sealed(value, handle, cipher, plain, iv),
    sign: (algorithm, message) => signedWith(value, handle, algorithm, message),
    verify: (algorithm, message, signature) => verifiedWith(value, handle, algorithm, message, signature),
  };
  // For who sends requests and for nobody else: `filledRequest` of `@cxkit/core` puts it where a text says.
  Object.defineProperty(handed, Symbol.for("cxkit.secret-value"), { value: () => value });
  return Object.freeze(handed);
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

type Keyed = ReturnType<typeof hmac.create>;
type HashFunction = typeof sha256 | typeof sha512 | typeof import("@noble/hashes/legacy.js").sha1;

/** Hashes at once; SHA-1, which few producers still use, is loaded for it. */
function hashed(name: HashName, use: (by: HashFunction) => Uint8Array): Promise<Uint8Array> | Uint8Array {
  if (name === "SHA-1") return import("@noble/hashes/legacy.js").then(({ sha1 }) => use(sha1));
  return use(functions[name]);
}

const functions = { "SHA-256": sha256, "SHA-512": sha512 } as const;

const prefix = "whsec_";

function keyBytes(value: string, form: KeyForm, handle: string): Uint8Array {
  if (form === "text" || (form === "whsec" && !value.startsWith(prefix))) return utf8ToBytes(value);
  const text = form === "whsec" ? value.slice(prefix.length) : value;
  // Keys are handed out with and without their padding; the bytes are the same.
  const bytes = base64Bytes(text.padEnd(Math.ceil(text.length / 4) * 4, "="));
  if (bytes === undefined || bytes.length === 0) {
    throw new RangeError(
      `a secret's key requires base64${form === "whsec" ? ` behind ${prefix}` : ""}, and ${handle} holds none`,
    );
  }
  return bytes;
}
