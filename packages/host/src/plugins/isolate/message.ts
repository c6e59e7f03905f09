import type { Instant } from "@cxkit/core";
import type { ContributionReference } from "../runner.ts";

/** Version of what host and plugin process say to each other. Another version is refused at the first word. */
export const protocol = 2;

/** Bytes of the longest message, in both directions. */
export const largestMessage = 8 * 1024 * 1024;

/** Rows and bytes of a page as it crosses; what a stream or a file yields is cut to this. */
export const pageRows = 500;
export const pageBytes = 256 * 1024;

/** Requests to the host that one plugin may have open at a time: the child waits at the first number, more than the second is a breach. */
export const openAsks = { polite: 32, most: 64 } as const;

/**
 * What a process is told. `now` is the host's time when it was said; a plugin has no other clock that counts. Arguments travel beside
 * these as the message's body.
 */
export type ToPlugin =
  | { readonly t: "start"; readonly root: string }
  | {
      readonly t: "call";
      readonly id: number;
      readonly target: ContributionReference;
      /** `null`: what gives pages is opened, and each is asked for with `next`: `stream`, or a file whose rows are there to ask for. */
      readonly member: string | null;
      readonly stream?: string;
      readonly rows?: true;
      readonly now: Instant;
      /** With which the placeholders of this call begin. */
      readonly nonce: string;
      /** Handles and numbers of the secrets, by name. */
      readonly secrets: { readonly [name: string]: readonly (readonly [number: number, handle: string])[] };
      readonly store: boolean;
    }
  | { readonly t: "next"; readonly id: number; readonly now: Instant }
  | { readonly t: "cancel"; readonly id: number }
  | { readonly t: "answer"; readonly ask: number; readonly ok: boolean; readonly now: Instant }
  | { readonly t: "ping" }
  | { readonly t: "bye" };

/** What a process says. */
export type FromPlugin =
  | { readonly t: "hello"; readonly protocol: number; readonly node: string }
  | { readonly t: "ack"; readonly id: number }
  | { readonly t: "ok"; readonly id: number; readonly hashes?: readonly WantedHash[] }
  | { readonly t: "page"; readonly id: number; readonly hashes?: readonly WantedHash[] }
  | { readonly t: "end"; readonly id: number }
  | { readonly t: "err"; readonly id: number; readonly error: ErrorOnWire }
  | {
      readonly t: "ask";
      readonly ask: number;
      readonly id: number;
      readonly service: string;
      readonly hashes?: readonly WantedHash[];
    }
  | { readonly t: "drop"; readonly ask: number }
  | { readonly t: "progress"; readonly id: number; readonly hashes?: readonly WantedHash[] }
  | { readonly t: "log"; readonly lines: number; readonly text: string }
  | {
      readonly t: "fault";
      readonly error: ErrorOnWire;
      readonly contribution?: string;
      readonly member?: string;
    }
  | { readonly t: "pong"; readonly rssBytes: number; readonly cpuMs: number };

/**
 * A keyed hash that the host is asked to put in the place of a placeholder: how the placeholder ends, and what it is of. It begins with the
 * call's nonce, and is as long as a keyed hash: 32 signs.
 */
export type WantedHash = readonly [end: string, kind: "subject" | "fingerprint", ...of: string[]];

/** So many of the last hashes, and at most twice as many, are kept for a call: of older ones nobody knows any more. */
export const hashesKept = 50_000;

/** An error as it crosses: nothing of it is an object of the other side's. */
export interface ErrorOnWire {
  /** Of CXKit's own errors; absent for whatever else was thrown. */
  readonly code?: string;
  readonly name: string;
  readonly message: string;
  readonly place?: { readonly [name: string]: string | number };
}
