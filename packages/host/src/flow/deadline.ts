/** Waits for something, and no longer than the deadline. */
export type Deadline = <Result>(work: Promise<Result>) => Promise<Result>;

/**
 * A deadline for many short waits at a time: one timer sweeps over all of them, since a timer each would cost more than what is waited
 * for. What is late is given up after once to twice the time.
 *
 * @param milliseconds how long each may take at least
 * @param timer calls after some milliseconds; the answer takes it back
 */
export function deadline(
  milliseconds: number,
  timer: (run: () => void, milliseconds: number) => () => void,
): Deadline {
  /** Waits that the last sweep found under way, and those that began since. */
  let old = new Set<() => void>();
  let young = new Set<() => void>();
  let armed = false;

  function sweep(): void {
    armed = false;
    for (const giveUp of old) giveUp();
    old = young;
    young = new Set();
    if (old.size > 0) arm();
  }

  function arm(): void {
    if (armed) return;
    armed = true;
    timer(sweep, milliseconds);
  }

  return async (work) => {
    let giveUp = (): void => undefined;
    const late = new Promise<never>((_, reject) => {
      giveUp = () => reject(new DOMException("no answer in time", "TimeoutError"));
    });
    young.add(giveUp);
    arm();
    try {
      return await Promise.race([work, late]);
    } finally {
      if (!young.delete(giveUp)) old.delete(giveUp);
    }
  };
}
