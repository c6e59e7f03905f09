/** How long something is waited for. */
export interface Patience {
  /** Begins anew. */
  reset(): void;
  /** Time from now on does not count, until as many `resume`. */
  pause(): void;
  resume(): void;
  /** For good. */
  stop(): void;
}

/**
 * Waits for some time that counts, then calls, once. Time that the host itself takes is paused out: it is not the plugin's silence.
 *
 * @param milliseconds that count
 */
export function patience(milliseconds: number, over: () => void): Patience {
  let left = milliseconds;
  let pauses = 0;
  let timer: NodeJS.Timeout | undefined;
  let began = 0;
  let stopped = false;
  const start = (): void => {
    if (stopped || pauses > 0) return;
    began = performance.now();
    timer = setTimeout(() => {
      stopped = true;
      over();
    }, left);
  };
  const halt = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  start();
  return {
    reset() {
      halt();
      left = milliseconds;
      start();
    },
    pause() {
      pauses += 1;
      if (timer === undefined) return;
      left = Math.max(0, left - (performance.now() - began));
      halt();
    },
    resume() {
      pauses = Math.max(0, pauses - 1);
      if (timer === undefined) start();
    },
    stop() {
      stopped = true;
      halt();
    },
  };
}
