import { mean, sampleWithReplacement } from "simple-statistics";
import { answer, classes, middle, resamples } from "./yardstick.ts";

let data: number[] = [];

export function prepare(size: number): void {
  data = classes(size);
}

/** Its resampling function, and its mean. */
export function run(): string {
  const replicates = Float64Array.from({ length: resamples }, () =>
    mean(sampleWithReplacement(data, data.length)),
  );
  return answer(...middle(replicates), data.length);
}
