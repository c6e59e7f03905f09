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

/** What becomes of what is felt. */
export interface PulseParts {
  /** Asks it. */
  readonly ping: () => void;
  /** Told `false` when nothing was heard for three seconds, and `true` when something is heard again. */
  readonly answers: (again: boolean) => void;
  /** Milliseconds without an answer after which it is given up, however much it says besides; three seconds at least. */
  readonly longest: number;
  readonly gaveUp: () => void;
}

/** Feels whether a process still answers. One that is busy for longer than three seconds is told of once; it may recover. */
export function pulse({ ping, answers, longest, gaveUp }: PulseParts): Pulse {
  let pinged: number | undefined;
  /** Ticks since then: while the host itself is held up there are none. */
  let seconds = 0;
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
        return;
      }
      seconds += 1;
      if (seconds * 1000 >= Math.max(silence, longest)) gaveUp();
      else if (!told && performance.now() - pinged >= silence) {
        told = true;
        answers(false);
      }
    },
    beat() {
      pinged = undefined;
      seconds = 0;
      if (told) answers(true);
      told = false;
      stop();
    },
    stop,
  };
}
