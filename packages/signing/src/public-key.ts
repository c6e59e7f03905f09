import { base64Bytes } from "./base64.ts";

/** An RSA signature with PKCS#1 v1.5 padding, over one of two hashes. */
export type RsaAlgorithm = "RSA-SHA-256" | "RSA-SHA-1";

/**
 * Whether a signature was made with the private half of the public key that a secret holds: PEM, or the base64 inside it
 * (SubjectPublicKeyInfo). By the platform's WebCrypto: there is no audited pure RSA.
 */
export async function verifiedWith(
  value: string,
  handle: string,
  algorithm: RsaAlgorithm,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const der = publicKeyBytes(value);
  if (!der) throw new RangeError(`a public key as PEM or base64 is needed, and ${handle} holds none`);
  const parameters = {
    name: "RSASSA-PKCS1-v1_5",
    hash: algorithm === "RSA-SHA-256" ? "SHA-256" : "SHA-1",
  };
  const { subtle } = crypto;
  let key: Awaited<ReturnType<typeof subtle.importKey>>;
  try {
    key = await subtle.importKey("spki", new Uint8Array(der), parameters, false, ["verify"]);
  } catch {
    throw new RangeError(`an RSA public key is needed, and ${handle} holds none`);
  }
  return subtle.verify(parameters, key, new Uint8Array(signature), new Uint8Array(message));
}

function publicKeyBytes(value: string): Uint8Array | undefined {
  const [, body] = /-----BEGIN PUBLIC KEY-----([\sA-Za-z0-9+/=]+)-----END PUBLIC KEY-----/.exec(value) ?? [];
  const bytes = base64Bytes((body ?? value).replace(/\s/g, ""));
  return bytes === undefined || bytes.length === 0 ? undefined : bytes;
}
