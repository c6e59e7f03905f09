import { type AlertEngine, type EventDraft, isCxError, type Json, type Store } from "@cxkit/core";
import { keyedHash } from "@cxkit/core/context";
import type { LogEntry } from "../host-options.ts";
import type { HostErased } from "../host.ts";
import type { Journal, JournalEntry, NewEntry } from "../journal/journal.ts";
import type { Ledger } from "../journal/ledger.ts";
import type { Vault } from "../vault/vault.ts";
import { engineState } from "./engine-state.ts";
import { casesNamed, entryWithout, type Gone, recordHolds } from "./entry-without.ts";
import type { HostClock } from "./host-clock.ts";
import type { Change } from "./judge.ts";
import { lane, type Lane } from "./lane.ts";
import { casePrefix, erasedKey, erasingPrefix, quarantinePrefix } from "./ledger-keys.ts";
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
    const intent = await begin(subject, value);
    // Judged as an event, so that whoever counts or alerts knows why something is gone. The same again is a duplicate.
    const entry: NewEntry = {
      kind: "events",
      connection: ownConnection,
      received: clock.now(),
      body: new TextEncoder().encode(JSON.stringify([erasedEvent(subject, intent.at)])),
    };
    const number = await journal.append([entry]);
    arrived({ ...entry, number });
    await until(number);
    return parts.lane.run(() => remove(subject, intent));
  }

  /** With nothing else under way. */
  async function remove(subject: string, intent: Intent): Promise<HostErased> {
    const gone: Gone = { subject, cases: new Set(intent.cases), value: intent.value };
    const { events } = await store.erase(subject);
    const quarantined = await quarantinedOf(gone);
    // Read while there is time to wait: files bring configurations of their own.
    for await (const entry of journal.read(1)) if (entry.file) await parts.readings.of(entry);
    const journalEntries = await journal.rewrite((entry) =>
      entryWithout(entry, parts.readings.now(entry), gone, quarantined.get(entry.number)),
    );
    await vault.forget(subject);
    const changes: Change[] = [
      // Before a record in quarantine is lost sight of, nothing of it is left in the journal.
      ...queue.withdraw(({ case: about }) => about !== undefined && gone.cases.has(about.id)),
      ...intent.cases.map((id) => ({ key: casePrefix + id, value: null })),
      ...[...quarantined].flatMap(([number, indexes]) =>
        [...indexes].map((index) => ({ key: `${quarantinePrefix}${number}.${index}`, value: null })),
      ),
    ];
    const kept = new Set([erasedKey(subject), erasingPrefix + subject]);
    // Whatever else names them: an engine forgets when it sees the event above; a value that it kept all the same goes.
    for (const key of ledger.keys("")) {
      if (kept.has(key) || !`${key}${JSON.stringify(ledger.get(key))}`.includes(subject)) continue;
      changes.push({ key, value: null });
    }
    await ledger.write(changes);
    await ledger.write([{ key: erasingPrefix + subject, value: null }]);
    await ledger.compact();
    log({ level: "info", event: "erased", facts: { events, journalEntries } });
    return { subject, events, journalEntries };
  }

  /** Records in quarantine that are about the person, or hold what was asked by: these never became events. */
  async function quarantinedOf(gone: Gone): Promise<ReadonlyMap<number, ReadonlySet<number>>> {
    const found = new Map<number, Set<number>>();
    for (const key of ledger.keys(quarantinePrefix)) {
      const [number = 0, index = 0] = key.slice(quarantinePrefix.length).split(".").map(Number);
      const value = ledger.get(key) as unknown as QuarantineValue | null | undefined;
      if (!value) continue;
      const entry = await journal.entry(number);
      const reading = entry && (await parts.readings.of(entry));
      if (!entry || gone.value === undefined) continue;
      if (recordHolds(entry, reading, index, gone.value, value.whole === true)) {
        found.set(number, new Set([...(found.get(number) ?? []), index]));
      }
    }
    return found;
  }

  return {
    now: (who) => {
      const subject = "subject" in who ? who.subject : hash(["subject", who.kind, who.value]);
      if (subject === "") throw new RangeError("erase requires a subject, got an empty one");
      return one.run(() => erase(subject, "value" in who && who.value !== "" ? who.value : undefined));
    },
    async resume() {
      for (const key of [...ledger.keys(erasingPrefix)]) {
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
