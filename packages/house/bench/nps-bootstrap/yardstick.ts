import type { Workload } from "../workload.ts";

export const workload: Workload = {
  title: "95 % bootstrap interval of an NPS, 10,000 resamples or exact",
  size: 2000,
  smokeSize: 400,
  unit: "scores",
  // The naive loop takes a quarter to half a second: the exact interval under 1 ms, the seeded draws under 8 ms.
  goals: [
    { contender: "cxkit-exact", against: "yardstick", atLeast: 500 },
    { contender: "cxkit-bca", against: "yardstick", atLeast: 500 },
    { contender: "cxkit-multinomial", against: "yardstick", atLeast: 30 },
    { contender: "cxkit-exact", against: "simple-statistics", atLeast: 500 },
  ],
};

export const resamples = 10_000;

/** Promoters, passives and detractors in a usual survey of that size. */
export function counts(size: number): { promoters: number; passives: number; detractors: number } {
  const promoters = Math.round(0.51 * size);
  const detractors = Math.round(0.24 * size);
  return { promoters, passives: size - promoters - detractors, detractors };
}

/** The same as scores −1, 0 and 1. */
export function classes(size: number): number[] {
  const { promoters, passives, detractors } = counts(size);
  return [
    ...Array.from({ length: promoters }, () => 1),
    ...Array.from({ length: passives }, () => 0),
    ...Array.from({ length: detractors }, () => -1),
  ];
}

/** Limits in points, as coarse as 10,000 resamples can tell: what contenders must agree on. */
export function answer(low: number, high: number, size: number): string {
  const { promoters, detractors } = counts(size);
  const net = (promoters - detractors) / size;
  const margin = 1.96 * Math.sqrt((promoters + detractors) / size / size - (net * net) / size);
  const near = (limit: number, expected: number) => Math.abs(limit - expected) < 0.12 * margin;
  return near(low, net - margin) && near(high, net + margin) ? "as expected" : `${low} to ${high}`;
}

/** What an exact interval takes for a million answers: the least of 15. */
export function millionFigures(limits: (size: number) => unknown): { readonly [name: string]: number } {
  let least = Infinity;
  for (let round = 0; round < 15; round += 1) {
    const before = performance.now();
    limits(1_000_000);
    least = Math.min(least, performance.now() - before);
  }
  return { "ms for a million scores": least };
}

/** The limits of sorted replicates. */
export function middle(replicates: Float64Array): readonly [number, number] {
  const sorted = replicates.toSorted();
  return [sorted[Math.floor(0.025 * sorted.length)] ?? NaN, sorted[Math.floor(0.975 * sorted.length)] ?? NaN];
}

let data = new Int8Array();

export function prepare(size: number): void {
  data = Int8Array.from(classes(size));
}

/** The loop as one would write it: draw every answer of every resample. */
export function run(): string {
  const n = data.length;
  const replicates = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample += 1) {
    let sum = 0;
    for (let drawn = 0; drawn < n; drawn += 1) sum += data[Math.floor(Math.random() * n)] ?? 0;
    replicates[resample] = sum / n;
  }
  return answer(...middle(replicates), n);
}
