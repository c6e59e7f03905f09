import { calendarEdges } from "@cxkit/core/store-rules";
import { groupScale } from "@cxkit/store-memory";
import { type Answers, addGroup, answers, channels, nothing, told, touchpoints } from "./yardstick.ts";

let data: Answers;

export function prepare(size: number): void {
  data = answers(size);
}

/** All eleven points counted, weeks cut in a named zone. */
export function run(): string {
  const { time, channel, touchpoint, score } = data;
  const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `n${at}`);
  const { cells, width, counts } = groupScale({
    position: score,
    size: 11,
    by: [
      { codes: channel, values: names(channels) },
      { codes: touchpoint, values: names(touchpoints) },
    ],
    time,
    edges: calendarEdges("week", "UTC", time[0]!, time.at(-1)! + 1),
  });
  const summary = nothing();
  for (let cell = 0; cell < cells; cell += 1) {
    const at = cell * width;
    let detractors = 0;
    for (let point = 0; point <= 6; point += 1) detractors += counts[at + point]!;
    const promoters = counts[at + 9]! + counts[at + 10]!;
    addGroup(summary, promoters, detractors, detractors + counts[at + 7]! + counts[at + 8]! + promoters);
  }
  return told(summary);
}
