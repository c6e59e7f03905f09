import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageOf } from "./message.ts";
import { secretOf } from "./secret.ts";
import { verifyDigest } from "./verify-digest.ts";

const body = messageOf('{"encrypt":"+5mB","text":"太好了"}');
const time = "1772357400";
const inOrder = {
  secrets: [secretOf("k3y")],
  hash: "SHA-256",
  pieces: [time, "nonce", null, body],
  signature: createHash("sha256").update(`${time}noncek3y`).update(body).digest("hex"),
} as const;
const sorted = {
  secrets: [secretOf("k3y")],
  hash: "SHA-1",
  pieces: [null, time, "nonce", "Zm9v"],
  order: "sorted",
  signature: createHash("sha1").update([time, "Zm9v", "k3y", "nonce"].join("")).digest("hex"),
} as const;

describe.each([
  ["in order", inOrder],
  ["sorted", sorted],
] as const)("verifyDigest of pieces %s", (_, claim) => {
  const judge = (change: Partial<Parameters<typeof verifyDigest>[0]>) =>
    verifyDigest({ ...claim, ...change });

  it("proves what Node hashed", async () => {
    expect(await judge({})).toEqual({ ok: true });
  });

  it("disproves every message with one bit of one piece changed", async () => {
    const pieces: readonly (string | Uint8Array | null)[] = claim.pieces;
    for (const [index, piece] of pieces.entries()) {
      if (piece === null) continue;
      await fc.assert(
        fc.asyncProperty(fc.nat(piece.length - 1), fc.nat(6), async (at, bit) => {
          const flipped =
            typeof piece === "string"
              ? piece.slice(0, at) +
                String.fromCharCode(piece.charCodeAt(at) ^ (1 << bit)) +
                piece.slice(at + 1)
              : piece.with(at, (piece[at] ?? 0) ^ (1 << bit));
          expect((await judge({ pieces: pieces.with(index, flipped) })).ok).toBe(false);
        }),
      );
    }
  });

  it("disproves every other spelling of the signature", async () => {
    const { signature } = claim;
    for (let at = 0; at < signature.length; at += 1)
      for (let bit = 0; bit < 7; bit += 1) {
        const letter = String.fromCharCode(signature.charCodeAt(at) ^ (1 << bit));
        expect(
          (await judge({ signature: signature.slice(0, at) + letter + signature.slice(at + 1) })).ok,
        ).toBe(false);
      }
    for (const spelling of [
      `${signature} `,
      signature.toUpperCase(),
      signature.slice(2),
      `${signature},${signature}`,
    ])
      expect(await judge({ signature: spelling })).toEqual({ ok: false, reason: "signature-malformed" });
    for (const none of [undefined, ""])
      expect(await judge({ signature: none })).toEqual({ ok: false, reason: "signature-missing" });
  });

  it("is proven by any of several secrets, and by none", async () => {
    expect(await judge({ secrets: [secretOf("other"), secretOf("k3y")] })).toEqual({ ok: true });
    expect(await judge({ secrets: [secretOf("k3y"), secretOf("other")] })).toEqual({ ok: true });
    expect(await judge({ secrets: [secretOf("other")] })).toEqual({ ok: false, reason: "signature-wrong" });
    expect(await judge({ secrets: [] })).toEqual({ ok: false, reason: "secret-missing" });
  });
});

it("verifyDigest reads base64 as well", async () => {
  const signature = Buffer.from(inOrder.signature, "hex").toString("base64");
  expect(await verifyDigest({ ...inOrder, encoding: "base64", signature })).toEqual({ ok: true });
});

it("verifyDigest refuses a setup in which no secret is hashed", async () => {
  await expect(verifyDigest({ ...inOrder, pieces: [time, body] })).rejects.toThrow("where the secret stands");
});
