import type { Appended, CxEvent } from "@cxkit/core";
import type { KnownEvent } from "./known-events.ts";
import { sameContent, type Unreadable, unreadable } from "@cxkit/core/store-rules";

/** What a page does to the store, decided before anything is written. */
export interface PagePlan {
  /** New events in order; `told` says whether one counts after the page. */
  readonly entered: readonly { readonly event: CxEvent; readonly at: number; readonly told: boolean }[];
  /** Arrivals of the file that are no longer told. */
  readonly superseded: readonly number[];
  /** Digests of things that are newly retracted. */
  readonly retracted: readonly string[];
  /** Subjects that events of the page erase, with the one source to erase from; `null` is all of them. */
  readonly erasures: readonly { readonly subject: string; readonly source: string | null }[];
  readonly duplicates: NonNullable<Appended["known"]>;
  readonly conflicts: Appended["conflicts"];
  /** Whole events set aside, by their place in the page. */
  readonly setAside: ReadonlyMap<number, Unreadable | typeof erasedSubject>;
}

/** What the store knows and the page is judged by. */
export interface PageContext {
  readonly types: ReadonlySet<string>;
  /** Events of the file that may be meant: by identity, and by the thing told. */
  readonly known: readonly KnownEvent[];
  /** Whether anything was retracted. */
  readonly retractions: boolean;
  /** Whether a thing was, by the words that name it. */
  isRetracted(thing: string): boolean;
  /** Whether events of a subject from a source are refused. */
  isErased(subject: string, source: string): boolean;
}

const erasedSubject = { path: "subject", reason: "erased" } as const;

interface Entry {
  readonly event: CxEvent;
  readonly at: number;
  told: boolean;
}

type Told = { readonly revision: number } & (
  | { readonly arrival: number; readonly entry?: never }
  | { readonly entry: Entry; readonly arrival?: never }
);

/** Judges a page, event by event. */
export function pagePlan(page: readonly CxEvent[], context: PageContext): PagePlan {
  const { types, known } = context;
  const ids = new Map<string, Map<string, CxEvent>>();
  const things = new Map<string, Map<string, Map<string, Told>>>();
  const idsOf = (source: string) => entryOf(ids, source, () => new Map<string, CxEvent>());
  const thingsOf = (source: string, type: string) =>
    entryOf(
      entryOf(things, source, () => new Map<string, Map<string, Told>>()),
      type,
      () => new Map<string, Told>(),
    );
  for (const { arrival, told, event } of known) {
    const { source, id, type, key, revision } = event;
    idsOf(source).set(id, event);
    if (told) thingsOf(source, type).set(key, { arrival, revision });
  }
  const entered: Entry[] = [];
  const superseded: number[] = [];
  const retracted = new Set<string>();
  const erasures: { readonly subject: string; readonly source: string | null }[] = [];
  const erasedHere = new Map<string, Set<string | null>>();
  const conflicts: { readonly source: string; readonly id: string }[] = [];
  const setAside = new Map<number, Unreadable | typeof erasedSubject>();
  const duplicates: { readonly source: string; readonly id: string }[] = [];

  const isErased = ({ type, subject, source }: CxEvent): boolean => {
    if (subject === undefined || type === "subject.erased") return false;
    const here = erasedHere.get(subject);
    return (here?.has(null) ?? false) || (here?.has(source) ?? false) || context.isErased(subject, source);
  };
  const untell = (told: Told): void => {
    if (told.entry) told.entry.told = false;
    else superseded.push(told.arrival);
  };
  const isRetracted = ({ source, type, key }: CxEvent): boolean => {
    if (retracted.size === 0 && !context.retractions) return false;
    const thing = thingOf(source, type, key);
    return retracted.has(thing) || context.isRetracted(thing);
  };

  for (const [at, event] of page.entries()) {
    const { source, id, type, key, revision, subject } = event;
    const trouble = unreadable(event, types);
    const sameSource = trouble ? undefined : idsOf(source);
    const before = sameSource?.get(id);
    if (before) {
      if (sameContent(event, before)) duplicates.push({ source, id });
      else conflicts.push({ source, id });
      continue;
    }
    const reason = trouble ?? (isErased(event) ? erasedSubject : undefined);
    if (reason) {
      setAside.set(at, reason);
      continue;
    }
    const entry: Entry = { event, at, told: true };
    entered.push(entry);
    sameSource?.set(id, event);
    const sameType = thingsOf(source, type);
    const told = sameType.get(key);
    // A retraction cannot be retracted: what is gone does not come back by any order of arrival.
    if (type !== "event.retracted" && isRetracted(event)) entry.told = false;
    else if (told && told.revision >= revision) entry.told = false;
    else {
      if (told) untell(told);
      sameType.set(key, { entry, revision });
    }
    const target = retractedThing(event);
    if (target !== undefined) {
      retracted.add(thingOf(source, target.type, target.key));
      const sameTarget = thingsOf(source, target.type);
      const taken = sameTarget.get(target.key);
      if (taken) untell(taken);
      sameTarget.delete(target.key);
    }
    if (event.type === "subject.erased" && subject !== undefined) {
      const from = event.data.scope === "all" ? null : event.data.scope;
      erasures.push({ subject, source: from });
      erasedHere.set(subject, new Set([...(erasedHere.get(subject) ?? []), from]));
    }
  }
  return { entered, superseded, retracted: [...retracted], erasures, duplicates, conflicts, setAside };
}

/** What an event takes away; `undefined` for all but retractions, and for those that name nothing. */
function retractedThing(event: CxEvent): { readonly type: string; readonly key: string } | undefined {
  if (event.type !== "event.retracted" || event.data.type === "event.retracted") return undefined;
  const { type, key } = event.data;
  return typeof type === "string" && typeof key === "string" ? { type, key } : undefined;
}

/** A thing told, by the words that name it; lengths keep one apart from another. */
function thingOf(source: string, type: string, key: string): string {
  return `${source.length} ${type.length} ${source}${type}${key}`;
}

/** The entry of a map, made where there is none: maps in maps, as words joined to one key would be hashed anew each. */
function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const present = map.get(key);
  if (present !== undefined) return present;
  const made = make();
  map.set(key, made);
  return made;
}
