import type { Notification } from "@cxkit/core";
import type { LogEntry, NotifierConnection } from "../host-options.ts";
import { notifyAttempt } from "./notify-attempt.ts";
import type { NotificationQueue, NotificationQueueOptions } from "./notify-contract.ts";
import {
  type Change,
  deliveredKey,
  entryChange,
  nobody,
  outboxKey,
  type OutboxEntry,
} from "./notify-entry.ts";
import { notifyOutbox } from "./notify-outbox.ts";
import { backOff, breaker, type Breaker } from "./notify-pace.ts";

export type { NotificationQueue, NotificationQueueOptions } from "./notify-contract.ts";

/**
 * The queue between the flow and the notifiers. Delivery is at least once: the one notification that is under way when the process
 * dies is sent again, with the same idempotency key.
 *
 * @throws {RangeError} when `attempts` is not a whole number ≥ 1
 */
export function notificationQueue(options: NotificationQueueOptions): NotificationQueue {
  const { ledger, http, now, attempts: most, log = () => {}, random = Math.random, signal } = options;
  const { timeout = (milliseconds: number) => AbortSignal.timeout(milliseconds) } = options;
  if (!Number.isInteger(most) || most < 1) {
    throw new RangeError(`notificationQueue requires attempts to be a whole number ≥ 1, got ${most}`);
  }
  const notifiers = new Map(options.notifiers.map((notifier) => [notifier.id, notifier]));
  const people = new Map(options.people.map((person) => [person.id, person]));
  const outbox = notifyOutbox(ledger);
  const breakers = new Map<string, Breaker>();
  const lanes = new Map<string, Promise<void>>();
  const { entry, entries, delivered, write } = outbox;
  let sequence = [...entries()].reduce((last, { sequence: one }) => Math.max(last, one), 0);

  function enqueue(notifications: readonly Notification[]): readonly Change[] {
    const changes = new Map<string, Change>();
    for (const notification of notifications) {
      for (const made of addressed(notification)) {
        const known =
          entry(outboxKey(made.notifier, notification.idempotencyKey)) !== undefined ||
          delivered(made.notifier, notification.idempotencyKey);
        const change = entryChange(made);
        if (known || changes.has(change.key)) continue;
        changes.set(change.key, change);
        if (made.state === "dead") say("error", "dead-letter", made, made.lastFailure);
      }
    }
    return [...changes.values()];
  }

  /** One entry for each notifier of whoever is told; a dead letter when nobody can be. */
  function addressed(notification: Notification): readonly OutboxEntry[] {
    const { owner } = notification.to;
    const person = [owner, options.fallback].find((id) => id !== undefined && reachable(id));
    const { to, ...rest } = notification;
    const entryFor = (notifier: string): OutboxEntry => ({
      state: "waiting",
      notification: { ...rest, to: { owner: to.owner } },
      notifier,
      person: person ?? owner,
      sequence: (sequence += 1),
      attempts: 0,
      tried: null,
      next: now(),
    });
    if (person === undefined) {
      const lastFailure = people.has(owner) ? `${owner} is told by no notifier` : `nobody is called ${owner}`;
      return [{ ...entryFor(nobody), state: "dead", next: null, lastFailure }];
    }
    return [...new Set(people.get(person)?.notify)].map(entryFor);
  }

  function reachable(id: string): boolean {
    return (people.get(id)?.notify.length ?? 0) > 0;
  }

  function breakerOf(notifier: string): Breaker {
    const known = breakers.get(notifier) ?? breaker();
    breakers.set(notifier, known);
    return known;
  }

  /** When an entry's own time comes, in milliseconds; 0 when it has come. */
  function timeOf({ attempts, tried, next }: OutboxEntry, moment: number): number {
    if (attempts === 0 || tried === null || next === null) return 0;
    // Before the last attempt: the clock was set back, and cannot say how long is left to wait.
    const time = Date.parse(next);
    return moment < Date.parse(tried) || moment >= time ? 0 : time;
  }

  function due(notifier: string): OutboxEntry[] {
    const moment = Date.parse(now());
    return [...entries()]
      .filter((e) => e.notifier === notifier && e.state === "waiting" && timeOf(e, moment) === 0)
      .toSorted((a, b) => a.sequence - b.sequence);
  }

  async function drain(connection: NotifierConnection): Promise<void> {
    const gate = breakerOf(connection.id);
    const stopped = () => signal?.aborted === true || gate.until(Date.parse(now())) > 0;
    // So that the lane is known before it can end.
    await Promise.resolve();
    try {
      while (!stopped()) {
        const ready = due(connection.id);
        if (ready.length === 0) return;
        // The probe is one that failed least, so that no notification that can never arrive speaks for the endpoint.
        const tried = gate.open() ? [ready.reduce((a, b) => (b.attempts < a.attempts ? b : a))] : ready;
        for (const { notification } of tried) {
          await attempt(connection, outboxKey(connection.id, notification.idempotencyKey));
          if (stopped()) break;
        }
      }
    } finally {
      // In the same turn in which nothing was found: what is queued from now on starts a lane of its own.
      lanes.delete(connection.id);
    }
  }

  async function attempt(connection: NotifierConnection, key: string): Promise<void> {
    const before = entry(key);
    if (before?.state !== "waiting") return;
    const { idempotencyKey } = before.notification;
    const marker = deliveredKey(connection.id, idempotencyKey);
    // Queued twice by changes that were made before the first was written.
    if (delivered(connection.id, idempotencyKey)) return write([{ key, value: null }]);
    const { person } = before;
    const address = people.get(person)?.address;
    const to = { owner: person, ...(address !== undefined && { address }) };
    const receipt = await notifyAttempt(
      connection,
      { ...before.notification, to },
      { http, now, timeout, signal },
    );
    if (receipt === "interrupted") return;
    const gate = breakerOf(connection.id);
    // Taken back while it was under way: then nothing of it comes back.
    const current = entry(key);
    const attempts = before.attempts + 1;
    if (receipt.delivered) {
      gate.worked();
      await write([
        { key, value: null },
        { key: marker, value: { at: now() } },
      ]);
      return say("info", "delivered", { ...before, attempts });
    }
    const moment = Date.parse(now());
    if (!receipt.retry) gate.worked();
    else if (gate.failed(moment, random(), receipt.retryAfter)) {
      log({ level: "warn", event: "notifier-down", contribution: connection.id });
    }
    if (current === undefined) return;
    const dead = !receipt.retry || attempts >= most;
    const wait = Math.ceil(backOff(attempts, random(), receipt.retryAfter) * 1000);
    const after: OutboxEntry = {
      ...current,
      state: dead ? "dead" : "waiting",
      attempts,
      tried: new Date(moment).toISOString(),
      next: dead ? null : new Date(moment + wait).toISOString(),
      lastFailure: receipt.reason,
    };
    await write([entryChange(after)]);
    if (dead) say("error", "dead-letter", after, receipt.reason);
    else say("warn", "delivery-failed", after, receipt.reason);
  }

  function say(
    level: LogEntry["level"],
    event: string,
    { notifier, notification, attempts }: OutboxEntry,
    reason?: string,
  ): void {
    const facts = { key: notification.idempotencyKey, attempts, ...(reason !== undefined && { reason }) };
    log({ level, event, contribution: notifier, facts });
  }

  return {
    enqueue,
    withdraw: (which) =>
      [...entries()]
        .filter(({ notification }) => which(notification))
        .map(({ notifier, notification }) => ({
          key: outboxKey(notifier, notification.idempotencyKey),
          value: null,
        })),
    async run() {
      await outbox.tidy(Date.parse(now()));
      const waiting = [...entries()].filter(({ state }) => state === "waiting");
      const lost = waiting.filter(({ notifier }) => !notifiers.has(notifier));
      await write(
        lost.map((letter) => {
          const lastFailure = `no notifier is called ${letter.notifier}`;
          say("error", "dead-letter", letter, lastFailure);
          return entryChange({ ...letter, state: "dead", next: null, lastFailure });
        }),
      );
      for (const id of new Set(waiting.map(({ notifier }) => notifier))) {
        const connection = notifiers.get(id);
        if (!connection || lanes.has(id)) continue;
        lanes.set(id, drain(connection));
      }
      const failed = (await Promise.allSettled(lanes.values())).find(({ status }) => status === "rejected");
      if (failed?.status === "rejected") throw failed.reason;
    },
    next() {
      const moment = Date.parse(now());
      let earliest: number | null = null;
      for (const waiting of entries()) {
        if (waiting.state !== "waiting" || lanes.has(waiting.notifier)) continue;
        const gate = breakers.get(waiting.notifier)?.until(moment) ?? 0;
        const time = Math.max(gate, timeOf(waiting, moment)) || moment;
        earliest = earliest === null ? time : Math.min(earliest, time);
      }
      return earliest === null ? null : new Date(earliest).toISOString();
    },
    list: () =>
      [...entries()]
        .toSorted((a, b) => a.sequence - b.sequence)
        .map(({ notification, notifier, attempts, state, next, lastFailure }) => ({
          notification,
          notifier,
          attempts,
          state,
          next,
          ...(lastFailure !== undefined && { lastFailure }),
        })),
    counts() {
      const states = [...entries()].map(({ state }) => state);
      const dead = states.filter((state) => state === "dead").length;
      return { waiting: states.length - dead, delivered: outbox.arrived(), dead };
    },
    async retry(keys) {
      const letters = [...entries()].filter(
        ({ state, notification }) =>
          state === "dead" && (keys === undefined || keys.includes(notification.idempotencyKey)),
      );
      const again = letters.map((letter): readonly [OutboxEntry, readonly OutboxEntry[]] => {
        breakers.get(letter.notifier)?.worked();
        const { lastFailure: _, ...rest } = letter;
        if (notifiers.has(letter.notifier)) {
          return [letter, [{ ...rest, state: "waiting", attempts: 0, tried: null, next: now() }]];
        }
        // Nobody was there to take it; perhaps somebody is now.
        const { idempotencyKey } = letter.notification;
        const untold = addressed(letter.notification).filter(
          ({ notifier }) =>
            !delivered(notifier, idempotencyKey) && !entry(outboxKey(notifier, idempotencyKey)),
        );
        return [letter, untold];
      });
      const moved = again.filter(([, entriesNow]) => entriesNow.length > 0);
      await write(
        moved.flatMap(([letter, entriesNow]) => [
          { key: outboxKey(letter.notifier, letter.notification.idempotencyKey), value: null },
          ...entriesNow.map(entryChange),
        ]),
      );
      return moved.length;
    },
  };
}
