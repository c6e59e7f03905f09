import type { Http, Instant, Notification } from "@cxkit/core";
import type { LogEntry, NotifierConnection, Person } from "../host-options.ts";
import type { QueuedNotification } from "../host.ts";
import type { Ledger } from "../journal/ledger.ts";
import type { Change } from "./notify-entry.ts";

/** What a queue of notifications works with. */
export interface NotificationQueueOptions {
  /** Where the queue is kept, under `outbox/` and `outbox-delivered/`. */
  readonly ledger: Pick<Ledger, "get" | "keys" | "write">;
  /** With their configuration validated. */
  readonly notifiers: readonly NotifierConnection[];
  readonly people: readonly Person[];
  /** Id of the person who is told what nobody else can be told. Without one it becomes a dead letter, with the reason. */
  readonly fallback?: string;
  readonly http: Http;
  readonly now: () => Instant;
  /** Attempts before a notification is a dead letter, ≥ 1. */
  readonly attempts: number;
  readonly log?: (entry: LogEntry) => void;
  /** From 0 up to but not including 1. Default `Math.random`. */
  readonly random?: () => number;
  /** A signal that aborts after some milliseconds. Default `AbortSignal.timeout`. */
  readonly timeout?: (milliseconds: number) => AbortSignal;
  /** Aborted when the process is about to end: what is under way is left for the next one, uncharged. */
  readonly signal?: AbortSignal;
}

/** Notifications on their way: durable, tried until they arrive or are given up on, never silently dropped. */
export interface NotificationQueue {
  /**
   * The changes that queue notifications: one for each notifier of the person who is told. Writes nothing itself, so that they can be
   * written together with what they follow from. What is waiting or was delivered already gives none.
   */
  enqueue(notifications: readonly Notification[]): readonly Change[];
  /**
   * The changes that take notifications back which were not delivered yet: of a person who is to be forgotten.
   */
  withdraw(which: (notification: Notification) => boolean): readonly Change[];
  /**
   * Tries all that is due; what becomes due through a further call meanwhile too. One queue for each notifier: none waits for another.
   *
   * @throws {CxError} `unavailable` when the ledger cannot be written. What was delivered is not sent again by this process
   */
  run(): Promise<void>;
  /**
   * When there is something to do; not after now where there is already. `null`: nothing is waiting, or all of it is being tried by a
   * run that somebody waits for.
   */
  next(): Instant | null;
  /** In order; without addresses. */
  list(): readonly QueuedNotification[];
  /** How many wait, were delivered within the last 30 days, and were given up on. */
  counts(): { readonly waiting: number; readonly delivered: number; readonly dead: number };
  /**
   * Queues dead letters again, as if they were new.
   *
   * @param keys their idempotency keys; default: all
   * @returns how many
   */
  retry(keys?: readonly string[]): Promise<number>;
}
