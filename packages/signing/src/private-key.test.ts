import { generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { secretOf } from "./secret.ts";

const message = new TextEncoder().encode("header.payload");
const pem = (key: KeyObject, type: "pkcs8" | "pkcs1" | "sec1" = "pkcs8") =>
  key.export({ type, format: "pem" } as { type: "pkcs8"; format: "pem" }).toString();
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" });

describe("a secret that is a private key", () => {
  it("signs as RS256, which node:crypto proves", async () => {
    const signature = await secretOf(pem(rsa.privateKey)).sign("RS256", message);
    expect(verify("sha256", message, rsa.publicKey, signature)).toBe(true);
    expect(verify("sha256", Buffer.from("header.payloae"), rsa.publicKey, signature)).toBe(false);
  });

  it("signs as ES256 in the 64 bytes that JSON Web Signatures want", async () => {
    const signature = await secretOf(pem(p256.privateKey)).sign("ES256", message);
    expect(signature).toHaveLength(64);
    expect(verify("sha256", message, { key: p256.publicKey, dsaEncoding: "ieee-p1363" }, signature)).toBe(
      true,
    );
  });

  it("may be a service account's file, as it was downloaded", async () => {
    const file = JSON.stringify({ type: "service_account", private_key: pem(rsa.privateKey) }, null, 2);
    const signature = await secretOf(`\n${file}`).sign("RS256", message);
    expect(verify("sha256", message, rsa.publicKey, signature)).toBe(true);
  });

  it.each([
    ["a word", "hunter2", "RS256"],
    ["JSON without a key", '{"secret":"hunter2"}', "RS256"],
    ["JSON that ends too soon", '{"private_key":"hunter2', "RS256"],
    ["a key of PKCS#1", pem(rsa.privateKey, "pkcs1"), "RS256"],
    ["a public key", rsa.publicKey.export({ type: "spki", format: "pem" }).toString(), "RS256"],
    ["an RSA key for ES256", pem(rsa.privateKey), "ES256"],
    ["an elliptic key for RS256", pem(p256.privateKey), "RS256"],
    ["a key on another curve", pem(p384.privateKey), "ES256"],
    ["PEM around no base64", "-----BEGIN PRIVATE KEY-----\nAB=C\n-----END PRIVATE KEY-----", "RS256"],
  ] as const)("is not %s, and the handle is told, not the value", async (_, value, algorithm) => {
    const tried = secretOf(value, "env:KEY").sign(algorithm, message);
    await expect(tried).rejects.toThrow(RangeError);
    await expect(tried).rejects.toThrow(/env:KEY/);
    await expect(tried).rejects.not.toThrow(/hunter2|AB=C/);
  });
});
