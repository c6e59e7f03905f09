import { base64Bytes, base64Text } from "./base64.ts";
import { messageOf } from "./message.ts";
import type { Secret } from "./secret.ts";

/** To whom a sealed message has to be addressed. */
export interface SealedReceiver {
  /** App id, corporation id or suite id. */
  readonly receiver: string;
  /** Besides, messages to nobody are taken: some of the producers' own robots are addressed by none. Default: they are not. */
  readonly nobody?: "allowed" | "refused";
}

const cipher = { key: "base64-43", iv: "of-key", block: 32 } as const;

/**
 * Opens a message as WeChat, WeCom and DingTalk seal it: AES-256-CBC under a key of 43 letters, padded to 32 bytes, and inside 16
 * random bytes, the length as four bytes (big-endian), the message, and the id of its receiver. It proves nothing: whoever holds the key
 * can seal, and a flipped byte may still open. Prove the signature over the sealed text first.
 *
 * @param secrets the key, and others while it is being changed: the first that opens it does
 * @param sealed base64, as it came
 * @param to who has to be named inside; a message to somebody else is not opened
 * @returns `null` when none of the keys opens it, its length or padding is wrong, or it is for somebody else
 * @throws {RangeError} when a secret is no key of 43 letters
 * @example
 * import { messageOf, openSealedMessage, sealMessage, secretOf } from "@cxkit/signing";
 * const secrets = [secretOf("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")];
 * const sealed = await sealMessage({ secrets, message: messageOf("hello"), receiver: "wx1", random: new Uint8Array(16) });
 * const opened = await openSealedMessage(secrets, sealed, { receiver: "wx1" });
 * new TextDecoder().decode(opened ?? undefined) // => "hello"
 * await openSealedMessage(secrets, sealed, { receiver: "wx2" }) // => null
 */
export async function openSealedMessage(
  secrets: readonly Secret[],
  sealed: string,
  to: SealedReceiver,
): Promise<Uint8Array | null> {
  const bytes = base64Bytes(sealed);
  if (bytes === undefined) return null;
  for (const secret of secrets) {
    const plain = await secret.decrypt(cipher, bytes);
    const message = plain && messageFor(plain, to);
    if (message) return message;
  }
  return null;
}

/** What `sealMessage` is asked. */
export interface SealRequest {
  /** Under one name; the first seals. */
  readonly secrets: readonly Secret[];
  readonly message: Uint8Array;
  /** Empty for nobody. */
  readonly receiver: string;
  /** 16 bytes, fresh for each message. */
  readonly random: Uint8Array;
}

/**
 * Seals a message as WeChat, WeCom and DingTalk want replies: what {@link openSealedMessage} opens.
 *
 * @returns base64
 * @throws {RangeError} when there is no secret, it is no key of 43 letters, or the random bytes are not 16
 * @example
 * import { messageOf, sealMessage, secretOf } from "@cxkit/signing";
 * const secrets = [secretOf("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")];
 * (await sealMessage({ secrets, message: messageOf("success"), receiver: "ding1", random: new Uint8Array(16) })).length // => 88
 */
export async function sealMessage({ secrets, message, receiver, random }: SealRequest): Promise<string> {
  const [secret] = secrets;
  if (secret === undefined) throw new RangeError("sealMessage requires a secret, got none");
  if (random.length !== 16)
    throw new RangeError(`sealMessage requires 16 random bytes, got ${random.length}`);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, message.length);
  return base64Text(await secret.encrypt(cipher, messageOf(random, length, message, receiver)));
}

function messageFor(plain: Uint8Array, { receiver, nobody = "refused" }: SealedReceiver): Uint8Array | null {
  if (plain.length < 20) return null;
  const end = 20 + new DataView(plain.buffer, plain.byteOffset, plain.byteLength).getUint32(16);
  if (end > plain.length) return null;
  let named: string;
  try {
    named = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plain.subarray(end));
  } catch {
    return null;
  }
  const meant =
    named === receiver ? receiver !== "" || nobody === "allowed" : named === "" && nobody === "allowed";
  return meant ? plain.slice(20, end) : null;
}
