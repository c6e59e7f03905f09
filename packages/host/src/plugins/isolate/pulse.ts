/** Whether a process is there. */
export interface Pulse {
  /** Asks, and calls when nothing comes within some time. */
  ask(within: number, over: () => void): void;
  /** Called every second while something is asked of the process. */
  tick(): void;
  /** An answer came. */
  beat(): void;
  stop(): void;
}

/** Milliseconds without an answer before a process counts as unresponsive. */
export const silence = 3000;

/**
 * Feels whether a process still answers. One that is busy for longer than three seconds is told of once; it may recover.
 *
 * @param ping asks it
 * @param answers told `false` when nothing was heard for three seconds, and `true` when something is heard again
 */
export function pulse(ping: () => void, answers: (again: boolean) => void): Pulse {
  let pinged: number | undefined;
  let told = false;
  const waiting = new Set<NodeJS.Timeout>();
  const stop = (): void => {
    for (const timer of waiting) clearTimeout(timer);
    waiting.clear();
  };
  return {
    ask(within, over) {
      pinged ??= performance.now();
      waiting.add(setTimeout(over, within).unref());
      ping();
    },
    tick() {
      if (pinged === undefined) {
        pinged = performance.now();
        ping();
      } else if (!told && performance.now() - pinged >= silence) {
        told = true;
        answers(false);
      }
    },
    beat() {
      pinged = undefined;
      if (told) answers(true);
      told = false;
      stop();
    },
    stop,
  };
}
