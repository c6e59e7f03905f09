import { answer, scores } from "../nps-array/yardstick.ts";

let data = new Uint8Array(0);

export function prepare(size: number): void {
  data = Uint8Array.from(scores(size));
}

/** The loop as most would write it: the processor guesses every third score wrong. */
export function run(): string {
  const own = data;
  let promoters = 0;
  let detractors = 0;
  for (let i = 0; i < own.length; i++) {
    const score = own[i] as number;
    if (score >= 9) promoters += 1;
    else if (score <= 6) detractors += 1;
  }
  return answer(promoters, detractors, own.length);
}
