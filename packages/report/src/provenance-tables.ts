import { localized } from "./localized.ts";
import { mergedAssumptions } from "./merged-assumptions.ts";
import type { ReportModel, Verbatims } from "./model.ts";
import { reportNumbers } from "./numbers.ts";
import type { ReportTable, TableCell } from "./report-table.ts";
import { reportStrings, wordFor } from "./strings.ts";

/** Verbatims beside their scores. */
export function verbatimTable(model: ReportModel, verbatims: Verbatims): ReportTable {
  const { columns, headings, group } = reportStrings(model.locale);
  return {
    id: "verbatims",
    caption: `${headings.verbatims}${reportStrings(model.locale).colon}${verbatims.label}`,
    columns: [columns.score, columns.group, columns.verbatim, columns.segment, columns.date],
    rows: verbatims.rows.map((row) => [
      row.score === null ? null : { value: row.score, text: String(row.score) },
      row.group && group[row.group],
      row.text,
      row.segment,
      row.date,
    ]),
  };
}

/** What was set aside, each reason with its first places. */
export function setAsideTable(model: ReportModel): ReportTable {
  const strings = reportStrings(model.locale);
  const { columns } = strings;
  return {
    id: "set-aside",
    caption: strings.headings.setAside,
    columns: [
      columns.file,
      columns.scope,
      columns.reason,
      columns.count,
      columns.line,
      columns.path,
      columns.message,
    ],
    rows: model.setAside.flatMap((group) => {
      const head: TableCell[] = [
        group.file,
        strings.setAsideScope[group.scope],
        wordFor(strings.reason, group.reason),
        integer(model, group.count),
      ];
      const places = group.examples.map(({ line, path, message }): TableCell[] => [
        ...head,
        line === null ? null : { value: line, text: String(line) },
        path,
        message,
      ]);
      return places.length > 0 ? places : [[...head, null, null, null]];
    }),
  };
}

/** What was taken for granted, and how to say otherwise. */
export function assumptionTable(model: ReportModel): ReportTable {
  const strings = reportStrings(model.locale);
  const { columns } = strings;
  return {
    id: "assumptions",
    caption: strings.headings.assumptions,
    columns: [columns.file, columns.column, columns.assumption, columns.confidence, columns.override],
    rows: mergedAssumptions(model).map(({ files, path, text, confidence, override }) => [
      files.length > 1 && files.length === model.files.length ? strings.allFiles : files.join(strings.comma),
      path,
      localized(text, model.locale),
      strings.confidence[confidence],
      override ?? null,
    ]),
  };
}

/** The files, how they were read and what each brought. */
export function fileTable(model: ReportModel): ReportTable {
  const strings = reportStrings(model.locale);
  const { columns } = strings;
  return {
    id: "files",
    caption: strings.headings.files,
    columns: [
      columns.file,
      columns.channel,
      columns.format,
      columns.wave,
      columns.rows,
      columns.responses,
      columns.duplicates,
      columns.edited,
      columns.setAside,
      columns.identity,
    ],
    rows: model.files.map((file) => [
      file.name,
      file.channel,
      file.format,
      file.wave,
      integer(model, file.rows),
      integer(model, file.responses),
      integer(model, file.duplicates),
      integer(model, file.edited.length),
      integer(model, file.setAside),
      file.identityInferred ? strings.identityInferred : strings.identityGiven,
    ]),
  };
}

/** Columns that are never shown. */
export function hiddenColumnTable(model: ReportModel): ReportTable {
  const { columns, headings } = reportStrings(model.locale);
  return {
    id: "hidden-columns",
    caption: headings.privacy,
    columns: [columns.file, columns.column, columns.why],
    rows: model.privacy.hiddenColumns.map(({ file, column, why }) => [file, column, why]),
  };
}

function integer(model: ReportModel, value: number): TableCell {
  return { value, text: reportNumbers(model.locale).integer(value) };
}
