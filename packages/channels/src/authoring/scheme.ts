import type { Instant, RawRequest, Reply, Secret, Secrets } from "@cxkit/core";
import type { NotProven, Proven, ProvenInTime } from "@cxkit/signing";

/**
 * How a producer's requests prove whose they are. Never throws for what came.
 *
 * @param secrets those under the one name that proves: any of them does
 * @param now RFC 3339
 * @param connection what few schemes ask for
 */
export type Scheme<Config = unknown> = (
  request: RawRequest,
  secrets: readonly Secret[],
  now: Instant,
  connection: SchemeConnection<Config>,
) => Promise<Proof>;

/** What a scheme can ask of its connection besides the secrets that prove. */
export interface SchemeConnection<Config = unknown> {
  /** Every secret of the connection, by name. */
  readonly secrets: Secrets;
  /** The connection's configuration, validated. */
  readonly config: Config;
}

/** A request proven, or a stable code that says why it is not. */
export type Proof =
  | ((Proven | ProvenInTime) & Opened)
  | NotProven
  | { readonly ok: false; readonly reason: string };

/** What a scheme that encrypts, or is asked to answer in a way of its own, says besides. */
export interface Opened {
  /** The body with its envelope opened: what is read, and kept in place of what came. */
  readonly opened?: Uint8Array;
  /** What the producer wants to hear this time: an encrypted `success`. */
  readonly reply?: Reply;
}
