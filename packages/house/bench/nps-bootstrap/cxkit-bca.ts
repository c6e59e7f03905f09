import { bootstrapNetBcaInterval } from "@cxkit/stats/resampling";
import { answer, counts } from "./yardstick.ts";

let size = 0;

export function prepare(scores: number): void {
  size = scores;
}

/** The BCa interval from the exact distribution. */
export function run(): string {
  const { promoters, passives, detractors } = counts(size);
  const { low, high } = bootstrapNetBcaInterval({
    favorable: promoters,
    neutral: passives,
    unfavorable: detractors,
  });
  return answer(low, high, size);
}
