import type { Instant, Json } from "@cxkit/core";

/**
 * Everything that reached the workspace, in the order in which it was acknowledged: the one thing that must not be lost. Stores are
 * made from it and can be made again.
 *
 * Files of entries, only ever added to. What `append` has resolved survives the death of the process and of the machine; an entry cut
 * off in the middle by one of them was never acknowledged, and is taken away when the journal is opened again.
 */
export interface Journal extends AsyncDisposable {
  /** Number of the last entry; 0 when there is none. Numbers count from 1, without gaps, and stay what they are through a rewriting. */
  readonly last: number;
  /** What it takes on disk. */
  readonly bytes: number;
  /**
   * Adds entries, all or none. Calls that come while one is being written wait and are written together: there is never more than
   * one flush under way.
   *
   * @returns the number of the first entry, once all of them are on disk
   * @throws {CxError} `unavailable` when the disk is full or broken: nothing of the call is kept
   */
  append(entries: readonly NewEntry[]): Promise<number>;
  /** The entries from a number on, as far as there are any when each is reached. */
  read(from: number): AsyncIterable<JournalEntry>;
  entry(number: number): Promise<JournalEntry | undefined>;
  /**
   * Puts other entries in the place of some, so that no byte of the old ones stays in any file. Crash-safe: afterwards a file is either
   * the old one or the new one, and a call that did not finish is made again by whoever asked for it.
   *
   * @param change the entry itself to keep it, `null` to leave an empty entry of its number
   * @returns how many entries were changed
   */
  rewrite(change: (entry: JournalEntry) => NewEntry | null): Promise<number>;
}

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
