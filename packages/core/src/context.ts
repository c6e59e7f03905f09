import { keyedHash } from "./identity.ts";
import type { DecodeContext } from "./channel.ts";
import type { Instant } from "./json.ts";

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
    subject: (kind, value) => hash(["subject", kind, value]),
    fingerprint: (cells) => hash(["fingerprint", ...cells]),
  };
}

export { keyedHash } from "./identity.ts";
