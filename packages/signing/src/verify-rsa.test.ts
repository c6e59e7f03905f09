import { generateKeyPairSync, sign } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageOf } from "./message.ts";
import { secretOf } from "./secret.ts";
import { verifyRsa } from "./verify-rsa.ts";

const keys = () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = String(publicKey.export({ type: "spki", format: "pem" }));
  const base64 = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  return { privateKey, pem, base64 };
};
const one = keys();
const other = keys();
const message = messageOf("app_id=2021000000000000&subject=一双鞋&total_amount=9.90");

describe.each([
  ["RSA-SHA-256", "RSA-SHA256"],
  ["RSA-SHA-1", "RSA-SHA1"],
] as const)("verifyRsa of %s", (algorithm, node) => {
  const signature = sign(node, message, one.privateKey).toString("base64");
  const judge = (change: Partial<Parameters<typeof verifyRsa>[0]>) =>
    verifyRsa({ algorithm, secrets: [secretOf(one.pem)], signature, message, ...change });

  it("proves what Node signed, with the key as PEM, as base64 and as base64 in lines", async () => {
    for (const key of [one.pem, one.base64, one.base64.replace(/.{64}/g, "$&\r\n"), `${one.pem}\n`])
      expect(await judge({ secrets: [secretOf(key)] })).toEqual({ ok: true });
  });

  it("disproves every message and every signature with one bit changed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(message.length - 1), fc.nat(7), async (at, bit) => {
        const changed = message.with(at, (message[at] ?? 0) ^ (1 << bit));
        expect(await judge({ message: changed })).toEqual({ ok: false, reason: "signature-wrong" });
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(signature.length - 1), fc.nat(6), async (at, bit) => {
        const letter = String.fromCharCode(signature.charCodeAt(at) ^ (1 << bit));
        expect(
          (await judge({ signature: signature.slice(0, at) + letter + signature.slice(at + 1) })).ok,
        ).toBe(false);
      }),
    );
  });

  it("is proven by any of several keys, and by no other hash", async () => {
    expect(await judge({ secrets: [secretOf(other.pem), secretOf(one.pem)] })).toEqual({ ok: true });
    expect(await judge({ secrets: [secretOf(other.pem)] })).toEqual({ ok: false, reason: "signature-wrong" });
    const swapped = algorithm === "RSA-SHA-1" ? "RSA-SHA-256" : "RSA-SHA-1";
    expect(await judge({ algorithm: swapped })).toEqual({ ok: false, reason: "signature-wrong" });
  });

  it("says what is missing, and what is none", async () => {
    expect(await judge({ secrets: [] })).toEqual({ ok: false, reason: "secret-missing" });
    expect(await judge({ signature: "" })).toEqual({ ok: false, reason: "signature-missing" });
    expect(await judge({ signature: "?" })).toEqual({ ok: false, reason: "signature-malformed" });
    expect(await judge({ signature: "AAAA" })).toEqual({ ok: false, reason: "signature-wrong" });
  });
});

it("verifyRsa throws for a key that is none, and says its name and not its value", async () => {
  for (const value of ["no key at all", "bm8ga2V5"]) {
    const claim = {
      algorithm: "RSA-SHA-256",
      secrets: [secretOf(value, "env:KEY")],
      signature: "AAAA",
      message,
    } as const;
    await expect(verifyRsa(claim)).rejects.toThrow(/env:KEY/);
    await expect(verifyRsa(claim)).rejects.not.toThrow(value);
  }
});
