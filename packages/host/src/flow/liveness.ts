/** Watches over work that tells now and then that it goes on. */
export interface Liveness {
  /** Something came: the silence begins anew. */
  alive(): void;
  /** The work waits for something that is not its fault; what is returned ends that. */
  waits(): () => void;
  /** Rejects when the work has been silent for too long; never resolves. */
  readonly stalled: Promise<never>;
  stop(): void;
}

/** Silences, waits included, after which work is given up whatever it waits for. */
const longest = 60;
/** Looks at the silence for each time it may last: it is measured without a clock, which may be set. */
const looks = 4;

/**
 * Gives up work that has been silent for `milliseconds` to a quarter more, not counting the time in which it waits for others; counting
 * it, for an hour where a minute is allowed.
 *
 * @param milliseconds the longest silence
 * @param timer calls after some milliseconds; the answer takes it back
 * @param problem what the promise rejects with
 */
export function liveness(
  milliseconds: number,
  timer: (run: () => void, milliseconds: number) => () => void,
  problem: () => Error,
): Liveness {
  let silent = 0;
  let total = 0;
  let waiting = 0;
  let cancel = (): void => {};
  let giveUp = (_reason: Error): void => {};
  const stalled = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  // Whoever does not wait for it is not told.
  stalled.catch(() => undefined);

  function look(): void {
    total += 1;
    if (waiting === 0) silent += 1;
    if (silent > looks || total > looks * longest) giveUp(problem());
    else cancel = timer(look, milliseconds / looks);
  }
  cancel = timer(look, milliseconds / looks);

  return {
    alive() {
      silent = 0;
      total = 0;
    },
    waits() {
      waiting += 1;
      let over = false;
      return () => {
        if (!over) waiting -= 1;
        over = true;
      };
    },
    stalled,
    stop: () => cancel(),
  };
}
