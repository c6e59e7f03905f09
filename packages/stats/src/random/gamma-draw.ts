import { logExcess } from "../distributions/log-gamma.ts";
import { requireDomain } from "../domain.ts";
import { normalDraw } from "./normal-draw.ts";
import type { RandomSource } from "./random-source.ts";

/**
 * One draw from the gamma distribution of that shape and scale 1. Multiply by the scale wanted.
 *
 * Shapes far below 1 put much of their mass below the smallest double, where the draw is 0.
 *
 * @param random uniform numbers on 0 ≤ u < 1, such as {@link seededRandom} gives
 * @param shape above 0 (1e-300), at most 1e12
 * @throws {RangeError} unless the shape is between 1e-300 and 1e12
 * @source Marsaglia and Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26(3) 363–372
 * @example
 * import { gammaDraw, seededRandom } from "@cxkit/stats/random";
 * gammaDraw(seededRandom(1), 3).toFixed(6) // => "2.180787"
 */
export function gammaDraw(random: RandomSource, shape: number): number {
  requireShape("gammaDraw requires a shape", shape);
  return shape < 1 ? Math.exp(logGammaDraw(random, shape)) : scaledCube(random, shape);
}

/** Logarithm of a gamma draw, finite also where the draw itself is too small for a double. Unchecked. */
export function logGammaDraw(random: RandomSource, shape: number): number {
  if (shape >= 1) return Math.log(scaledCube(random, shape));
  return Math.log(scaledCube(random, shape + 1)) + Math.log(1 - random()) / shape;
}

export function requireShape(requirement: string, shape: number): void {
  requireDomain(shape >= 1e-300 && shape <= 1e12, `${requirement} between 1e-300 and 1e12`, shape);
}

/** Shapes from 1: a normal draw, shifted, scaled and cubed, is nearly a gamma draw; a few have to be rejected. */
function scaledCube(random: RandomSource, shape: number): number {
  const size = shape - 1 / 3;
  const spread = 1 / Math.sqrt(9 * size);
  for (;;) {
    const x = normalDraw(random);
    const t = spread * x;
    if (t <= -1) continue;
    const u = 1 - random();
    const accepted =
      u < 1 - 0.0331 * x ** 4 ||
      // x²/2 + size (1 − v + log v) for v = (1 + t)³, without the terms that cancel.
      Math.log(u) < (x * x) / 2 - size * (3 * logExcess(t) + t * t * (3 + t));
    if (accepted) return size * (1 + t) ** 3;
  }
}
