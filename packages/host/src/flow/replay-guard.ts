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
  has(connection: string, delivery: string, body: Uint8Array): boolean;
  add(connection: string, delivery: string, body: Uint8Array): void;
}

const mostDeliveries = 10_000;

/**
 * An empty window over the last ten thousand deliveries. A delivery is known by its id and its body: whoever uses an id twice for two
 * things loses neither. Nothing rests on it but space.
 */
export function recentDeliveries(): RecentDeliveries {
  const known = new Set<string>();
  const nameOf = (connection: string, delivery: string, body: Uint8Array): string =>
    `${connection}\n${delivery}\n${hash("sha256", body, "base64")}`;
  return {
    has: (connection, delivery, body) => known.has(nameOf(connection, delivery, body)),
    add(connection, delivery, body) {
      known.add(nameOf(connection, delivery, body));
      if (known.size <= mostDeliveries) return;
      for (const oldest of known) {
        known.delete(oldest);
        break;
      }
    },
  };
}
