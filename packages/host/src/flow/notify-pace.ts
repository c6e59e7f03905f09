/**
 * How long to wait before the next attempt, in seconds: exponential with full jitter, 30 s at most after the first attempt, three times
 * that after each further one, at most 16 hours. Twelve attempts take a day and a half on average.
 *
 * @param attempts made so far, ≥ 1
 * @param random from 0 up to but not including 1
 * @param asked seconds the receiver asked to wait; honoured up to a day
 * @source Brooker (2015), Exponential Backoff and Jitter, AWS Architecture Blog
 * @example backOff(1, 0.5) // => 15
 * @example backOff(2, 0.5, 120) // => 120
 */
export function backOff(attempts: number, random: number, asked = 0): number {
  const most = Math.min(sixteenHours, 30 * 3 ** (attempts - 1));
  // Never at once, whatever the dice say: a run that tries all that is due has to end.
  return Math.max(1, most * random, Math.min(asked, day));
}

/** Whether an endpoint is spoken to. Remembered by the process alone: after a restart it is tried afresh. */
export interface Breaker {
  /** Whether the endpoint failed so often that only one notification at a time tries it. */
  readonly open: () => boolean;
  /** Until when nothing is sent, in milliseconds; 0 when it may be. */
  readonly until: (now: number) => number;
  readonly worked: () => void;
  /** @returns whether it is open now and was not before */
  readonly failed: (now: number, random: number, asked?: number) => boolean;
}

/**
 * A circuit breaker for one endpoint: after three failures in a row it lets one probe through, then waits, up to a quarter of an hour.
 * What a receiver asks to wait holds for all that goes to it.
 */
export function breaker(): Breaker {
  let failures = 0;
  let since = 0;
  let until = 0;
  return {
    open: () => failures >= tolerated,
    // A clock that stands before the failure was set back: how long is left to wait, it cannot say.
    until: (now) => (now < since || now >= until ? 0 : until),
    worked() {
      failures = 0;
      until = 0;
    },
    failed(now, random, asked = 0) {
      failures += 1;
      since = now;
      const pause = failures < tolerated ? 0 : Math.min(quarter, 30 * 2 ** (failures - tolerated));
      const wait = Math.max(pause * (0.5 + random / 2), Math.min(asked, day));
      until = now + Math.ceil(wait * 1000);
      return failures === tolerated;
    },
  };
}

const tolerated = 3;
const quarter = 900;
const sixteenHours = 57_600;
const day = 86_400;
