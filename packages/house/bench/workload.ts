/** What a workload says about itself: the export `workload` of its `yardstick.ts`. */
export interface Workload {
  readonly title: string;
  /** How much is worked on when it counts, and in the smoke test. */
  readonly size: number;
  readonly smokeSize: number;
  /** What `size` counts: `scores`, `rows`. */
  readonly unit: string;
  /** What must hold. */
  readonly goals?: readonly Goal[];
}

export type Goal = RatioGoal | RateGoal | FigureGoal;

/** `contender` takes at most `1 / atLeast` of the time of `against`. */
export interface RatioGoal {
  readonly contender: string;
  readonly against: string;
  readonly atLeast: number;
}

/** `contender` does at least so many of the workload's units a second. */
export interface RateGoal {
  readonly contender: string;
  readonly perSecond: number;
}

/** A figure of `contender` is at most so much; one that is told of several things (`what: figure`), of each of them. */
export interface FigureGoal {
  readonly contender: string;
  readonly figure: string;
  readonly atMost: number;
}

/** What each file of a workload exports. All contenders work on the same data and must give the same checksum. */
export interface Contender {
  /** Whether this machine has what the contender needs (a compiler, a server); without this function, it has. */
  available?(): boolean;
  /** Makes the data; not measured. */
  prepare(size: number): void | Promise<void>;
  /** Called before each run; not measured. */
  ready?(): void | Promise<void>;
  /** The work; its answer as text, rounded to what all contenders must agree on. */
  run(): string | Promise<string>;
  /** What else was measured, by name: the least of the rounds is printed. */
  figures?(): { readonly [name: string]: number };
  /** Gives back what `prepare` took (a process, a file). */
  close?(): void | Promise<void>;
}

/** One measurement: a fresh process that ran the work a few times. */
export interface Measurement {
  readonly milliseconds: number;
  readonly checksum: string;
  readonly peakMegabytes: number;
  readonly figures?: { readonly [name: string]: number };
}
