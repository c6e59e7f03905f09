import { mean, standardDeviation } from "simple-statistics";
import { scores } from "./yardstick.ts";

let data: number[] = [];

export function prepare(size: number): void {
  data = scores(size);
}

/** Scores mapped to −100, 0 and 100; their mean, and the standard deviation that an interval needs. */
export function run(): string {
  const mapped = data.map((score) => (score >= 9 ? 100 : score <= 6 ? -100 : 0));
  const value = mean(mapped);
  const spread = standardDeviation(mapped);
  return Number.isFinite(spread) ? value.toFixed(6) : "no spread";
}
