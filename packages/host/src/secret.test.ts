import { generateKeyPairSync } from "node:crypto";
import { inspect } from "node:util";
import { secretOf } from "@cxkit/signing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secret } from "./secret.ts";

const value = "sentinel-value";
const message = new TextEncoder().encode("message");

describe("secret", () => {
  it("shows its name and never its value", () => {
    const made = secret(value, "env:SHOP");
    expect(made.handle).toBe("env:SHOP");
    const shown = [
      inspect(made, { depth: 9, showHidden: true }),
      JSON.stringify(made),
      Object.entries(made).join(""),
    ];
    expect(shown.join("")).not.toContain("sentinel");
    expect(() => secret("", "env:SHOP")).toThrow(/env:SHOP/);
  });

  it("knows itself and nothing else", async () => {
    const made = secret(value, "x");
    expect(await made.is(value)).toBe(true);
    for (const other of ["", value.slice(1), `${value} `, value.toUpperCase()])
      expect(await made.is(other)).toBe(false);
  });

  it("gives the hashes of secretOf, for every hash and form of key", async () => {
    const text = fc.string({ minLength: 1 });
    const base64 = fc.uint8Array({ minLength: 1 }).map((bytes) => Buffer.from(bytes).toString("base64"));
    const any = fc.oneof(
      text.map((key) => [key, "text"] as const),
      base64.map((key) => [key, "base64"] as const),
      base64.map((key) => [key.replace(/=+$/, ""), "base64"] as const),
      base64.map((key) => [`whsec_${key}`, "whsec"] as const),
      text.filter((key) => !key.startsWith("whsec_")).map((key) => [key, "whsec"] as const),
    );
    await fc.assert(
      fc.asyncProperty(
        any,
        fc.constantFrom("SHA-1", "SHA-256", "SHA-512"),
        fc.uint8Array(),
        async ([key, form], hash, bytes) => {
          const ours = await secret(key, "x").hmac(hash, bytes, form);
          expect([...ours]).toEqual([...(await secretOf(key, "x").hmac(hash, bytes, form))]);
        },
      ),
    );
  });

  it("says whose key is no base64, and not what it is", () => {
    expect(() => secret("senti-nel", "env:SHOP").hmac("SHA-256", message, "base64")).toThrow(/env:SHOP/);
    expect(() => secret("whsec_", "env:SHOP").hmac("SHA-256", message, "whsec")).toThrow(RangeError);
  });

  it("hashes, seals, opens and signs as secretOf does", async () => {
    const key = "a".repeat(43);
    const [ours, theirs] = [secret(key, "x"), secretOf(key, "x")];
    const [piece, iv] = ["1700000000", new Uint8Array(16).fill(3)];
    expect(await ours.digest("SHA-1", [piece, null], "sorted")).toEqual(
      await theirs.digest("SHA-1", [piece, null], "sorted"),
    );
    for (const cipher of [
      { key: "base64-43", iv: "of-key", block: 32 },
      { key: "sha-256", iv: "leading", block: 16 },
    ] as const) {
      const sealed = await ours.encrypt(cipher, message, iv);
      expect(sealed).toEqual(await theirs.encrypt(cipher, message, iv));
      expect(await ours.decrypt(cipher, sealed)).toEqual(message);
    }
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    expect(await secret(pem, "x").sign("RS256", message)).toEqual(
      await secretOf(pem, "x").sign("RS256", message),
    );
    await expect(secret("senti-nel", "env:SHOP").sign("RS256", message)).rejects.toThrow(/env:SHOP/);
  });
});
