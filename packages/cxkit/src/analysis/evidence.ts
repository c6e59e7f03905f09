import type { SurveyMapping } from "@cxkit/channels/survey-csv";
import type { Assumption, Channel, Instrument, Store } from "@cxkit/core";
import type { IngestedFile } from "../input/ingest.ts";

/** What a report rests on: events in a store, and where they came from. A workbench of files is one, a running workspace another. */
export interface Evidence {
  readonly store: Store;
  /** Instruments in the order in which the report should name them. */
  readonly instruments: readonly Instrument[];
  readonly files: readonly EvidenceSource[];
}

/** A file, or a connection of a workspace: what became of its records, and how they were understood. */
export interface EvidenceSource {
  readonly file: { readonly name: string };
  readonly channel: Pick<Channel, "id" | "coverage">;
  readonly format: string;
  readonly config: Pick<
    SurveyMapping,
    "survey" | "wave" | "time" | "weight" | "dimensions" | "verbatims" | "excluded" | "identity"
  >;
  readonly assumptions: readonly Assumption[];
  readonly ingested: IngestedFile;
}
