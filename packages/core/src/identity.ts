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

/**
 * What the key of a customer is a hash of. How an address or a number is written does not make another person of its owner:
 *
 * - `email`: no blanks around it, lower case;
 * - `phone`: digits alone behind a leading `+`, for which `00` stands too; the `(0)` behind a country's code is no part of the number. A
 *   number without a country's code stays without one, for a guess could be somebody else's. What holds anything besides digits, blanks
 *   and `+-./()` is no number, and stays as it is but for blanks around it;
 * - every other kind: the value as it came.
 *
 * @param kind what the value is: `email`, `phone`, `customer`, `openid:app1`
 * @returns parts for {@link keyedHash}
 * @example subjectParts("phone", "0049 (0)170 12-34") // => ["subject", "phone", "+491701234"]
 * @example subjectParts("email", " Ada@Example.com") // => ["subject", "email", "ada@example.com"]
 */
export function subjectParts(kind: string, value: string): readonly [string, string, string] {
  if (kind === "email") return ["subject", kind, value.trim().toLowerCase()];
  return ["subject", kind, kind === "phone" ? phoneNumber(value) : value];
}

function phoneNumber(value: string): string {
  const written = value.normalize("NFKC").trim();
  if (!/^\+?[\d\s./()\-\u2010-\u2015\u2212]*$/.test(written)) return value.trim();
  const international = written.replace(/^00/, "+");
  const spoken = international.startsWith("+") ? international.replace(/\(0\)/, "") : international;
  const digits = spoken.replaceAll(/\D/g, "");
  if (digits === "") return value.trim();
  return spoken.startsWith("+") ? `+${digits}` : digits;
}
