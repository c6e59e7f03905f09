import { hmac } from "@noble/hashes/hmac.js";
import { sha1 } from "@noble/hashes/legacy.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { base64Bytes } from "./base64.ts";
import { equalBytes } from "./equal-bytes.ts";

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
  const keyed = (hash: HashName, form: KeyForm): Keyed => {
    const name = `${hash} ${form}`;
    const known = keys.get(name) ?? hmac.create(functions[hash], keyBytes(value, form, handle));
    keys.set(name, known);
    return known;
  };
  const fingerprint = (text: string): Uint8Array => sha256(utf8ToBytes(text));
  const own = fingerprint(value);
  return Object.freeze({
    handle,
    hmac: (hash: HashName, message: Uint8Array, key: KeyForm = "text") =>
      keyed(hash, key).clone().update(message).digest(),
    // Hashes are compared, so that not even the length of the secret shows in the time it takes.
    is: (text: string) => equalBytes(fingerprint(text), own),
  });
}

type Keyed = ReturnType<typeof hmac.create>;

const functions = { "SHA-1": sha1, "SHA-256": sha256, "SHA-512": sha512 } as const;

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
