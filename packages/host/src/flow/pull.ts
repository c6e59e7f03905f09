import { cxError, type Http, isCxError, type Json, type PullContext } from "@cxkit/core";
import { tokens } from "@cxkit/core/context";
import type { LogEntry } from "../host-options.ts";
import type { Journal, JournalEntry, NewEntry } from "../journal/journal.ts";
import type { Ledger } from "../journal/ledger.ts";
import type { HostClock } from "./host-clock.ts";
import { pullKey } from "./ledger-keys.ts";
import type { OpenConnection } from "./open-connections.ts";
import { pulledPage } from "./pull-entry.ts";
import { secret } from "../secret.ts";
import type { Counters } from "./status.ts";

/** Asks producers for what is new. */
export interface Pulls {
  /** Pulls what is due. What goes wrong is logged, and tried again later. */
  run(): Promise<void>;
  /** When the next one is due, in milliseconds since 1970-01-01T00:00Z; `null` when nothing is pulled, and while something is. */
  next(): number | null;
}

/** What pulling works with. */
export interface PullParts {
  readonly connections: ReadonlyMap<string, OpenConnection>;
  readonly journal: Pick<Journal, "append" | "last">;
  readonly ledger: Pick<Ledger, "get">;
  readonly http: Http;
  readonly clock: HostClock;
  readonly signal: AbortSignal;
  readonly arrived: (entry: JournalEntry) => void;
  /** Resolves when an entry is stored and judged. */
  readonly until: (number: number) => Promise<void>;
  readonly counters: Counters;
  readonly log: (entry: LogEntry) => void;
  readonly timer: (run: () => void, milliseconds: number) => () => void;
}

interface Pulled {
  readonly connection: OpenConnection;
  readonly stream: string;
  due: number;
  failures: number;
}

/** Milliseconds within which a producer gives the next page. */
const pageDeadline = 60_000;
/** Pages written ahead of the flow. */
const ahead = 16;

/**
 * Pulls each stream of each connection on its own schedule. A page goes into the journal in one entry with the cursor behind it; where to
 * go on is what the last such entry says, so that after a crash no page is left out, and one that comes twice changes nothing.
 */
export function pulling(parts: PullParts): Pulls {
  const { connections, journal, ledger, clock, signal, counters, log } = parts;
  const all: Pulled[] = [...connections.values()].flatMap((connection) =>
    Object.keys(connection.channel.streams ?? {}).map((stream) => ({
      connection,
      stream,
      due: 0,
      failures: 0,
    })),
  );
  let running: Promise<void> | undefined;
  const { http } = parts;
  const asking = new Map<string, PullContext<unknown>["token"]>();
  const tokenOf = ({ id }: OpenConnection): PullContext<unknown>["token"] => {
    const known = asking.get(id) ?? tokens({ http, now: clock.now, secretOf: secret });
    asking.set(id, known);
    return known;
  };

  async function pull({ connection, stream }: Pulled): Promise<void> {
    const source = connection.channel.streams?.[stream];
    if (!source) return;
    // Pages that are in the journal and not in the store yet say where to go on.
    await parts.until(journal.last);
    const known = ledger.get(pullKey(connection.id, stream)) as { readonly cursor: Json } | null | undefined;
    let cursor = known?.cursor ?? null;
    const ended = new AbortController();
    const context: PullContext<unknown> = {
      ...connection.context,
      http: parts.http,
      secrets: connection.secrets,
      signal: AbortSignal.any([signal, ended.signal]),
      now: clock.now,
      token: tokenOf(connection),
      progress() {},
    };
    const pages = source.pull(context, ...(cursor === null ? [] : [cursor]))[Symbol.asyncIterator]();
    let last = 0;
    try {
      for (;;) {
        const { done, value: page } = await within(pages.next());
        if (done === true || signal.aborted) break;
        const moved = page.cursor !== undefined && JSON.stringify(page.cursor) !== JSON.stringify(cursor);
        if (page.records.length === 0 && !moved) continue;
        cursor = page.cursor ?? cursor;
        last = await keep(connection, stream, page.records, cursor);
        await parts.until(last - ahead);
      }
    } finally {
      ended.abort();
      // A producer's generator that hangs is left behind; nobody waits for it.
      void Promise.resolve(pages.return?.()).catch(() => undefined);
    }
    await parts.until(last);
  }

  async function keep(
    { id }: OpenConnection,
    stream: string,
    records: readonly unknown[],
    cursor: Json,
  ): Promise<number> {
    const entry: NewEntry = {
      kind: "records",
      connection: id,
      received: clock.now(),
      ...pulledPage(stream, cursor),
      body: new TextEncoder().encode(JSON.stringify(records)),
    };
    const number = await journal.append([entry]);
    parts.arrived({ ...entry, number });
    counters.received(id, entry.received);
    return number;
  }

  async function attempt(one: Pulled): Promise<void> {
    const { connection, stream } = one;
    try {
      await pull(one);
      one.failures = 0;
      one.due = clock.time() + connection.pullEvery;
    } catch (thrown) {
      one.failures += 1;
      const wait = Math.min(connection.pullEvery, 5_000 * 2 ** Math.min(one.failures, 10));
      one.due = clock.time() + wait;
      if (signal.aborted) return;
      const unavailable = isCxError(thrown, "unavailable");
      const what = isCxError(thrown) ? thrown.code : thrown instanceof Error ? thrown.name : typeof thrown;
      log({
        level: unavailable ? "warn" : "error",
        event: unavailable ? "pull-failed" : "contribution-failed",
        contribution: connection.id,
        facts: { stage: "pull", stream, what, failures: one.failures },
      });
    }
  }

  async function within<Result>(work: Promise<Result>): Promise<Result> {
    let cancel = (): void => {};
    const late = new Promise<never>((_, reject) => {
      const stop = (): void => reject(cxError("unavailable", "the producer gave no page in time"));
      cancel = parts.timer(stop, pageDeadline);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      cancel();
    }
  }

  async function run(): Promise<void> {
    const now = clock.time();
    const due = all.filter((one) => one.due <= now);
    // Streams of one producer one after the other, producers beside each other.
    await Promise.all(
      [...new Set(due.map(({ connection }) => connection))].map(async (connection) => {
        for (const one of due) if (one.connection === connection) await attempt(one);
      }),
    );
  }

  return {
    async run() {
      running ??= run().finally(() => (running = undefined));
      await running;
    },
    next: () => (running || all.length === 0 ? null : Math.min(...all.map(({ due }) => due))),
  };
}
