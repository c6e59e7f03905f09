import {
  completeEvent,
  type Contact,
  type CxEvent,
  type EventDraft,
  type Instrument,
  isCxError,
  type SetAside,
} from "@cxkit/core";
import type { JournalEntry } from "../journal/journal.ts";
import type { DecodedOrFailed, OpenChannel } from "../plugins/hosted-channel.ts";
import { asidesOf, checkDecoded, draftProblem, hostsOwn } from "./draft-problem.ts";
import { isHydrated } from "./hydrated-entry.ts";
import { ownConnection, type OpenConnection } from "./open-connections.ts";
import { isPulled } from "./pull-entry.ts";
import { whenThere } from "./when-there.ts";

/** A record of an entry, decoded. */
export interface DecodedRecord {
  /** Place in the entry. */
  readonly index: number;
  /** As the channel gets it; `undefined` where not even that could be read. */
  readonly raw: unknown;
  readonly drafts: readonly EventDraft[];
  readonly setAside: readonly SetAside[];
  readonly contacts: readonly Contact[];
  /** It lacks something that its producer is still to be asked for: a later entry has it. */
  readonly thin?: true;
  /** It tells a source that it may not tell: nothing of it is kept but the record. */
  readonly refused?: true;
}

/** An entry and what was decoded from it. */
export interface EntryRecords {
  readonly entry: JournalEntry;
  readonly records: readonly DecodedRecord[];
}

/** With what an entry is read. */
export interface Reading {
  readonly connection: OpenConnection;
  /** With the connection's configuration, or that of the file the entry came from. */
  readonly channel: OpenChannel;
  readonly instruments: readonly Instrument[];
}

/** Why a whole entry is set aside whose channel's code cannot run now. It is tried again by itself. */
export const pluginUnavailable = "plugin-unavailable";

/**
 * Reads what is in an entry: a record, a channel or a whole entry that fails is set aside, and the others go on.
 *
 * @param records those of the entry, where they are at hand already
 * @param reading `undefined` when the connection is not configured any more
 */
export function decodeEntry(
  entry: JournalEntry,
  reading: Reading | undefined,
  records?: readonly unknown[],
): readonly DecodedRecord[] | Promise<readonly DecodedRecord[]> {
  if (entry.kind === "empty") return [];
  if (entry.kind === "events") return eventsOf(entry);
  if (!reading) {
    return [failed(0, undefined, "unknown-connection", `no connection is called ${entry.connection}`)];
  }
  return whenThere(records ? { raws: records } : rawsOf(entry, reading), ({ raws, reason, message }) => {
    if (!raws) return [failed(0, undefined, reason, message)];
    return decodeRecords(entry, raws, reading);
  });
}

/** Decodes the records of an entry, those left out that are gone or lack something. */
function decodeRecords(
  entry: JournalEntry,
  raws: readonly unknown[],
  reading: Reading,
): readonly DecodedRecord[] | Promise<readonly DecodedRecord[]> {
  const { connection, channel } = reading;
  const asks = connection.hosted.hydrates && !isHydrated(entry);
  // What was erased leaves its place behind, so that the others keep theirs.
  if (!asks && !raws.includes(null)) {
    return attempted(
      () => channel.decode(raws),
      (all) => raws.map((raw, index) => decodedRecord(index, raw, all[index])),
    );
  }
  const places = raws.flatMap((raw, index) => (raw === null ? [] : [index]));
  const theirs = places.map((index) => raws[index]);
  return attempted(
    () => (asks ? channel.needs(theirs) : []),
    (needs) => {
      const whole = places.filter((_, at) => needs[at] !== true);
      return attempted(
        () => channel.decode(whole.map((index) => raws[index])),
        (all) => {
          const found = new Map(
            whole.map((index, at) => [index, decodedRecord(index, raws[index], all[at])]),
          );
          return places.map((index) => found.get(index) ?? thin(index, raws[index]));
        },
      );
    },
  );
}

/** Asks a channel and goes on with its answer; what it throws is about all records at once. */
function attempted<Answer>(
  ask: () => Answer | Promise<Answer>,
  go: (answer: Answer) => readonly DecodedRecord[] | Promise<readonly DecodedRecord[]>,
): readonly DecodedRecord[] | Promise<readonly DecodedRecord[]> {
  const refused = (thrown: unknown): readonly DecodedRecord[] => {
    const { reason, message } = failure(thrown);
    return [failed(0, undefined, reason, message)];
  };
  let answer: Answer | Promise<Answer>;
  try {
    answer = ask();
  } catch (thrown) {
    return refused(thrown);
  }
  return answer instanceof Promise ? answer.then((all) => go(all), refused) : go(answer);
}

/** Decodes records apart from any entry. */
export function decodeAlone(
  records: readonly unknown[],
  { channel }: Reading,
): readonly DecodedRecord[] | Promise<readonly DecodedRecord[]> {
  return attempted(
    () => channel.decode(records),
    (all) => records.map((raw, index) => decodedRecord(index, raw, all[index])),
  );
}

/** What a channel said of one record, when it is what the contract asks for. */
function decodedRecord(index: number, raw: unknown, decoded: DecodedOrFailed | undefined): DecodedRecord {
  let problems: readonly (SetAside | undefined)[];
  if (decoded === undefined) return failed(index, raw, "contribution-failed", "the channel gave no answer");
  try {
    if ("failed" in decoded) {
      if (decoded.unavailable === true)
        return failed(index, raw, pluginUnavailable, decoded.failed.slice(0, 200));
      return failed(index, raw, "contribution-failed", `the channel threw ${decoded.failed}`.slice(0, 120));
    }
    checkDecoded(decoded);
    problems = decoded.events.map((draft) => draftProblem(draft) ?? hostsOwn(draft));
  } catch (thrown) {
    return failed(index, raw, "contribution-failed", nameOf(thrown));
  }
  const bad = problems.filter((one) => one !== undefined);
  return {
    index,
    raw,
    drafts: bad.length === 0 ? decoded.events : decoded.events.filter((_, at) => !problems[at]),
    setAside: [...asidesOf(decoded), ...bad],
    contacts: decoded.contacts ?? none,
  };
}

/** What an entry of events holds: those the host made itself, or those of records that were tried again. */
export function eventsOf(entry: JournalEntry): readonly DecodedRecord[] {
  const drafts = arrayOf(entry.body);
  if (!drafts) return [failed(0, undefined, "unreadable-body", "the entry is no JSON array")];
  return drafts.flatMap((draft, index): DecodedRecord[] => {
    if (draft === null) return [];
    const event = draft as EventDraft;
    const problem = draftProblem(event);
    return [
      {
        index,
        raw: draft,
        drafts: problem ? none : [event],
        setAside: problem ? [problem] : none,
        contacts: none,
      },
    ];
  });
}

/** The raw records of an entry, or why there are none. */
export type Raws =
  | { readonly raws: readonly unknown[]; readonly reason?: never; readonly message?: never }
  | { readonly raws?: never; readonly reason: string; readonly message: string };

/** Takes an entry apart into the records that its channel decodes. */
export function rawsOf(entry: JournalEntry, { connection, channel }: Reading): Raws | Promise<Raws> {
  if (entry.kind === "records") {
    const raws = arrayOf(entry.body);
    return raws ? { raws } : { reason: "unreadable-body", message: "the entry is no JSON array" };
  }
  if (!connection.webhook || !entry.head) {
    return {
      reason: "unsupported",
      message: `channel ${connection.hosted.id} takes no requests any more`,
    };
  }
  try {
    const raws = channel.records({ ...entry.head, body: entry.body });
    return raws instanceof Promise ? raws.then((found) => ({ raws: found }), failure) : { raws };
  } catch (thrown) {
    return failure(thrown);
  }
}

/** Why a channel could not say anything of an entry. */
function failure(thrown: unknown): { readonly reason: string; readonly message: string } {
  if (isCxError(thrown, "invalid-event"))
    return { reason: "unreadable-body", message: thrown.message.slice(0, 80) };
  // Only what the host itself says of a plugin has these codes; what a channel throws over a record is told by `decode`.
  if (isCxError(thrown, "unavailable") || isCxError(thrown, "invalid-setup"))
    return { reason: pluginUnavailable, message: thrown.message.slice(0, 200) };
  return { reason: "contribution-failed", message: nameOf(thrown) };
}

/** Whether an edit without a revision becomes the next one: records of files are told again as they stand now. */
export function revises(entry: JournalEntry): boolean {
  if (entry.kind === "records") return entry.file !== undefined && !isPulled(entry) && !isHydrated(entry);
  // Events of records that were tried again; not those of an entry that somebody was removed from.
  return entry.kind === "events" && entry.connection !== ownConnection && entry.delivery === undefined;
}

/** Events from drafts, with the instant of their entry. */
export function completed(draft: EventDraft, received: string): CxEvent {
  return completeEvent(draft as EventDraft<"survey.responded">, received) as CxEvent;
}

const none: readonly never[] = [];
const decoder = new TextDecoder("utf-8", { fatal: true });

function arrayOf(body: Uint8Array): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(decoder.decode(body));
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function thin(index: number, raw: unknown): DecodedRecord {
  return { index, raw, drafts: none, setAside: none, contacts: none, thin: true };
}

function failed(index: number, raw: unknown, reason: string, message: string): DecodedRecord {
  const aside: SetAside = { scope: "record", path: "record", reason, message };
  return { index, raw, drafts: none, setAside: [aside], contacts: none };
}

/** What was thrown, without what it says: a message may quote the record. */
function nameOf(thrown: unknown): string {
  return `the channel threw ${thrown instanceof Error ? thrown.name : typeof thrown}`;
}
