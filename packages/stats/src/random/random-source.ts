/** Gives the next number of a sequence that is uniform on 0 ≤ u < 1, with 53 random bits. `Math.random` is one, without a seed. */
export type RandomSource = () => number;
