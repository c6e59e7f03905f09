/**
 * Qualtrics exports into responses, by the rules in `survey/`.
 *
 * @packageDocumentation
 */
import { decodeRow } from "./survey/decode-row.ts";
import { readHeader } from "./survey/header.ts";
import { surveyMappingSchema } from "./survey/mapping-schema.ts";
import { proposeMapping } from "./survey/propose-mapping.ts";
import { readRows } from "./survey/read-rows.ts";
import type { SurveyChannel } from "./survey/survey-channel.ts";
import { surveyInstruments } from "./survey/survey-instruments.ts";

export type { SurveyMapping, SurveyRow } from "./survey/mapping.ts";
export type { SurveyChannel, SurveyDecoded } from "./survey/survey-channel.ts";

const source = "qualtrics";

/**
 * A Qualtrics response export: three header rows, the last of them `ImportId` JSON with the time zone, or the legacy two.
 * Previews, tests and spam are set aside; class columns (`_NPS_GROUP`) are never items.
 *
 * @example qualtricsCsv.id // => "qualtrics-csv"
 */
export const qualtricsCsv: SurveyChannel = {
  kind: "channel",
  spec: "v1",
  id: "qualtrics-csv",
  title: "Qualtrics export (CSV, TSV)",
  config: surveyMappingSchema,
  instruments: surveyInstruments,
  decode: (row, context) => decodeRow(row, context, source),
  file: {
    recognise(head) {
      try {
        return readHeader(head).producer.startsWith("qualtrics") ? 1 : 0;
      } catch {
        return 0;
      }
    },
    propose: proposeMapping,
    read: (rows, context) => readRows(rows, context, source),
  },
};
