import { requireDomain } from "../domain.ts";
import type { RandomSource } from "./random-source.ts";

/**
 * Random numbers that are the same for the same seed, on every machine: the generator xoshiro128**, seeded by SplitMix64
 * as its authors advise. Each number takes two 32-bit outputs, for 53 random bits.
 *
 * Not for secrets: who sees a few numbers can tell the next ones.
 *
 * @param seed whole number, negative ones included; near seeds give sequences that have nothing in common
 * @returns a source of its own: two with one seed run alike and do not disturb each other
 * @throws {RangeError} when the seed is not a safe whole number
 * @source Blackman and Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4) 36; Steele, Lea and
 *   Flood (2014), Fast splittable pseudorandom number generators, OOPSLA 453–472
 * @example seededRandom(1)().toFixed(6) // => "0.394672"
 */
export function seededRandom(seed: number): RandomSource {
  requireDomain(Number.isSafeInteger(seed), "seededRandom requires a safe whole number", seed);
  const first = splitMix64(BigInt(seed), 1n);
  const second = splitMix64(BigInt(seed), 2n);
  let a = Number(BigInt.asIntN(32, first));
  let b = Number(BigInt.asIntN(32, first >> 32n));
  let c = Number(BigInt.asIntN(32, second));
  let d = Number(BigInt.asIntN(32, second >> 32n));

  function next(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  }

  return () => {
    const high = next() >>> 5;
    return (high * 2 ** 26 + (next() >>> 6)) * 2 ** -53;
  };
}

function rotate(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}

/** The output at that position of SplitMix64, of 64 bits. */
function splitMix64(seed: bigint, position: bigint): bigint {
  let z = BigInt.asUintN(64, seed + position * 0x9e37_79b9_7f4a_7c15n);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58_476d_1ce4_e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d0_49bb_1331_11ebn);
  return z ^ (z >> 31n);
}
