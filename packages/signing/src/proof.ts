/**
 * Why a message is not proven to be its sender's: a stable code, to be counted and told to the operator, never to the sender.
 *
 * - `secret-missing`: there is no secret to prove it with
 * - `signature-missing`, `timestamp-missing`, `id-missing`: the header is absent or empty
 * - `signature-malformed`, `timestamp-malformed`, `id-malformed`: the header cannot be what the scheme writes
 * - `body-malformed`: what is signed cannot be told from the body
 * - `signature-wrong`: another message, another secret, or a forgery
 * - `stale`, `too-early`: rightly signed, at a time too far from now; clocks differ, or somebody kept it
 */
export type Unproven =
  | "secret-missing"
  | "signature-missing"
  | "signature-malformed"
  | "body-malformed"
  | "signature-wrong"
  | "timestamp-missing"
  | "timestamp-malformed"
  | "id-missing"
  | "id-malformed"
  | "stale"
  | "too-early";

/** A message that is not proven to be its sender's. */
export interface NotProven {
  readonly ok: false;
  readonly reason: Unproven;
}

/** A message that is its sender's. */
export interface Proven {
  readonly ok: true;
}

/** A message that is its sender's and was signed just now. */
export interface ProvenInTime extends Proven {
  /**
   * A name for exactly this message, made with the first secret: the key under which a replay is known. Unlike the signature it is the
   * same for all spellings of the header and whichever secret proved it, as long as the secrets stay in their order.
   */
  readonly digest: string;
  /** RFC 3339, UTC: from this instant on the message is too old anyway, and its digest need not be kept. */
  readonly until: string;
}

/** Says why not. */
export function notProven(reason: Unproven): NotProven {
  return { ok: false, reason };
}
