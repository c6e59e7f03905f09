/** A seeded source of randomness: the same seed gives the same retailer everywhere. */
export interface Random {
  /** Uniform on [0, 1). */
  next(): number;
  /** One of the entries, each equally likely. */
  pick<T>(from: readonly T[]): T;
  /** Normal with mean 0 and standard deviation 1. */
  normal(): number;
}

/**
 * Seeded generator (sfc32), enough for making data, not for inference or secrets.
 *
 * @source Doty-Humphrey (2010), PractRand: sfc32
 */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  const word = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i += 1) word();
  const next = (): number => word() / 2 ** 32;
  return {
    next,
    pick: (from) => from[Math.floor(next() * from.length)]!,
    // Box–Muller; 1 − u keeps the logarithm finite.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}
