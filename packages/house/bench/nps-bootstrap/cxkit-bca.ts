import { bootstrapNetBcaInterval } from "@cxkit/stats/resampling";
import { answer, counts } from "./yardstick.ts";

let size = 0;

export function prepare(scores: number): void {
  size = scores;
}

/** Limits for that many answers. */
function limits(scores: number) {
  const { promoters, passives, detractors } = counts(scores);
  return bootstrapNetBcaInterval({ favorable: promoters, neutral: passives, unfavorable: detractors });
}

/** The BCa interval from the exact distribution. */
export function run(): string {
  const { low, high } = limits(size);
  return answer(low, high, size);
}

/** What it takes for a million answers: the least of 15. */
export function figures(): { readonly [name: string]: number } {
  let least = Infinity;
  for (let round = 0; round < 15; round += 1) {
    const before = performance.now();
    limits(1_000_000);
    least = Math.min(least, performance.now() - before);
  }
  return { "ms for a million scores": least };
}
