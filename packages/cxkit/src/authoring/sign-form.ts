import { cxError } from "@cxkit/core";
import { formPairs, messageOf, signUrlParameters } from "@cxkit/signing";
import { createHash } from "node:crypto";
import { type Delivery, secretsFor, type SignedDelivery } from "./delivery.ts";

const mediaType = "application/x-www-form-urlencoded";

/**
 * As Twilio signs: address and parameters of a form; or, where the body is JSON, the address with the body's hash behind it.
 *
 * @throws {CxError} `invalid-setup` when the body is neither
 */
export async function signTwilio(delivery: Delivery): Promise<SignedDelivery> {
  const { body, url } = delivery;
  const secrets = [secretsFor(delivery, ["authToken"]).authToken];
  const header = "x-twilio-signature";
  if (/^\s*[[{]/.test(new TextDecoder().decode(body))) {
    const parameters = { bodySHA256: createHash("sha256").update(body).digest("hex") };
    const named = `${url}${url.includes("?") ? "&" : "?"}bodySHA256=${parameters.bodySHA256}`;
    const headers = { [header]: await signUrlParameters({ secrets, url: named }) };
    return { body, headers, parameters, mediaType: "application/json" };
  }
  const pairs = formPairs(body);
  if (!pairs) throw noForm(delivery);
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) ?? []), value]);
  const signature = await signUrlParameters({ secrets, url, parameters: Object.fromEntries(values) });
  return { body, headers: { [header]: signature }, parameters: {}, mediaType };
}

/**
 * As Alipay signs its notifications (RSA2): the form's parameters in the order of their names without `sign` and `sign_type`, escapes
 * undone, in whatever character set they are. The signature goes into the form, in the place of one that is there.
 *
 * @throws {CxError} `invalid-setup` when the body is no form, or has a parameter twice
 */
export async function signAlipay(delivery: Delivery): Promise<SignedDelivery> {
  const { privateKey } = secretsFor(delivery, ["privateKey"]);
  const parts = Buffer.from(delivery.body)
    .toString("latin1")
    .split("&")
    .filter((part) => part !== "" && !/^sign(?:_type)?=/.test(part));
  const pairs = parts.map((part) => part.split("=").map((text) => lettersOf(text)));
  const names = new Set(pairs.map(([name]) => name));
  if (pairs.length === 0 || names.size < pairs.length || pairs.some((pair) => pair.length !== 2 || !pair[0]))
    throw noForm(delivery);
  const text = pairs
    .map(([name = "", value = ""]) => [name, value] as const)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map((pair) => pair.join("="))
    .join("&");
  const signature = await privateKey.sign("RS256", new Uint8Array(Buffer.from(text, "latin1")));
  const sign = encodeURIComponent(Buffer.from(signature).toString("base64"));
  const body = messageOf(
    new Uint8Array(Buffer.from(parts.join("&"), "latin1")),
    `&sign_type=RSA2&sign=${sign}`,
  );
  return { body, headers: {}, parameters: {}, mediaType };
}

/** Escapes undone, each byte a letter below 256. */
function lettersOf(text: string): string {
  return text
    .replaceAll("+", " ")
    .replace(/%([\dA-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}

function noForm({ channel }: Delivery): Error {
  return cxError(
    "invalid-setup",
    `${channel} is sent forms: the fixture's body has to be a text such as name=value&other=value, escaped as browsers do`,
    { path: "body" },
  );
}
