import { requireDomain } from "../domain.ts";

/** What one arm of an experiment shows, whatever was measured: a mean, a share, a net share, a ratio. */
export interface ArmEstimate {
  /** The estimate, in its unit. */
  readonly value: number;
  /** Its standard error, same unit, ≥ 0. */
  readonly standardError: number;
  /** Subjects it rests on: those who were randomised, not their visits. */
  readonly n: number;
  /** Degrees of freedom of the standard error where it is that of a mean; none for shares. */
  readonly degreesOfFreedom?: number;
}

/** Stops at arms that cannot be compared. */
export function requireArms(caller: string, ...arms: readonly ArmEstimate[]): void {
  for (const { value, standardError, n } of arms) {
    requireDomain(
      Number.isFinite(value) && Math.abs(value) <= 1e300,
      `${caller} requires finite values (at most 1e300)`,
      value,
    );
    requireDomain(
      standardError >= 0 && standardError <= 1e300,
      `${caller} requires finite standard errors ≥ 0 (at most 1e300)`,
      standardError,
    );
    requireDomain(n > 0 && n < Infinity, `${caller} requires a finite n > 0`, n);
  }
}

/** Mean and the sum of squares around it, of finite numbers, in two passes. */
export function moments(
  caller: string,
  values: ArrayLike<number>,
): { readonly n: number; readonly mean: number; readonly squares: number } {
  const n = values.length;
  requireDomain(n > 1, `${caller} requires at least 2 values`, n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const value = values[i] as number;
    requireDomain(Number.isFinite(value), `${caller} requires finite values`, `${value} at ${i}`);
    sum += value;
  }
  const rough = sum / n;
  let rest = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const deviation = (values[i] as number) - rough;
    rest += deviation;
    squares += deviation * deviation;
  }
  requireDomain(squares < Infinity, `${caller} requires values whose squares are finite`, rough);
  return { n, mean: rough + rest / n, squares: Math.max(0, squares - (rest * rest) / n) };
}
