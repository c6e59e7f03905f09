import { isCxError, type RawRequest } from "@cxkit/core";
import { openSealedMessage, verifyTimestampedDigest } from "@cxkit/signing";
import { own, textOf } from "../authoring/json-value.ts";
import { parseJson, readText } from "../authoring/read-json.ts";
import type { Scheme } from "../authoring/scheme.ts";
import { readXml } from "./read-xml.ts";

/** How the callbacks of Tencent's platforms are proven and opened. */
export interface SealedCallbacks<Config> {
  /** Name of the secret that holds the EncodingAESKey. */
  readonly key: string;
  /** Whom a message has to be sealed for. */
  readonly receiver: (config: Config) => string;
  /** Whether messages that are sealed for nobody are taken besides. */
  readonly nobody?: (config: Config) => "allowed" | "refused";
  /** `plain`: the signature covers time and nonce alone, and the body comes as it is. Default: `sealed`. */
  readonly mode?: (config: Config) => "plain" | "sealed";
  /** How the question whether the address is ours comes: its text sealed, or as it is. */
  readonly echo: "plain" | "sealed";
}

/** Seconds between signing and arrival, either way. */
export const callbackTolerance = 300;

/**
 * The scheme of WeChat's and WeCom's callbacks: SHA-1 over token, time, nonce and what is sealed, in the order of their letters, in the
 * URL; and in the body a message sealed for one receiver.
 *
 * What is hashed stands without separators, so that a digit could pass from the time to the nonce: the time has ten digits, no more and no
 * fewer.
 */
export function sealedCallbacks<Config>(options: SealedCallbacks<Config>): Scheme<Config> {
  const { key, receiver, nobody, mode, echo } = options;
  return async (request, tokens, now, { secrets, config }) => {
    const timestamp = parameterOf(request, "timestamp");
    const nonce = parameterOf(request, "nonce");
    if (timestamp !== undefined && !/^\d{10}$/.test(timestamp))
      return { ok: false, reason: "timestamp-malformed" };
    if (nonce === undefined || !/^[\w-]{1,128}$/.test(nonce))
      return { ok: false, reason: nonce === undefined ? "nonce-missing" : "nonce-malformed" };
    const asks = request.method === "GET";
    const plain = asks ? echo === "plain" : mode?.(config) === "plain";
    const sealed = plain ? undefined : asks ? echoOf(request) : sealedOf(request.body);
    const proof = await verifyTimestampedDigest({
      secrets: tokens,
      hash: "SHA-1",
      order: "sorted",
      // What holds nothing sealed is judged like what was sealed by somebody else.
      pieces: [null, timestamp ?? "", nonce, ...(plain ? [] : [sealed ?? ""])],
      signature: parameterOf(request, plain ? "signature" : "msg_signature"),
      timestamp,
      now,
      toleranceSeconds: callbackTolerance,
    });
    if (!proof.ok || plain) return proof;
    const to = { receiver: receiver(config), nobody: nobody?.(config) ?? "refused" };
    const opened = await openSealedMessage(secrets[key] ?? [], sealed ?? "", to);
    return opened ? { ...proof, opened } : { ok: false, reason: "not-for-us" };
  };
}

/** A parameter of the URL that is there once and says something. */
export function parameterOf({ url }: Pick<RawRequest, "url">, name: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const [value, ...others] = new URL(url).searchParams.getAll(name);
  return value === undefined || value === "" || others.length > 0 ? undefined : value;
}

/** A plus sign that nobody escaped reads as a space; base64 has none. */
function echoOf(request: RawRequest): string | undefined {
  return parameterOf(request, "echostr")?.replaceAll(" ", "+");
}

/** The sealed text of an envelope in XML or JSON; `undefined` where there is none. */
function sealedOf(body: Uint8Array): string | undefined {
  try {
    const value = isJson(body) ? parseJson(readText(body)) : readXml(body);
    return textOf(own(value, "Encrypt")) ?? textOf(own(value, "encrypt"));
  } catch (thrown) {
    if (!isCxError(thrown, "invalid-event")) throw thrown;
    return undefined;
  }
}

/** Whether a body is JSON by its first letter: XML begins otherwise. */
export function isJson(body: Uint8Array): boolean {
  return body.find((byte) => byte > 0x20) === 0x7b;
}
