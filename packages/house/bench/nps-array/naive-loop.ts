import { answer, scores } from "./yardstick.ts";

let data: number[] = [];

export function prepare(size: number): void {
  data = scores(size);
}

/** The loop as most would write it. */
export function run(): string {
  let promoters = 0;
  let detractors = 0;
  for (const score of data) {
    if (score >= 9) promoters += 1;
    else if (score <= 6) detractors += 1;
  }
  return answer(promoters, detractors, data.length);
}
