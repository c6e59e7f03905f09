/** Does something whenever it is due, on one timer. */
export interface Schedule {
  start(): void;
  /** Something happened after which something else may be due. */
  wake(): void;
  stop(): void;
}

/** What a schedule works with. */
export interface ScheduleParts {
  /** Milliseconds from now until something is due; `null` when nothing is. */
  readonly dueIn: () => number | null;
  readonly work: () => Promise<void>;
  readonly timer: (run: () => void, milliseconds: number) => () => void;
}

/** Milliseconds: never more often, so that a mark that does not move costs nothing. */
const soonest = 100;
/** Milliseconds: never less often, so that a clock that was set is noticed. */
const latest = 60_000;

/** A schedule that has not begun. */
export function schedule({ dueIn, work, timer }: ScheduleParts): Schedule {
  let state: "stopped" | "waiting" | "working" = "stopped";
  let soon = false;
  let cancel = (): void => {};

  function arm(milliseconds: number): void {
    cancel();
    soon = milliseconds <= soonest;
    cancel = timer(() => void round(), milliseconds);
  }

  async function round(): Promise<void> {
    if (state !== "waiting") return;
    state = "working";
    await work();
    // Stopped meanwhile.
    if ((state as string) !== "working") return;
    state = "waiting";
    arm(Math.min(latest, Math.max(soonest, dueIn() ?? latest)));
  }

  return {
    start() {
      if (state !== "stopped") return;
      state = "waiting";
      arm(0);
    },
    wake() {
      if (state === "waiting" && !soon) arm(soonest);
    },
    stop() {
      state = "stopped";
      cancel();
    },
  };
}
