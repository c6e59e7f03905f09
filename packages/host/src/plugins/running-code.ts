import type { PluginRunner } from "./runner.ts";

/** A plugin's code while it runs, and the calls that wait for it. */
export interface RunningCode {
  readonly runner: PluginRunner;
  /** An answer of the code, or the reason for which it ended before there was one. */
  during<Result>(work: (runner: PluginRunner) => Promise<Result>): Promise<Result>;
  /** Fails every call that waits; later ones fail at once. */
  end(reason: Error): void;
  readonly over: boolean;
}

/** Keeps what waits for one start of a plugin's code, so that nobody waits for code that is gone. */
export function runningCode(runner: PluginRunner): RunningCode {
  const waiting = new Set<(reason: Error) => void>();
  let over: Error | undefined;
  return {
    runner,
    get over() {
      return over !== undefined;
    },
    during(work) {
      return new Promise((resolve, reject) => {
        if (over) return reject(over);
        waiting.add(reject);
        const settle = (): void => void waiting.delete(reject);
        // What a runner throws before it returns a promise is an answer too.
        Promise.resolve()
          .then(() => work(runner))
          .then(resolve, reject)
          .finally(settle);
      });
    },
    end(reason) {
      if (over) return;
      over = reason;
      for (const reject of waiting) reject(reason);
      waiting.clear();
    },
  };
}
