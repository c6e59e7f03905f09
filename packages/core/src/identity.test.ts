import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { keyedHash, subjectParts } from "./identity.ts";

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

const spelled = (kind: string, value: string): string => subjectParts(kind, value)[2];

it.each([
  "+49170123",
  "+49 170 123",
  "0049170123",
  " 00 49 (170) 12-3\u00a0",
  "+49 (0)170/123",
  "0049 (0) 170.123",
  "\uff0b49\u2011170 123",
  "+４９ １７０ １２３",
])("a telephone number is one, however it is written: %j", (value) => {
  expect(spelled("phone", value)).toBe("+49170123");
});

it.each([
  ["0170 123", "0170123"],
  ["(0170) 123", "0170123"],
  ["170123", "170123"],
  ["11 0 0", "1100"],
])("a number without a country's code gets none: %j", (value, kept) => {
  expect(spelled("phone", value)).toBe(kept);
});

it.each(["whatsapp:+49170", "0170 123 ext. 5", "+49+170", "ada", "+", "()", "", "\u0661\u0662"])(
  "what is no number stays as it is: %j",
  (value) => {
    expect(spelled("phone", ` ${value} `)).toBe(value);
  },
);

it("an address is one in any case, and other kinds are taken as they come", () => {
  expect(spelled("email", " Ada@Example.COM\n")).toBe("ada@example.com");
  expect(spelled("customer", " A-1 ")).toBe(" A-1 ");
  expect(spelled("openid:app1", "0049170")).toBe("0049170");
});

it("what is spelled normally is its own spelling: no key that was made of it changes", () => {
  const digits = fc.stringMatching(/^\+?[1-9]\d{2,14}$/);
  fc.assert(
    fc.property(digits, (value) => {
      expect(spelled("phone", value)).toBe(value);
    }),
  );
  const any = fc.tuple(fc.constantFrom("phone", "email"), fc.string({ unit: "grapheme" }));
  fc.assert(
    fc.property(any, ([kind, value]) => {
      const once = spelled(kind, value);
      expect(spelled(kind, once)).toBe(once);
    }),
  );
});
