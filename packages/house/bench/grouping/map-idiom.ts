import { type Answers, addGroup, answers, dayLength, firstMonday, nothing, told } from "./yardstick.ts";

let data: Answers;

export function prepare(size: number): void {
  data = answers(size);
}

/** A Map of scores per group, by a key in words. */
export function run(): string {
  const groups = new Map<string, { promoters: number; detractors: number; n: number }>();
  for (const [row, score] of data.score.entries()) {
    const week = Math.floor((data.time[row]! - firstMonday) / (7 * dayLength));
    const key = `${data.channel[row]}|${data.touchpoint[row]}|${week}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { promoters: 0, detractors: 0, n: 0 }));
    group.n += 1;
    if (score >= 9) group.promoters += 1;
    else if (score <= 6) group.detractors += 1;
  }
  const summary = nothing();
  for (const { promoters, detractors, n } of groups.values()) addGroup(summary, promoters, detractors, n);
  return told(summary);
}
