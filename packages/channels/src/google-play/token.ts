import { cxError, isCxError, type PullContext, secretText, type TokenRequest } from "@cxkit/core";
import { getJson, type JsonRequest } from "../authoring/get-json.ts";
import type { GooglePlayConfig } from "./config.ts";

const endpoint = "https://oauth2.googleapis.com/token";
const scope = "https://www.googleapis.com/auth/androidpublisher";

/** Half of the hour for which a claim is good: a token that ends while pages are read is asked for with a claim that still holds. */
const fresh = 1_800_000;

/**
 * Makes a reader that asks as the service account. Its token is fetched when it is needed first; one that is refused although it should
 * still hold is fetched anew, once.
 */
export function asServiceAccount(
  context: PullContext<GooglePlayConfig>,
): (request: JsonRequest) => Promise<unknown> {
  let request: TokenRequest | undefined;
  let signed = -Infinity;
  return async (asked) => {
    const now = Date.parse(context.now());
    if (!request || now - signed > fresh) {
      request = await tokenRequest(context);
      signed = now;
    }
    const token = await context.token(request);
    const as = (bearer: typeof token): Promise<unknown> =>
      getJson(context, { ...asked, headers: { authorization: secretText`Bearer ${bearer}` } });
    try {
      return await as(token);
    } catch (thrown) {
      if (!isCxError(thrown, "invalid-setup") || thrown.place.trouble !== "auth") throw thrown;
      request = await tokenRequest(context);
      signed = now;
      return as(await context.token({ ...request, refused: token }));
    }
  };
}

/**
 * The request for a token: a claim that the service account's key signs, good for an hour.
 *
 * @source RFC 7523 section 2.1 (JWT bearer grant)
 */
async function tokenRequest({ config, secrets, now }: PullContext<GooglePlayConfig>): Promise<TokenRequest> {
  const [key] = secrets["service-account"] ?? [];
  if (!key)
    throw cxError("invalid-setup", "the key of the service account is missing", {
      path: "secrets.service-account",
      trouble: "auth",
    });
  const issued = Math.floor(Date.parse(now()) / 1000);
  const claim = { iss: config.account, scope, aud: endpoint, iat: issued, exp: issued + 3600 };
  const text = `${encoded({ alg: "RS256", typ: "JWT" })}.${encoded(claim)}`;
  const grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  let signature: Uint8Array;
  try {
    signature = await key.sign("RS256", new TextEncoder().encode(text));
  } catch {
    // Not the cause: what is wrong with a key is told by its owner's file alone.
    throw cxError("invalid-setup", `${key.handle} is no service account's file, nor its private key`, {
      path: "secrets.service-account",
      trouble: "auth",
    });
  }
  return {
    name: "google-play",
    request: {
      method: "POST",
      url: endpoint,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        grant_type: grant,
        assertion: `${text}.${base64Url(signature)}`,
      }).toString(),
    },
    value: "access_token",
    seconds: "expires_in",
  };
}

function encoded(value: object): string {
  return base64Url(new TextEncoder().encode(JSON.stringify(value)));
}

function base64Url(bytes: Uint8Array): string {
  const text = btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
