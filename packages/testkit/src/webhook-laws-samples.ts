import type { Instant, RawRequest, Refused, Secret, Secrets, Verified } from "@cxkit/core";

/** What a webhook is tried with. */
export interface WebhookSamples<Config> {
  /** A valid configuration of the channel. */
  readonly config: Config;
  /** Bodies as the producer sends them, at least two, no two alike; each gives an event. */
  readonly bodies: readonly string[];
  /** Makes a secret of its value (`secretOf` of `@cxkit/signing`). */
  readonly secretOf: (value: string) => Secret;
  /** Signs a body as the producer would: the whole request, with the first of the secrets, at an instant. */
  readonly sign: (body: Uint8Array, secrets: readonly Secret[], now: Instant) => Promise<RawRequest>;
  /**
   * Lower-case names of the headers that the proof depends on, the signature first: each is tampered with. A name with `?` in front is
   * a parameter of the URL, one with `&` a field of the form in the body.
   */
  readonly signed: readonly [signature: string, ...others: string[]];
  /** For schemes that sign a time: how far from now it may be. Absent: the scheme signs none. */
  readonly toleranceSeconds?: number;
  /** Values of two secrets, where the producer wants them in a form of its own. */
  readonly values?: readonly [string, string];
  /** Secrets besides the one that proves: a key that opens envelopes. */
  readonly besides?: Secrets;
  /**
   * For schemes that sign what is in a body and not how it is written (an envelope around it, escapes of a form): what was tampered
   * with may then be taken, if it says exactly the same.
   */
  readonly signs?: "content";
}

/** The instant at which everything is signed, unless a law says otherwise. */
export const now: Instant = "2026-03-01T09:30:00Z";

/** What became of a request. */
export type Judged<Raw> = Verified<Raw> | Refused;
