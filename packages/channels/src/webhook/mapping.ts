import type { ItemMeaning } from "../authoring/answer.ts";
import type { TimeFormat } from "../authoring/instant.ts";

/** Where a value stands in a record: a JSON pointer (`/data/0/score`) or names joined by full stops (`data.score`). */
export type Path = string;

/** The value itself, or where it stands. */
export type Told = string | { readonly path: Path };

/** One question: where its answer stands, and what the answer means. */
export interface MappedItem extends ItemMeaning {
  readonly item: string;
  readonly path: Path;
}

/** Which events records of any shape are: every path is relative to the record. */
export interface WebhookMapping {
  /** The producer's account and object: `shop:eu/orders`. */
  readonly source: string;
  /** Default: `survey.responded`. */
  readonly type?: "survey.responded" | "feedback.posted" | "interaction.occurred" | "transaction.recorded";
  /** The producer's own id of the thing told. */
  readonly key: Path;
  /** When it happened. As text, it names its offset; other formats say which. `local` needs a zone. */
  readonly time: Path | { readonly path: Path; readonly format: TimeFormat; readonly zone?: string };
  /** What changes when the producer changes the record: a counter, or the time of the change (seconds since 1970 count). */
  readonly revision?:
    | { readonly path: Path; readonly kind: "counter" }
    | { readonly path: Path; readonly kind: "time"; readonly format?: TimeFormat; readonly zone?: string };
  /** Records that say of an earlier one that it no longer holds. */
  readonly retraction?: {
    readonly when: { readonly path: Path; readonly equals: string | number | boolean };
  };
  readonly subject?: { readonly path: Path; readonly kind: string };
  /** How to reach the customer: for the vault, never in an event. Without `subject`, e-mail or telephone make it. */
  readonly contact?: { readonly email?: Path; readonly phone?: Path; readonly name?: Path };
  /** Default: `web`. */
  readonly channel?: Told;
  readonly touchpoint?: Told;
  readonly stage?: Told;
  /** What to segment by: paths by dimension. */
  readonly dimensions?: { readonly [dimension: string]: Path };
  /** Id of the survey. Default: the source. */
  readonly survey?: Told;
  readonly wave?: Told;
  readonly language?: Path;
  /** Seconds spent answering, or that the interaction took. */
  readonly duration?: Path;
  readonly url?: Path;
  /** Which values say that a response is complete; without it all are. */
  readonly complete?: { readonly path: Path; readonly values: readonly (string | number | boolean)[] };
  readonly items?: readonly MappedItem[];
  /** Open answers: the same as items of construct `verbatim`. */
  readonly verbatims?: readonly (Omit<MappedItem, "construct"> & { readonly construct?: never })[];
  readonly feedback?: {
    readonly text?: Path;
    readonly rating?: Path;
    readonly scale?: { readonly min: number; readonly max: number };
  };
  readonly interaction?: { readonly action: Told; readonly outcome?: Path };
  readonly transaction?: {
    readonly kind: Told;
    readonly amount?: Path;
    readonly currency?: Told;
    readonly order?: Path;
  };
}
