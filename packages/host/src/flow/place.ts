import type { EventDraft, Journey } from "@cxkit/core";

/** Where on the journey something is. */
interface Position {
  readonly stage: string;
  readonly touchpoint?: string;
}

/**
 * Puts drafts on a journey: by the touchpoint they name, the stage they name, or the one touchpoint that all their items rate. Names are
 * matched whole, by id, title or alias, whatever their case. Only what a draft leaves out is filled in, and nothing where names fit
 * more than one place.
 */
export function placement(journey: Journey | undefined): (draft: EventDraft) => EventDraft {
  if (!journey) return (draft) => draft;
  const touchpoints = new Map<string, Position | null>();
  const stages = new Map<string, Position | null>();
  const items = new Map<string, Position | null>();
  for (const stage of journey.stages) {
    for (const name of namesOf(stage)) add(stages, name, { stage: stage.id });
    for (const touchpoint of stage.touchpoints) {
      const position = { stage: stage.id, touchpoint: touchpoint.id };
      for (const name of namesOf(touchpoint)) add(touchpoints, name, position);
      for (const item of touchpoint.items ?? []) add(items, item, position);
    }
  }
  return (draft) => {
    if (draft.touchpoint !== undefined && draft.stage !== undefined) return draft;
    const position = found(draft);
    if (!position) return draft;
    const { stage = position.stage, touchpoint = position.touchpoint } = draft;
    const placed = { ...draft, stage, journey: draft.journey ?? journey.id };
    return touchpoint === undefined ? placed : { ...placed, touchpoint };
  };

  function found(draft: EventDraft): Position | null | undefined {
    if (draft.touchpoint !== undefined) return touchpoints.get(folded(draft.touchpoint));
    const rated = itemsOf(draft).map((item) => items.get(item));
    const [first] = rated;
    const byItem = first && rated.every((position) => position === first) ? first : undefined;
    if (draft.stage === undefined) return byItem;
    const stage = stages.get(folded(draft.stage));
    return byItem && byItem.stage === stage?.stage ? byItem : stage;
  }
}

function add(places: Map<string, Position | null>, name: string, position: Position): void {
  const known = places.get(name);
  const same = known?.stage === position.stage && known.touchpoint === position.touchpoint;
  places.set(name, known === undefined || same ? (known ?? position) : null);
}

function namesOf({
  id,
  title,
  aliases = [],
}: {
  readonly id: string;
  readonly title: { readonly [language: string]: string };
  readonly aliases?: readonly string[];
}): readonly string[] {
  return [id, ...Object.values(title), ...aliases].map(folded);
}

/** Answered items that are rated: words and choices say nothing of the place. */
function itemsOf(draft: EventDraft): readonly string[] {
  if (draft.type !== "survey.responded" || !Array.isArray(draft.data.answers)) return [];
  return draft.data.answers.filter(({ value }) => typeof value === "number").map(({ item }) => item);
}

function folded(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
