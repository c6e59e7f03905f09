import type { StartRunner } from "../runner.ts";
import { fencedRunner, type FencedRunnerOptions } from "./fenced-runner.ts";
import { type Launch, launched, type Launched } from "./launch.ts";

/** Starts a plugin again and again, without waiting for processes to come up. */
export interface WarmRunner extends AsyncDisposable {
  readonly start: StartRunner;
  /** Launches a process like the last one, for the next start. Nothing of a plugin is loaded in it before. */
  prepare(): void;
}

/** How processes are kept ready. */
export interface WarmRunnerOptions extends FencedRunnerOptions {
  /** Whether plugins are TypeScript: what takes the types out is loaded ahead, too. */
  readonly typescript?: true;
}

/**
 * Starts plugins in fenced processes of their own, each of which serves one start and no other, as {@link fencedRunner} does. One may stand
 * ready: launched with the same flags and behind the same fence, empty. Where the next start needs other flags (a file that is new, a
 * dependency more), what stood ready is ended and another process launched. For development; a host that starts a plugin once
 * gains nothing.
 */
export function warmRunner(
  tier: Launch["tier"],
  { typescript, launch = launched, ...options }: WarmRunnerOptions = {},
): WarmRunner {
  let last: Launch | undefined;
  let spare: { readonly key: string; readonly process: Launched } | undefined;
  const discard = async (): Promise<void> => {
    const unused = spare;
    spare = undefined;
    unused?.process.kill();
    await unused?.process.gone;
  };
  const start = fencedRunner(tier, {
    ...options,
    launch(asked) {
      last = asked;
      const ready = spare;
      if (ready?.key !== keyOf(last)) {
        void discard();
        return launch(last);
      }
      spare = undefined;
      return ready.process;
    },
  });
  return {
    start,
    prepare() {
      if (spare || !last) return;
      const process = launch({ ...last, ...(typescript && { typescript }) });
      const made = { key: keyOf(last), process };
      spare = made;
      void process.gone.finally(() => {
        if (spare === made) spare = undefined;
      });
    },
    [Symbol.asyncDispose]: discard,
  };
}

function keyOf(launch: Launch): string {
  return JSON.stringify({ ...launch, main: launch.main.href });
}
