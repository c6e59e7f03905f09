import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

/**
 * The bytes that a hexadecimal text stands for; `undefined` unless every digit is one. Digits are lower-case: all producers known to
 * sign in hexadecimal write them so, and a second spelling of a signature would be a second signature.
 */
export function hexBytes(text: string): Uint8Array | undefined {
  return /^(?:[\da-f]{2})*$/.test(text) ? hexToBytes(text) : undefined;
}

/** Bytes as lower-case hexadecimal digits. */
export function hexText(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}
