import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { base64Bytes } from "./base64.ts";

/** How an AES-256-CBC key is made of a secret, where the initialisation vector is, and to which length the text is padded (PKCS#7). */
export interface SecretCipher {
  /** `base64-43`: 43 letters of base64 for 32 bytes; `sha-256`: SHA-256 of the text. */
  readonly key: "base64-43" | "sha-256";
  /** `of-key`: the first 16 bytes of the key; `leading`: the first 16 bytes of what is sealed. */
  readonly iv: "of-key" | "leading";
  readonly block: 16 | 32;
}

/** Opens a sealed text; `null` when it cannot be one, or its padding is wrong. */
export async function opened(
  value: string,
  handle: string,
  cipher: SecretCipher,
  closed: Uint8Array,
): Promise<Uint8Array | null> {
  const key = keyOf(value, handle, cipher);
  const leading = cipher.iv === "leading";
  const iv = leading ? closed.subarray(0, 16) : key.subarray(0, 16);
  const text = leading ? closed.subarray(16) : closed;
  if (iv.length < 16 || text.length === 0 || text.length % 16 !== 0) return null;
  // Padding to 32 bytes is more than AES pads to: WebCrypto refuses it, so it is taken off by hand.
  const cbc = await chained();
  const plain = cbc(key, iv, { disablePadding: true }).decrypt(text);
  return withoutPadding(plain, cipher.block);
}

/** Seals a text, padding added. */
export async function sealed(
  value: string,
  handle: string,
  cipher: SecretCipher,
  plain: Uint8Array,
  given?: Uint8Array,
): Promise<Uint8Array> {
  const key = keyOf(value, handle, cipher);
  const leading = cipher.iv === "leading";
  const iv = leading ? given : key.subarray(0, 16);
  if (iv?.length !== 16)
    throw new RangeError(`encrypt requires an iv of 16 bytes, got ${iv?.length ?? "none"}`);
  const missing = cipher.block - (plain.length % cipher.block);
  const padded = new Uint8Array(plain.length + missing).fill(missing);
  padded.set(plain);
  const cbc = await chained();
  const text = cbc(key, iv, { disablePadding: true }).encrypt(padded);
  if (!leading) return text;
  const whole = new Uint8Array(16 + text.length);
  whole.set(iv);
  whole.set(text, 16);
  return whole;
}

/** Loaded when something is sealed or opened: few producers do, and without it this package is imported in half the time. */
async function chained(): Promise<typeof import("@noble/ciphers/aes.js").cbc> {
  return (await import("@noble/ciphers/aes.js")).cbc;
}

function keyOf(value: string, handle: string, { key }: SecretCipher): Uint8Array {
  if (key === "sha-256") return sha256(utf8ToBytes(value));
  const bytes = value.length === 43 ? looseBase64(`${value}=`) : undefined;
  if (bytes?.length !== 32) {
    throw new RangeError(`a key of 43 letters of base64 is needed, and ${handle} holds none`);
  }
  return bytes;
}

/** The last letter of 43 holds two bits of nothing, which those who write such keys set at random. */
function looseBase64(text: string): Uint8Array | undefined {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const last = alphabet.indexOf(text.charAt(42));
  return last < 0 ? undefined : base64Bytes(`${text.slice(0, 42)}${alphabet.charAt(last & 60)}=`);
}

function withoutPadding(plain: Uint8Array, block: number): Uint8Array | null {
  const count = plain.at(-1) ?? 0;
  if (count < 1 || count > block || count > plain.length) return null;
  let wrong = 0;
  for (const byte of plain.subarray(plain.length - count)) wrong |= byte ^ count;
  return wrong === 0 ? plain.slice(0, plain.length - count) : null;
}
