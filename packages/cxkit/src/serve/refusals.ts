/** A request that never reached the host, by what it failed. */
export interface Refusal {
  /** Whose webhook it was for, where that is one of ours. */
  readonly connection: string | null;
  readonly reason: RefusalReason;
  /** What was answered; 0 where there was nobody to answer. */
  readonly status: number;
}

/** Why a request was refused before the host saw it. Said to the operator; the sender learns the status. */
export type RefusalReason =
  | "aborted"
  | "bad-url"
  | "body-too-large"
  | "content-encoding"
  | "failed"
  | "headers-too-large"
  | "malformed-request"
  | "media-type"
  | "method"
  | "no-host"
  | "no-such-route"
  | "request-timeout"
  | "too-many-connections"
  | "too-many-for-connection"
  | "too-many-from-address"
  | "too-many-headers"
  | "unknown-connection";

/** Counts refusals, by reason. */
export interface Refusals {
  /** @param socket what it came through: what {@link Refusals.end} was said of is not counted again */
  count(refusal: Refusal, socket?: object): void;
  /** Counts a refusal that ends its socket; what else fails because of that is none of its own. */
  end(refusal: Refusal, socket: object): void;
  counts(): { readonly [reason: string]: number };
}

export function refusals(onRefused?: (refusal: Refusal) => void): Refusals {
  const counted = new Map<RefusalReason, number>();
  const ended = new WeakSet();
  const count: Refusals["count"] = (refusal, socket) => {
    if (socket && ended.has(socket)) return;
    counted.set(refusal.reason, (counted.get(refusal.reason) ?? 0) + 1);
    onRefused?.(refusal);
  };
  return {
    count,
    end(refusal, socket) {
      count(refusal, socket);
      ended.add(socket);
    },
    counts: () => Object.fromEntries([...counted].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
