import { generateKeyPairSync, sign } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { families, type Family, form, type Signed, urls } from "./fixtures/families.ts";
import { type Secret, secretOf } from "./secret.ts";
import { verifyRsa } from "./verify-rsa.ts";

const keys = [rsaPair(), rsaPair()] as const;
const rsa: Family = {
  name: "RSA over the parameters of a form",
  values: [keys[0].written, keys[1].written],
  body: form,
  sign(_, body, [secret]) {
    const { privateKey } = keys.find(({ written }) => secret?.handle === written) ?? keys[0];
    return Promise.resolve({ signature: sign("sha256", body, privateKey).toString("base64") });
  },
  verify: ({ headers, body }, secrets) =>
    verifyRsa({ secrets, algorithm: "RSA-SHA-256", signature: headers["signature"], message: body }),
};

describe.each([...families, rsa])("what is signed by $name", (family) => {
  const [old, next] = [...(family.values ?? ["correct horse", "battery staple"])].map((value) =>
    secretOf(value),
  ) as [Secret, Secret];
  const anyBody = family.body ?? fc.uint8Array({ minLength: 1, maxLength: 60 });
  const signed = async (url: string, body: Uint8Array, secret = old): Promise<Signed> => {
    const sent = (await family.send?.(url, body, [secret])) ?? { url, body };
    return { ...sent, headers: await family.sign(sent.url, sent.body, [secret]) };
  };

  it("is proven by any of several secrets, and by no other", async () => {
    await fc.assert(
      fc.asyncProperty(urls, anyBody, async (url, body) => {
        const request = await signed(url, body);
        for (const secrets of [[old], [old, next], [next, old], [next, next, old]])
          expect((await family.verify(request, secrets)).ok).toBe(true);
        for (const secrets of [[], [next], [next, next]])
          expect((await family.verify(request, secrets)).ok).toBe(false);
        expect((await family.verify(await signed(url, body, next), [old, next])).ok).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it("is not proven with any one byte of body, headers or signed address changed", async () => {
    await fc.assert(
      fc.asyncProperty(
        urls,
        anyBody,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (url, body, at, mask) => {
          const request = await signed(url, body);
          const changed = [
            { ...request, body: flipped(request.body, at, mask) },
            ...Object.entries(request.headers).map(([name, value]) => ({
              ...request,
              headers: { ...request.headers, [name]: flippedText(value, at, mask) },
            })),
            ...(family.signsUrl ? [{ ...request, url: flippedText(request.url, at, mask) }] : []),
          ];
          for (const each of changed) expect((await family.verify(each, [old, next])).ok).toBe(false);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

function flipped(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  return bytes.map((byte, index) => (index === at % bytes.length ? byte ^ mask : byte));
}

/** A header or an address is bytes on the wire: each letter of it one. */
function flippedText(text: string, at: number, mask: number): string {
  return Buffer.from(flipped(Buffer.from(text, "latin1"), at, mask)).toString("latin1");
}

function rsaPair() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, written: publicKey.export({ type: "spki", format: "pem" }).toString() };
}
