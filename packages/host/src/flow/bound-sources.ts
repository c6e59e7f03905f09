import type { EventDraft, Json, SetAside } from "@cxkit/core";
import type { LogEntry } from "../host-options.ts";
import type { JournalEntry } from "../journal/journal.ts";
import type { Ledger } from "../journal/ledger.ts";
import type { DecodedRecord, EntryRecords } from "./decode.ts";
import type { Change } from "./judge.ts";
import { judgedKey, quarantineKey, sourceKey, sourcePrefix } from "./ledger-keys.ts";
import { type OpenConnection, ownConnection } from "./open-connections.ts";
import type { QuarantineValue } from "./quarantine-value.ts";

/**
 * Which plugin may tell which source. A plugin tells the sources that nobody told before it, and those that a connection's `sources` hand
 * over to it. What comes in through the operator's own choice (channels that come with CXKit or were imported, steps of cases, what the
 * application adds) tells any, and takes a source from a plugin that has it.
 */
export interface BoundSources {
  /** Begins a page: what it finds out holds for good once its changes are kept. */
  page(): BoundPage;
  /** Whether a record was set aside because its source is another's. */
  isRefused(entry: number, index: number): boolean;
}

/** A page on its way into the store. */
export interface BoundPage {
  /** The records of an entry; those that tell somebody else's source are set aside whole, with their contact details. */
  of(entry: Pick<JournalEntry, "number" | "kind" | "connection">, records: Records): Records;
  /** The same for a whole page. */
  all(entries: readonly EntryRecords[]): readonly EntryRecords[];
  /** Who tells what from now on, for the ledger: in the write that says how far the flow has come. */
  changes(): readonly Change[];
  /** Called when the changes are kept. */
  kept(): void;
}

/** What it is bound with. */
export interface BoundSourcesParts {
  readonly ledger: Pick<Ledger, "get" | "keys">;
  readonly connections: ReadonlyMap<string, OpenConnection>;
  /** Sources that one plugin may have. */
  readonly most: number;
  readonly log: (entry: LogEntry) => void;
  /** The ledger is not written: what is found out is held here. */
  readonly unwritten?: true;
}

/** What the ledger keeps of a source: the channel that told it first, or that it was handed over to. */
interface Owner {
  /** `plugin/channel`, or the id of a channel that is no plugin's. */
  readonly by: string;
  /** Id of the plugin. */
  readonly plugin?: string;
}

/** Who tells an entry. */
interface Teller extends Owner {
  readonly handed: ReadonlySet<string>;
}

type Records = readonly DecodedRecord[];

/** Sources that are remembered in all; above it, no plugin gets another one unless it is handed over. */
const mostInAll = 100_000;
/** Characters of a plugin's source. */
const longest = 500;

type Reason = "another-channels-source" | "too-many-sources" | "source-too-long";

/**
 * Binds sources to those who tell them. What has been decided is not decided again: records that the flow has passed are refused when they
 * lie in quarantine for it, whatever connections and handovers are now, so that a store made again is the store that was there.
 */
export function boundSources(parts: BoundSourcesParts): BoundSources {
  const { ledger, connections, most, log } = parts;
  const unwritten = new Map<string, Owner>();
  const counts = new Map<string, number>();
  let inAll = 0;
  const count = (owner: Owner, had: Owner | undefined): void => {
    if (had?.plugin !== undefined) counts.set(had.plugin, (counts.get(had.plugin) ?? 1) - 1);
    if (owner.plugin !== undefined) counts.set(owner.plugin, (counts.get(owner.plugin) ?? 0) + 1);
    if (!had) inAll += 1;
  };
  for (const key of ledger.keys(sourcePrefix)) {
    const owner = ledger.get(key) as unknown as Owner | null;
    if (owner) count(owner, undefined);
  }
  const handedTo = new Map<string, string>();
  for (const { hosted, sources } of connections.values())
    for (const source of sources) handedTo.set(source, pluginOf(hosted.contribution ?? ""));
  const tellers = new Map([...connections].map(([id, connection]) => [id, tellerOf(connection)]));

  function ownerOf(source: string): Owner | undefined {
    const known = unwritten.get(source) ?? (ledger.get(sourceKey(source)) as unknown as Owner | null);
    return known ?? undefined;
  }

  /** What was said of a record that was refused; `undefined` for every other. */
  function saidOf(entry: number, index: number): readonly SetAside[] | undefined {
    const value = ledger.get(quarantineKey(entry, index)) as unknown as QuarantineValue | null | undefined;
    return value?.refused === true ? value.asides : undefined;
  }

  function page(): BoundPage {
    const found = new Map<string, Owner>();
    const before = new Map<string, Owner>();
    const fresh = new Map<string, number>();
    /** Sources that need no second look, by who tells them. */
    const known = new Map<string, Set<string>>();
    const told = new Set<string>();

    function take(source: string, { by, plugin }: Teller, owner: Owner | undefined): void {
      found.set(source, { by, ...(plugin !== undefined && { plugin }) });
      if (plugin !== undefined) fresh.set(plugin, (fresh.get(plugin) ?? 0) + 1);
      if (!owner) return;
      before.set(source, owner);
      // Who had it has it no longer.
      known.clear();
    }

    /** Why a teller may not tell a source; `null` when it may, which is remembered. */
    function refusal(source: string, teller: Teller): SetAside | null {
      const owner = found.get(source) ?? ownerOf(source);
      const { plugin } = teller;
      if (plugin === undefined) {
        const isTaken = owner?.plugin !== undefined && handedTo.get(source) !== owner.plugin;
        if (isTaken || (!owner && source.length <= longest && inAll + found.size < mostInAll))
          take(source, teller, owner);
        return null;
      }
      if (owner?.plugin === plugin) return null;
      if (!teller.handed.has(source)) {
        if (source === ownConnection) return another(source, ownConnection);
        if (owner) return another(source, owner.by);
        if (source.length > longest)
          return aside("source-too-long", `source has ${source.length} characters, more than ${longest}`);
        if (isFull(plugin))
          return aside(
            "too-many-sources",
            `${plugin} has told ${most} sources, or there is room for no more`,
          );
      }
      take(source, teller, owner);
      return null;
    }

    function isFull(plugin: string): boolean {
      return (counts.get(plugin) ?? 0) + (fresh.get(plugin) ?? 0) >= most || inAll + found.size >= mostInAll;
    }

    function problemOf(drafts: readonly EventDraft[], teller: Teller): SetAside | null {
      let theirs = known.get(teller.by);
      for (const { source } of drafts) {
        if (theirs?.has(source) === true) continue;
        const problem = refusal(source, teller);
        if (problem) return problem;
        // Taking it may have cleared what was known.
        theirs = known.get(teller.by) ?? new Set();
        known.set(teller.by, theirs.add(source));
      }
      return null;
    }

    function of({ number, kind, connection }: Parameters<BoundPage["of"]>[0], records: Records): Records {
      const teller = connection === ownConnection ? own : tellers.get(connection);
      if (!teller) return records;
      const judged = number <= Number(ledger.get(judgedKey) ?? 0);
      let refused = 0;
      const bound = records.map((record): DecodedRecord => {
        const { index, drafts } = record;
        if (judged) {
          const said = saidOf(number, index);
          return said ? without(record, said) : record;
        }
        const problem = drafts.length === 0 ? null : problemOf(drafts, teller);
        // What was tried again was looked at then, by the same rules.
        if (!problem || kind === "events") return record;
        refused += 1;
        say(connection, problem);
        return without(record, [...record.setAside, problem]);
      });
      return refused === 0 && !judged ? records : bound;
    }

    /** Once a page for each connection and reason. */
    function say(connection: string, { reason, message }: SetAside): void {
      if (told.has(`${connection}\n${reason}`)) return;
      told.add(`${connection}\n${reason}`);
      log({ level: "warn", event: reason, contribution: connection, facts: { why: message } });
    }

    return {
      of,
      all: (entries) => entries.map(({ entry, records }) => ({ entry, records: of(entry, records) })),
      changes: () =>
        [...found].map(([source, owner]) => ({ key: sourceKey(source), value: { ...owner } as Json })),
      kept() {
        for (const [source, owner] of found) {
          const had = before.get(source);
          count(owner, had);
          if (parts.unwritten === true) unwritten.set(source, owner);
          if (!had) continue;
          const facts = { source, from: had.by, to: owner.by };
          log({ level: "warn", event: "source-handed-over", facts });
        }
      },
    };
  }

  return { page, isRefused: (entry, index) => saidOf(entry, index) !== undefined };
}

const own: Teller = { by: ownConnection, handed: new Set() };

function tellerOf({ hosted, sources }: OpenConnection): Teller {
  const { id, contribution } = hosted;
  if (contribution === undefined) return { by: id, handed: sources };
  return { by: contribution, plugin: pluginOf(contribution), handed: sources };
}

/** Channels of one plugin share a process: nothing keeps one from what the other does. */
function pluginOf(contribution: string): string {
  return contribution.split("/", 1)[0] ?? contribution;
}

function without(record: DecodedRecord, setAside: readonly SetAside[]): DecodedRecord {
  return { ...record, drafts: [], contacts: [], setAside, refused: true };
}

function another(source: string, by: string): SetAside {
  return aside("another-channels-source", `source ${source.slice(0, 100)} is told by ${by}`);
}

function aside(reason: Reason, message: string): SetAside {
  return { scope: "record", path: "source", reason, message };
}
