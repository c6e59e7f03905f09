import { base64Bytes } from "./base64.ts";

/** A signature that JSON Web Signatures use: RSA with PKCS#1 v1.5 padding, or ECDSA on P-256, both over SHA-256. */
export type SignatureAlgorithm = "RS256" | "ES256";

/**
 * Signs with the private key that a secret holds: PKCS#8 PEM, or a service account's JSON with such a key under `private_key`. By the
 * platform's WebCrypto: there is no audited pure RSA.
 */
export async function signedWith(
  value: string,
  handle: string,
  algorithm: SignatureAlgorithm,
  message: Uint8Array,
): Promise<Uint8Array> {
  const der = pkcs8(pemOf(value));
  if (!der) throw new RangeError(`a private key in PKCS#8 PEM is needed, and ${handle} holds none`);
  const parameters =
    algorithm === "RS256"
      ? { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }
      : { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const { subtle } = crypto;
  let key: Awaited<ReturnType<typeof subtle.importKey>>;
  try {
    key = await subtle.importKey("pkcs8", new Uint8Array(der), parameters, false, ["sign"]);
  } catch {
    throw new RangeError(`a private key for ${algorithm} is needed, and ${handle} holds none`);
  }
  return new Uint8Array(await subtle.sign(parameters, key, new Uint8Array(message)));
}

function pemOf(value: string): string {
  if (!value.trimStart().startsWith("{")) return value;
  try {
    const { private_key: pem } = JSON.parse(value) as { readonly private_key?: unknown };
    return typeof pem === "string" ? pem : "";
  } catch {
    return "";
  }
}

function pkcs8(pem: string): Uint8Array | undefined {
  const [, body] = /-----BEGIN PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END PRIVATE KEY-----/.exec(pem) ?? [];
  return body === undefined ? undefined : base64Bytes(body.replace(/\s/g, ""));
}
