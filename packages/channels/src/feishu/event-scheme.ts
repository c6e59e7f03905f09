import { isCxError } from "@cxkit/core";
import type { Secret } from "@cxkit/core";
import { base64Bytes, verifyTimestampedDigest } from "@cxkit/signing";
import { isObject, own, textOf } from "../authoring/json-value.ts";
import { readJson } from "../authoring/read-json.ts";
import type { Scheme } from "../authoring/scheme.ts";
import type { FeishuConfig } from "./config.ts";

/** Bytes of a question, sealed: nobody is proven to have sent it, and opening takes time. */
const longestQuestion = 8192;
const cipher = { key: "sha-256", iv: "leading", block: 16 } as const;

/**
 * The scheme of Feishu's events: SHA-256 over time, nonce, encrypt key and the body as it came, and in the body a text sealed under that
 * key. The question whether the address is ours may come unsigned; it is answered where it names the verification token, and tells nothing.
 *
 * The key stands before the body, so a hash could be carried on behind it; what would come behind is no JSON, and is refused.
 */
export const eventScheme: Scheme<FeishuConfig> = async (request, keys, now, { secrets, config }) => {
  const {
    "x-lark-signature": signature,
    "x-lark-request-timestamp": timestamp,
    "x-lark-request-nonce": nonce,
  } = request.headers;
  if (signature === undefined) {
    const short = request.body.length <= longestQuestion;
    const asked =
      short && keys.length > 0 && (await question(request.body, keys, secrets["verificationToken"] ?? []));
    return asked ? { ok: true, opened: asked } : { ok: false, reason: "signature-missing" };
  }
  if (nonce === undefined || nonce === "") return { ok: false, reason: "nonce-missing" };
  const proof = await verifyTimestampedDigest({
    secrets: keys,
    hash: "SHA-256",
    pieces: [timestamp ?? "", nonce, null, request.body],
    signature,
    timestamp,
    now,
    toleranceSeconds: config.toleranceSeconds ?? 300,
  });
  if (!proof.ok) return proof;
  const sealed = sealedOf(request.body);
  if (sealed === undefined) return proof;
  const opened = await openedBy(keys, sealed);
  return opened ? { ...proof, opened } : { ok: false, reason: "not-for-us" };
};

/**
 * What an unsigned body asks, opened; `undefined` unless it is a question that names our token. One that asks nothing would be read as what
 * it tells, by nobody's signature.
 */
async function question(
  body: Uint8Array,
  keys: readonly Secret[],
  tokens: readonly Secret[],
): Promise<Uint8Array | undefined> {
  const sealed = sealedOf(body);
  const clear = sealed === undefined ? body : await openedBy(keys, sealed);
  const value = clear && jsonOf(clear);
  const token = textOf(own(value, "token"));
  const asks = own(value, "type") === "url_verification" && textOf(own(value, "challenge")) !== undefined;
  if (!clear || !asks || token === undefined) return undefined;
  let ours = false;
  for (const each of tokens) if (await each.is(token)) ours = true;
  return ours ? clear : undefined;
}

async function openedBy(keys: readonly Secret[], sealed: string): Promise<Uint8Array | undefined> {
  const bytes = base64Bytes(sealed);
  if (!bytes) return undefined;
  for (const key of keys) {
    const clear = await key.decrypt(cipher, bytes);
    // Under another key the padding may be right by chance.
    if (clear && (keys.length === 1 || jsonOf(clear) !== undefined)) return clear;
  }
  return undefined;
}

function sealedOf(body: Uint8Array): string | undefined {
  return textOf(own(jsonOf(body), "encrypt"));
}

function jsonOf(body: Uint8Array): { readonly [key: string]: unknown } | undefined {
  try {
    const value = readJson(body);
    return isObject(value) ? value : undefined;
  } catch (thrown) {
    if (!isCxError(thrown, "invalid-event")) throw thrown;
    return undefined;
  }
}
