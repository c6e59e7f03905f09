import { createHash, createHmac } from "node:crypto";
import { inspect } from "node:util";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secretOf } from "./secret.ts";

const text = (value: string) => new TextEncoder().encode(value);
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const repeated = (byte: number, times: number) => new Uint8Array(times).fill(byte);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

// Witness: RFC 4231, test cases 1, 3 and 6 (keys that are bytes), sections 4.2, 4.4 and 4.7.
const rfc4231 = [
  {
    key: repeated(0x0b, 20),
    message: text("Hi There"),
    "SHA-256": "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    "SHA-512":
      "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
  },
  {
    key: repeated(0xaa, 20),
    message: repeated(0xdd, 50),
    "SHA-256": "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
    "SHA-512":
      "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb",
  },
  {
    key: repeated(0xaa, 131),
    message: text("Test Using Larger Than Block-Size Key - Hash Key First"),
    "SHA-256": "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    "SHA-512":
      "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
  },
] as const;

describe("a secret's hmac", () => {
  it.each(rfc4231)("agrees with RFC 4231 for a key of $key.length bytes", async (example) => {
    const secret = secretOf(base64(example.key));
    for (const hash of ["SHA-256", "SHA-512"] as const)
      expect(hexOf(await secret.hmac(hash, example.message, "base64"))).toBe(example[hash]);
  });

  it("agrees with RFC 2202 for SHA-1", async () => {
    // Witness: RFC 2202, section 3, test case 2.
    const mac = await secretOf("Jefe").hmac("SHA-1", text("what do ya want for nothing?"));
    expect(hexOf(mac)).toBe("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  });

  it("agrees with node:crypto for all keys and messages", async () => {
    const hashes = fc.constantFrom(["SHA-1", "sha1"], ["SHA-256", "sha256"], ["SHA-512", "sha512"] as const);
    await fc.assert(
      fc.asyncProperty(
        hashes,
        fc.uint8Array({ minLength: 1 }),
        fc.uint8Array(),
        async (hash, key, message) => {
          const [name, theirs] = hash as ["SHA-256", string];
          const expected = createHmac(theirs, key).update(message).digest("hex");
          expect(hexOf(await secretOf(base64(key)).hmac(name, message, "base64"))).toBe(expected);
          expect(hexOf(await secretOf(`whsec_${base64(key)}`).hmac(name, message, "whsec"))).toBe(expected);
        },
      ),
    );
  });

  it("takes the key as text, as base64 with and without padding, as whsec_, and as text without that prefix", async () => {
    const message = text("m");
    const of = async (value: string, form?: "text" | "base64" | "whsec") =>
      hexOf(await secretOf(value).hmac("SHA-256", message, form));
    expect(await of("a2V5cw==", "base64")).toBe(await of("keys"));
    expect(await of("a2V5cw", "base64")).toBe(await of("keys"));
    expect(await of("whsec_a2V5cw==", "whsec")).toBe(await of("keys"));
    expect(await of("a2V5cw==", "whsec")).toBe(await of("a2V5cw=="));
    expect(await of("whsec_a2V5cw==")).not.toBe(await of("keys"));
  });

  it("refuses a key that is no base64 by its handle, and never says what it is", () => {
    for (const [value, form] of [
      ["hunter2!", "base64"],
      ["whsec_hunter2!", "whsec"],
      ["whsec_", "whsec"],
    ] as const) {
      const use = () => secretOf(value, "env:SHOP").hmac("SHA-256", text("m"), form);
      expect(use).toThrow(RangeError);
      expect(use).toThrow(/env:SHOP/);
      expect(use).not.toThrow(/hunter2/);
    }
  });
});

describe("a secret's digest", () => {
  const hashes = fc.constantFrom(["SHA-1", "sha1"] as const, ["SHA-256", "sha256"] as const);
  const parts = fc.array(fc.oneof(fc.string(), fc.uint8Array()), { maxLength: 5 });

  it("is the plain hash of the pieces with the secret where null stands, as node:crypto makes it", async () => {
    await fc.assert(
      fc.asyncProperty(hashes, parts, parts, async ([name, theirs], before, after) => {
        const expected = createHash(theirs);
        for (const piece of [...before, "key", ...after]) expected.update(piece);
        const digest = await secretOf("key").digest(name, [...before, null, ...after]);
        expect(hexOf(digest)).toBe(expected.digest("hex"));
      }),
    );
  });

  it("sorts texts by their code units, the secret among them", async () => {
    const texts = ["token", "1409659813", "b😀", "bﬀ", "Z", "é", "é".normalize("NFD")];
    const sorted = createHash("sha1")
      .update([...texts, "m"].toSorted().join(""))
      .digest("hex");
    expect(hexOf(await secretOf("m").digest("SHA-1", [...texts, null], "sorted"))).toBe(sorted);
    expect(hexOf(await secretOf("m").digest("SHA-1", [null, ...texts.toReversed()], "sorted"))).toBe(sorted);
  });

  it("sorts no bytes", () => {
    expect(() => secretOf("m").digest("SHA-1", [null, text("x")], "sorted")).toThrow(RangeError);
  });
});

describe("a secret", () => {
  it("is itself and nothing else", async () => {
    const secret = secretOf("correct horse");
    expect(await secret.is("correct horse")).toBe(true);
    for (const other of ["", "correct hors", "correct horsf", "correct horse ", "Correct horse"])
      expect(await secret.is(other)).toBe(false);
  });

  it("shows its value in no way a value is looked at", async () => {
    const secret = secretOf("hunter2", "env:SHOP");
    await secret.hmac("SHA-256", text("m"));
    const looks = [
      JSON.stringify({ secret }),
      (secret as object as { toString: () => string }).toString(),
      inspect(secret, { depth: 9, showHidden: true }),
      JSON.stringify(Object.getOwnPropertyDescriptors(secret)),
      Object.values(secret).map(String).join(),
    ].join();
    expect(looks).not.toMatch(/hunter2|68756e74657232/);
    expect(looks).toContain("env:SHOP");
  });

  it("cannot be changed into one that listens", () => {
    expect(Object.isFrozen(secretOf("x"))).toBe(true);
  });

  it("is never empty", () => {
    expect(() => secretOf("", "env:SHOP")).toThrow(RangeError);
    expect(() => secretOf("", "env:SHOP")).toThrow(/env:SHOP/);
  });
});
