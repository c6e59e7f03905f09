import type { CxEvent, Journey, Json } from "@cxkit/core";
import { journeySchema } from "@cxkit/core/schema";
import { firstDifference } from "../first-difference.ts";
import { broken, shown } from "../law.ts";
import { deepFrozen } from "../leaves.ts";
import { trappedNow } from "./ambient-traps.ts";
import { checksOf, type ConformanceCheck, type Skip, untried } from "./check.ts";

/** What a journey is tried with. */
export interface JourneyConformanceOptions {
  /** What is made of events along the journey: stages reached, paths. Plain JSON. */
  readonly follow?: (journey: Journey, events: readonly CxEvent[]) => Json;
  /** Events to follow, in order of time. */
  readonly events?: readonly CxEvent[];
  readonly skip?: readonly Skip[];
}

/**
 * What every journey keeps: it is data, its names mean one thing each, and what is made of events along it is the same whenever and in
 * whatever order they arrive.
 *
 * @param journey the journey under test
 * @param options what follows events along it, and events
 * @throws {RangeError} when a skip names no check or gives no reason
 */
export function journeyConformance(
  journey: Journey,
  { follow, events = [], skip }: JourneyConformanceOptions = {},
): readonly ConformanceCheck[] {
  const unless = follow
    ? events.length > 1
      ? undefined
      : untried("no two events are given to follow (`events`)")
    : "a journey is data: nothing of its own follows events along it (`follow`)";
  const followed = (given: readonly CxEvent[]): Json =>
    follow?.(deepFrozen(structuredClone(journey)), deepFrozen(structuredClone([...given]))) ?? null;
  const places = journey.stages.flatMap(({ touchpoints }) => touchpoints);
  return checksOf(
    [
      {
        id: "J1",
        title: "it is a journey, in plain JSON",
        why: "It is stored in a manifest and read by editors.",
        check() {
          const [issue] = journeySchema.safeParse(journey).error?.issues ?? [];
          if (issue) broken(`${issue.path.join(".")}: ${issue.message}`);
          const difference = firstDifference(JSON.parse(JSON.stringify(journey)), journey);
          if (difference !== null) broken(`JSON changes it: ${difference}`);
        },
      },
      {
        id: "J2",
        title: "a name means one stage and one touchpoint",
        why: "An event that names two places is on neither.",
        check() {
          unique(
            journey.stages.map(({ id, aliases = [] }) => [id, ...aliases]),
            "stage",
          );
          unique(
            places.map(({ id, aliases = [] }) => [id, ...aliases]),
            "touchpoint",
          );
        },
      },
      {
        id: "J3",
        title: "an item rates one touchpoint",
        why: "An answer is counted where it was asked, once.",
        check: () =>
          unique(
            places.map(({ items = [] }) => items),
            "item's touchpoint",
          ),
      },
      {
        id: "J4",
        title: "everything has words, in the same languages",
        why: "Half a journey in another language is none to its reader.",
        check() {
          const titles = [
            journey.title,
            ...journey.stages.map(({ title }) => title),
            ...places.map(({ title }) => title),
          ];
          const languages = Object.keys(journey.title).toSorted();
          for (const title of titles) {
            if (Object.values(title).some((text) => text.trim() === ""))
              broken(`a title is empty: ${shown(title)}`);
            if (firstDifference(Object.keys(title).toSorted(), languages) !== null)
              broken(`${shown(title)} is not in ${languages.join(", ")}`);
          }
        },
      },
      {
        id: "J5",
        title: "the same events give the same path, whatever the clock says",
        why: "A replay must tell what was told before.",
        unless,
        check() {
          const { result, touched } = trappedNow("pure", () => followed(events));
          if (touched.length > 0) broken(`following uses ${touched.join(", ")}`);
          const difference = firstDifference(followed(events), result);
          if (difference !== null) broken(`followed again, it differs at ${difference}`);
        },
      },
      {
        id: "J6",
        title: "events that arrive late are placed by when they happened",
        why: "Webhooks overtake each other.",
        unless,
        check() {
          const straight = followed(events);
          for (const order of [events.toReversed(), [...events.slice(1), ...events.slice(0, 1)]]) {
            const difference = firstDifference(followed(order), straight);
            if (difference !== null) broken(`arrived in another order, it differs at ${difference}`);
          }
        },
      },
      {
        id: "J7",
        title: "an event that is told twice changes nothing",
        why: "Producers deliver at least once.",
        unless,
        check() {
          const difference = firstDifference(followed([...events, ...events]), followed(events));
          if (difference !== null) broken(`told twice, it differs at ${difference}`);
        },
      },
      {
        id: "J8",
        title: "what comes later continues a path, and changes nothing of what stands",
        why: "Yesterday's report must still be true today.",
        unless,
        check() {
          const whole = followed(events);
          for (let told = 1; told < events.length; told += 1) {
            const place = leftPath(followed(events.slice(0, told)), whole);
            if (place !== null)
              broken(
                `after ${told} of ${events.length} events, ${place || "it"} is no beginning of what it becomes`,
              );
          }
        },
      },
    ],
    skip,
  );
}

function unique(names: readonly (readonly string[])[], what: string): void {
  const seen = new Set<string>();
  for (const own of names) {
    for (const name of new Set(own)) {
      if (seen.has(name)) broken(`${shown(name)} names two: no ${what} of its own`);
      seen.add(name);
    }
  }
}

/** Where a list is no beginning of the later one; `null` where all are. Sums may grow. */
function leftPath(before: Json, after: Json, place = ""): string | null {
  if (Array.isArray(before)) {
    const start: Json = Array.isArray(after) ? after.slice(0, before.length) : [];
    return firstDifference(before, start) === null ? null : place;
  }
  if (typeof before !== "object" || before === null) return null;
  const later = (typeof after === "object" && after !== null ? after : {}) as {
    readonly [key: string]: Json;
  };
  for (const [key, value] of Object.entries(before as { readonly [key: string]: Json })) {
    const found = leftPath(value, later[key] ?? null, place === "" ? key : `${place}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
