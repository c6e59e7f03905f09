import { createSign } from "node:crypto";
import { filledRequest, secretText } from "@cxkit/core";
import { messageOf } from "@cxkit/signing";
import { type Delivery, noForm, secretsFor, type SignedDelivery } from "./delivery.ts";

/**
 * As Alipay signs its notifications: the form's parameters in the order of their names without `sign` and `sign_type`, escapes undone, in
 * whatever character set they are. The signature goes into the form, in the place of one that is there. A form that says `sign_type=RSA` is
 * signed so, with SHA-1; every other with RSA2, which is SHA-256.
 *
 * @throws {CxError} `invalid-setup` when the body is no form, or has a parameter twice
 */
export async function signAlipay(delivery: Delivery): Promise<SignedDelivery> {
  const { privateKey } = secretsFor(delivery, ["privateKey"]);
  const whole = Buffer.from(delivery.body).toString("latin1").split("&");
  const type = whole.includes("sign_type=RSA") ? "RSA" : "RSA2";
  const parts = whole.filter((part) => part !== "" && !/^sign(?:_type)?=/.test(part));
  const pairs = parts.map((part) => part.split("=").map((text) => lettersOf(text)));
  const names = new Set(pairs.map(([name]) => name));
  if (pairs.length === 0 || names.size < pairs.length || pairs.some((pair) => pair.length !== 2 || !pair[0]))
    throw noForm(delivery);
  const text = pairs
    .map(([name = "", value = ""]) => [name, value] as const)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map((pair) => pair.join("="))
    .join("&");
  const message = new Uint8Array(Buffer.from(text, "latin1"));
  const signature =
    type === "RSA2" ? await privateKey.sign("RS256", message) : signedWithSha1(delivery, message);
  const sign = encodeURIComponent(Buffer.from(signature).toString("base64"));
  const body = messageOf(
    new Uint8Array(Buffer.from(parts.join("&"), "latin1")),
    `&sign_type=${type}&sign=${sign}`,
  );
  return { body, headers: {}, parameters: {}, mediaType: "application/x-www-form-urlencoded" };
}

/** A handle signs with nothing so old; to try what an old app sends, the key is filled in, as into a request. */
function signedWithSha1(delivery: Delivery, message: Uint8Array): Uint8Array {
  const { privateKey } = secretsFor(delivery, ["privateKey"]);
  const { body } = filledRequest({ method: "POST", url: delivery.url, body: secretText`${privateKey}` });
  try {
    return createSign("RSA-SHA1").update(message).sign(String(body));
  } catch {
    throw new RangeError(`a private key in PKCS#8 PEM is needed, and ${privateKey.handle} holds none`);
  }
}

/** Escapes undone, each byte a letter below 256. */
function lettersOf(text: string): string {
  return text
    .replaceAll("+", " ")
    .replace(/%([\dA-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}
