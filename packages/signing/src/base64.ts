const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const values = new Map(Array.from(alphabet, (letter, value) => [letter, value]));

/**
 * The bytes that a base64 text stands for; `undefined` unless it is the one canonical text for them: standard alphabet, padded, no
 * white space, unused bits zero (RFC 4648 section 3.5). A second spelling of a signature would be a second signature.
 *
 * @example base64Bytes("Zm9v")?.length // => 3
 * @example base64Bytes("Zm9") // => undefined
 */
export function base64Bytes(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const letters = text.length - padding;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (let index = 0; index < letters; index += 1) {
    const value = values.get(text.charAt(index));
    if (value === undefined) return undefined;
    bits = ((bits << 6) | value) & 0xff_ff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at] = bits >> held;
      at += 1;
    }
  }
  return (bits & ((1 << held) - 1)) === 0 ? bytes : undefined;
}

/** Bytes as padded base64 in the standard alphabet. */
export function base64Text(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(index, index + 3);
    const group = (first << 16) | (second << 8) | third;
    for (const shift of [18, 12, 6, 0]) text += alphabet.charAt((group >> shift) & 63);
  }
  const missing = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - missing) + "=".repeat(missing);
}
