import { nps } from "@cxkit/metrics";
import { scores } from "./yardstick.ts";

let data: number[] = [];

export function prepare(size: number): void {
  data = scores(size);
}

/** Every score checked, and an interval besides. */
export function run(): string {
  const { value } = nps(data);
  return value === null ? "none" : value.toFixed(6);
}
