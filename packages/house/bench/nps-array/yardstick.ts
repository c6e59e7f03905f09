import type { Workload } from "../workload.ts";

export const workload: Workload = {
  title: "NPS of an array",
  size: 10_000_000,
  smokeSize: 10_000,
  unit: "scores",
  goals: [
    { contender: "cxkit", against: "yardstick", atLeast: 1 },
    { contender: "cxkit", against: "simple-statistics", atLeast: 10 },
  ],
};

/** Shares of the scores 0 to 10 in thousandths, as in a usual survey. */
const shape = [18, 8, 12, 14, 18, 50, 50, 110, 210, 190, 320];

/** Seeded scores of that shape. */
export function scores(size: number): number[] {
  const ladder = shape.flatMap((share, score) => Array.from({ length: share }, () => score));
  let state = 42;
  return Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return ladder[(state >>> 8) % ladder.length] ?? 0;
  });
}

/** What contenders must agree on. */
export function answer(promoters: number, detractors: number, n: number): string {
  return (((promoters - detractors) / n) * 100).toFixed(6);
}

let data: number[] = [];

export function prepare(size: number): void {
  data = scores(size);
}

/** The branchless loop: nothing for the processor to guess, the counts in locals. */
export function run(): string {
  const own = data;
  const n = own.length;
  let promoters = 0;
  let detractors = 0;
  for (let index = 0; index < n; index += 1) {
    const score = own[index] as number;
    promoters = (promoters + ((8 - score) >>> 31)) | 0;
    detractors = (detractors + ((score - 7) >>> 31)) | 0;
  }
  return answer(promoters, detractors, n);
}
