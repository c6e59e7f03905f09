import { answer, scores } from "./yardstick.ts";

let data: number[] = [];

export function prepare(size: number): void {
  data = scores(size);
}

/** The two lines found on the web. */
export function run(): string {
  const promoters = data.filter((score) => score >= 9).length;
  const detractors = data.filter((score) => score <= 6).length;
  return answer(promoters, detractors, data.length);
}
