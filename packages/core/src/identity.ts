import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * Makes the keyed hash behind `context.subject` and `context.fingerprint`: HMAC-SHA-256 over the parts, cut to 128 bits.
 *
 * Parts are length-prefixed, so that no two lists of parts meet (`["ab", "c"]` is not `["a", "bc"]`). Without the key a
 * telephone number cannot be guessed back; whoever holds the key can test guesses, so keep it where secrets are kept.
 *
 * @param key at least 16 bytes
 * @returns a function from parts to 32 hexadecimal digits
 * @throws {RangeError} when the key is shorter than 16 bytes
 * @example keyedHash(new Uint8Array(32))(["customer", "42"]).length // => 32
 */
export function keyedHash(key: Uint8Array): (parts: readonly string[]) => string {
  if (key.length < 16)
    throw new RangeError(`keyedHash requires a key of at least 16 bytes, got ${key.length}`);
  // A copy: an embedder that wipes or reuses its buffer must not change identities half way.
  const base = hmac.create(sha256, Uint8Array.from(key));
  return (parts) => {
    const mac = base.clone();
    for (const part of parts) {
      const bytes = utf8ToBytes(part);
      mac.update(utf8ToBytes(`${bytes.length}:`)).update(bytes);
    }
    return bytesToHex(mac.digest()).slice(0, 32);
  };
}
