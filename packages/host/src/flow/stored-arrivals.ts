import type { CxEvent, EventType, Store } from "@cxkit/core";

/**
 * When the events that a store holds under the names of these arrived, as far as it still tells them. Asks for the spans of time in which
 * they lie, so that a few late ones do not cost a reading of everything in between.
 */
export async function storedArrivals(
  store: Pick<Store, "events">,
  events: readonly CxEvent[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(events.map(nameOf));
  const types = [...new Set(events.map(({ type }) => type))] as EventType[];
  const found = new Map<string, string>();
  for (const window of spans(events.map(({ time }) => Math.floor(Date.parse(time))))) {
    for await (const event of store.events({ types, window })) {
      const name = nameOf(event);
      if (wanted.has(name)) found.set(name, event.received);
    }
  }
  return found;
}

const gap = 1_000;

function spans(times: readonly number[]): readonly { readonly from: number; readonly below: number }[] {
  const cut: { from: number; below: number }[] = [];
  for (const time of times.filter(Number.isFinite).toSorted((left, right) => left - right)) {
    const last = cut.at(-1);
    if (last && time <= last.below + gap) last.below = time + 1;
    else cut.push({ from: time, below: time + 1 });
  }
  return cut;
}

function nameOf({ source, id }: { readonly source: string; readonly id: string }): string {
  return `${source}\n${id}`;
}
