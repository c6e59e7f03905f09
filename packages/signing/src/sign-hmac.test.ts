import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { secretOf } from "./secret.ts";
import { signHmac } from "./sign-hmac.ts";
import { verifyHmac } from "./verify-hmac.ts";

it("signHmac writes what Node writes, and verifyHmac proves it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array(),
      fc.constantFrom("hex" as const, "base64" as const),
      async (message, encoding) => {
        const scheme = {
          secrets: [secretOf("key"), secretOf("old")],
          hash: "SHA-512",
          encoding,
          prefix: "v0=",
          message,
        } as const;
        const signature = await signHmac(scheme);
        expect(signature).toBe(`v0=${createHmac("sha512", "key").update(message).digest(encoding)}`);
        expect(await verifyHmac({ ...scheme, signature })).toEqual({ ok: true });
      },
    ),
  );
});

it("signHmac signs nothing without a secret", async () => {
  const scheme = { secrets: [], hash: "SHA-256", encoding: "hex", message: new Uint8Array() } as const;
  await expect(signHmac(scheme)).rejects.toThrow(RangeError);
});
