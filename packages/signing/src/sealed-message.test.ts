import { createCipheriv } from "node:crypto";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageOf } from "./message.ts";
import { openSealedMessage, sealMessage } from "./sealed-message.ts";
import { secretOf } from "./secret.ts";
import { verifyDigest } from "./verify-digest.ts";

const keyText = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const secrets = [secretOf(keyText)];
const random = new Uint8Array(16).fill(7);
const text = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));
/** By Node's own AES, padded to 32 bytes by hand. */
function sealedByNode(plain: Uint8Array): string {
  const key = Buffer.from(`${keyText}=`, "base64");
  const missing = 32 - (plain.length % 32);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([plain, Buffer.alloc(missing, missing)]);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString("base64");
}
const lengthOf = (length: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
};

describe("openSealedMessage", () => {
  it("opens what was sealed, whatever its length, and seals as Node does", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 100 }),
        fc.string({ unit: "grapheme", minLength: 1 }),
        async (message, receiver) => {
          const sealed = await sealMessage({ secrets, message, receiver, random });
          expect(sealed).toBe(sealedByNode(messageOf(random, lengthOf(message.length), message, receiver)));
          expect(await openSealedMessage(secrets, sealed, { receiver })).toEqual(message);
        },
      ),
    );
  });

  it("opens nothing for somebody else, nor for nobody unless that is allowed", async () => {
    const message = messageOf("你好");
    const seal = (receiver: string) => sealMessage({ secrets, message, receiver, random });
    expect(await openSealedMessage(secrets, await seal("wx2"), { receiver: "wx1" })).toBeNull();
    expect(await openSealedMessage(secrets, await seal("wx11"), { receiver: "wx1" })).toBeNull();
    expect(await openSealedMessage(secrets, await seal(""), { receiver: "wx1" })).toBeNull();
    expect(await openSealedMessage(secrets, await seal(""), { receiver: "" })).toBeNull();
    expect(text(await openSealedMessage(secrets, await seal(""), { receiver: "", nobody: "allowed" }))).toBe(
      "你好",
    );
    expect(
      text(await openSealedMessage(secrets, await seal("wx1"), { receiver: "wx1", nobody: "allowed" })),
    ).toBe("你好");
    expect(
      await openSealedMessage(secrets, await seal("wx2"), { receiver: "wx1", nobody: "allowed" }),
    ).toBeNull();
  });

  it("with any of several keys, and with none", async () => {
    const sealed = await sealMessage({ secrets, message: messageOf("hello"), receiver: "a", random });
    const other = secretOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg");
    expect(text(await openSealedMessage([other, ...secrets], sealed, { receiver: "a" }))).toBe("hello");
    expect(await openSealedMessage([other], sealed, { receiver: "a" })).toBeNull();
    expect(await openSealedMessage([], sealed, { receiver: "a" })).toBeNull();
  });

  it("never throws for what came: bits changed, cut off, lengths that lie", async () => {
    const sealed = await sealMessage({ secrets, message: messageOf("x".repeat(40)), receiver: "a", random });
    await fc.assert(
      fc.asyncProperty(fc.nat(sealed.length - 1), fc.nat(6), async (at, bit) => {
        const letter = String.fromCharCode(sealed.charCodeAt(at) ^ (1 << bit));
        const opened = await openSealedMessage(secrets, sealed.slice(0, at) + letter + sealed.slice(at + 1), {
          receiver: "a",
        });
        expect(opened === null || opened.length <= 60).toBe(true);
      }),
    );
    const lies = [0xff_ff_ff_ff, 41, 21].map((length) =>
      sealedByNode(messageOf(random, lengthOf(length), "x".repeat(20))),
    );
    // Where nobody has to be named, nothing is named behind the end either.
    for (const lie of lies.slice(0, 2))
      expect(await openSealedMessage(secrets, lie, { receiver: "a", nobody: "allowed" })).toBeNull();
    for (const bad of [
      ...lies,
      sealedByNode(new Uint8Array(3)),
      sealedByNode(messageOf(random, lengthOf(0), Uint8Array.of(0xff))),
      "",
      "AAAA",
      "?",
      sealed.slice(4),
    ])
      expect(await openSealedMessage(secrets, bad, { receiver: "a" })).toBeNull();
  });
});

describe("sealMessage", () => {
  it("requires a key, and 16 random bytes", async () => {
    const request = { message: messageOf("a"), receiver: "a", random };
    await expect(sealMessage({ ...request, secrets: [] })).rejects.toThrow("requires a secret");
    await expect(sealMessage({ ...request, secrets, random: new Uint8Array(8) })).rejects.toThrow(
      "16 random bytes",
    );
    await expect(sealMessage({ ...request, secrets: [secretOf("short", "env:KEY")] })).rejects.toThrow(
      "env:KEY",
    );
  });
});

interface Vector {
  readonly name: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly receiveId: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly msgSignature: string;
  readonly encrypt: string;
  readonly plaintext: string;
}
const folder = process.env["CXKIT_REAL_DATA"];

describe.skipIf(!folder)("WeCom's published messages", () => {
  // Witness: the parameters and results of WeCom's own documentation, recomputed
  it("are proven, opened for their receiver, and for no other", async () => {
    const { vectors } = JSON.parse(readFileSync(`${folder}/wecom/wxbizmsgcrypt-vectors.json`, "utf8")) as {
      readonly vectors: readonly Vector[];
    };
    expect(vectors.length).toBeGreaterThan(0);
    for (const {
      token,
      encodingAesKey,
      receiveId,
      timestamp,
      nonce,
      msgSignature,
      encrypt,
      plaintext,
    } of vectors) {
      const pieces = [null, timestamp, nonce, encrypt];
      const claim = {
        secrets: [secretOf(token)],
        hash: "SHA-1",
        pieces,
        order: "sorted",
        signature: msgSignature,
      } as const;
      expect(await verifyDigest(claim)).toEqual({ ok: true });
      const key = [secretOf(encodingAesKey)];
      expect(text(await openSealedMessage(key, encrypt, { receiver: receiveId }))).toBe(plaintext);
      expect(await openSealedMessage(key, encrypt, { receiver: `${receiveId}x` })).toBeNull();
    }
  });
});
