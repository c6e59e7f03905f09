import { isCxError } from "@cxkit/core";

/** What went wrong with somebody else, as far as it decides when to try again. */
export interface Fault {
  /** Kind of trouble, else the error's code, else its name: never what it says. */
  readonly what: string;
  /** Whether it is over by itself some time. */
  readonly passing: boolean;
  /** Seconds that the other side asks to wait. */
  readonly retryAfter?: number;
}

/** What a thrown value says of when to try again. */
export function faultOf(thrown: unknown): Fault {
  if (!isCxError(thrown)) {
    return { what: thrown instanceof Error ? thrown.name : typeof thrown, passing: false };
  }
  const { trouble, retryAfter } = thrown.place;
  const asked = typeof retryAfter === "number" && retryAfter >= 0 && retryAfter < Infinity;
  return {
    what: trouble ?? thrown.code,
    passing: thrown.code === "unavailable",
    ...(asked && { retryAfter }),
  };
}

/** Milliseconds before somebody who does not believe who we are is asked again, the first time and at most. */
const disbelief = { first: 15 * 60_000, most: 6 * 3_600_000 };

/**
 * Milliseconds until the next try: longer each time, at most `most`; not before the other side wants it; and rarely where it does not
 * believe who we are, for locks fall over those who keep trying.
 *
 * @param failures how often it went wrong in a row, ≥ 1
 */
export function waitAfter({ what, retryAfter = 0 }: Fault, failures: number, most: number): number {
  const doubled = 2 ** Math.min(failures - 1, 10);
  const own =
    what === "auth" || what === "permission"
      ? Math.min(disbelief.most, disbelief.first * doubled)
      : Math.min(most, 10_000 * doubled);
  return Math.max(own, retryAfter * 1000);
}
