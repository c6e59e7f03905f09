/**
 * Logarithm of the integral over the whole line of a function with one peak, by the trapezoidal rule with ever smaller
 * steps: for smooth functions that fall off on both sides each halving about doubles the correct digits.
 *
 * @param logOf logarithm of the integrand; it may be −Infinity right of the peak
 * @param from left of the peak
 * @param to right of it
 * @source Trefethen and Weideman (2014), The exponentially convergent trapezoidal rule, SIAM Review 56(3) 385–458
 */
export function logIntegral(logOf: (u: number) => number, from: number, to: number): number {
  const peak = peakBetween(logOf, from, to);
  const top = logOf(peak);
  if (top === -Infinity) return -Infinity;
  const integrand = (u: number): number => Math.exp(logOf(u) - top);
  let step = Math.min(fallOff(integrand, peak, 1), fallOff(integrand, peak, -1));
  let sum = 1 + side(integrand, peak + step, step) + side(integrand, peak - step, -step);
  for (let halving = 0; halving < 6; halving++) {
    const between = side(integrand, peak + step / 2, step) + side(integrand, peak - step / 2, -step);
    const change = Math.abs(between - sum);
    sum += between;
    step /= 2;
    // The next error would be about the square of this one.
    if (change < 1e-8 * sum) break;
  }
  return top + Math.log(sum * step);
}

function side(integrand: (u: number) => number, from: number, step: number): number {
  let sum = 0;
  let largest = 0;
  for (let u = from, points = 0; points < 100_000; u += step, points++) {
    const height = integrand(u);
    sum += height;
    largest = Math.max(largest, height);
    if (height <= 1e-18 * Math.max(sum, largest)) break;
  }
  return sum;
}

/** How far from its peak the integrand has fallen to about a third. */
function fallOff(integrand: (u: number) => number, peak: number, direction: 1 | -1): number {
  let far = 1;
  while (integrand(peak + direction * far) > 0.3 && far < 1e6) far *= 2;
  let near = 0;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (near + far) / 2;
    const height = integrand(peak + direction * middle);
    if (height > 0.4) near = middle;
    else if (height < 0.2) far = middle;
    else return middle;
  }
  return far;
}

/** By golden sections, until the points left are about as high as each other. */
function peakBetween(logOf: (u: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [logOf(left), logOf(right)];
  for (let step = 0; step < 70; step++) {
    const middle = (left + right) / 2;
    if (Math.abs(atLeft - atRight) < 0.1 && logOf(middle) - atLeft < 0.1) return middle;
    if (atLeft >= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = logOf(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = logOf(right);
    }
  }
  return (low + high) / 2;
}
