import type { CxEvent } from "@cxkit/core";

/** Who is who among events: which arrival has an identity, which revision of a thing is the highest, what was retracted. */
export interface EventLedger {
  /** The arrival that has an event's (`source`, `id`). */
  known(event: CxEvent): number | undefined;
  /**
   * Enters a new event.
   *
   * @returns the arrivals that are no longer told because of it, itself among them where something newer is known
   */
  enter(event: CxEvent, ordinal: number): readonly number[];
  /** Forgets an arrival. What it retracted stays retracted. */
  forget(event: CxEvent, ordinal: number): void;
}

interface Told {
  readonly ordinal: number;
  readonly revision: number;
}

/** An empty ledger. */
export function eventLedger(): EventLedger {
  const ids = new Map<string, Map<string, number>>();
  const things = new Map<string, Map<string, Told>>();
  const retracted = new Map<string, Set<string>>();
  const scopeOf = (source: string, type: string): string => `${type}\n${source}`;
  return {
    known: ({ source, id }) => ids.get(source)?.get(id),
    enter(event, ordinal) {
      const { source, id, type, key, revision } = event;
      entry(ids, source, () => new Map<string, number>()).set(id, ordinal);
      const gone: number[] = [];
      const scope = scopeOf(source, type);
      const known = entry(things, scope, () => new Map<string, Told>());
      const told = known.get(key);
      if (!told || told.revision < revision) known.set(key, { ordinal, revision });
      // A retraction cannot be retracted: what is gone does not come back by any order of arrival.
      if (type !== "event.retracted" && retracted.get(scope)?.has(key)) gone.push(ordinal);
      else if (told) gone.push(told.revision < revision ? told.ordinal : ordinal);
      if (event.type === "event.retracted" && event.data.type !== "event.retracted") {
        const target = scopeOf(source, event.data.type);
        entry(retracted, target, () => new Set<string>()).add(event.data.key);
        const taken = things.get(target)?.get(event.data.key);
        if (taken) gone.push(taken.ordinal);
      }
      return gone;
    },
    forget({ source, id, type, key }, ordinal) {
      ids.get(source)?.delete(id);
      const known = things.get(scopeOf(source, type));
      if (known?.get(key)?.ordinal === ordinal) known.delete(key);
    },
  };
}

function entry<Value>(of: Map<string, Value>, key: string, make: () => Value): Value {
  let value = of.get(key);
  if (value === undefined) {
    value = make();
    of.set(key, value);
  }
  return value;
}
