import type { Journey, LocalizedText } from "@cxkit/core";
import { wordMatches, words, wordsOfName } from "./word-matches.ts";

/** What is known of a survey item or an event: whatever may say where on the journey it belongs. All optional. */
export interface JourneyPlace {
  /** Item id. */
  readonly item?: string;
  /** Touchpoint as named by the instrument or the event. */
  readonly touchpoint?: string;
  /** Stage as named by the instrument or the event. */
  readonly stage?: string;
  /** Short name, a column heading. */
  readonly label?: string;
  /** The question as asked. */
  readonly wording?: string;
}

/** Ids of a stage and, where one is known, a touchpoint of it. */
export interface JourneyPosition {
  readonly stage: string;
  readonly touchpoint: string | null;
}

/**
 * Where on a journey a survey item or an event belongs. In this order, the first that says anything decides:
 *
 * 1. the stage it names, by id, title or alias, and within that stage the rest;
 * 2. the touchpoint it names, by id, title or alias;
 * 3. the touchpoint that lists the item;
 * 4. words: the label, else the wording, else the item id, searched for titles and aliases of touchpoints and aliases of
 *    stages. Case does not matter; words must be whole, except in scripts written without spaces; a longer alias hides the
 *    shorter ones within it ("ordering again" is not "ordering"). A stage's title and any id only count when they are the whole text:
 *    "select" and "use" are everyday words.
 *
 * Never guessed where two readings fit: words of two stages give `null`, words of two touchpoints of one stage give the stage
 * with `touchpoint: null`. Nor is a stage or listed item that is stated overruled by words: a stage unknown to the journey gives
 * `null`.
 *
 * @returns `null` when nothing, or more than one stage, fits
 * @example
 * import { fiveStageJourney, touchpointOf } from "@cxkit/journeys";
 * touchpointOf(fiveStageJourney, { label: "Satisfaction: ordering again" }); // => { stage: "repurchase", touchpoint: "reorder" }
 * touchpointOf(fiveStageJourney, { label: "Delivery and returns" }); // => { stage: "use", touchpoint: null }
 * touchpointOf(fiveStageJourney, { label: "Price and delivery" }); // => null
 */
export function touchpointOf(journey: Journey, place: JourneyPlace): JourneyPosition | null {
  return journeyFinder(journey)(place);
}

/** {@link touchpointOf} for one journey, whose names are prepared once: a journey is data that nobody writes to. */
export function journeyFinder(journey: Journey): (place: JourneyPlace) => JourneyPosition | null {
  const known = finders.get(journey);
  if (known) return known;
  const finder = newFinder(journey);
  finders.set(journey, finder);
  return finder;
}

const finders = /* @__PURE__ */ new WeakMap<Journey, (place: JourneyPlace) => JourneyPosition | null>();

function newFinder(journey: Journey): (place: JourneyPlace) => JourneyPosition | null {
  const stages = journey.stages.map((stage) => ({
    position: { stage: stage.id, touchpoint: null },
    items: [] as readonly string[],
    names: namesOf(stage),
    words: (stage.aliases ?? []).map(words),
  }));
  const touchpoints = journey.stages.flatMap((stage) =>
    stage.touchpoints.map((touchpoint) => ({
      position: { stage: stage.id, touchpoint: touchpoint.id },
      items: touchpoint.items ?? [],
      names: namesOf(touchpoint),
      words: [...Object.values(touchpoint.title), ...(touchpoint.aliases ?? [])].map(words),
    })),
  );
  return (place) => {
    const stated = place.stage === undefined ? "" : words(place.stage);
    if (stated === "") return find(place, touchpoints, stages);
    const stage = agreed(stages.filter(({ names }) => names.includes(stated)));
    if (!stage) return null;
    const within = touchpoints.filter(({ position }) => position.stage === stage.stage);
    return find(place, within, []) ?? stage;
  };
}

interface Named {
  readonly position: JourneyPosition;
  readonly items: readonly string[];
  /** What it is called, for whole texts. */
  readonly names: readonly string[];
  /** What is searched for within texts. */
  readonly words: readonly string[];
}

function find(
  place: JourneyPlace,
  touchpoints: readonly Named[],
  stages: readonly Named[],
): JourneyPosition | null {
  const named = place.touchpoint === undefined ? "" : words(place.touchpoint);
  const sameName = named === "" ? [] : touchpoints.filter(({ names }) => names.includes(named));
  if (sameName.length > 0) return agreed(sameName);
  const { item } = place;
  const listing = item === undefined ? [] : touchpoints.filter(({ items }) => items.includes(item));
  if (listing.length > 0) return agreed(listing);
  const { label = "", wording = "", touchpoint = "" } = place;
  for (const searched of [words(label), words(wording), wordsOfName(touchpoint), wordsOfName(item ?? "")]) {
    if (searched === "") continue;
    const whole = [...touchpoints, ...stages].filter(({ names }) => names.includes(searched));
    if (whole.length > 0) return agreed(whole);
    const spoken = spokenOf(searched, [...touchpoints, ...stages]);
    if (spoken.length > 0) return agreed(spoken);
  }
  return null;
}

/** Everything that a text speaks of, without what is only part of a longer name. */
function spokenOf(text: string, all: readonly Named[]): Named[] {
  const found = all.flatMap((named) =>
    named.words.flatMap((word) =>
      wordMatches(text, word).map((from) => ({ named, from, below: from + word.length })),
    ),
  );
  return found
    .filter(
      (inner) =>
        !found.some(
          (outer) =>
            outer.from <= inner.from &&
            outer.below >= inner.below &&
            outer.below - outer.from > inner.below - inner.from,
        ),
    )
    .map(({ named }) => named);
}

/** The one position that all agree on, as far as they do. */
function agreed(all: readonly Named[]): JourneyPosition | null {
  const [first] = all;
  if (!first || all.some(({ position }) => position.stage !== first.position.stage)) return null;
  const touchpoints = new Set(all.flatMap(({ position }) => position.touchpoint ?? []));
  const [touchpoint = null] = touchpoints;
  return { stage: first.position.stage, touchpoint: touchpoints.size === 1 ? touchpoint : null };
}

function namesOf(part: {
  readonly id: string;
  readonly title: LocalizedText;
  readonly aliases?: readonly string[];
}): string[] {
  return [part.id, ...Object.values(part.title), ...(part.aliases ?? [])]
    .map(words)
    .filter((name) => name !== "");
}
