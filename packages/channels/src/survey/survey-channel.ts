import type { Channel, DecodeContext, EventDraftOf, FileSource, SetAside } from "@cxkit/core";
import type { SurveyMapping, SurveyRow } from "./mapping.ts";

/** What one row of a survey gives: one response, or what kept it from being one. */
export interface SurveyDecoded {
  readonly events: readonly EventDraftOf<"survey.responded">[];
  readonly setAside: readonly SetAside[];
}

/** A channel that reads survey exports. */
export interface SurveyChannel extends Channel<SurveyMapping, SurveyRow> {
  decode(row: SurveyRow, context: DecodeContext<SurveyMapping>): SurveyDecoded;
  readonly file: FileSource<SurveyMapping, SurveyRow>;
}
