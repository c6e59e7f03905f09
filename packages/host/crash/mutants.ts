import type { Appended, Notifier, Store } from "@cxkit/core";
import type { Moment } from "./moments.ts";

/**
 * Mistakes that lose or double something when a process is killed at the wrong moment. Whoever watches the crashes has to find each of
 * them, or finds nothing.
 */
export const mutants = [
  "acknowledge-first",
  "cursor-first",
  "forget-before-delivery",
  "another-key",
] as const;
export type Mutant = (typeof mutants)[number];

/** The moment at which a mistake shows soonest. */
export const weakMoments: Readonly<Record<Mutant, Moment>> = {
  "acknowledge-first": "journal-write",
  "cursor-first": "notify",
  "forget-before-delivery": "notify",
  "another-key": "notified",
};

/** The store as it is, or one that has said how far it has come before it has the page. */
export function mutatedStore(store: Store, mutant: Mutant | undefined): Store {
  if (mutant !== "cursor-first") return store;
  const append = store.append.bind(store);
  return Object.assign(store, {
    async append(...[page, cursor]: Parameters<Store["append"]>): Promise<Appended> {
      await append([], cursor);
      setTimeout(() => void append(page), 30);
      return { appended: page.length, duplicates: 0, conflicts: [], setAside: [] };
    },
  });
}

/**
 * The notifier as it is, or one that says it has delivered before it has, or one that gives each attempt a key of its own.
 */
export function mutatedNotifier(notifier: Notifier, mutant: Mutant | undefined): Notifier {
  if (mutant === "forget-before-delivery") {
    return {
      ...notifier,
      async deliver(...call) {
        setTimeout(() => void notifier.deliver(...call), 20);
        return { delivered: true };
      },
    };
  }
  if (mutant !== "another-key") return notifier;
  return {
    ...notifier,
    deliver(notification, context) {
      const idempotencyKey = `${notification.idempotencyKey}-${String(process.hrtime.bigint())}`;
      return notifier.deliver({ ...notification, idempotencyKey }, context);
    },
  };
}
