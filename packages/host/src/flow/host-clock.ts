import type { Instant } from "@cxkit/core";

/** The workspace's own time: never goes back, never stands still while the platform's clock runs. */
export interface HostClock {
  now(): Instant;
  /** In milliseconds since 1970-01-01T00:00Z. */
  time(): number;
}

/**
 * Instants for what happens here. A platform's clock is set back now and then: by a second by those who keep it right, by years where
 * it was wrong. Timers must not wait until it has caught up, and what came later must not seem earlier: this clock goes on from where
 * it was, at half speed while it is ahead.
 *
 * @param platform the clock underneath, RFC 3339
 * @param last the latest instant that is written down already
 */
export function hostClock(platform: () => Instant, last?: Instant): HostClock {
  let raw = Date.parse(platform());
  let told = Math.max(raw, last === undefined ? raw : Date.parse(last));
  const time = (): number => {
    const current = Date.parse(platform());
    const passed = Math.max(0, current - raw);
    raw = current;
    // Not ahead: exactly the platform's time, whatever it jumped over.
    told = Math.max(current, told + (told > current - passed ? passed / 2 : 0));
    return Math.floor(told);
  };
  return { time, now: () => new Date(time()).toISOString() };
}
