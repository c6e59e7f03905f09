/**
 * Where a function changes its sign between two arguments, to the last digits a double holds there. `f` must not have the
 * same sign at both; a root at an end is that end. Infinite values are taken for their sign alone.
 *
 * Chandrupatla's method: inverse quadratic interpolation where the last three points show that it will work, bisection
 * elsewhere, so that a kink or a pole only costs steps.
 *
 * @source Chandrupatla (1997), A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function
 *   without using derivatives, Advances in Engineering Software 28(3) 145–149
 */
export function crossing(f: (x: number) => number, low: number, high: number): number {
  let a = low;
  let b = high;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  let part = 0.5;
  for (let step = 0; step < 200; step++) {
    const x = a + part * (b - a);
    const fx = f(x);
    // The third point is the one that the new one pushes out.
    let c = a;
    let fc = fa;
    if (Math.sign(fx) !== Math.sign(fa)) {
      c = b;
      fc = fb;
      b = a;
      fb = fa;
    }
    a = x;
    fa = fx;
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const width = Math.abs(b - a);
    const least = 2 ** -52 * Math.abs(best) + 1e-300;
    if (fa === 0 || width <= 2 * least) return best;
    const xi = (a - b) / (c - b);
    const phi = (fa - fb) / (fc - fb);
    const smooth = phi * phi < xi && (1 - phi) ** 2 < 1 - xi && Number.isFinite(fa * fb * fc);
    const guess = smooth
      ? (fa / (fb - fa)) * (fc / (fb - fc)) + (((c - a) / (b - a)) * (fa / (fc - fa)) * fb) / (fc - fb)
      : 0.5;
    const margin = least / width;
    part = Math.min(1 - margin, Math.max(margin, guess));
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b;
}
