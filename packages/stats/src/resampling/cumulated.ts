/** Sums of the probabilities up to and with each, from one end. */
export function cumulated(probabilities: Float64Array): Float64Array {
  const sums = new Float64Array(probabilities.length);
  let sum = 0;
  for (let index = 0; index < sums.length; index++) {
    sum += probabilities[index] as number;
    sums[index] = Math.min(1, sum);
  }
  return sums;
}

/** The first position at which the sums reach a share. */
export function firstReaching(sums: Float64Array, share: number): number {
  const needed = reached(share);
  let below = -1;
  let reaching = sums.length - 1;
  while (reaching - below > 1) {
    const middle = (below + reaching) >> 1;
    if ((sums[middle] as number) >= needed) reaching = middle;
    else below = middle;
  }
  return reaching;
}

/** What counts as having reached a share: one that is met exactly must not be missed by its last digits. */
export function reached(share: number): number {
  return share * (1 - 1e-9);
}
