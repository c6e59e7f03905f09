import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { keyedHash } from "./identity.ts";

const key = Uint8Array.from({ length: 32 }, (_, index) => index);

it("agrees with HMAC-SHA-256 of node:crypto over length-prefixed parts", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 16, maxLength: 80 }),
      fc.array(fc.string({ unit: "grapheme" })),
      (secret, parts) => {
        const hmac = createHmac("sha256", secret);
        for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:`).update(part);
        expect(keyedHash(secret)(parts)).toBe(hmac.digest("hex").slice(0, 32));
      },
    ),
    { seed: 1 },
  );
});

// Witness: Python 3.11.7, hmac.new(bytes(range(32)), b"7:subject5:email15:ada@example.com", "sha256").hexdigest()[:32]
it("agrees with a written vector", () => {
  expect(keyedHash(key)(["subject", "email", "ada@example.com"])).toBe("d65c28f1e70b03537ac6b4be78e7012b");
});

it("no two lists of parts share a hash by being joined", () => {
  const hash = keyedHash(key);
  expect(hash(["ab", "c"])).not.toBe(hash(["a", "bc"]));
  expect(hash(["a", ""])).not.toBe(hash(["a"]));
  expect(hash(["1:a"])).not.toBe(hash(["", "a"]));
});

it("hashes agree within a key and not across keys", () => {
  expect(keyedHash(key)(["a"])).toBe(keyedHash(Uint8Array.from(key))(["a"]));
  expect(keyedHash(key)(["a"])).not.toBe(keyedHash(key.toReversed())(["a"]));
});

it("a key that is wiped afterwards does not change identities", () => {
  const secret = Uint8Array.from(key);
  const hash = keyedHash(secret);
  secret.fill(0);
  expect(hash(["a"])).toBe(keyedHash(key)(["a"]));
});

it("a short key is refused", () => {
  expect(() => keyedHash(new Uint8Array(15))).toThrow(
    new RangeError("keyedHash requires a key of at least 16 bytes, got 15"),
  );
});
