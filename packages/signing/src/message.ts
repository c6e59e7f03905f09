import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { hexText } from "./hex.ts";

/**
 * The bytes of a message that is signed in parts: texts as UTF-8, bytes as they are, one after the other.
 *
 * @example messageOf("1700000000", ".", Uint8Array.of(123, 125)).length // => 13
 */
export function messageOf(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const pieces = parts.map((part) => (typeof part === "string" ? utf8ToBytes(part) : part));
  const message = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    message.set(piece, at);
    at += piece.length;
  }
  return message;
}

/**
 * SHA-256 of a message, as 64 hexadecimal digits: a name for exactly these bytes. It is keyed by nothing, so it names and proves
 * nothing.
 *
 * @example messageDigest(new Uint8Array(0)).slice(0, 16) // => "e3b0c44298fc1c14"
 */
export function messageDigest(message: Uint8Array): string {
  return hexText(sha256(message));
}
