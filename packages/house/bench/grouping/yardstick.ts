import type { Workload } from "../workload.ts";

export const workload: Workload = {
  title: "NPS with its interval by channel, touchpoint and week",
  size: 10_000_000,
  smokeSize: 20_000,
  unit: "rows",
  goals: [
    { contender: "cxkit", against: "duckdb", atLeast: 5 },
    { contender: "cxkit", against: "c", atLeast: 0.5 },
  ],
};

/** Answers in time order, as columns. Codes are from 1, as 0 says "absent". */
export interface Answers {
  /** Milliseconds since 1970-01-01T00:00Z, ascending. */
  readonly time: Float64Array;
  readonly channel: Uint8Array;
  readonly touchpoint: Uint8Array;
  readonly segment: Uint8Array;
  /** 0 … 10. */
  readonly score: Uint8Array;
}

export const channels = 8;
export const touchpoints = 24;
export const segments = 50;
export const start = Date.UTC(2025, 0, 1);
export const days = 365;
export const dayLength = 24 * 60 * 60 * 1000;
/** Monday of the first week. */
export const firstMonday = start - 2 * dayLength;
export const weeks = 53;

/** Shares of the scores 0 to 10 in thousandths, as in a usual survey. */
const shape = [18, 8, 12, 14, 18, 50, 50, 110, 210, 190, 320];

/** Seeded answers over a year: few channels, touchpoints and segments make up most of them. */
export function answers(size: number): Answers {
  const next = xorshift(20_250_101);
  const scores = Uint8Array.from(shape.flatMap((share, score) => Array.from({ length: share }, () => score)));
  const rows: Answers = {
    time: new Float64Array(size),
    channel: new Uint8Array(size),
    touchpoint: new Uint8Array(size),
    segment: new Uint8Array(size),
    score: new Uint8Array(size),
  };
  const span = days * dayLength;
  for (let row = 0; row < size; row += 1) {
    rows.time[row] = Math.floor(start + (span * (row + next())) / size);
    rows.channel[row] = 1 + Math.floor(channels * next() ** 1.8);
    rows.touchpoint[row] = 1 + Math.floor(touchpoints * next() ** 1.6);
    rows.segment[row] = 1 + Math.floor(segments * next() ** 2);
    rows.score[row] = scores[Math.floor(next() * scores.length)]!;
  }
  return rows;
}

/** What contenders must agree on: how many groups, answers and points, and the sums of all limits. */
export interface Summary {
  groups: number;
  n: number;
  value: number;
  low: number;
  high: number;
}

export const nothing = (): Summary => ({ groups: 0, n: 0, value: 0, low: 0, high: 0 });

/** Adds one group's NPS and its adjusted Wald interval (Rocks 2016). */
export function addGroup(into: Summary, promoters: number, detractors: number, n: number): void {
  if (n === 0) return;
  const favorable = (promoters + 0.75) / (n + 3);
  const unfavorable = (detractors + 0.75) / (n + 3);
  const net = favorable - unfavorable;
  const margin = 1.959963984540054 * Math.sqrt((favorable + unfavorable - net * net) / (n + 3));
  into.groups += 1;
  into.n += n;
  into.value += (100 * (promoters - detractors)) / n;
  into.low += 100 * (net - margin);
  into.high += 100 * (net + margin);
}

export function told({ groups, n, value, low, high }: Summary): string {
  return `${groups} groups, ${n} answers, ${[value, low, high].map((sum) => sum.toFixed(3)).join(" ")}`;
}

let data: Answers;

export function prepare(size: number): void {
  data = answers(size);
}

/** The loop over typed arrays as one would write it: a group's number from the columns, three counters a group. */
export function run(): string {
  const { time, channel, touchpoint, score } = data;
  const counts = new Uint32Array(channels * touchpoints * weeks * 3);
  for (let row = 0; row < time.length; row += 1) {
    const week = Math.floor((time[row]! - firstMonday) / (7 * dayLength));
    const group = ((channel[row]! - 1) * touchpoints + touchpoint[row]! - 1) * weeks + week;
    counts[group * 3 + (score[row]! >= 9 ? 2 : score[row]! <= 6 ? 0 : 1)]!++;
  }
  const summary = nothing();
  for (let at = 0; at < counts.length; at += 3) {
    const [detractors = 0, passives = 0, promoters = 0] = counts.subarray(at, at + 3);
    addGroup(summary, promoters, detractors, detractors + passives + promoters);
  }
  return told(summary);
}

/** Uniform on [0, 1); Marsaglia (2003), Xorshift RNGs, Journal of Statistical Software 8(14). */
function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
