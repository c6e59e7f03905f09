import { bootstrapNetBcaInterval } from "@cxkit/stats/resampling";
import { answer, counts, millionFigures } from "./yardstick.ts";

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

export function figures(): { readonly [name: string]: number } {
  return millionFigures(limits);
}
