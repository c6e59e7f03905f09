/**
 * Logarithm of the integral of exp(f) over −700…700, for an f that rises to one peak and falls off again; some 1e-13
 * relative where f is analytic within a strip around the line and falls at least as fast as a straight line.
 *
 * The trapezoid rule in u, where the argument is the peak plus width · sinh(u): narrow peaks get many points, long
 * exponential tails few. The step is halved until that changes nothing; when it changed 1e-8, the error left is about the
 * square of that.
 */
export function logPeakIntegral(f: (s: number) => number): number {
  const peak = peakOf(f);
  const height = f(peak);
  if (height === -Infinity) return -Infinity;
  const left = distanceTo(f, peak, -1, height - 45);
  const right = distanceTo(f, peak, 1, height - 45);
  const width = Math.min(distanceTo(f, peak, -1, height - 0.5), distanceTo(f, peak, 1, height - 0.5));
  const from = -Math.asinh(left / width);
  const to = Math.asinh(right / width);
  const at = (u: number): number => Math.exp(f(peak + width * Math.sinh(u)) - height) * Math.cosh(u);
  let count = 48;
  let sum = 0;
  for (let i = 1; i < count; i++) sum += at(from + ((to - from) * i) / count);
  for (;;) {
    const before = sum / count;
    count *= 2;
    for (let i = 1; i < count; i += 2) sum += at(from + ((to - from) * i) / count);
    const now = sum / count;
    if (Math.abs(now - before) <= 1e-8 * now || count > 20_000)
      return height + Math.log(now * (to - from) * width);
  }
}

/** Golden-section search; the peak need not be met exactly. */
function peakOf(f: (s: number) => number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = -edge;
  let high = edge;
  let [one, other] = [high - golden * (high - low), low + golden * (high - low)];
  let [atOne, atOther] = [f(one), f(other)];
  while (high - low > 1e-7 * (1 + Math.abs(low))) {
    if (atOne > atOther) {
      high = other;
      [other, atOther] = [one, atOne];
      one = high - golden * (high - low);
      atOne = f(one);
    } else {
      low = one;
      [one, atOne] = [other, atOther];
      other = low + golden * (high - low);
      atOther = f(other);
    }
  }
  return (low + high) / 2;
}

/** How far from the peak, in one direction, f has fallen below a level: within a few percent, and not past the edge. */
function distanceTo(f: (s: number) => number, peak: number, direction: 1 | -1, level: number): number {
  let near = 0;
  let far = 1e-6;
  const most = edge - direction * peak;
  while (far < most && f(peak + direction * far) > level) {
    near = far;
    far *= 2;
  }
  if (far >= most) return most;
  for (let step = 0; step < 6; step++) {
    const middle = (near + far) / 2;
    if (f(peak + direction * middle) > level) near = middle;
    else far = middle;
  }
  return far;
}

const edge = 700;
