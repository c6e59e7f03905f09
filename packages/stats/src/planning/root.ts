/**
 * The positive x at which an increasing function reaches a value, by Ridders' method on the logarithm of x; `least` where
 * the function is there from the start. `undefined` where it never gets there.
 *
 * @source Ridders (1979), A new algorithm for computing a single root of a real continuous function, IEEE Transactions on
 *   Circuits and Systems 26(11) 979–980
 */
export function whereReached(
  increasing: (x: number) => number,
  value: number,
  least: number,
  most = 1e15,
): number | undefined {
  const above = (x: number): number => increasing(x) - value;
  let low = least;
  let lowValue = above(low);
  if (lowValue >= 0) return low;
  let high = Math.min(Math.max(2 * low, low + 1e-3), most);
  let highValue = above(high);
  while (highValue < 0) {
    if (high >= most) return undefined;
    [low, lowValue] = [high, highValue];
    high = Math.min(high * 2, most);
    highValue = above(high);
  }
  for (let step = 0, last = 0; step < 100; step++) {
    const middle = Math.sqrt(low) * Math.sqrt(high);
    const middleValue = above(middle);
    if (middleValue === 0) return middle;
    const root = Math.sqrt(middleValue * middleValue - lowValue * highValue);
    const towards = (Math.log(high / low) / 2) * (-middleValue / root);
    const next = Math.min(Math.max(middle * Math.exp(towards), low), high);
    const nextValue = above(next);
    if (nextValue === 0 || Math.abs(next - last) <= 1e-14 * next) return next;
    last = next;
    for (const [x, y] of [
      [middle, middleValue],
      [next, nextValue],
    ] as const) {
      if (y < 0 && x > low) [low, lowValue] = [x, y];
      else if (y > 0 && x < high) [high, highValue] = [x, y];
    }
  }
  return high;
}
