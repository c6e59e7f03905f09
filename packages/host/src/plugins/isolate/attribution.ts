import { AsyncLocalStorage } from "node:async_hooks";

/** Whose code runs. */
export interface Attribution {
  readonly contribution: string;
  readonly member: string;
  /** Told of what this code threw where nobody could catch it. */
  readonly uncaught: (thrown: unknown) => void;
}

const running = new AsyncLocalStorage<Attribution>();
let listeners = 0;

/**
 * Runs code of a contribution's, so that whatever it throws later (in a timer, in a promise that nobody waits for) is charged to it.
 * Holds as long as somebody watches: {@link watchUncaught}.
 */
export function attributed<T>(to: Attribution, run: () => T): T {
  return running.run(to, run);
}

/**
 * Keeps this process alive when the code of a contribution throws where nobody can catch it. What anybody else throws ends the process as
 * ever.
 *
 * @returns gives it up; the last one takes the listener away
 */
export function watchUncaught(): () => void {
  if (listeners === 0) process.on("uncaughtException", uncaught);
  listeners += 1;
  let given = false;
  return () => {
    if (given) return;
    given = true;
    listeners -= 1;
    if (listeners === 0) process.off("uncaughtException", uncaught);
  };
}

function uncaught(thrown: unknown): void {
  const whose = running.getStore();
  if (whose) {
    whose.uncaught(thrown);
    return;
  }
  // Somebody else listens, too: theirs to decide.
  if (process.listenerCount("uncaughtException") > 1) return;
  process.off("uncaughtException", uncaught);
  running.exit(() => {
    setImmediate(() => {
      throw thrown;
    });
  });
}
