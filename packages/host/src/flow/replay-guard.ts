import { hash } from "node:crypto";

/** Remembers what must not come twice until it is too old anyway. */
export interface ReplayGuard {
  /**
   * Lets the first one in. Another of the same key waits for what becomes of it.
   *
   * @returns to be told whether it was acknowledged; `undefined` for a replay
   */
  enter(key: string, until: number, now: number): Promise<((acknowledged: boolean) => void) | undefined>;
}

/** Keys kept at most, some 20 MB: beyond that the oldest are let go, and the ids of events keep a replay from counting. */
const mostKeys = 100_000;

/** An empty guard. It forgets with the process, which is harmless: what is told twice is stored once. */
export function replayGuard(): ReplayGuard {
  const done = new Map<string, number>();
  const underWay = new Map<string, Promise<void>>();
  return {
    async enter(key, until, now) {
      for (let other = underWay.get(key); other; other = underWay.get(key)) await other;
      const known = done.get(key);
      if (known !== undefined && known > now) return undefined;
      let finish = (): void => {};
      underWay.set(key, new Promise((resolve) => (finish = resolve)));
      return (acknowledged) => {
        if (acknowledged) {
          done.delete(key);
          done.set(key, until);
          forget(done, now);
        }
        underWay.delete(key);
        finish();
      };
    },
  };
}

/** Takes away what is too old, from the oldest on, and what is too much. */
function forget(done: Map<string, number>, now: number): void {
  for (const [key, until] of done) {
    if (until > now && done.size <= mostKeys) return;
    done.delete(key);
  }
}

/** Deliveries that were journalled lately, so that a producer's second try is not written a second time. */
export interface RecentDeliveries {
  /** Number of the journal entry that the delivery stands in. */
  entry(connection: string, delivery: string): number | undefined;
  add(connection: string, delivery: string, entry: number): void;
}

const mostDeliveries = 10_000;

/**
 * An empty window over the last ten to twenty thousand deliveries. Nothing rests on it but space. Whether a delivery of the same id is
 * the same is for the journal to say: whoever uses an id twice for two things loses neither.
 */
export function recentDeliveries(): RecentDeliveries {
  // Two generations: letting the oldest go one by one would cost more and more.
  let present = new Map<string, number>();
  let past = new Map<string, number>();
  return {
    entry(connection, delivery) {
      const name = nameOf(connection, delivery);
      return present.get(name) ?? past.get(name);
    },
    add(connection, delivery, entry) {
      present.set(nameOf(connection, delivery), entry);
      if (present.size < mostDeliveries) return;
      past = present;
      present = new Map();
    },
  };
}

/** Ids are short; what a producer may make as long as a body is not kept twenty thousand times. */
function nameOf(connection: string, delivery: string): string {
  return delivery.length <= 100
    ? `${connection}\n${delivery}`
    : `${connection}\n\n${hash("sha256", delivery, "base64")}`;
}
