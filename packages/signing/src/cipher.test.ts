import { createCipheriv, createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SecretCipher } from "./cipher.ts";
import { secretOf } from "./secret.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".split("");
const ciphers: readonly SecretCipher[] = (["base64-43", "sha-256"] as const).flatMap((key) =>
  (["of-key", "leading"] as const).flatMap((iv) => ([16, 32] as const).map((block) => ({ key, iv, block }))),
);
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const secretText = fc.string({ unit: fc.constantFrom(...letters), minLength: 43, maxLength: 43 });

/** As Node's own cipher seals it, padded by hand. */
function sealedByNode(value: string, cipher: SecretCipher, plain: Uint8Array, iv: Uint8Array): Buffer {
  const key =
    cipher.key === "sha-256" ? createHash("sha256").update(value).digest() : Buffer.from(value, "base64");
  const missing = cipher.block - (plain.length % cipher.block);
  const node = createCipheriv("aes-256-cbc", key, cipher.iv === "leading" ? iv : key.subarray(0, 16));
  node.setAutoPadding(false);
  const text = Buffer.concat([node.update(plain), node.update(Buffer.alloc(missing, missing)), node.final()]);
  return cipher.iv === "leading" ? Buffer.concat([iv, text]) : text;
}

describe.each(ciphers)("a text sealed under a secret (key $key, iv $iv, block $block)", (cipher) => {
  it("is what node:crypto makes of it, and opens again", async () => {
    await fc.assert(
      fc.asyncProperty(secretText, fc.uint8Array(), bytes(16), async (value, plain, iv) => {
        const secret = secretOf(value);
        const sealed = await secret.encrypt(cipher, plain, iv);
        expect(Buffer.from(sealed)).toEqual(sealedByNode(value, cipher, plain, iv));
        expect(await secret.decrypt(cipher, sealed)).toEqual(plain);
      }),
      { numRuns: 50 },
    );
  });

  it("opens only whole, and whatever else comes is null or another text, never an error", async () => {
    const secret = secretOf("a".repeat(43));
    const sealed = await secret.encrypt(cipher, new Uint8Array(5), new Uint8Array(16));
    for (const length of [0, 1, 15, sealed.length - 1])
      expect(await secret.decrypt(cipher, sealed.subarray(0, length))).toBeNull();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (any) => {
        const opened = await secret.decrypt(cipher, any);
        expect(opened === null || opened.length < any.length).toBe(true);
      }),
    );
  });
});

describe("padding", () => {
  const cipher = { key: "sha-256", iv: "leading", block: 32 } as const;
  const secret = secretOf("key");
  const key = createHash("sha256").update("key").digest();
  const padded = (plain: readonly number[]) => {
    const node = createCipheriv("aes-256-cbc", key, new Uint8Array(16)).setAutoPadding(false);
    return Buffer.concat([new Uint8Array(16), node.update(Uint8Array.from(plain)), node.final()]);
  };
  const filled = (last: number, count: number, length = 32) =>
    Array.from({ length }, (_, at) => (at >= length - count ? last : 7));

  it("is taken off up to a whole block", async () => {
    expect(await secret.decrypt(cipher, padded(filled(32, 32)))).toEqual(new Uint8Array(0));
    expect(await secret.decrypt(cipher, padded(filled(20, 20)))).toEqual(new Uint8Array(12).fill(7));
  });

  it.each([
    ["none", filled(0, 4)],
    ["more than a block", filled(33, 33, 48)],
    ["more than there is", filled(20, 16, 16)],
    ["of two kinds", [...filled(3, 3).slice(0, -2), 2, 3]],
  ])("that is %s does not open", async (_, plain) => {
    expect(await secret.decrypt(cipher, padded(plain))).toBeNull();
  });

  it("longer than AES pads is none where blocks have 16 bytes", async () => {
    expect(await secret.decrypt({ ...cipher, block: 16 }, padded(filled(20, 20)))).toBeNull();
  });
});

describe("a key of 43 letters", () => {
  const cipher = { key: "base64-43", iv: "of-key", block: 32 } as const;

  it("may end in any letter: the last two bits are nobody's", async () => {
    const plain = Uint8Array.of(1, 2, 3);
    const [first, ...others] = ["Q", "R", "S", "T"].map((last) => secretOf("a".repeat(42) + last));
    const sealed = await first!.encrypt(cipher, plain);
    for (const secret of others) expect(await secret.decrypt(cipher, sealed)).toEqual(plain);
  });

  it.each(["hunter2", "a".repeat(44), `${"a".repeat(42)}=`, `${"a".repeat(42)}-`, "你".repeat(43)])(
    "is not %s, and the handle is told, not the value",
    async (value) => {
      const use = Promise.resolve(secretOf(value, "env:KEY").decrypt(cipher, new Uint8Array(32)));
      const thrown = await use.catch((error: unknown) => error);
      expect(thrown).toBeInstanceOf(RangeError);
      expect(String(thrown)).toContain("env:KEY");
      expect(String(thrown)).not.toContain(value);
    },
  );
});

it("an iv that stands in front is 16 bytes from the caller", async () => {
  const cipher = { key: "sha-256", iv: "leading", block: 16 } as const;
  for (const iv of [undefined, new Uint8Array(15), new Uint8Array(17)])
    await expect(secretOf("key").encrypt(cipher, new Uint8Array(3), iv)).rejects.toThrow(RangeError);
});
