import { type Appended, type CxEvent, eventId, type Json, type Store } from "@cxkit/core";
import { storedArrivals } from "./stored-arrivals.ts";

/** An event on its way into the store, with where it came from. */
export interface PlacedEvent {
  readonly event: CxEvent;
  readonly connection: string;
  /** Number of the journal entry, and place of the record in it. */
  readonly entry: number;
  readonly index: number;
  /** Told again as it stands now: other content under the same identity becomes the next revision that is free. */
  readonly revises: boolean;
}

/** What became of a page: every event is in exactly one of these, except those of which one answer was set aside. */
export interface AppendedPage {
  /** As they are in the store now, in the order of their arrival. */
  readonly fresh: readonly PlacedEvent[];
  readonly duplicates: readonly PlacedEvent[];
  /** Edits without a revision. Those of records that revise are fresh as well, under their new revision. */
  readonly conflicts: readonly PlacedEvent[];
  readonly setAside: readonly {
    readonly placed: PlacedEvent;
    readonly path: string;
    readonly reason: string;
  }[];
}

/** Said of a page that the store may have some of, from an attempt that was cut short. */
export interface Again {
  /** Arrivals ({@link arrivalOf}) of events that came just before the page: in the same instant they could be its own. */
  readonly before: ReadonlySet<string>;
}

/**
 * Appends a page together with how far the journal has come. Once more after a crash gives the same: what the store has already is a
 * duplicate, and counts as fresh where `again` is given and this arrival is the one that was stored.
 *
 * Where records revise, the outcome is that of appending the events one by one, whatever pages they are cut into: a run holds no
 * identity twice, its edits get their revisions before the next run begins, and the cursor goes last.
 */
export async function appendPage(
  store: Store,
  page: readonly PlacedEvent[],
  cursor: { readonly stream: string; readonly value: Json },
  again: Again | undefined,
): Promise<AppendedPage> {
  const seen = new Set<string>();
  const attempt = { again: again !== undefined, before: again?.before ?? new Set(), seen };
  if (!page.some(({ revises }) => revises)) return appendRun(store, page, cursor, attempt);
  const whole = {
    fresh: [] as PlacedEvent[],
    duplicates: [] as PlacedEvent[],
    conflicts: [] as PlacedEvent[],
  };
  const setAside: AppendedPage["setAside"][number][] = [];
  for (const run of runsOf(page)) {
    const positions = new Map(run.map(({ event }, at) => [identity(event), at]));
    const first = await appendRun(store, run, undefined, attempt);
    const fresh = [...first.fresh];
    const conflicts = first.conflicts.filter(({ revises }) => !revises);
    setAside.push(...first.setAside);
    whole.duplicates.push(...first.duplicates);
    let edits = first.conflicts.filter(({ revises }) => revises);
    while (edits.length > 0) {
      const next = await appendRun(store, edits.map(revised), undefined, attempt);
      fresh.push(...next.fresh);
      conflicts.push(...next.fresh);
      setAside.push(...next.setAside);
      whole.duplicates.push(...next.duplicates);
      edits = [...next.conflicts];
    }
    const at = ({ event }: PlacedEvent): number => positions.get(identity(event)) ?? 0;
    whole.fresh.push(...fresh.toSorted((left, right) => at(left) - at(right)));
    whole.conflicts.push(...conflicts);
    for (const { event } of [...run, ...fresh, ...whole.duplicates]) seen.add(nameOf(event));
  }
  await store.append([], cursor);
  return { ...whole, setAside };
}

/** How a run is tried. */
interface Attempt {
  readonly again: boolean;
  /** Arrivals of what came just before the page. */
  readonly before: ReadonlySet<string>;
  /** Names of what came before it in the page: what has them now came second. */
  readonly seen: ReadonlySet<string>;
}

/** Appends events at once and tells what became of each. */
async function appendRun(
  store: Store,
  run: readonly PlacedEvent[],
  cursor: { readonly stream: string; readonly value: Json } | undefined,
  attempt: Attempt,
): Promise<AppendedPage> {
  const events = run.map(({ event }) => event);
  const result = await store.append(events, cursor);
  if (result.appended === run.length && result.setAside.length === 0) {
    return { fresh: run, duplicates: [], conflicts: [], setAside: [] };
  }
  const whole = counted(result.setAside.filter(({ path }) => !isAnswer(path)));
  const conflicting = counted(result.conflicts);
  const known = await knownOf(store, events, result, attempt);
  const outcome = {
    fresh: [] as PlacedEvent[],
    duplicates: [] as PlacedEvent[],
    conflicts: [] as PlacedEvent[],
  };
  // The first telling is the one that stays: of several equal names, the last ones are those that were not taken.
  for (const placed of run.toReversed()) {
    const name = nameOf(placed.event);
    if (take(whole, name)) continue;
    if (take(conflicting, name)) outcome.conflicts.push(placed);
    else if (take(known, name)) outcome.duplicates.push(placed);
    else outcome.fresh.push(placed);
  }
  const fresh = outcome.fresh.toReversed();
  const duplicates = outcome.duplicates.toReversed();
  const mine = attempt.again ? await takenBefore(store, duplicates, attempt) : new Set<PlacedEvent>();
  const whatIsNew = new Set([...fresh, ...mine]);
  return {
    fresh: mine.size === 0 ? fresh : run.filter((placed) => whatIsNew.has(placed)),
    duplicates: duplicates.filter((placed) => !mine.has(placed)),
    conflicts: outcome.conflicts.toReversed(),
    setAside: namedSetAside(run, result),
  };
}

/** An event with the instant of its arrival: the name of one telling. */
export function arrivalOf(event: CxEvent): string {
  return `${event.received}\n${nameOf(event)}`;
}

/** How often each name was known already: by what the store says, else by the instants of arrival it holds. */
async function knownOf(
  store: Store,
  events: readonly CxEvent[],
  { duplicates, known, appended, conflicts, setAside }: Appended,
  attempt: Attempt,
): Promise<Map<string, number>> {
  if (known) return counted(known);
  if (duplicates === 0) return new Map();
  if (appended === 0) {
    const all = counted(events);
    for (const one of conflicts) take(all, nameOf(one));
    return all;
  }
  const arrivals = await storedArrivals(store, events);
  const names = counted(events);
  for (const one of [...conflicts, ...setAside.filter(({ path }) => !isAnswer(path))])
    take(names, nameOf(one));
  const seen = new Set(attempt.seen);
  for (const event of events) {
    const name = nameOf(event);
    const arrived = arrivals.get(name) ?? event.received;
    // Of several equal names the first is the one that was taken, if one was.
    if (!seen.has(name) && !attempt.before.has(arrivalOf(event)) && arrived === event.received)
      take(names, name);
    seen.add(name);
  }
  return names;
}

/**
 * Which duplicates are duplicates of themselves: stored by an attempt that was cut short before what follows from them was written.
 * What is not told any more (superseded, retracted) is taken for one: judged again rather than never.
 */
async function takenBefore(
  store: Store,
  duplicates: readonly PlacedEvent[],
  attempt: Attempt,
): Promise<ReadonlySet<PlacedEvent>> {
  const [first] = duplicates;
  if (!first) return new Set();
  const arrivals = await storedArrivals(
    store,
    duplicates.map(({ event }) => event),
  );
  const seen = new Set(attempt.seen);
  const mine = new Set<PlacedEvent>();
  for (const placed of duplicates) {
    const name = nameOf(placed.event);
    const arrived = arrivals.get(name) ?? placed.event.received;
    const earlier = attempt.before.has(arrivalOf(placed.event));
    if (!seen.has(name) && !earlier && arrived === placed.event.received) mine.add(placed);
    seen.add(name);
  }
  return mine;
}

function namedSetAside(run: readonly PlacedEvent[], { setAside }: Appended): AppendedPage["setAside"] {
  if (setAside.length === 0) return [];
  const byName = new Map(run.toReversed().map((placed) => [nameOf(placed.event), placed]));
  return setAside.flatMap((one) => {
    const placed = byName.get(nameOf(one));
    return placed ? [{ placed, path: one.path, reason: one.reason }] : [];
  });
}

/** Cuts a page so that no part tells the same thing twice. */
function runsOf(page: readonly PlacedEvent[]): readonly (readonly PlacedEvent[])[] {
  const runs: PlacedEvent[][] = [];
  let seen = new Set<string>();
  for (const placed of page) {
    const name = identity(placed.event);
    const run = seen.has(name) ? undefined : runs.at(-1);
    if (run) {
      run.push(placed);
    } else {
      runs.push([placed]);
      seen = new Set();
    }
    seen.add(name);
  }
  return runs;
}

function revised(placed: PlacedEvent): PlacedEvent {
  const revision = placed.event.revision + 1;
  return { ...placed, event: { ...placed.event, revision, id: eventId(placed.event.key, revision) } };
}

function isAnswer(path: string): boolean {
  return path.startsWith("data.answers[");
}

function identity({ source, key }: CxEvent): string {
  return `${source}\n${key}`;
}

/** What an event is known by in a store. */
export function nameOf({ source, id }: { readonly source: string; readonly id: string }): string {
  return `${source}\n${id}`;
}

function counted(names: readonly { readonly source: string; readonly id: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of names) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + 1);
  return counts;
}

/** Takes one of a name's count away, if any is left. */
function take(counts: Map<string, number>, name: string): boolean {
  const left = counts.get(name) ?? 0;
  if (left > 0) counts.set(name, left - 1);
  return left > 0;
}
