import { cxError, type Http, type Instrument, isCxError } from "@cxkit/core";
import { boundSources } from "./flow/bound-sources.ts";
import { caseLinks } from "./flow/case-links.ts";
import { cases, expiredLinks } from "./flow/cases.ts";
import { consequencesOf } from "./flow/consequences.ts";
import { derivedKey } from "./flow/derived-keys.ts";
import { engineState } from "./flow/engine-state.ts";
import { erasing } from "./flow/erase.ts";
import { openFlow } from "./flow/flow.ts";
import { hostClock } from "./flow/host-clock.ts";
import { hydrating } from "./flow/hydrate.ts";
import { ingesting } from "./flow/ingest.ts";
import { judge as judging } from "./flow/judge.ts";
import { lane } from "./flow/lane.ts";
import { notificationQueue } from "./flow/notify.ts";
import { openConnections, type OpenSetup } from "./flow/open-connections.ts";
import { openWorkspace, type Workspace } from "./flow/open-workspace.ts";
import { placement } from "./flow/place.ts";
import { pulling } from "./flow/pull.ts";
import { quarantine } from "./flow/quarantine.ts";
import { entryReadings } from "./flow/readings.ts";
import { receiving } from "./flow/receive.ts";
import { reviving } from "./flow/revive.ts";
import { schedule } from "./flow/schedule.ts";
import { counters as newCounters } from "./flow/status.ts";
import { guardedHttp } from "./guarded-http.ts";
import type { HostOptions } from "./host-options.ts";
import type { Host, HostStatus } from "./host.ts";
import type { JournalEntry } from "./journal/journal.ts";

/**
 * Opens a workspace: what came and was not stored yet is stored, what was stored and not judged is judged, what was asked to be erased and
 * is not yet gone goes. Everything else begins when it is asked for: `receive`, `tick`, or `start`.
 *
 * The store belongs to the host from here on: it is closed with it, and when it cannot be opened.
 *
 * @throws {CxError} `invalid-setup` naming every connection and key that is wrong, before anything is written; `unavailable` while another
 *   process has the folder; `invalid-file` where what was acknowledged is damaged
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const platformNow = options.now ?? (() => new Date().toISOString());
  let workspace: Workspace | undefined;
  const outside = { http: options.http ?? guardedHttp(), now: platformNow };
  try {
    const setup = await openConnections(options, outside);
    workspace = await openWorkspace(options, platformNow);
    return await running(options, setup, workspace, platformNow, outside);
  } catch (thrown) {
    await workspace?.[Symbol.asyncDispose]();
    await options.store[Symbol.asyncDispose]();
    throw thrown;
  }
}

async function running(
  options: HostOptions,
  { connections, notifiers, limits }: OpenSetup,
  workspace: Workspace,
  platformNow: () => string,
  outside: { readonly http: Http; now: () => string },
): Promise<Host> {
  const { store, engine, log = () => {}, people = [], timer = platformTimer } = options;
  const { journal, ledger, vault } = workspace;
  const clock = hostClock(platformNow, (await journal.entry(journal.last))?.received);
  // Channels go by the workspace's own time from here on.
  outside.now = clock.now;
  const since = clock.now();
  const ended = new AbortController();
  const { http } = outside;
  const counters = newCounters(connections.keys());
  const links = caseLinks(options.key);
  const subjects = derivedKey(options.key, "subjects");
  const readings = entryReadings(connections, store);
  const instruments: Instrument[] = [...(options.instruments ?? [])];
  for (const connection of connections.values()) instruments.push(...connection.instruments);
  await store.declare(instruments);

  /** Pages of the flow, evaluations, acts and erasures take turns: each finds what the one before has written. */
  const turns = lane();
  /** Erasing somebody and trying records again do not get into each other's way. */
  const operations = lane();
  const arrived = (entry: JournalEntry, records?: readonly unknown[]): void => {
    flow.arrived(entry, records);
    flow.kick();
  };
  const until = (number: number): Promise<void> => flow.until(number);
  const folder = { journal, ledger, vault };
  const sources = boundSources({ ledger, connections, most: limits.sources, log });
  const parts = { ...folder, store, engine, connections, readings, counters, clock, log, timer, lane: turns };
  const flowing = { ...parts, sources, limits, arrived, until, signal: ended.signal };

  const { fallback } = options;
  const queue = notificationQueue({
    ledger,
    notifiers,
    people,
    http,
    now: clock.now,
    attempts: limits.attempts,
    log,
    signal: ended.signal,
    ...(fallback !== undefined && { fallback }),
  });
  const judge = judging({
    ...flowing,
    consequences: consequencesOf({ ...parts, queue, links, options, instruments }),
  });
  const timing = schedule({ dueIn, work, timer });
  const place = placement(options.journey);
  const hydrations = hydrating(flowing);
  const seen: typeof judge.seen = async (events, changes) => {
    await judge.seen(events, changes);
    hydrations.noted(changes);
  };
  const flow = await openFlow({
    ...flowing,
    judge: { seen },
    place,
    after: timing.wake,
    unavailable: (connection, why) => revival.unavailable(connection, why),
  });
  const backlog = (): number => journal.last - flow.position;
  const isOpen = (): boolean => !ended.signal.aborted;
  const wake = (connection: string, streams: readonly string[]): void => {
    pulls.wake(connection, streams);
    timing.wake();
  };
  const receive = receiving({ ...flowing, platformNow, backlog, wake, open: isOpen });
  const ingest = ingesting({ ...flowing, flow });
  const pulls = pulling(flowing);
  const erase = erasing({ ...flowing, queue, subjects });
  const inQuarantine = quarantine({ ...flowing, instruments, noted: hydrations.noted });
  const replay: typeof inQuarantine.replay = (ids) => operations.run(() => inQuarantine.replay(ids));
  const revival = reviving({ ...parts, replay });
  const state = engineState(ledger);
  let delivering = false;

  const host: Host = {
    receive,
    ingest: (connection, file) => {
      check();
      return ingest(connection, file);
    },
    add: async (drafts) => {
      check();
      await judge.commit({ changes: [], events: drafts, notifications: [] }, []);
    },
    async tick() {
      check();
      await evaluate();
      await pulls.run();
      await until(journal.last).catch(() => undefined);
      await hydrations.run();
      await revival.run();
      await queue.run();
    },
    start() {
      check();
      timing.start();
    },
    async settled() {
      check();
      while (flow.position < journal.last) await until(journal.last);
      await queue.run();
    },
    status,
    quarantine: { ...inQuarantine, replay },
    cases: cases({ ...flowing, judge, links, instruments, mask: options.mask }),
    alerts: () => engine?.alerts(state) ?? [],
    notifications: queue.list,
    retry: (keys) => queue.retry(keys),
    erase: async (who) => {
      check();
      return operations.run(() => erase.now(who));
    },
    async [Symbol.asyncDispose]() {
      if (ended.signal.aborted) return;
      timing.stop();
      ended.abort();
      await queue.run().catch(() => undefined);
      await turns.run(async () => {
        await workspace[Symbol.asyncDispose]();
        await store[Symbol.asyncDispose]();
      });
      log({ level: "info", event: "stopped" });
    },
  };
  await erase.resume();
  flow.kick();
  log({
    level: "info",
    event: "started",
    facts: { entries: journal.last, behind: backlog() },
  });
  return host;

  function check(): void {
    if (ended.signal.aborted) throw cxError("unavailable", "the host is closed");
  }

  /** Stores what is there, then evaluates the windows whose time has come: never over half of what is known. */
  async function evaluate(): Promise<void> {
    try {
      await until(journal.last);
      let most = 1_000;
      while ((most -= 1) > 0 && (await turns.run(() => judge.tick(store)))) await until(journal.last);
      const old = expiredLinks(ledger, clock.time());
      if (old.length > 0) await ledger.write(old);
    } catch (thrown) {
      // A flow that stands still has said so itself.
      if (thrown === flow.trouble) return;
      log({ level: "error", event: "tick-failed", facts: { what: wordFor(thrown) } });
    }
  }

  /** One round of the timer: what may take long is not waited for. */
  async function work(): Promise<void> {
    await evaluate();
    for (const stage of [pulls, hydrations, revival]) void stage.run().then(timing.wake);
    if (delivering) return;
    delivering = true;
    void queue
      .run()
      .catch((thrown: unknown) =>
        log({ level: "error", event: "tick-failed", facts: { what: wordFor(thrown) } }),
      )
      .finally(() => {
        delivering = false;
        timing.wake();
      });
  }

  function dueIn(): number | null {
    const marks = [judge.next(), delivering ? null : queue.next()].flatMap((at) =>
      at === null ? [] : [Date.parse(at)],
    );
    for (const stage of [pulls, hydrations, revival]) {
      const at = stage.next();
      if (at !== null) marks.push(at);
    }
    const now = clock.time();
    // A flow that stands still is tried again in a while.
    if (flow.trouble !== undefined) marks.push(now + 5_000);
    return marks.length === 0 ? null : Math.min(...marks) - now;
  }

  function status(): HostStatus {
    const { trouble } = flow;
    const all = engine?.cases(state) ?? [];
    const open = all.filter((one) => one.state !== "closed");
    return {
      state: ended.signal.aborted ? "stopped" : trouble === undefined ? "running" : "failed",
      ...(trouble !== undefined && { failure: wordFor(trouble) }),
      since,
      journal: { entries: journal.last, bytes: journal.bytes },
      backlog: backlog(),
      connections: Object.fromEntries(
        Object.entries(counters.view()).map(([id, counts]) => {
          const troubles = [pulls, hydrations, revival].flatMap((stage) => stage.troubles(id));
          return [id, { ...counts, incomplete: hydrations.waiting(id), troubles }];
        }),
      ),
      notifications: queue.counts(),
      cases: { open: open.length, overdue: open.filter(({ overdue }) => overdue).length },
    };
  }
}

function wordFor(thrown: unknown): string {
  if (isCxError(thrown)) return `${thrown.code}: ${thrown.message}`;
  return thrown instanceof Error ? thrown.name : typeof thrown;
}

function platformTimer(run: () => void, milliseconds: number): () => void {
  const handle = setTimeout(run, milliseconds);
  // Somebody who waits for a host keeps the process alive in a way of their own: a server, a terminal.
  handle.unref();
  return () => clearTimeout(handle);
}
