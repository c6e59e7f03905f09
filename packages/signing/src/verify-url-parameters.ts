import { sha256 } from "@noble/hashes/sha2.js";
import { base64Bytes, base64Text } from "./base64.ts";
import { equalBytes } from "./equal-bytes.ts";
import { formPairs } from "./form-pairs.ts";
import { hexBytes } from "./hex.ts";
import { messageOf } from "./message.ts";
import { type NotProven, notProven, type Proven } from "./proof.ts";
import type { Secret } from "./secret.ts";
import { urlSpellings } from "./url-spellings.ts";

/** What `verifyUrlParameters` is asked. */
export interface UrlParametersClaim {
  /** Any of them proves the request: more than one while a key is being changed. */
  readonly secrets: readonly Secret[];
  /** The header as it came. */
  readonly signature: string | undefined;
  /** The full public address, with its query as it came. */
  readonly url: string;
  /** Raw bytes: a form, or what a `bodySHA256` in the query names. */
  readonly body: Uint8Array;
}

/**
 * Proves a request by its address and the parameters of its form: base64 HMAC-SHA-1 over the address with every name and value behind it,
 * sorted by name, values of one name sorted and each once. Where the query has `bodySHA256`, the address is signed alone and names the
 * body by its hash. Twilio's scheme.
 *
 * Proxies and libraries write one address in several ways, so all are tried: with and without the port, the query as it came and
 * escaped. Every secret and spelling is compared, in constant time.
 *
 * What is proven is which names and values came, not where one ends and the next begins: whoever reads them has to insist on the shape
 * of those it needs. No time is signed.
 *
 * @returns never throws for what came
 * @source Twilio, "Webhooks security", sections "Validating signatures from Twilio" and "Validate requests with JSON"
 * @example
 * import { messageOf, secretOf, signUrlParameters, verifyUrlParameters } from "@cxkit/signing";
 * const secrets = [secretOf("12345")];
 * const url = "https://example.com/myapp.php?foo=1&bar=2";
 * const signature = await signUrlParameters({ secrets, url, parameters: { Digits: "1234", From: "+14158675310" } });
 * const body = messageOf("Digits=1234&From=%2B14158675310");
 * await verifyUrlParameters({ secrets, signature, url, body }) // => { ok: true }
 */
export async function verifyUrlParameters(claim: UrlParametersClaim): Promise<Proven | NotProven> {
  const { secrets, signature, url, body } = claim;
  if (secrets.length === 0) return notProven("secret-missing");
  if (signature === undefined || signature === "") return notProven("signature-missing");
  const bytes = base64Bytes(signature);
  if (bytes?.length !== 20) return notProven("signature-malformed");
  const named = bodyHash(url);
  const pairs = named === undefined ? formPairs(body) : [];
  if (named === null || !pairs) return notProven("body-malformed");
  const tail = sortedText(pairs);
  let proven = false;
  for (const spelling of urlSpellings(url)) {
    for (const secret of secrets) {
      const mac = await secret.hmac("SHA-1", messageOf(spelling, tail));
      if (equalBytes(mac, bytes)) proven = true;
    }
  }
  if (named !== undefined && !equalBytes(sha256(body), named)) proven = false;
  return proven ? { ok: true } : notProven("signature-wrong");
}

/**
 * Signs an address and the parameters of a form: the text that {@link verifyUrlParameters} proves.
 *
 * @param request `secrets` under one name, the first signs; `parameters` by name, several values as a list; none where the query names
 *   the body by `bodySHA256`
 * @throws {RangeError} when there is no secret
 * @example
 * import { secretOf, signUrlParameters } from "@cxkit/signing";
 * const request = { url: "https://example.com/myapp.php?foo=1&bar=2", parameters: { Digits: "1234", From: "+14158675310" } };
 * await signUrlParameters({ secrets: [secretOf("12345")], ...request }) // => "TGgZsleCZXOywnyjKjaCR8rhSpo="
 */
export async function signUrlParameters(request: {
  readonly secrets: readonly Secret[];
  readonly url: string;
  readonly parameters?: { readonly [name: string]: string | readonly string[] };
}): Promise<string> {
  const { secrets, url, parameters = {} } = request;
  const [secret] = secrets;
  if (secret === undefined) throw new RangeError("signUrlParameters requires a secret, got none");
  const pairs = Object.entries(parameters).flatMap(([name, values]) =>
    (typeof values === "string" ? [values] : values).map((value) => [name, value] as const),
  );
  return base64Text(await secret.hmac("SHA-1", messageOf(url, sortedText(pairs))));
}

/** Names and values without anything between them, by name, then by value, each once. */
function sortedText(pairs: readonly (readonly [string, string])[]): string {
  const values = new Map<string, Set<string>>();
  for (const [name, value] of pairs) values.set(name, (values.get(name) ?? new Set()).add(value));
  return [...values.keys()]
    .toSorted(byCodeUnits)
    .flatMap((name) => [...(values.get(name) ?? [])].toSorted(byCodeUnits).map((value) => name + value))
    .join("");
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The hash that the query names the body by; `undefined` where it names none, `null` where it names one in a way that is none. */
function bodyHash(url: string): Uint8Array | undefined | null {
  const [address = ""] = url.split("#", 1);
  const at = address.indexOf("?");
  const told = at === -1 ? [] : address.slice(at + 1).split("&");
  const named = told.filter((pair) => pair === "bodySHA256" || pair.startsWith("bodySHA256="));
  const [first] = named;
  if (first === undefined) return undefined;
  const bytes = hexBytes(first.slice("bodySHA256=".length));
  return named.length === 1 && bytes?.length === 32 ? bytes : null;
}
