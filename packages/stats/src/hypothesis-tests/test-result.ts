/** Which departures from the null hypothesis count against it: any, or only those in which the first is greater or less. */
export type Alternative = "two-sided" | "greater" | "less";

/** A test of a hypothesis. Plain JSON: finite numbers only. */
export interface TestResult {
  /** Name of the test, e.g. `welch-t`. */
  readonly test: string;
  readonly alternative: Alternative;
  /** Test statistic; positive where the first sample is greater, unless the test has no direction. */
  readonly statistic: number;
  /** Degrees of freedom, of the numerator where there are two. */
  readonly degreesOfFreedom?: number;
  /** Degrees of freedom of the denominator of an F test. */
  readonly denominatorDegreesOfFreedom?: number;
  /** Probability of a statistic at least as extreme if the null hypothesis held, from the tail so that it keeps its digits. */
  readonly pValue: number;
}

/** What every test with a direction can be told. */
export interface TestOptions {
  /** Which departures count; "two-sided" unless told. */
  readonly alternative?: Alternative;
}

/** What a test that also gives an interval can be told. The interval is two-sided whatever the alternative. */
export interface IntervalTestOptions extends TestOptions {
  /** Confidence level of the interval, strictly between 0 and 1; 0.95 unless told. */
  readonly confidenceLevel?: number;
}
