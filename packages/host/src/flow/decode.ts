import {
  completeEvent,
  type Contact,
  type CxEvent,
  type DecodeContext,
  type Decoded,
  type EventDraft,
  type Instrument,
  isCxError,
  type SetAside,
} from "@cxkit/core";
import type { JournalEntry } from "../journal/journal.ts";
import { checkDecoded, draftProblem, hostsOwn } from "./draft-problem.ts";
import { ownConnection, type OpenConnection } from "./open-connections.ts";
import { isPulled } from "./pull-entry.ts";

/** A record of an entry, decoded. */
export interface DecodedRecord {
  /** Place in the entry. */
  readonly index: number;
  /** As the channel gets it; `undefined` where not even that could be read. */
  readonly raw: unknown;
  readonly drafts: readonly EventDraft[];
  readonly setAside: readonly SetAside[];
  readonly contacts: readonly Contact[];
}

/** An entry and what was decoded from it. */
export interface EntryRecords {
  readonly entry: JournalEntry;
  readonly records: readonly DecodedRecord[];
}

/** With what an entry is read. */
export interface Reading {
  readonly connection: OpenConnection;
  /** The connection's, or that of the file it came from. */
  readonly context: DecodeContext;
  readonly instruments: readonly Instrument[];
}

/**
 * The records of a journal entry. Pure: the same entry and configuration give the same, so that everything behind the journal can be
 * made again. Never throws: a record, a channel or a whole entry that fails is set aside, and the others go on.
 *
 * @param records those of the entry, where they are at hand already
 * @param reading `undefined` when the connection is not configured any more
 */
export function decodeEntry(
  entry: JournalEntry,
  reading: Reading | undefined,
  records?: readonly unknown[],
): readonly DecodedRecord[] {
  if (entry.kind === "empty") return [];
  if (entry.kind === "events") return eventsOf(entry);
  if (!reading) {
    return [failed(0, undefined, "unknown-connection", `no connection is called ${entry.connection}`)];
  }
  const { raws, reason, message } = records ? { raws: records } : rawsOf(entry, reading);
  if (!raws) return [failed(0, undefined, reason, message)];
  const decoded: DecodedRecord[] = [];
  for (const [index, raw] of raws.entries()) {
    // What was erased leaves its place behind, so that the others keep theirs.
    if (raw !== null) decoded.push(decodeRecord(index, raw, reading));
  }
  return decoded;
}

/** Decodes one record. */
export function decodeRecord(index: number, raw: unknown, reading: Reading): DecodedRecord {
  const { connection, context } = reading;
  let decoded: Decoded;
  let problems: readonly (SetAside | undefined)[];
  try {
    decoded = connection.channel.decode(raw, context);
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
    setAside: bad.length === 0 ? decoded.setAside : [...decoded.setAside, ...bad],
    contacts: decoded.contacts ?? none,
  };
}

/** What an entry of events holds: those the host made itself, or those of records that were tried again. */
function eventsOf(entry: JournalEntry): readonly DecodedRecord[] {
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
export function rawsOf(entry: JournalEntry, { connection }: Reading): Raws {
  if (entry.kind === "records") {
    const raws = arrayOf(entry.body);
    return raws ? { raws } : { reason: "unreadable-body", message: "the entry is no JSON array" };
  }
  if (!connection.webhook || !entry.head) {
    return {
      reason: "unsupported",
      message: `channel ${connection.channel.id} takes no requests any more`,
    };
  }
  try {
    return { raws: connection.webhook.records({ ...entry.head, body: entry.body }) };
  } catch (thrown) {
    return isCxError(thrown, "invalid-event")
      ? { reason: "unreadable-body", message: thrown.message.slice(0, 80) }
      : { reason: "contribution-failed", message: nameOf(thrown) };
  }
}

/** Whether an edit without a revision becomes the next one: records of files are told again as they stand now. */
export function revises(entry: JournalEntry): boolean {
  if (entry.kind === "records") return entry.file !== undefined && !isPulled(entry);
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

function failed(index: number, raw: unknown, reason: string, message: string): DecodedRecord {
  const aside: SetAside = { scope: "record", path: "record", reason, message };
  return { index, raw, drafts: none, setAside: [aside], contacts: none };
}

/** What was thrown, without what it says: a message may quote the record. */
function nameOf(thrown: unknown): string {
  return `the channel threw ${thrown instanceof Error ? thrown.name : typeof thrown}`;
}
