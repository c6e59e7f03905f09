import { bootstrapReplicates } from "@cxkit/stats/resampling";
import { answer, counts, middle, resamples } from "./yardstick.ts";

let size = 0;

export function prepare(scores: number): void {
  size = scores;
}

/** Seeded resamples of the counts, one multinomial draw each. */
export function run(): string {
  const { promoters, passives, detractors } = counts(size);
  const { replicates } = bootstrapReplicates(
    [detractors, passives, promoters],
    ([down = 0, passive = 0, up = 0]) => (up - down) / (down + passive + up),
    { replicates: resamples },
  );
  return answer(...middle(Float64Array.from(replicates)), size);
}
