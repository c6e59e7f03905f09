/**
 * Survey exports into responses. How it works, in the order of the files in `survey/`: the header says what the columns are called
 * (`header.ts`), the first rows what is in them (`column-profile.ts`), the `find-…` rules what each is for, together a mapping
 * (`mapping.ts`, `propose-mapping.ts`). A mapping is made ready once (`row-plan.ts`) and then read row by row (`decode-row.ts`).
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

export type {
  ChannelColumn,
  ChoiceMapping,
  ColumnByWave,
  DateFormat,
  DimensionMapping,
  ExclusionReason,
  ItemMapping,
  StatusSource,
  SurveyMapping,
  SurveyRow,
  TimeSource,
  VerbatimMapping,
  WaveSource,
} from "./survey/mapping.ts";
export type { SurveyChannel, SurveyDecoded } from "./survey/survey-channel.ts";

const source = "survey-csv";

/**
 * A survey tool's export, as a table of one response a row: SurveyMonkey, 问卷星, Google Forms, Typeform, a database's dump.
 * Every column is recognised by stated rules, and every rule's outcome is an assumption that an option overrides.
 * Qualtrics exports have a channel of their own, `qualtricsCsv`, with the same mapping.
 *
 * @example surveyCsv.id // => "survey-csv"
 */
export const surveyCsv: SurveyChannel = {
  kind: "channel",
  spec: "v1",
  id: "survey-csv",
  title: "Survey export (CSV, TSV, XLSX)",
  config: surveyMappingSchema,
  instruments: surveyInstruments,
  decode: (row, context) => decodeRow(row, context, source),
  file: {
    recognise(head) {
      if (head.length < 2 || head.every((row) => row.cells.length < 2)) return 0;
      try {
        const { producer } = readHeader(head);
        return producer.startsWith("qualtrics") ? 0.3 : producer === "plain" ? 0.5 : 0.9;
      } catch {
        return 0;
      }
    },
    propose: proposeMapping,
    read: (rows, context) => readRows(rows, context, source),
  },
};
