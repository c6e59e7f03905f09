import type { Instant, Json, Notification } from "@cxkit/core";

/** A notification that was not delivered yet, or was given up on, as the ledger keeps it. */
export interface OutboxEntry {
  readonly state: "waiting" | "dead";
  /** Without an address: that is looked up when it is sent. */
  readonly notification: Notification;
  readonly notifier: string;
  /** Who is told: the owner, or who stands in for them. */
  readonly person: string;
  /** Counts up; the order within a queue. */
  readonly sequence: number;
  readonly attempts: number;
  /** When the last attempt ended; `null` before the first. */
  readonly tried: Instant | null;
  /** Not before this; `null` of a dead letter. */
  readonly next: Instant | null;
  readonly lastFailure?: string;
}

/** A change for `Ledger.write`. */
export interface Change {
  readonly key: string;
  readonly value: Json;
}

/** What stands in a dead letter for the notifier that nobody configured. No connection can be called so. */
export const nobody = "-";

export const waitingPrefix = "outbox/";
export const deliveredPrefix = "outbox-delivered/";

/** Where a notification to one notifier stands. */
export function outboxKey(notifier: string, idempotencyKey: string): string {
  return `${waitingPrefix}${notifier}/${idempotencyKey}`;
}

/** Where it stands that it was delivered. */
export function deliveredKey(notifier: string, idempotencyKey: string): string {
  return `${deliveredPrefix}${notifier}/${idempotencyKey}`;
}

export function entryChange(entry: OutboxEntry): Change {
  const key = outboxKey(entry.notifier, entry.notification.idempotencyKey);
  // What is in memory now is what would be read from the disk: nothing undefined.
  return { key, value: JSON.parse(JSON.stringify(entry)) as Json };
}

/** An entry as it was written by {@link entryChange}; `undefined` for what is none. */
export function readEntry(value: Json | undefined): OutboxEntry | undefined {
  if (typeof value !== "object" || value === null || !("notification" in value)) return undefined;
  return value as unknown as OutboxEntry;
}
