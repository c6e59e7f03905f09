import { setImmediate } from "node:timers/promises";
import {
  completeEvent,
  type CxEvent,
  cxError,
  type EventDraft,
  eventId,
  type SetAside,
  type Store,
} from "@cxkit/core";
import { createContext } from "@cxkit/core/context";
import type { UnderstoodFile } from "./understand.ts";
import { withFile } from "./with-file.ts";

/** What became of a file's rows. Every row behind the headers is in exactly one of the counts. */
export interface IngestedFile {
  /** Rows behind the headers that are records. */
  readonly rows: number;
  /** Responses it added. */
  readonly responses: number;
  readonly duplicates: number;
  /** Same identity as before, other content: the later one counts, once. */
  readonly edited: readonly { readonly line: number; readonly key: string }[];
  readonly setAside: readonly SetAside[];
}

/** How a file is ingested. */
export interface IngestOptions {
  /** Key of the keyed hashes; the same for files whose customers and rows should meet. */
  readonly key: Uint8Array;
  /** When the file reached us, RFC 3339. */
  readonly received: string;
  /** Called after each page with the number of rows done so far. */
  readonly progress?: (rows: number) => void;
  readonly signal?: AbortSignal;
  /** Revisions that earlier files brought, by identity; needed where a file dates its edits. Grows as files are read. */
  readonly revisions?: Map<string, number>;
}

const pageSize = 1_000;
/** Edits after which a file is not read to its end to see that they are the rule. */
const mostEdits = 500;

/**
 * Runs a file through its channel into the store: rows → records → events → pages.
 *
 * A row that an earlier file brought with other content is an edit. Where the file dates its edits, the newest counts in
 * whichever order the files come; elsewhere the later one becomes the next revision. Where undated edits are the rule (more than one row in five, and at least five), the identities restart in each file
 * and the run stops: nothing would be right.
 *
 * @throws {CxError} `invalid-setup` when identities repeat with other content throughout; `invalid-file` from the reader
 */
export async function ingestFile(
  understood: UnderstoodFile,
  store: Store,
  options: IngestOptions,
): Promise<IngestedFile> {
  const { channel, config, file } = understood;
  const source = channel.file;
  if (!source) throw cxError("invalid-setup", `channel ${channel.id} reads no files`);
  const context = createContext(config, { key: options.key });
  const setAside: SetAside[] = [];
  const edited: { line: number; key: string }[] = [];
  const revisions = config.revision ? (options.revisions ?? new Map<string, number>()) : undefined;
  const count = { rows: 0, responses: 0, duplicates: 0, undatedEdits: 0 };
  let page: { readonly event: CxEvent; readonly line: number }[] = [];

  const idsRestart = () =>
    cxError(
      "invalid-setup",
      `${file.name}: ${count.undatedEdits} of ${count.rows} rows have an id that was seen before with other answers. ` +
        `The ids seem to start again in each file, or to be none: tell the files apart with --wave, or drop the id with --id none`,
      { file: file.name, path: "id" },
    );
  const flush = async (): Promise<void> => {
    const { fresh, dated } = revisions ? datedEdits(page, revisions) : { fresh: page, dated: [] };
    const result = await appendPage(store, fresh);
    count.undatedEdits += result.edited.length;
    for (const placed of dated) await appendEdited(store, placed, result);
    count.responses += result.appended;
    count.duplicates += result.duplicates;
    edited.push(...result.edited);
    setAside.push(...result.setAside);
    page = [];
    if (count.undatedEdits >= mostEdits && restarts(count.undatedEdits, count.rows)) throw idsRestart();
    options.progress?.(count.rows);
    // Lets an interrupt through: rows that are in memory already are read without a pause.
    if (options.signal) await setImmediate();
    options.signal?.throwIfAborted();
  };

  try {
    for await (const raw of source.read(understood.rows, context)) {
      count.rows += 1;
      const { events, setAside: aside } = channel.decode(raw, context);
      for (const one of aside) setAside.push({ ...one, line: one.line ?? raw.line });
      for (const draft of events) page.push({ event: complete(draft, options.received), line: raw.line });
      if (page.length >= pageSize) await flush();
    }
    await flush();
  } catch (error) {
    throw withFile(error, file.name);
  }
  if (restarts(count.undatedEdits, count.rows)) throw idsRestart();
  const repeated = setAside.filter(({ reason }) => reason === "repeated-id").length;
  if (restarts(repeated, count.rows)) {
    throw cxError(
      "invalid-setup",
      `${file.name}: ${repeated} of ${count.rows} rows repeat an id of the file with other answers, so it names no response: ` +
        `say with --id what does, or --id none`,
      { file: file.name, path: "id" },
    );
  }
  const { rows, responses, duplicates } = count;
  return { rows, responses, duplicates, edited, setAside };
}

/** Tells rows whose identity came before under another revision from all others, and remembers what was seen. */
function datedEdits(
  page: readonly PlacedEvent[],
  revisions: Map<string, number>,
): { readonly fresh: readonly PlacedEvent[]; readonly dated: readonly PlacedEvent[] } {
  const fresh: PlacedEvent[] = [];
  const dated: PlacedEvent[] = [];
  for (const placed of page) {
    const { source, key, revision } = placed.event;
    const name = `${source}\n${key}`;
    const seen = revisions.get(name);
    (seen === undefined || seen === revision ? fresh : dated).push(placed);
    revisions.set(name, Math.max(seen ?? 0, revision));
  }
  return { fresh, dated };
}

/** Whether so many rows are edits that the ids must have started again. */
function restarts(edited: number, rows: number): boolean {
  return edited >= 5 && edited > rows / 5;
}

function complete(draft: EventDraft, received: string): CxEvent {
  return completeEvent(draft as EventDraft<"survey.responded">, received) as CxEvent;
}

/** What became of a page. */
interface PageOutcome {
  appended: number;
  duplicates: number;
  readonly edited: { line: number; key: string }[];
  readonly setAside: SetAside[];
}

/** An event with the line it came from. */
interface PlacedEvent {
  readonly event: CxEvent;
  readonly line: number;
}

/**
 * Appends a page. Events whose id the store or the page itself already has under other content go in again, one by one,
 * as the next revision that is free.
 */
async function appendPage(store: Store, page: readonly PlacedEvent[]): Promise<PageOutcome> {
  const outcome: PageOutcome = { appended: 0, duplicates: 0, edited: [], setAside: [] };
  const lines = new Map<string, number>();
  const first: CxEvent[] = [];
  const again: PlacedEvent[] = [];
  for (const placed of page) {
    const name = nameOf(placed.event);
    if (lines.has(name)) {
      again.push(placed);
    } else {
      lines.set(name, placed.line);
      first.push(placed.event);
    }
  }
  const result = await store.append(first);
  outcome.appended += result.appended;
  outcome.duplicates += result.duplicates;
  for (const one of result.setAside) outcome.setAside.push(placedSetAside(one, lines.get(nameOf(one))));
  if (result.conflicts.length > 0) {
    const conflicts = new Set(result.conflicts.map(nameOf));
    for (const placed of page)
      if (conflicts.delete(nameOf(placed.event))) await appendEdited(store, placed, outcome);
  }
  for (const placed of again) await appendEdited(store, placed, outcome);
  return outcome;
}

async function appendEdited(store: Store, { event, line }: PlacedEvent, outcome: PageOutcome): Promise<void> {
  for (let revision = event.revision; ; revision += 1) {
    const revised = { ...event, revision, id: eventId(event.key, revision) };
    const result = await store.append([revised]);
    if (result.conflicts.length > 0) continue;
    outcome.duplicates += result.duplicates;
    if (result.appended > 0) outcome.edited.push({ line, key: event.key });
    for (const one of result.setAside) outcome.setAside.push(placedSetAside(one, line));
    return;
  }
}

function nameOf({ source, id }: { readonly source: string; readonly id: string }): string {
  return `${source}\n${id}`;
}

function placedSetAside(
  one: { readonly id: string; readonly path: string; readonly reason: string },
  line: number | undefined,
): SetAside {
  return {
    scope: one.path === "" ? "record" : "value",
    path: one.path || "row",
    reason: one.reason,
    message: `${one.id}: ${one.reason}`,
    ...(line !== undefined && { line }),
  };
}
