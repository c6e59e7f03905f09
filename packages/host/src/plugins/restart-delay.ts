/** How long restarts wait. */
export interface RestartPace {
  /** Milliseconds of the shortest and the longest wait. */
  readonly first: number;
  readonly longest: number;
}

/**
 * Milliseconds to wait before code that crashed is started again: twice as long after every crash that follows another, spread out, so
 * that what crashed together does not come back together.
 *
 * @param streak crashes in a row, 1 or more
 * @param random 0 ≤ random < 1
 * @throws {RangeError} when streak is less than 1
 * @example restartDelay(1, 0.5) // => 1500
 * @example restartDelay(9, 0) // => 30000
 */
export function restartDelay(
  streak: number,
  random: number,
  { first, longest }: RestartPace = { first: 1000, longest: 60_000 },
): number {
  if (!(streak >= 1)) throw new RangeError(`restartDelay requires streak ≥ 1, got ${streak}`);
  const ceiling = Math.min(longest, first * 2 ** Math.min(streak, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
