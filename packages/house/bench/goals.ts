import type { Goal } from "./workload.ts";

/** What was measured of a contender. */
export interface Measured {
  /** The least of the rounds. */
  readonly milliseconds: number;
  readonly perSecond: number;
  readonly figures: { readonly [name: string]: number };
}

/** What became of a goal: whether it was met, and a sentence. */
export interface GoalOutcome {
  readonly goal: Goal;
  readonly met: boolean;
  readonly said: string;
}

/** What became of goals; of those whose contenders are not on this machine, nothing. A figure that nobody measured is not met. */
export function goalOutcomes(
  goals: readonly Goal[],
  measured: ReadonlyMap<string, Measured>,
): readonly GoalOutcome[] {
  return goals.flatMap((goal): readonly GoalOutcome[] => {
    const own = measured.get(goal.contender);
    if (!own) return [];
    if ("against" in goal) {
      const other = measured.get(goal.against);
      if (!other) return [];
      const times = other.milliseconds / own.milliseconds;
      const said = `${goal.contender} ${times.toFixed(2)}x ${goal.against} (goal ${goal.atLeast}x)`;
      return [{ goal, met: times >= goal.atLeast, said }];
    }
    if ("perSecond" in goal) {
      const [rate, wanted] = [own.perSecond, goal.perSecond].map((one) =>
        Math.round(one).toLocaleString("en"),
      );
      const said = `${goal.contender} ${rate}/s (goal ${wanted}/s)`;
      return [{ goal, met: own.perSecond >= goal.perSecond, said }];
    }
    const figures = Object.entries(own.figures).filter(
      ([name]) => name === goal.figure || name.endsWith(`: ${goal.figure}`),
    );
    const [name, worst] = figures.toSorted(([, a], [, b]) => b - a)[0] ?? [goal.figure, Number.NaN];
    const said = `${goal.contender} ${name} ${worst.toFixed(1)} (goal at most ${goal.atMost})`;
    return [{ goal, met: worst <= goal.atMost, said }];
  });
}
