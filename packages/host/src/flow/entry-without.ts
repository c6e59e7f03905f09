import type { CaseView, EventDraft } from "@cxkit/core";
import type { Journal, JournalEntry, NewEntry } from "../journal/journal.ts";
import { decodeAlone, type DecodedRecord, decodeEntry, eventsOf, rawsOf, type Reading } from "./decode.ts";
import { caseOf } from "./judge.ts";
import { whenThere } from "./when-there.ts";

/** Who goes. */
export interface Gone {
  readonly subject: string;
  /** Cases about them. */
  readonly cases: ReadonlySet<string>;
  /** What they were asked for by: an address, a number. */
  readonly value: string | undefined;
  /** Key of the event that tells of it, the only one of theirs that stays. */
  readonly told: string;
}

/**
 * A journal entry without somebody: itself when it holds nothing of them, `null` when it holds nothing else. Other people's records keep
 * their places, so that what was set aside of them is still found.
 *
 * @param also places of further records that go
 * @param isRefused whether the record of an entry is set aside because its source is another's: no event of it is kept
 */
export function entryWithout(
  entry: JournalEntry,
  reading: Reading | undefined,
  gone: Gone,
  also: ReadonlySet<number> = new Set(),
  isRefused: (entry: number, index: number) => boolean = () => false,
): Without | Promise<Without> {
  if (entry.kind === "empty") return entry;
  if (entry.kind === "events") return eventsWithout(entry, gone, also);
  if (!reading) return unknownWithout(entry, gone, also);
  return whenThere(rawsOf(entry, reading), ({ raws }) => {
    if (!raws) return unknownWithout(entry, gone, also);
    return whenThere(decodeEntry(entry, reading, raws), (decoded) =>
      // A channel that cannot decode it now says nothing of whose it is.
      decoded.some(({ raw }) => raw === undefined)
        ? unknownWithout(entry, gone, also)
        : recordsWithout(entry, reading, raws, decoded, gone, also, isRefused),
    );
  });
}

/** What an entry becomes: itself, another one, or nothing. */
type Without = JournalEntry | NewEntry | null;

/** Nobody can say any more what is in it: it goes when it names them. */
function unknownWithout(entry: JournalEntry, { value }: Gone, also: ReadonlySet<number>): Without {
  return also.size > 0 || bodyHolds(entry, value) ? null : entry;
}

function recordsWithout(
  entry: JournalEntry,
  reading: Reading,
  records: readonly unknown[],
  decoded: readonly DecodedRecord[],
  gone: Gone,
  also: ReadonlySet<number>,
  isRefused: (entry: number, index: number) => boolean,
): Without | Promise<Without> {
  const theirs = new Set(also);
  for (const { index, drafts, contacts } of decoded) {
    const isTheirs = [...drafts, ...contacts].some(({ subject }) => subject === gone.subject);
    if (isTheirs) theirs.add(index);
  }
  if (theirs.size === 0) return entry;
  const others = decoded.flatMap(({ index, drafts }) =>
    isRefused(entry.number, index) ? [] : drafts.filter((draft) => draft.subject !== gone.subject),
  );
  if (decoded.every(({ index }) => theirs.has(index)) && others.length === 0) return null;
  const { connection, received, file, delivery } = entry;
  const left = records.map((raw, index) => (theirs.has(index) ? null : raw));
  const shared = decoded.some(
    ({ index, drafts }) => theirs.has(index) && drafts.some((draft) => draft.subject !== gone.subject),
  );
  return whenThere(shared ? false : survives(left, reading), (survive): Without => {
    // What is to be completed yet has to stay a record.
    if (!survive && !decoded.some(({ thin }) => thin)) {
      // What is left cannot be told by records alone: it is kept as the events it came to.
      return { kind: "events", connection, received, delivery: "rewritten", body: bytes(others) };
    }
    // The head of a request may name its sender; the body is an array from here on.
    const kept =
      entry.kind === "records" ? { ...(file && { file }), ...(delivery !== undefined && { delivery }) } : {};
    return { kind: "records", connection, received, ...kept, body: bytes(left) };
  });
}

function eventsWithout(
  entry: JournalEntry,
  gone: Gone,
  also: ReadonlySet<number>,
): JournalEntry | NewEntry | null {
  const { kind, connection, received, delivery } = entry;
  const drafts = JSON.parse(new TextDecoder().decode(entry.body)) as readonly (EventDraft | null)[];
  const left = drafts.map((draft, index) => {
    if (draft === null || also.has(index)) return null;
    if (draft.type === "subject.erased") {
      return draft.subject === gone.subject && draft.key !== gone.told ? null : draft;
    }
    const id = caseOf(draft);
    return draft.subject === gone.subject || (id !== undefined && gone.cases.has(id)) ? null : draft;
  });
  if (left.every((draft, index) => draft === drafts[index])) return entry;
  if (left.every((draft) => draft === null)) return null;
  return { kind, connection, received, ...(delivery !== undefined && { delivery }), body: bytes(left) };
}

/** Cases about somebody: those the engine knows, and those whose steps are in the journal. */
export async function casesNamed(
  journal: Journal,
  views: readonly CaseView[],
  subject: string,
): Promise<ReadonlySet<string>> {
  const found = new Set(views.filter((view) => view.subject === subject).map(({ id }) => id));
  for await (const entry of journal.read(1)) {
    if (entry.kind !== "events") continue;
    for (const { drafts } of eventsOf(entry)) {
      for (const draft of drafts) {
        const id = draft.subject === subject ? caseOf(draft) : undefined;
        if (id !== undefined) found.add(id);
      }
    }
  }
  return found;
}

/**
 * Places of records in quarantine that are somebody's: those that decode to something of theirs, and those that name them by what they
 * were asked for.
 *
 * @param places with whether the whole entry could not be read
 */
export async function placesOf(
  entry: JournalEntry,
  reading: Reading | undefined,
  { subject, value }: Gone,
  places: ReadonlyMap<number, boolean>,
): Promise<ReadonlySet<number>> {
  const decoded = new Map((await decodeEntry(entry, reading)).map((one) => [one.index, one]));
  const readable =
    entry.kind !== "events" && reading !== undefined && (await rawsOf(entry, reading)).raws !== undefined;
  const inBody = bodyHolds(entry, value);
  const found = new Set<number>();
  for (const [index, whole] of places) {
    const own = decoded.get(index);
    const theirs = own && [...own.drafts, ...own.contacts].some((one) => one.subject === subject);
    const named =
      whole || !(readable || (own && entry.kind === "events"))
        ? inBody
        : value !== undefined && leafHolds(own?.raw, value);
    if (theirs === true || named) found.add(index);
  }
  return found;
}

/** Below this a value is too short to be looked for inside of other text: every long number holds a 42. */
const longEnough = 6;

function leafHolds(raw: unknown, value: string): boolean {
  if (typeof raw === "string" || typeof raw === "number") {
    const text = String(raw).trim().toLowerCase();
    const wanted = value.trim().toLowerCase();
    return text === wanted || (wanted.length >= longEnough && text.includes(wanted));
  }
  if (typeof raw !== "object" || raw === null) return false;
  return Object.values(raw).some((one) => leafHolds(one, value));
}

function bodyHolds(entry: JournalEntry, value: string | undefined): boolean {
  if (value === undefined || value.trim().length < longEnough) return false;
  return new TextDecoder().decode(entry.body).toLowerCase().includes(value.trim().toLowerCase());
}

/** Whether records come to the same when they have been JSON in between; some channels' hold bytes or dates. */
function survives(records: readonly unknown[], reading: Reading): boolean | Promise<boolean> {
  const there = records.filter((raw) => raw !== null);
  const again = JSON.parse(JSON.stringify(there)) as readonly unknown[];
  return whenThere(decodeAlone(there, reading), (before) =>
    whenThere(decodeAlone(again, reading), (after) => toldBy(before) === toldBy(after)),
  );
}

function toldBy(records: readonly DecodedRecord[]): string {
  return JSON.stringify(records.map(({ drafts, setAside }) => [drafts, setAside]));
}

function bytes(records: readonly unknown[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(records));
}
