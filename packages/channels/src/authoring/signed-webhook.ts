import { isCxError, type RawRequest, type Reply, type Webhook } from "@cxkit/core";
import { messageDigest, messageOf } from "@cxkit/signing";
import { readJson } from "./read-json.ts";
import type { Scheme } from "./scheme.ts";

/** What is particular to a producer's webhook. */
export interface SignedWebhook<Raw, Config = unknown> extends Pick<
  Webhook<Raw>,
  "accepts" | "keeps" | "methods" | "wakes"
> {
  /** How its requests prove whose they are: `hmacBody(…)`, `hmacTimed(…)`, `standardWebhooks()`, or one of your own. */
  readonly scheme: Scheme<Config>;
  /** Name of the secret that proves. Default: `webhook`. */
  readonly secret?: string;
  /** Names of other secrets that the scheme asks for: a key that opens an envelope. */
  readonly otherSecrets?: readonly string[];
  /**
   * The records of a request that is proven, its envelope opened; pure. Default: the body's JSON, as one record.
   *
   * @throws {CxError} `invalid-event` when the body is not what the producer sends
   */
  readonly read?: (request: RawRequest) => readonly Raw[];
  /** What to answer when the request only asks whether the address is ours; `undefined` when it tells something. */
  readonly challenge?: (request: RawRequest) => Reply | undefined;
  /** The producer's identity of the delivery. Default: the bytes themselves, for schemes that sign no time. */
  readonly delivery?: (request: RawRequest, records: readonly Raw[]) => string | undefined;
  /** The producer's identity of a record. Default, also where there is none: the record itself. */
  readonly key?: (raw: Raw) => string | undefined;
  /** What the producer wants to hear. Default: 200 and an empty body. */
  readonly acknowledge?: Reply;
  /**
   * What it wants to hear of a request that comes again, where it repeats one as it was because it heard nothing the first time. The repeat
   * is counted and dropped all the same. Default: 409.
   */
  readonly repeated?: Reply;
}

/**
 * The receiving half of a channel, of what is particular to its producer. A request is proven on its raw bytes first, and read only then:
 * 405 for another method, 401 for what is not proven, 400 for a body that is not the producer's.
 *
 * @example
 * import { signedWebhook, standardWebhooks } from "@cxkit/channels/authoring";
 * signedWebhook({ scheme: standardWebhooks() }).secrets // => ["webhook"]
 */
export function signedWebhook<Raw, Config>(
  options: SignedWebhook<Raw, Config> & Required<Pick<SignedWebhook<Raw>, "read">>,
): Webhook<Raw, Config>;
export function signedWebhook<Config>(options: SignedWebhook<unknown, Config>): Webhook<unknown, Config>;
export function signedWebhook(options: SignedWebhook<unknown>): Webhook<unknown> {
  const { scheme, secret = "webhook", otherSecrets = [], read = oneJson, challenge, delivery } = options;
  const { accepts = ["application/json"], keeps, methods = ["POST"], wakes, repeated } = options;
  return {
    secrets: [secret, ...otherSecrets],
    accepts,
    methods,
    ...(keeps && { keeps }),
    ...(wakes && { wakes }),
    async verify(request, secrets, now, config) {
      if (!methods.some((method) => method === request.method))
        return { verified: false, status: 405, reason: "method-not-allowed" };
      const proof = await scheme(request, secrets[secret] ?? [], now, { secrets, config });
      if (!proof.ok) return { verified: false, status: 401, reason: proof.reason };
      const { opened } = proof;
      const clear = opened ? { ...request, body: opened } : request;
      try {
        const challenged = challenge?.(clear);
        if (challenged) return { verified: true, records: [], reply: challenged };
        if (request.method === "GET") return { verified: false, status: 400, reason: "no-challenge" };
        const records = read(clear);
        // Where no time is signed, a request can be sent again for ever: it is known again by its bytes.
        const id =
          delivery?.(clear, records) ?? ("digest" in proof ? undefined : messageDigest(request.body));
        return {
          verified: true,
          records,
          ...(opened && { opened }),
          ...(proof.reply && { reply: proof.reply }),
          ...(id !== undefined && { delivery: id }),
          ...("digest" in proof && {
            once: { key: proof.digest, until: proof.until, ...(repeated && { reply: repeated }) },
          }),
        };
      } catch (thrown) {
        if (!isCxError(thrown, "invalid-event")) throw thrown;
        return { verified: false, status: 400, reason: "unreadable-body" };
      }
    },
    records: read,
    acknowledge: options.acknowledge ?? { status: 200 },
    dedupeKey: (raw) => options.key?.(raw) ?? messageDigest(messageOf(JSON.stringify(raw) ?? "")),
  };
}

function oneJson({ body }: RawRequest): readonly unknown[] {
  return [readJson(body)];
}
