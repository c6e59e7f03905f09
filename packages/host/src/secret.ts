import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from "node:crypto";
import { type Secret, secretValue } from "@cxkit/core";
import { secretOf } from "@cxkit/signing";

/**
 * A secret as a handle, on Node's own cryptography: proves and signs messages inside, and shows its value to nobody. The value lives in
 * a closure: printing the handle, or putting it into JSON, shows its name. Behaves as `secretOf` of `@cxkit/signing`, faster.
 *
 * @param value the secret as its owner wrote it down; not trimmed, for a space may belong to it
 * @param handle a name to speak of it; errors and logs say this and never the value
 * @returns a handle whose `hmac` throws a `RangeError` when a key said to be base64 is none
 * @throws {RangeError} when the value is empty: there is no default secret
 * @example
 * const signing = secret("correct horse", "env:SURVEY_SECRET");
 * JSON.stringify(signing) // => '{"handle":"env:SURVEY_SECRET"}'
 * await signing.is("something else") // => false
 */
export function secret(value: string, handle: string): Secret {
  if (value === "") throw new RangeError(`secret requires a value that is not empty, got none for ${handle}`);
  const own = hash("sha256", value, "buffer");
  // Made once: looking at the bytes of a key costs Node five times what hashing a small message does.
  const keys = new Map<KeyForm, KeyObject>();
  const keyOf = (form: KeyForm): KeyObject => {
    const known = keys.get(form) ?? createSecretKey(keyBytes(value, form, handle));
    keys.set(form, known);
    return known;
  };
  // What is seldom asked for is left to the pure implementation, made when it is.
  let pure: Secret | undefined;
  const other = (): Secret => (pure ??= secretOf(value, handle));
  const handed: Secret = {
    handle,
    hmac: (name: keyof typeof digests, message: Uint8Array, form: KeyForm = "text") =>
      new Uint8Array(createHmac(digests[name], keyOf(form)).update(message).digest()),
    // Hashes are compared, so that not even the length of the secret shows in the time it takes.
    is: (text: string) => timingSafeEqual(hash("sha256", text, "buffer"), own),
    digest: (name, pieces, order) => other().digest(name, pieces, order),
    decrypt: (cipher, sealed) => other().decrypt(cipher, sealed),
    encrypt: (cipher, plain, iv) => other().encrypt(cipher, plain, iv),
    sign: (algorithm, message) => other().sign(algorithm, message),
    verify: (algorithm, message, signature) => other().verify(algorithm, message, signature),
  };
  Object.defineProperty(handed, secretValue, { value: () => value });
  return Object.freeze(handed);
}

type KeyForm = "text" | "base64" | "whsec";

const digests = { "SHA-1": "sha1", "SHA-256": "sha256", "SHA-512": "sha512" } as const;
const prefix = "whsec_";
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

function keyBytes(value: string, form: KeyForm, handle: string): Buffer {
  if (form === "text" || (form === "whsec" && !value.startsWith(prefix))) return Buffer.from(value, "utf8");
  const text = form === "whsec" ? value.slice(prefix.length) : value;
  if (text === "" || !base64.test(text)) {
    throw new RangeError(
      `a secret's key requires base64${form === "whsec" ? ` behind ${prefix}` : ""}, and ${handle} holds none`,
    );
  }
  return Buffer.from(text, "base64");
}
