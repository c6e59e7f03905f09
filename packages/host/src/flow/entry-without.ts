import type { CaseView, EventDraft } from "@cxkit/core";
import type { Journal, JournalEntry, NewEntry } from "../journal/journal.ts";
import { decodeEntry, decodeRecord, rawsOf, type Reading } from "./decode.ts";
import { caseOf } from "./judge.ts";

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
 */
export function entryWithout(
  entry: JournalEntry,
  reading: Reading | undefined,
  gone: Gone,
  also: ReadonlySet<number> = new Set(),
): JournalEntry | NewEntry | null {
  if (entry.kind === "empty") return entry;
  if (entry.kind === "events") return eventsWithout(entry, gone, also);
  const records = reading && rawsOf(entry, reading).raws;
  if (!reading || !records) {
    // Nobody can say any more what is in it: it goes when it names them.
    return also.size > 0 || bodyHolds(entry, gone.value) ? null : entry;
  }
  const decoded = decodeEntry(entry, reading);
  const theirs = new Set(also);
  for (const { index, drafts, contacts } of decoded) {
    const isTheirs = [...drafts, ...contacts].some(({ subject }) => subject === gone.subject);
    if (isTheirs) theirs.add(index);
  }
  if (theirs.size === 0) return entry;
  const others = decoded.flatMap(({ drafts }) => drafts.filter((draft) => draft.subject !== gone.subject));
  if (decoded.every(({ index }) => theirs.has(index)) && others.length === 0) return null;
  const { connection, received, file, delivery } = entry;
  const left = records.map((raw, index) => (theirs.has(index) ? null : raw));
  const shared = decoded.some(
    ({ index, drafts }) => theirs.has(index) && drafts.some((draft) => draft.subject !== gone.subject),
  );
  if (shared || !survives(left, reading)) {
    // What is left cannot be told by records alone: it is kept as the events it came to.
    return { kind: "events", connection, received, delivery: "rewritten", body: bytes(others) };
  }
  // The head of a request may name its sender; the body is an array from here on.
  const kept =
    entry.kind === "records" ? { ...(file && { file }), ...(delivery !== undefined && { delivery }) } : {};
  return { kind: "records", connection, received, ...kept, body: bytes(left) };
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
    for (const { drafts } of decodeEntry(entry, undefined)) {
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
export function placesOf(
  entry: JournalEntry,
  reading: Reading | undefined,
  { subject, value }: Gone,
  places: ReadonlyMap<number, boolean>,
): ReadonlySet<number> {
  const decoded = new Map(decodeEntry(entry, reading).map((one) => [one.index, one]));
  const readable =
    entry.kind !== "events" && reading !== undefined && rawsOf(entry, reading).raws !== undefined;
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
function survives(records: readonly unknown[], reading: Reading): boolean {
  const again = JSON.parse(JSON.stringify(records)) as readonly unknown[];
  return records.every((raw, index) => {
    if (raw === null) return true;
    const [before, after] = [raw, again[index]].map((one) => {
      const { drafts, setAside } = decodeRecord(index, one, reading);
      return JSON.stringify([drafts, setAside]);
    });
    return before === after;
  });
}

function bytes(records: readonly unknown[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(records));
}
