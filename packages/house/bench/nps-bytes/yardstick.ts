import type { Workload } from "../workload.ts";
import { answer, scores } from "../nps-array/yardstick.ts";

export const workload: Workload = {
  title: "NPS of a Uint8Array",
  size: 10_000_000,
  smokeSize: 10_000,
  unit: "scores",
  goals: [
    { contender: "cxkit", against: "naive-loop", atLeast: 5 },
    { contender: "cxkit", against: "yardstick", atLeast: 0.5 },
  ],
};

let data = new Uint8Array(0);

export function prepare(size: number): void {
  data = Uint8Array.from(scores(size));
}

/** The branchless loop: nothing for the processor to guess, the counts in locals; it checks no score. */
export function run(): string {
  const own = data;
  let promoters = 0;
  let detractors = 0;
  for (let i = 0; i < own.length; i++) {
    const score = own[i] as number;
    promoters = (promoters + Number(score >= 9)) | 0;
    detractors = (detractors + Number(score <= 6)) | 0;
  }
  return answer(promoters, detractors, own.length);
}
