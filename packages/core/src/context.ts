import type { DecodeContext, PullContext } from "./channel.ts";
import { cxError } from "./error.ts";
import type { Http } from "./http.ts";
import { keyedHash, subjectParts } from "./identity.ts";
import type { Instant } from "./json.ts";
import { filledRequest } from "./secret-text.ts";
import type { Secret, Secrets } from "./secrets.ts";
import { tokens } from "./token.ts";

/** The ambient things, as parameters. */
export interface Ambient {
  readonly now: () => Instant;
  /** Uniform on [0, 1). */
  readonly random: () => number;
  /** Key of the keyed hashes, at least 16 bytes. */
  readonly key: Uint8Array;
}

/** What library mode hands to a channel: {@link DecodeContext} plus a clock. */
export interface LibraryContext<Config> extends DecodeContext<Config> {
  readonly now: () => Instant;
  readonly random: () => number;
}

/**
 * The context for using a contribution with no host. The only place in the lower layers that reads the platform's clock and
 * randomness, and only for what the caller leaves out.
 *
 * Without a `key` one is drawn at random: subjects then agree within this context and with no other, which is right for a single
 * report and wrong for a store that is kept. There is no default key.
 *
 * @param config the contribution's configuration, already validated
 * @param ambient clock, randomness and key; each has a safe default
 * @example createContext({}, { key: new Uint8Array(32) }).subject("customer", "42") === createContext({}, { key: new Uint8Array(32) }).subject("customer", "42") // => true
 */
export function createContext<Config>(
  config: Config,
  ambient: Partial<Ambient> = {},
): LibraryContext<Config> {
  const hash = keyedHash(ambient.key ?? globalThis.crypto.getRandomValues(new Uint8Array(32)));
  return {
    config,
    now: ambient.now ?? (() => new globalThis.Date().toISOString()),
    random: ambient.random ?? (() => globalThis.crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32),
    subject: (kind, value) => hash(subjectParts(kind, value)),
    fingerprint: (cells) => hash(["fingerprint", ...cells]),
  };
}

/** What a pull in library mode can be given besides. */
export interface PullAmbient extends Ambient {
  /** Default: the platform's `fetch`, redirects not followed, with secrets filled in. */
  readonly http: Http;
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
  /** Makes a handle of a token that was fetched: `secretOf` of `@cxkit/signing`. Needed by channels that ask for tokens. */
  readonly secretOf: (value: string, handle: string) => Secret;
}

/**
 * The context for pulling from a producer with no host: {@link createContext} with network, secrets and tokens.
 *
 * @param config the contribution's configuration, already validated
 * @param ambient network, secrets, signal, clock, randomness and key; each has a safe default
 * @example createPullContext({ app: "1" }, { http: () => Promise.reject(new Error("offline")) }).config.app // => "1"
 */
export function createPullContext<Config>(
  config: Config,
  ambient: Partial<PullAmbient> = {},
): PullContext<Config> {
  const { http = platformHttp, secrets = {}, signal = new AbortController().signal } = ambient;
  const { secretOf } = ambient;
  const context = createContext(config, ambient);
  const { now } = context;
  return {
    ...context,
    http,
    secrets,
    signal,
    token: tokens({
      http,
      now,
      secretOf: (value, handle) => {
        if (secretOf) return secretOf(value, handle);
        throw cxError("invalid-setup", "this channel asks for a token: give `secretOf` of @cxkit/signing");
      },
    }),
    progress() {},
  };
}

const platformHttp: Http = async (request) => {
  const { url, body, ...rest } = filledRequest(request);
  // A view of any buffer is a body; the platform's types want one that is not shared.
  const content = body instanceof Uint8Array ? new Uint8Array(body) : body;
  try {
    const response = await globalThis.fetch(url, {
      ...rest,
      ...(content !== undefined && { body: content }),
      redirect: "manual",
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  } catch {
    // Not the cause: it may hold the address with a secret in it.
    throw cxError("unavailable", `${new URL(url).host} did not answer`);
  }
};

export { keyedHash, subjectParts } from "./identity.ts";
export { tokens } from "./token.ts";
export type { TokenParts } from "./token.ts";
