import { cxError, type Json, type PullContext } from "@cxkit/core";
import type { HostLimits, LogEntry } from "../host-options.ts";
import type { ConnectionTrouble } from "../host.ts";
import type { Journal, JournalEntry, NewEntry } from "../journal/journal.ts";
import type { Ledger } from "../journal/ledger.ts";
import { faultOf, waitAfter } from "./fault.ts";
import type { HostClock } from "./host-clock.ts";
import { pullKey } from "./ledger-keys.ts";
import { liveness } from "./liveness.ts";
import type { OpenConnection } from "./open-connections.ts";
import { pulledPage } from "./pull-entry.ts";
import type { Counters } from "./status.ts";

/** Asks producers for what is new. */
export interface Pulls {
  /** Pulls what is due. What goes wrong is logged, and tried again later. */
  run(): Promise<void>;
  /** When the next one is due, in milliseconds since 1970-01-01T00:00Z; `null` when nothing is pulled, and while all that is, is. */
  next(): number | null;
  /** Has streams pulled at the next run, because their producer says that they have something new. */
  wake(connection: string, streams: readonly string[]): void;
  /** What keeps streams from being pulled now. */
  troubles(connection: string): readonly ConnectionTrouble[];
}

/** What pulling works with. */
export interface PullParts {
  readonly connections: ReadonlyMap<string, OpenConnection>;
  readonly journal: Pick<Journal, "append" | "last">;
  readonly ledger: Pick<Ledger, "get">;
  readonly clock: HostClock;
  readonly limits: Pick<HostLimits, "pullPages" | "pullRecords" | "pullBytes">;
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
  /** What keeps it from being pulled; it is not tried before it is due, whoever asks. */
  trouble?: string;
  /** Something new was told of while it was being pulled. */
  again: boolean;
}

/** Milliseconds without a page or progress after which a pull is given up, where the channel says nothing else. */
const silence = 60_000;
/** Pages written ahead of the flow. */
const ahead = 16;

/** What one pull of a stream has brought. */
interface Brought {
  pages: number;
  records: number;
  bytes: number;
  /** Behind the last of it there is a cursor to go on from. */
  whole: boolean;
}

/**
 * Pulls each stream of each connection on its own schedule. A page goes into the journal in one entry with the cursor behind it; where to
 * go on is what the last such entry says, so that after a crash no page is left out, and one that comes twice changes nothing.
 *
 * What one pull brings is limited: a stream that never ends goes on behind its last page when it is next due, whoever wakes it.
 */
export function pulling(parts: PullParts): Pulls {
  const { connections, journal, ledger, clock, limits, signal, counters, log } = parts;
  const all: Pulled[] = [...connections.values()].flatMap((connection) =>
    connection.hosted.streams.map((stream) => ({ connection, stream, due: 0, failures: 0, again: false })),
  );
  /** Connections that are being pulled. */
  const busy = new Map<OpenConnection, Promise<void>>();

  /** @returns what was brought, where that is as much as one pull may bring */
  async function pull({ connection, stream }: Pulled): Promise<Brought | null> {
    // Pages that are in the journal and not in the store yet say where to go on.
    await parts.until(journal.last);
    const known = ledger.get(pullKey(connection.id, stream)) as { readonly cursor: Json } | null | undefined;
    let cursor = known?.cursor ?? null;
    const ended = new AbortController();
    const alive = liveness(connection.hosted.stallMs ?? silence, parts.timer, () =>
      cxError("unavailable", "the pull gave neither a page nor progress in time", { trouble: "timeout" }),
    );
    connection.waits.add(alive.waits);
    const until = AbortSignal.any([signal, ended.signal]);
    const progress = changing(() => alive.alive());
    const stretch = connection.channel.pull(stream, cursor ?? undefined, until, progress);
    const pages = stretch[Symbol.asyncIterator]();
    const brought: Brought = { pages: 0, records: 0, bytes: 0, whole: true };
    let last = 0;
    try {
      while (!isFull(brought)) {
        const { done, value: page } = await Promise.race([pages.next(), alive.stalled]);
        if (done === true || signal.aborted) break;
        brought.pages += 1;
        const moved = page.cursor !== undefined && JSON.stringify(page.cursor) !== JSON.stringify(cursor);
        brought.whole = moved;
        if (page.records.length === 0 && !moved) continue;
        alive.alive();
        cursor = page.cursor ?? cursor;
        // Until it is written, nobody asks for the next one.
        const written = alive.waits();
        const body = new TextEncoder().encode(JSON.stringify(page.records));
        brought.records += page.records.length;
        brought.bytes += body.length;
        last = await keep(connection, stream, body, cursor);
        await parts.until(last - ahead);
        written();
      }
    } finally {
      alive.stop();
      connection.waits.delete(alive.waits);
      ended.abort();
      // A producer's generator that hangs is left behind; nobody waits for it.
      void Promise.resolve(pages.return?.()).catch(() => undefined);
    }
    await parts.until(last);
    return isFull(brought) ? brought : null;
  }

  /** A page may come in parts, of which the last has its cursor: it is waited for, up to once more as much. */
  function isFull({ pages, records, bytes, whole }: Brought): boolean {
    const times = whole ? 1 : 2;
    const { pullPages, pullRecords, pullBytes } = limits;
    return pages >= times * pullPages || records >= times * pullRecords || bytes >= times * pullBytes;
  }

  async function keep(
    { id }: OpenConnection,
    stream: string,
    body: Uint8Array,
    cursor: Json,
  ): Promise<number> {
    const entry: NewEntry = {
      kind: "records",
      connection: id,
      received: clock.now(),
      ...pulledPage(stream, cursor),
      body,
    };
    const number = await journal.append([entry]);
    parts.arrived({ ...entry, number });
    counters.received(id, entry.received);
    return number;
  }

  /** As much as one pull may bring: said as a trouble, so that nobody wakes it before it is due. */
  function cut(one: Pulled, { pages, records, bytes }: Brought): void {
    const { id, hosted } = one.connection;
    one.trouble = "quota";
    counters.cutShort(id);
    const plugin = hosted.contribution === undefined ? {} : { plugin: hosted.contribution };
    const facts = { stage: "pull", stream: one.stream, pages, records, bytes, ...plugin };
    log({ level: "warn", event: "pull-quota", contribution: id, facts });
  }

  async function attempt(one: Pulled): Promise<void> {
    const { connection, stream } = one;
    try {
      one.again = false;
      const full = await pull(one);
      one.failures = 0;
      delete one.trouble;
      if (full) cut(one, full);
      one.due = one.again && !full ? 0 : clock.time() + connection.pullEvery;
    } catch (thrown) {
      one.failures += 1;
      const fault = faultOf(thrown);
      one.trouble = fault.what;
      one.due = clock.time() + waitAfter(fault, one.failures, connection.pullEvery);
      if (signal.aborted) return;
      const { hosted } = connection;
      log({
        level: fault.passing ? "warn" : "error",
        event: fault.passing ? "pull-failed" : "contribution-failed",
        contribution: connection.id,
        facts: {
          stage: "pull",
          stream,
          what: fault.what,
          failures: one.failures,
          ...(hosted.contribution !== undefined && { plugin: hosted.contribution }),
        },
      });
    }
  }

  /** Streams of one producer one after the other, producers beside each other. */
  async function ofConnection(connection: OpenConnection): Promise<void> {
    const theirs = all.filter((one) => one.connection === connection);
    const now = clock.time();
    for (const one of theirs) if (one.due <= now && !signal.aborted) await attempt(one);
  }

  return {
    async run() {
      const now = clock.time();
      for (const { connection, due } of all) {
        if (due > now || busy.has(connection)) continue;
        busy.set(
          connection,
          ofConnection(connection).finally(() => busy.delete(connection)),
        );
      }
      await Promise.all(busy.values());
    },
    next() {
      const waiting = all.filter(({ connection }) => !busy.has(connection));
      return waiting.length === 0 ? null : Math.min(...waiting.map(({ due }) => due));
    },
    wake(id, streams) {
      for (const one of all) {
        if (one.connection.id !== id || !streams.includes(one.stream)) continue;
        one.again = true;
        // Whoever asked for patience, or does not believe who we are, is not asked more often for it.
        if (one.trouble === undefined && !busy.has(one.connection)) one.due = 0;
      }
    },
    troubles: (id) =>
      all
        .filter(({ connection, trouble }) => connection.id === id && trouble !== undefined)
        .map(({ stream, trouble = "", failures, due }) => ({
          stage: "pull",
          stream,
          trouble,
          failures,
          next: new Date(due).toISOString(),
        })),
  };
}

/** Calls back when what is told differs from what was told last: whoever says the same again and again does not get on. */
function changing(alive: () => void): PullContext<unknown>["progress"] {
  let before = "";
  return ({ cursor = null, records = null }) => {
    const now = JSON.stringify([cursor, records]);
    if (now === before) return;
    before = now;
    alive();
  };
}
