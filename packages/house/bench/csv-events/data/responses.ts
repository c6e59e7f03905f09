import { z } from "zod";

/** A validated row, as an application's own schema would have it. */
const row = z.object({
  response_id: z.string().min(1),
  submitted_at: z.iso.datetime(),
  channel: z.string().min(1),
  touchpoint: z.string().min(1),
  segment: z.string().min(1),
  customer: z.string().min(1),
  score: z
    .string()
    .regex(/^(?:\d|10)$/)
    .transform(Number),
  comment: z.string(),
});

/** What the peers keep of a response: the envelope's words, without our ledger, revisions and columns. */
export interface Response {
  readonly id: string;
  readonly time: string;
  readonly channel: string;
  readonly dimensions: { readonly [name: string]: string };
  readonly score: number;
  readonly comment: string | null;
}

/** Validates a row with zod; throws where it is none. */
export function validated(cells: unknown): Response {
  const { response_id, submitted_at, channel, touchpoint, segment, score, comment } = row.parse(cells);
  return {
    id: response_id,
    time: submitted_at,
    channel,
    dimensions: { touchpoint, segment },
    score,
    comment: comment === "" ? null : comment,
  };
}

/** What all contenders must agree on: how many answers fell on each score, in each channel. */
export function answer(counts: ReadonlyMap<string, readonly number[]>): string {
  const channels = [...counts].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return channels.map(([channel, points]) => `${channel} ${points.join(" ")}`).join("; ");
}

export function countsOf(responses: Iterable<Response>): Map<string, number[]> {
  const counts = new Map<string, number[]>();
  for (const { channel, score } of responses) {
    let points = counts.get(channel);
    if (!points) counts.set(channel, (points = Array.from({ length: 11 }, () => 0)));
    points[score] = (points[score] ?? 0) + 1;
  }
  return counts;
}
