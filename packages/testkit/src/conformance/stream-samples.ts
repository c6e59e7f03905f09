import type { Instant } from "@cxkit/core";
import type { VendorSetup } from "./vendor-double.ts";

/** What a stream is tried with: its producer as blocks, and a maker of what the producer tells. */
export interface StreamSamples<Row = unknown> {
  readonly vendor: VendorSetup<Row>;
  /** The n-th thing told (n from 0), at an instant: other n, other thing; the same n later is an edit. A good record, as the producer writes it. */
  row(n: number, at: Instant): Row;
  /** What the stream's `primaryKey` says of it. */
  key(row: Row): string;
  /** Seconds from one thing to the next. Default: a minute, or as many as let half of them lie behind the stream's `lookback`. */
  readonly spacing?: number;
  /** Requests under way at one time, at most. Default 1. */
  readonly concurrency?: number;
  /** Calls to the producer beside those for pages, at most: for an account, a list of apps. Default 0. */
  readonly extraCalls?: number;
}

/**
 * Samples of a stream as they are given, with the type of the producer's rows taken from `row`: so that `key` and the blocks of `vendor`
 * know it.
 *
 * @example
 * import { wholeList } from "@cxkit/testkit/conformance";
 * const samples = streamSamples({
 *   vendor: { origin: "https://api.example.com", paging: wholeList({ body: (rows) => rows }) },
 *   row: (n, at) => ({ id: `r${n}`, at }),
 *   key: ({ id }) => id,
 * });
 * samples.key(samples.row(1, "2026-03-01T09:30:00Z")) // => "r1"
 */
export function streamSamples<Row>(samples: StreamSamples<Row>): StreamSamples<Row> {
  return samples;
}
