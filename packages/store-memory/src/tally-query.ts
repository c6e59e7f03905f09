import { type Cell, type TallyQuery, cxError } from "@cxkit/core";
import type { AnswerSeries, KeptAnswer } from "./answer-series.ts";
import { orderedCells } from "./cell-order.ts";
import type { FieldColumns } from "./field-columns.ts";
import { fieldReader } from "./field-value.ts";
import type { RowTable } from "./row-table.ts";
import { isWeighted, selectedSeries } from "./selected-answers.ts";
import { type SelectedRows, groupingOf, selectedRows } from "./selected-rows.ts";
import { type ValueReader, tallyCategories, tallyMoments } from "./tally-values.ts";
import { tallyScale } from "./tally-scale.ts";

/** Answers a query from columns alone. */
export function tallyQuery(table: RowTable, fields: FieldColumns, query: TallyQuery): Cell[] {
  const { select, by, every, zone, window } = query;
  if (select.item !== undefined && select.value !== undefined) {
    throw cxError(
      "invalid-setup",
      `a selection has an item or a value, got ${select.item} and ${select.value}`,
    );
  }
  const rows = selectedRows(table.chunks(), fields, { types: select.types, where: select.where, window });
  const grouping = groupingOf(rows, fields, { by, every, zone });
  const cells = (): ReturnType<typeof tallyScale> => {
    if (select.item === undefined) {
      if (select.tally === "scale") {
        throw cxError(
          "invalid-setup",
          `${select.value ?? "a count of events"} has no scale: only an item has`,
        );
      }
      const path = select.value ?? "type";
      return select.tally === "moment"
        ? tallyMoments(rows, numberValues(fields, path), grouping)
        : tallyCategories(rows, textValues(fields, path, rows), false, grouping);
    }
    const series = selectedSeries(table.series, select, rows);
    if (!series) return [];
    const { scale } = series.instrument;
    if (scale) return tallyScale(rows, series, scale, select.tally ?? "scale", grouping);
    if (select.tally === "scale") {
      throw cxError("invalid-setup", `${series.reference} has no scale: ${series.item} has categories`);
    }
    const values = answerValues(series);
    return select.tally === "moment"
      ? tallyMoments(rows, values, grouping)
      : tallyCategories(rows, values, isWeighted(rows, series), grouping);
  };
  return orderedCells(cells(), by, grouping);
}

function answerValues(series: AnswerSeries): ValueReader {
  return ({ answers }) => {
    const column = answers[series.index] as readonly (KeptAnswer | undefined)[] | undefined;
    return (row) => column?.[row];
  };
}

function textValues(fields: FieldColumns, path: string, rows: readonly SelectedRows[]): ValueReader {
  const column = fields.text(
    path,
    rows.map(({ chunk }) => chunk),
  );
  return (chunk) => {
    const codes = column.codes(chunk);
    return (row) => column.values[codes[row]! - 1];
  };
}

function numberValues(fields: FieldColumns, path: string): ValueReader {
  const read = fieldReader(path);
  return (chunk) => {
    const values = fields.numbers(path, chunk);
    return (row) => (Number.isNaN(values[row]!) ? read(chunk.kept[row]!) : values[row]!);
  };
}
