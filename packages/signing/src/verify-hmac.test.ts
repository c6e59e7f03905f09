import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageOf } from "./message.ts";
import { secretOf } from "./secret.ts";
import { verifyHmac } from "./verify-hmac.ts";

const message = messageOf('{"score":9,"text":"太好了"}');
const schemes = [
  { hash: "SHA-1", node: "sha1", encoding: "hex", prefix: "sha1=" },
  { hash: "SHA-256", node: "sha256", encoding: "hex" },
  { hash: "SHA-256", node: "sha256", encoding: "base64", prefix: "sha256=" },
  { hash: "SHA-512", node: "sha512", encoding: "base64" },
] as const;
const signed = (scheme: (typeof schemes)[number], key = "key") =>
  ("prefix" in scheme ? scheme.prefix : "") +
  createHmac(scheme.node, key).update(message).digest(scheme.encoding);

describe.each(schemes)("verifyHmac of $hash in $encoding", (scheme) => {
  const { node: _, ...how } = scheme;
  const signature = signed(scheme);
  const judge = (change: Partial<Parameters<typeof verifyHmac>[0]>) =>
    verifyHmac({ ...how, secrets: [secretOf("key")], signature, message, ...change });

  it("proves what Node signed", async () => {
    expect(await judge({})).toEqual({ ok: true });
  });

  it("disproves every message with one bit changed, one byte more or one less", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(message.length - 1), fc.nat(7), async (at, bit) => {
        const changed = message.with(at, (message[at] ?? 0) ^ (1 << bit));
        expect(await judge({ message: changed })).toEqual({ ok: false, reason: "signature-wrong" });
      }),
    );
    for (const other of [message.subarray(1), message.subarray(0, -1), messageOf(message, "\n")])
      expect(await judge({ message: other })).toEqual({ ok: false, reason: "signature-wrong" });
  });

  it("disproves every other spelling of the signature", async () => {
    for (let at = 0; at < signature.length; at += 1) {
      for (let bit = 0; bit < 7; bit += 1) {
        const letter = String.fromCharCode(signature.charCodeAt(at) ^ (1 << bit));
        const changed = signature.slice(0, at) + letter + signature.slice(at + 1);
        expect((await judge({ signature: changed })).ok).toBe(false);
      }
    }
    const spellings = [
      `${signature} `,
      ` ${signature}`,
      `${signature}, ${signature}`,
      `${signature}\u0000`,
      signature.slice(0, -2),
      signature.replace(/=+$/, ""),
      ...(how.encoding === "hex" ? [signature.toUpperCase()] : []),
    ].filter((spelling) => spelling !== signature);
    for (const spelling of spellings)
      expect(await judge({ signature: spelling }), spelling).toEqual({
        ok: false,
        reason: "signature-malformed",
      });
  });

  it("is proven by any of several secrets, and by none of others", async () => {
    const [one, other] = [secretOf("key"), secretOf("another")];
    expect((await judge({ secrets: [other, one] })).ok).toBe(true);
    expect((await judge({ secrets: [one, other] })).ok).toBe(true);
    expect(await judge({ secrets: [other] })).toEqual({ ok: false, reason: "signature-wrong" });
  });

  it("says what is missing", async () => {
    expect(await judge({ secrets: [] })).toEqual({ ok: false, reason: "secret-missing" });
    expect(await judge({ signature: undefined })).toEqual({ ok: false, reason: "signature-missing" });
    expect(await judge({ signature: "" })).toEqual({ ok: false, reason: "signature-missing" });
  });
});
