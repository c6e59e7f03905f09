import type { Channel, Cursor, Instant, Page, PullContext, PullStream } from "@cxkit/core";
import { createPullContext } from "@cxkit/core/context";
import { broken, shown } from "../law.ts";
import type { MakeSecret } from "./plain-secret.ts";
import type { StreamSamples } from "./stream-samples.ts";
import { type VendorDouble, vendorDouble } from "./vendor-double.ts";
import type { VendorRow } from "./vendor-paging.ts";
import { scriptText, type VendorScript } from "./vendor-script.ts";

/** One stream of a channel under trial. */
export interface StreamTrial<Config, Raw> {
  readonly name: string;
  readonly stream: PullStream<Config, Raw>;
  readonly samples: StreamSamples;
  readonly channel: Channel<Config, Raw>;
  readonly config: Config;
  readonly secrets: { readonly [name: string]: string };
  readonly secretOf: MakeSecret;
}

/** What one trial starts with. */
export interface TrialStart {
  /** Things that the producer tells. */
  readonly rows: number;
  readonly script?: VendorScript;
  /** Milliseconds that our clock is ahead of the producer's. */
  readonly ahead?: number;
  /** Where every thing is told at one instant. */
  readonly oneInstant?: true;
  /** Other values for the channel than those the producer knows. */
  readonly secrets?: { readonly [name: string]: string };
}

/** A producer and a connection to it. */
export interface OpenTrial<Config, Raw> {
  readonly double: VendorDouble<unknown>;
  readonly context: PullContext<Config>;
  readonly stop: AbortController;
  /** What the channel said of its progress. */
  readonly notes: readonly unknown[];
  /** The numbers given, as the stream's keys. */
  keysOf(numbers: Iterable<number>): readonly string[];
  /** Makes the n-th thing, so many milliseconds after the start. */
  rowOf(n: number, after: number): VendorRow<unknown>;
  /** Two hours go by. */
  wait(): void;
  read(way?: ReadWay): Promise<Outcome<Raw>>;
  /** Stops with a sentence, the script, and how to see it again. */
  fail(sentence: string): never;
}

/** How to read. */
export interface ReadWay {
  readonly cursor?: Cursor | undefined;
  /** Pages that are taken; then nobody asks any more. */
  readonly pages?: number;
  /** Pages after which the signal is aborted, and the reader goes on asking. */
  readonly abortAfter?: number;
  readonly context?: PullContext<unknown>;
  /** Told how many calls were made when each page came. */
  readonly onPage?: (page: number, calls: number) => void;
}

/** What came of reading. */
export interface Outcome<Raw> {
  readonly pages: readonly Page<Raw>[];
  readonly records: readonly Raw[];
  readonly keys: readonly string[];
  /** As the last page with one told it. */
  readonly cursor: Cursor | undefined;
  /** Absent: it came to its end. */
  readonly error?: unknown;
  /** Calls for the list. */
  readonly calls: number;
}

/** The producer's clock when a trial starts. */
export const start = Date.parse("2026-03-01T12:00:00Z");

/** Opens a trial. */
export function openTrial<Config, Raw>(
  trial: StreamTrial<Config, Raw>,
  { rows, script = {}, ahead = 0, oneInstant, secrets }: TrialStart,
): OpenTrial<Config, Raw> {
  const { samples, stream, name } = trial;
  let vendorNow = start;
  const lookback = (stream.lookback ?? 0) * 1000;
  const spacing =
    (samples.spacing ?? Math.max(60, Math.ceil((lookback * 2) / 1000 / Math.max(1, rows)))) * 1000;
  const rowOf = (n: number, after: number): VendorRow<unknown> => {
    const at = start + after;
    return { row: samples.row(n, instant(at)), n, at };
  };
  const first = Array.from({ length: rows }, (_, n) =>
    rowOf(n, oneInstant ? -600_000 : -600_000 - (rows - 1 - n) * spacing),
  );
  const double = vendorDouble(samples.vendor, {
    rows: first,
    script,
    secrets: trial.secrets,
    now: () => vendorNow,
    rowOf,
    limit: 60 + rows * 4,
  });
  const stop = new AbortController();
  const notes: unknown[] = [];
  const context: PullContext<Config> = {
    ...createPullContext(trial.config, {
      http: double.http,
      now: () => instant(vendorNow + ahead),
      random: () => 0.5,
      key: new Uint8Array(32).fill(7),
      signal: stop.signal,
      secretOf: trial.secretOf,
      secrets: Object.fromEntries(
        Object.entries({ ...trial.secrets, ...secrets }).map(([key, value]) => [
          key,
          [trial.secretOf(value, `env:${key}`)],
        ]),
      ),
    }),
    progress: (seen) => notes.push(seen),
  };
  const listed = (): number => double.calls.filter(({ kind }) => kind === "list").length;
  return {
    double,
    context,
    stop,
    notes,
    rowOf,
    keysOf: (numbers) => [...numbers].map((n) => samples.key(samples.row(n, instant(start)))),
    wait() {
      vendorNow += 7_200_000;
    },
    async read({ cursor, pages: wanted = Infinity, abortAfter, context: given = context, onPage } = {}) {
      const pages: Page<Raw>[] = [];
      const before = listed();
      let error: unknown;
      if (wanted > 0) {
        try {
          for await (const page of stream.pull(given as PullContext<Config>, cursor)) {
            pages.push(page);
            onPage?.(pages.length, listed() - before);
            if (pages.length === abortAfter) stop.abort();
            if (pages.length >= wanted) break;
          }
        } catch (thrown) {
          error = thrown ?? "nothing";
        }
      }
      const records = pages.flatMap((page) => page.records);
      return {
        pages,
        records,
        keys: records.map((raw) => stream.primaryKey(raw)),
        cursor: pages.findLast((page) => page.cursor !== undefined)?.cursor ?? cursor,
        calls: listed() - before,
        ...(error !== undefined && { error }),
      };
    },
    fail: (sentence) =>
      broken(
        `${sentence} [stream ${name}, ${rows === 1 ? "1 row" : `${rows} rows`}${ahead ? `, our clock ${ahead / 1000} s ahead` : ""}, ${scriptText(script)}]`,
      ),
  };
}

/** Those of the first that are not among the second, cut short. */
export function missing(wanted: readonly string[], got: readonly string[]): string | null {
  const has = new Set(got);
  const lost = wanted.filter((key) => !has.has(key));
  return lost.length === 0 ? null : shown(lost.slice(0, 5));
}

/** An instant as text. */
export function instant(at: number): Instant {
  return new Date(at).toISOString();
}
