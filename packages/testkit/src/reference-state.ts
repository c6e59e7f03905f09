import type { CxEvent, FieldPath, Filter } from "@cxkit/core";

/**
 * The state that a history of events comes to, by the rules of a store, written for reading and not for speed: the first of an equal
 * (`source`, `id`) stays, the highest revision of a (`source`, `type`, `key`) counts, a retraction takes away all of them for good.
 *
 * @param history in order of arrival
 * @returns in order of time
 */
export function finalState(history: readonly CxEvent[]): CxEvent[] {
  const first = new Map<string, CxEvent>();
  for (const event of history) {
    const id = JSON.stringify([event.source, event.id]);
    if (!first.has(id)) first.set(id, event);
  }
  const retracted = new Set<string>();
  const highest = new Map<string, CxEvent>();
  for (const event of first.values()) {
    if (event.type === "event.retracted") {
      retracted.add(JSON.stringify([event.source, event.data.type, event.data.key]));
    }
    const thing = thingOf(event);
    if ((highest.get(thing)?.revision ?? -1) < event.revision) highest.set(thing, event);
  }
  return [...highest.values()]
    .filter((event) => event.type === "event.retracted" || !retracted.has(thingOf(event)))
    .toSorted((left, right) => Date.parse(left.time) - Date.parse(right.time));
}

/** The value of a field, `null` where it is absent. */
export function fieldOf(event: CxEvent, path: FieldPath): string | number | null {
  let value: unknown = event;
  for (const step of path.split(".")) {
    value =
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([key]) => key === step)?.[1]
        : null;
  }
  return typeof value === "string" || typeof value === "number" ? value : null;
}

/** Whether an event fulfils a condition. */
export function fulfils(event: CxEvent, filter: Filter): boolean {
  if ("all" in filter) return filter.all.every((part) => fulfils(event, part));
  if ("any" in filter) return filter.any.some((part) => fulfils(event, part));
  if ("not" in filter) return !fulfils(event, filter.not);
  const value = fieldOf(event, filter.field);
  if ("in" in filter) return filter.in.includes(value);
  return (
    typeof value === "number" && value >= (filter.from ?? -Infinity) && value < (filter.below ?? Infinity)
  );
}

function thingOf({ source, type, key }: CxEvent): string {
  return JSON.stringify([source, type, key]);
}
