import type { EventType } from "./event.ts";
import type { InstrumentReference } from "./instrument.ts";

/**
 * A field of an event, by path: an envelope field (`channel`, `touchpoint`, `journey`, `stage`, `source`, `subject`, `type`),
 * a dimension (`dimensions.region`) or a field of the payload (`data.wave`, `data.amount`).
 */
export type FieldPath = string;

/** A field to group by. */
export type Dimension = FieldPath;

/** A condition as data, so that a loop, a SQL engine and a manifest mean the same. `null` is "absent". */
export type Filter =
  | { readonly field: FieldPath; readonly in: readonly (string | number | null)[] }
  | { readonly field: FieldPath; readonly from?: number; readonly below?: number }
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter };

/**
 * What to count, as data: a store turns it into one GROUP BY, a loop into one pass, a manifest into JSON.
 * Of `item` (an answer of `survey.responded`) and `value` (a field) at most one is given; neither counts events by their type.
 * An event without the item or the field is not selected; one whose answer is `null` is, as missing.
 */
export interface Selection {
  readonly types: readonly EventType[];
  readonly item?: string;
  readonly value?: FieldPath;
  readonly where?: Filter;
  /** Restricts to answers of one instrument. Without it, answers of two instruments for one item are a setup error. */
  readonly instrument?: InstrumentReference;
  /** Which tally is wanted. Default: `scale` for an item whose instrument has a scale, `category` otherwise. */
  readonly tally?: "scale" | "category" | "moment";
}

/** A half-open span of time, in milliseconds since 1970-01-01T00:00Z: from ≤ t < below. */
export interface Window {
  readonly from?: number;
  readonly below?: number;
}

/** A calendar period; weeks begin on Monday (ISO 8601). */
export type Every = "day" | "week" | "month" | "quarter" | "year";
