import { type AlertEngine, type EventDraft, isCxError, type Json, type Store } from "@cxkit/core";
import { keyedHash, subjectParts } from "@cxkit/core/context";
import type { LogEntry } from "../host-options.ts";
import type { HostErased } from "../host.ts";
import type { Journal, JournalEntry, NewEntry } from "../journal/journal.ts";
import type { Ledger } from "../journal/ledger.ts";
import type { Vault } from "../vault/vault.ts";
import { engineState } from "./engine-state.ts";
import type { BoundSources } from "./bound-sources.ts";
import { decodeEntry } from "./decode.ts";
import { casesNamed, entryWithout, type Gone, placesOf } from "./entry-without.ts";
import type { HostClock } from "./host-clock.ts";
import { hydratedOf } from "./hydrated-entry.ts";
import type { Change } from "./judge.ts";
import { lane, type Lane } from "./lane.ts";
import { casePrefix, erasedKey, erasingPrefix, quarantineKey, quarantinePrefix } from "./ledger-keys.ts";
import type { NotificationQueue } from "./notify.ts";
import { ownConnection } from "./open-connections.ts";
import type { QuarantineValue } from "./quarantine-value.ts";
import type { Readings } from "./readings.ts";

/** What erasing works with. */
export interface EraseParts {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly store: Store;
  readonly vault: Pick<Vault, "forget">;
  readonly queue: Pick<NotificationQueue, "withdraw">;
  readonly readings: Readings;
  readonly sources: Pick<BoundSources, "isRefused">;
  readonly clock: HostClock;
  readonly subjects: Uint8Array;
  readonly engine: AlertEngine | undefined;
  readonly arrived: (entry: JournalEntry) => void;
  readonly until: (number: number) => Promise<void>;
  readonly lane: Lane;
  readonly log: (entry: LogEntry) => void;
}

/** Removing people. */
export interface Erasing {
  now(
    who: { readonly subject: string } | { readonly kind: string; readonly value: string },
  ): Promise<HostErased>;
  /** Goes on with what a crash cut short. */
  resume(): Promise<void>;
}

/** An erasure as the ledger remembers it until it is done. */
interface Intent {
  readonly at: string;
  /** What was asked by, to find records that never became events. Gone with the intent. */
  readonly value?: string;
  /** The person's cases, which later steps no longer know. */
  readonly cases: readonly string[];
}

/**
 * Removes a person everywhere. The intent is written first and taken away last, and every step in between can be done again: whatever a
 * crash cuts short is finished when the host opens.
 */
export function erasing(parts: EraseParts): Erasing {
  const { journal, ledger, store, vault, queue, clock, engine, arrived, until, log } = parts;
  const hash = keyedHash(parts.subjects);
  const one = lane();
  const state = engineState(ledger);

  async function begin(subject: string, value: string | undefined): Promise<Intent> {
    const known = ledger.get(erasingPrefix + subject) as Intent | null | undefined;
    const found = await casesNamed(journal, engine?.cases(state) ?? [], subject);
    const cases = [...new Set([...found, ...(known?.cases ?? [])])];
    const asked = value ?? known?.value;
    const intent: Intent = {
      at: known?.at ?? clock.now(),
      cases,
      ...(asked !== undefined && { value: asked }),
    };
    await ledger.write([
      { key: erasingPrefix + subject, value: intent as unknown as Json },
      // From now on nothing more is kept of them.
      { key: erasedKey(subject), value: intent.at },
    ]);
    return intent;
  }

  async function erase(subject: string, value?: string): Promise<HostErased> {
    const { intent, events, number } = await parts.lane.run(async () => {
      const begun = await begin(subject, value);
      const erased = await store.erase(subject);
      return { intent: begun, events: erased.events, number: await tell(subject, begun) };
    });
    await until(number);
    const journalEntries = await parts.lane.run(() => remove(subject, intent));
    log({ level: "info", event: "erased", facts: { events, journalEntries } });
    return { subject, events, journalEntries };
  }

  /** Tells it as an event, so that whoever counts or alerts knows that somebody is gone, and so that a rebuilt store knows. */
  async function tell(subject: string, { at }: Intent): Promise<number> {
    const entry: NewEntry = {
      kind: "events",
      connection: ownConnection,
      received: clock.now(),
      body: new TextEncoder().encode(JSON.stringify([erasedEvent(subject, at)])),
    };
    const number = await journal.append([entry]);
    arrived({ ...entry, number });
    return number;
  }

  /** With nothing else under way, and behind everything that came before. */
  async function remove(subject: string, intent: Intent): Promise<number> {
    const cases = new Set(intent.cases);
    const gone: Gone = { subject, cases, value: intent.value, told: erasedEvent(subject, intent.at).key };
    const quarantined = await quarantinedOf(gone);
    const alsoOf = await recordsBehind(gone, quarantined);
    // Looked at while there is time to wait: files bring configurations of their own, and some channels run elsewhere.
    const known = new Map<number, JournalEntry | NewEntry | null | "itself">();
    const { isRefused } = parts.sources;
    for await (const entry of journal.read(1)) {
      const reading = await parts.readings.of(entry);
      if (reading?.connection.hosted.unavailable === undefined) continue;
      const left = await entryWithout(entry, reading, gone, alsoOf.get(entry.number), isRefused);
      known.set(entry.number, left === entry ? "itself" : left);
    }
    const journalEntries = await journal.rewrite((entry) => {
      const before = known.get(entry.number);
      if (before !== undefined) return before === "itself" ? entry : before;
      const reading = parts.readings.now(entry);
      const left = entryWithout(entry, reading, gone, alsoOf.get(entry.number), isRefused);
      // What has come from elsewhere since then came after they asked.
      return left instanceof Promise ? entry : left;
    });
    await vault.forget(subject);
    await ledger.write([
      ...queue.withdraw(({ case: about }) => about !== undefined && cases.has(about.id)),
      ...intent.cases.map((id) => ({ key: casePrefix + id, value: null })),
      ...[...quarantined].flatMap(([number, indexes]) =>
        [...indexes].map((index) => ({ key: quarantineKey(number, index), value: null })),
      ),
      ...whateverNames(subject, cases),
      // Last of all, and with all the rest: until here everything is done again after a crash.
      { key: erasingPrefix + subject, value: null },
    ]);
    await ledger.compact();
    return journalEntries;
  }

  /** Whatever else names them: an engine forgets when it sees the event; a value that it kept all the same goes. */
  function whateverNames(subject: string, cases: ReadonlySet<string>): readonly Change[] {
    const changes: Change[] = [];
    for (const key of ledger.keys("")) {
      if (key === erasedKey(subject) || key.startsWith(erasingPrefix)) continue;
      const names = `${key}${JSON.stringify(ledger.get(key))}`.includes(subject);
      const wasTold = key.startsWith("outbox-delivered/") && [...cases].some((id) => key.includes(id));
      if (names || wasTold) changes.push({ key, value: null });
    }
    return changes;
  }

  /** Records in quarantine that are the person's, or hold what was asked by: these never became events. */
  async function quarantinedOf(gone: Gone): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
    const byEntry = new Map<number, Map<number, boolean>>();
    for (const key of ledger.keys(quarantinePrefix)) {
      const [number = 0, index = 0] = key.slice(quarantinePrefix.length).split(".").map(Number);
      const value = ledger.get(key) as unknown as QuarantineValue | null | undefined;
      if (!value) continue;
      const places = byEntry.get(number) ?? new Map<number, boolean>();
      byEntry.set(number, places.set(index, value.whole === true));
    }
    const found = new Map<number, ReadonlySet<number>>();
    for (const [number, places] of byEntry) {
      const entry = await journal.entry(number);
      if (!entry) continue;
      const theirs = await placesOf(entry, await parts.readings.of(entry), gone, places);
      if (theirs.size > 0) found.set(number, theirs);
    }
    return found;
  }

  /** Records that go besides those that name them: of what was completed by asking its producer, what it was before. */
  async function recordsBehind(
    gone: Gone,
    others: ReadonlyMap<number, ReadonlySet<number>>,
  ): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
    const found = new Map([...others].map(([number, indexes]) => [number, new Set(indexes)]));
    for await (const entry of journal.read(1)) {
      const places = hydratedOf(entry);
      if (places.length === 0) continue;
      for (const { index, drafts, contacts } of await decodeEntry(entry, await parts.readings.of(entry))) {
        const place = places[index];
        if (!place || ![...drafts, ...contacts].some(({ subject }) => subject === gone.subject)) continue;
        found.set(place[0], (found.get(place[0]) ?? new Set()).add(place[1]));
      }
    }
    return found;
  }

  return {
    now: (who) => {
      const subject = "subject" in who ? who.subject : hash(subjectParts(who.kind, who.value));
      if (subject === "") throw new RangeError("erase requires a subject, got an empty one");
      return one.run(() => erase(subject, "value" in who && who.value !== "" ? who.value : undefined));
    },
    async resume() {
      const begun = Array.from(ledger.keys(erasingPrefix));
      for (const key of begun) {
        try {
          await one.run(() => erase(key.slice(erasingPrefix.length)));
        } catch (thrown) {
          if (!isCxError(thrown, "unavailable")) throw thrown;
          log({ level: "error", event: "erase-delayed", facts: { what: thrown.code } });
        }
      }
    },
  };
}

function erasedEvent(subject: string, at: string): EventDraft<"subject.erased"> {
  return {
    type: "subject.erased",
    source: ownConnection,
    key: `${subject}@${at}`,
    time: at,
    subject,
    channel: ownConnection,
    dimensions: {},
    data: { scope: "all" },
  };
}
