import { type AlertEngine, type CxEvent, type EventType, eventTypes, type Store } from "@cxkit/core";
import { alertEngine, needsPerson } from "../../alerts/src/index.ts";
import type { HostOptions } from "../src/host-options.ts";
import { secret } from "../src/secret.ts";
import { shopConnection, testKey } from "../src/flow/fixtures/workbench.ts";

/** At most so many points: somebody should call. */
export const detractorAtMost = 6;

/** The workspace that is crashed, and the one that is not: all but folder, store, clock and where notifications go. */
export function crashOptions(): Pick<HostOptions, "connections" | "engine" | "people" | "fallback" | "key"> {
  return {
    connections: [shopConnection()],
    engine: engine(),
    people: [{ id: "care", notify: ["receiver"] }],
    fallback: "care",
    key: testKey,
  };
}

export const receiverSecret = () => secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "receiver");

function engine(): AlertEngine {
  return alertEngine({
    rules: [
      {
        id: "detractor",
        rule: needsPerson(),
        params: { item: "nps", atMost: detractorAtMost },
        most: 10_000,
      },
    ],
    routing: { fallback: "care" },
    language: "en",
    zone: "UTC",
    // Nobody is reminded in the hours that a run pretends to take.
    cases: { acknowledgeWithin: "30d", closeWithin: "60d" },
  });
}

/** Everything that a store tells. */
export async function eventsOf(store: Store, types: readonly EventType[] = eventTypes): Promise<CxEvent[]> {
  const events: CxEvent[] = [];
  for await (const event of store.events({ types })) events.push(event);
  return events;
}
