import { formPairs, signUrlParameters } from "@cxkit/signing";
import { createHash } from "node:crypto";
import { type Delivery, noForm, secretsFor, type SignedDelivery } from "./delivery.ts";

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
