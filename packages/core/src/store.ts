import type { Columns } from "./columns.ts";
import type { CxEvent } from "./event.ts";
import type { Instrument } from "./instrument.ts";
import type { Json } from "./json.ts";
import type { Dimension, Every, FieldPath, Filter, Selection, Window } from "./selection.ts";
import type { StandardSchema } from "./standard-schema.ts";
import type { Tally } from "./tally.ts";

/**
 * Append once, tally pushed down, erase. A store that cannot push a selection down streams columns; the answer is the same.
 *
 * What holds of a thing told, whatever the order in which word of it comes:
 *
 * - per (`source`, `type`, `key`) the highest revision counts, late lower ones change nothing;
 * - a retraction (`event.retracted` of the same source, naming `type` and `key`) takes every revision away, earlier and later,
 *   for good. To state the thing again, the producer gives it a new key. Retractions themselves cannot be retracted;
 * - two events are equal in content when they differ at most in `received`: a redelivery is a duplicate, not a conflict.
 *
 * After disposal every member fails with `CxError` `unavailable`.
 *
 * Laws, as a suite in `@cxkit/testkit`: append twice equals append once; revisions and retractions in any order give the tally
 * of the final state; a tally pushed down equals the tally folded; erasure leaves nothing of the subject.
 */
export interface Store extends AsyncDisposable {
  /**
   * Makes instruments known. Declaring the same again changes nothing.
   *
   * @throws {CxError} `invalid-setup` when an `id@version` is declared with another meaning
   */
  declare(instruments: readonly Instrument[]): Promise<void>;
  /**
   * Adds a page. Durable when it resolves; atomic with its cursor. An equal (`source`, `id`) is dropped and counted.
   *
   * Set aside and named, each with a path: answers whose instrument is unknown (`data.answers[0].instrument`,
   * `unknown-instrument`; the rest of the event goes on), events of an undeclared type (`type`, `undeclared-type`), and events
   * of a subject that was erased (`subject`, `erased`).
   */
  append(
    page: readonly CxEvent[],
    cursor?: { readonly stream: string; readonly value: Json },
  ): Promise<Appended>;
  /** The cursor last appended for a stream; `null` when there is none. */
  cursor(stream: string): Promise<Json>;
  /** Every item that was answered and on which instrument, most answers first. Values and missing answers both count. */
  items(): Promise<readonly AnsweredItem[]>;
  /**
   * Counts what a selection selects, per combination of fields and calendar period, in no promised order. Combinations that never
   * occurred are absent. A selection with neither `item` nor `value` counts events by type, as a category tally. Where answers carry
   * weights, so does the tally.
   *
   * @throws {CxError} `invalid-setup` when an item was answered on two instruments and the selection names none of them
   */
  tally(query: TallyQuery): Promise<readonly Cell[]>;
  /** Streams what a selection selects, in time order, highest revision only, retracted ones left out. */
  scan(query: ScanQuery): AsyncIterable<Columns>;
  /** Streams whole events in time order; for verbatims and case views, not for counting. */
  events(query: EventQuery): AsyncIterable<CxEvent>;
  /** Removes everything of a subject, and remembers that it is gone: what comes later of this subject is set aside. */
  erase(subject: string): Promise<Erased>;
}

/** A store that a workspace can name: how one is opened. Stores run in the host's process, and only when the operator names them. */
export interface StoreDefinition<Config = unknown> {
  readonly kind?: "store";
  readonly spec?: "v1";
  readonly id: string;
  readonly title: string;
  readonly config: StandardSchema<unknown, Config>;
  /**
   * @param context the workspace's folder, for stores that keep files
   */
  open(config: Config, context: { readonly directory: string }): Promise<Store>;
}

/** An item as the store knows it. */
export interface AnsweredItem {
  readonly item: string;
  readonly instrument: Instrument;
  readonly answers: number;
}

/** What to count and how to group it. */
export interface TallyQuery {
  readonly select: Selection;
  /** Fields to group by; events without the field form a group of their own (`null`). */
  readonly by: readonly Dimension[];
  readonly every?: Every;
  /** IANA zone in which periods begin and end: `Asia/Shanghai`. */
  readonly zone: string;
  readonly window?: Window;
}

/** One group of a tally: its key, its period, its counts. */
export interface Cell {
  /** The group's value per field of `by`, `null` where the field is absent. */
  readonly by: { readonly [field: Dimension]: string | null };
  /** The calendar period, half-open, in milliseconds since 1970-01-01T00:00Z; `null` without `every`. */
  readonly period: { readonly from: number; readonly below: number } | null;
  readonly tally: Tally;
}

/** What to stream as columns. */
export interface ScanQuery {
  readonly select: Selection;
  readonly fields: readonly FieldPath[];
  readonly window?: Window;
}

/** Which events to stream. */
export interface EventQuery {
  readonly types: readonly CxEvent["type"][];
  readonly where?: Filter;
  readonly window?: Window;
}

/** What became of a page. Every event of it is in exactly one of the counts. */
export interface Appended {
  readonly appended: number;
  /** Equal (`source`, `id`) and equal content: sent twice. */
  readonly duplicates: number;
  /** Which ones those were, from stores that tell: a host then knows what is new without asking. */
  readonly known?: readonly { readonly source: string; readonly id: string }[];
  /** Equal (`source`, `id`) but other content: an edit without a revision. The first stays; each is named. */
  readonly conflicts: readonly { readonly source: string; readonly id: string }[];
  /** Events and answers that are not counted. `path` names the answer where only that one is left out. */
  readonly setAside: readonly {
    readonly source: string;
    readonly id: string;
    readonly path: string;
    readonly reason: string;
  }[];
}

/** What an erasure removed. */
export interface Erased {
  readonly events: number;
}
