import type { Instant, Json } from "@cxkit/core";

/**
 * What reached us: a request as it was verified, records of a file or a pull as a JSON array, or events that the host itself made, as a
 * JSON array.
 */
export interface NewEntry {
  readonly kind: "request" | "records" | "events" | "empty";
  /** Which connection of the workspace it came through; for the host's own events `cxkit`. */
  readonly connection: string;
  readonly received: Instant;
  /** The producer's identity of the delivery. */
  readonly delivery?: string;
  /** What of a request's head its records need; none for other kinds. */
  readonly head?: {
    readonly method: string;
    readonly url: string;
    readonly headers: { readonly [name: string]: string };
  };
  /** Of records of a file: its name, and the configuration it was read with. */
  readonly file?: { readonly name: string; readonly config: Json };
  readonly body: Uint8Array;
}

/** An entry with its number. */
export interface JournalEntry extends NewEntry {
  readonly number: number;
}
