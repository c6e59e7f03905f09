import type { CxEvent, Dimension, Filter, Journey, LocalizedText } from "@cxkit/core";
import type { AlertStrings } from "../alert-strings.ts";
import { oneLine } from "../one-line.ts";
import type { Routing } from "../routing.ts";
import type { Schedule } from "../schedule.ts";
import { type Language, textIn } from "../strings.ts";
import type { CheckedRule } from "../watched-rule.ts";

/** How long people have, in milliseconds. */
export interface CaseTimes {
  readonly acknowledgeWithin: number;
  readonly closeWithin: number;
  readonly escalateAfter: number;
  readonly keepClosed: number;
}

/** What an item is called and how far its scale goes. */
export interface ItemLabel {
  readonly label?: string | LocalizedText;
  readonly scale?: { readonly min: number; readonly max: number };
}

/** An engine as it was set up, checked. */
export interface Setup {
  readonly rules: readonly CheckedRule[];
  readonly routing: Routing;
  readonly language: Language;
  readonly words: AlertStrings;
  readonly zone: string;
  readonly schedule: Schedule;
  readonly journey: Journey | undefined;
  readonly items: { readonly [item: string]: ItemLabel };
  readonly times: CaseTimes;
}

/** A place on the map. */
export interface Place {
  readonly journey?: string;
  readonly stage?: string;
  readonly touchpoint?: string;
}

/** Where the journey puts an item; nothing where it does not know it. */
export function placeOf({ journey }: Setup, item: string | undefined): Place {
  if (!journey || item === undefined) return {};
  for (const stage of journey.stages) {
    const touchpoint = stage.touchpoints.find(({ items }) => items?.includes(item));
    if (touchpoint) return { journey: journey.id, stage: stage.id, touchpoint: touchpoint.id };
  }
  return {};
}

/** What people call a stage. */
export function stageName({ journey, language }: Setup, id: string): string {
  const stage = journey?.stages.find((one) => one.id === id);
  return stage ? textIn(stage.title, language) : oneLine(id);
}

/** The value of a field of an event, by path; `null` where it is absent. */
export function fieldOf(event: CxEvent, path: Dimension): string | number | null {
  const [first = "", ...rest] = path.split(".");
  const holder: unknown =
    rest.length === 0
      ? event
      : first === "dimensions"
        ? event.dimensions
        : first === "data"
          ? event.data
          : null;
  const key = rest.length === 0 ? first : rest.join(".");
  if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, key)) return null;
  const value: unknown = (holder as { readonly [key: string]: unknown })[key];
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
    typeof value === "number" &&
    (filter.from === undefined || value >= filter.from) &&
    (filter.below === undefined || value < filter.below)
  );
}
