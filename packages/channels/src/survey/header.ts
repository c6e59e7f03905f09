import { cxError, type TableRow } from "@cxkit/core";
import { plainWording } from "./wording.ts";

/** Tool whose export a file looks like. */
export type Producer =
  | "qualtrics"
  | "qualtrics-legacy"
  | "surveymonkey"
  | "wjx"
  | "google-forms"
  | "typeform"
  | "plain";

/** One column as the header rows describe it. */
export interface ColumnHead {
  readonly index: number;
  /** Unique name: what mappings and options use. */
  readonly name: string;
  /** The question in words, without numbering and markup; the name where the file has no more. */
  readonly wording: string;
  /** The question over several columns, where the header has one (SurveyMonkey). */
  readonly group?: string;
  /** What the second header row says under a group: a choice, a matrix row, `Response`. */
  readonly part?: string;
}

/** What the top of a file says. */
export interface Header {
  readonly producer: Producer;
  readonly headerRows: number;
  readonly columns: readonly ColumnHead[];
  /** Zone declared by the file itself (Qualtrics). */
  readonly zone?: string;
}

/**
 * Reads the header rows of an export: one, two or three.
 *
 * 1. Leading empty rows, and titles of one cell, are skipped.
 * 2. A row of `{"ImportId": …}` cells ends a Qualtrics header: names, wordings, ids. Its `timeZone` is the file's zone.
 * 3. `V1, V2, …` over `ResponseID, …` is a legacy Qualtrics header of two rows.
 * 4. A second row that is empty where the answers below have their ids, and says something elsewhere, is SurveyMonkey's.
 * 5. A second row of words over columns that are numbers from there on is a row of wordings.
 *
 * @param head the first rows; a few hundred decide better than ten
 * @throws {CxError} `invalid-setup` when there is no row, or the first one is numbers only
 */
export function readHeader(head: readonly TableRow[], headerRows?: number): Header {
  const filled = head.slice(0, 20).map((row) => row.cells.filter((cell) => cell.trim() !== "").length);
  const start = filled.findIndex(
    (cells, index) => cells > 1 || (cells === 1 && !filled.slice(index + 1).some((below) => below >= 3)),
  );
  const first = head[start];
  if (!first) throw cxError("invalid-setup", "the file has no header row: it is empty", { line: 1 });
  if (first.cells.every((cell) => cell.trim() === "" || isNumber(cell))) {
    throw cxError(
      "invalid-setup",
      "the first row is numbers only: a survey file needs a row of column names",
      {
        line: first.line,
      },
    );
  }
  const below = (offset: number) => head[start + offset]?.cells ?? [];
  const width = first.cells.length;

  const importRow = [1, 2].find((offset) => isImportIdRow(below(offset)));
  if (importRow !== undefined) {
    const zone = /"timeZone"\s*:\s*"([^"]+)"/.exec(below(importRow).join(" "))?.[1];
    return {
      producer: "qualtrics",
      headerRows: headerRows ?? start + importRow + 1,
      columns: named(first.cells, (index) => (importRow === 2 ? below(1)[index] : undefined)).map(withPart),
      ...(zone ? { zone } : {}),
    };
  }
  const legacy =
    first.cells.filter((cell) => /^\s*\uFEFF?V\d+\s*$/.test(cell)).length >= 5 &&
    below(1).some((cell) => /^response ?(id|set)$/i.test(cell.trim()));
  if (legacy) {
    return {
      producer: "qualtrics-legacy",
      headerRows: headerRows ?? start + 2,
      columns: named(first.cells, (index) => below(1)[index]),
    };
  }
  const data = head.slice(start + 2, start + 202).map((row) => row.cells);
  if (
    headerRows === undefined
      ? isGroupedHeader(first.cells, below(1), data)
      : headerRows - start === 2 && first.cells.some((cell) => cell.trim() === "")
  ) {
    return {
      producer: "surveymonkey",
      headerRows: headerRows ?? start + 2,
      columns: grouped(first.cells, below(1)),
    };
  }
  const rows =
    headerRows === undefined
      ? wordedRows(
          head.slice(start).map((row) => row.cells),
          width,
        )
      : headerRows - start;
  const columns = named(first.cells, (index) => (rows > 1 ? below(rows - 1)[index] : undefined));
  const producer = producerOf(columns);
  return {
    producer,
    headerRows: headerRows ?? start + rows,
    columns: withBrackets(columns, producer === "google-forms" ? 1 : 2),
  };
}

/** Google Forms and LimeSurvey write rows and choices in brackets behind their question: `How satisfied are you? [Price]`. */
function withBrackets(columns: readonly ColumnHead[], fewest: number): readonly ColumnHead[] {
  const partsOf = ({ name }: ColumnHead) => /^(.+?)\s*\[([^\]]+)\]$/.exec(name);
  const questions = columns.map((column) => partsOf(column)?.[1]);
  return columns.map((column, index) => {
    const group = questions[index];
    if (group === undefined || questions.filter((each) => each === group).length < fewest) return column;
    return { ...column, group: plainWording(group), part: partsOf(column)![2]!.trim() };
  });
}

/** Qualtrics writes rows of a matrix and choices behind their question: `Q3_1` is "Which did you use? - Web shop". */
function withPart(column: ColumnHead): ColumnHead {
  const parts = /_\d+$/.test(column.name)
    ? /^(.+?) - (?:Selected Choice - )?(.+)$/.exec(column.wording)
    : null;
  return parts ? { ...column, group: parts[1]!, part: parts[2]! } : column;
}

const isNumber = (cell: string) => /^\s*[-+]?\d+(?:[.,]\d+)?\s*$/.test(cell);

function isImportIdRow(cells: readonly string[]): boolean {
  const marked = cells.filter((cell) => /^\s*\{\s*['"]ImportId['"]\s*:/.test(cell)).length;
  return marked > 0 && marked >= cells.filter((cell) => cell.trim() !== "").length / 2;
}

function isGroupedHeader(
  first: readonly string[],
  second: readonly string[],
  data: readonly (readonly string[])[],
): boolean {
  if (data.length === 0 || !second.some((cell) => cell.trim() !== "")) return false;
  const lead = first.findIndex((_, index) => (second[index] ?? "").trim() !== "");
  if (lead < 1 || first.slice(0, lead).some((cell) => cell.trim() === "")) return false;
  const known = first.some((cell) =>
    /^(respondent ?id|collector ?id)$/i.test(cell.replace(/^\uFEFF/, "").trim()),
  );
  const filledBelow = data.filter((cells) => (cells[0] ?? "").trim() !== "").length > data.length * 0.9;
  const responses = second.filter((cell) => /^(open-ended )?response$/i.test(cell.trim())).length;
  const carried = first.filter((cell, index) => index >= lead && cell.trim() === "").length;
  return filledBelow && (known || responses > 0 || carried > 0);
}

/** Rows of words over columns that are numbers from there on: 1, 2 or 3 header rows. */
function wordedRows(rows: readonly (readonly string[])[], width: number): number {
  for (const count of [3, 2]) {
    const data = rows.slice(count, count + 200);
    if (data.length < 3) continue;
    const numeric = Array.from({ length: width }, (_, index) => index).filter((index) => {
      const filled = data.map((cells) => cells[index] ?? "").filter((cell) => cell.trim() !== "");
      return filled.length >= 3 && filled.every(isNumber);
    });
    const worded = (offset: number) =>
      numeric.filter(
        (index) => (rows[offset]?.[index] ?? "").trim() !== "" && !isNumber(rows[offset]![index]!),
      ).length;
    if (
      numeric.length >= 2 &&
      worded(count - 1) === numeric.length &&
      (count === 2 || worded(1) === numeric.length)
    )
      return count;
  }
  return 1;
}

function named(first: readonly string[], wordingAt: (index: number) => string | undefined): ColumnHead[] {
  return unique(
    first.map((cell, index) => {
      const name = cell.replace(/^\uFEFF/, "").trim() || `column ${index + 1}`;
      return { index, name, wording: plainWording(wordingAt(index)?.trim() || name) };
    }),
  );
}

function grouped(first: readonly string[], second: readonly string[]): ColumnHead[] {
  let group = "";
  const width = Math.max(first.length, second.length);
  const heads = Array.from({ length: width }, (_, index) => {
    const own = (first[index] ?? "").replace(/^\uFEFF/, "").trim();
    if (own !== "") group = own;
    return { index, group, part: (second[index] ?? "").trim() };
  });
  const size = (of: string) => heads.filter((head) => head.group === of).length;
  return unique(
    heads.map(({ index, group: of, part }) => {
      const alone = size(of) === 1;
      const name = of === "" ? `column ${index + 1}` : alone || part === "" ? of : `${of} – ${part}`;
      return { index, name, wording: plainWording(name), group: of, ...(part === "" ? {} : { part }) };
    }),
  );
}

function unique(columns: readonly ColumnHead[]): ColumnHead[] {
  const seen = new Map<string, number>();
  return columns.map((column) => {
    const count = (seen.get(column.name) ?? 0) + 1;
    seen.set(column.name, count);
    return count === 1 ? column : { ...column, name: `${column.name} (${count})` };
  });
}

function producerOf(columns: readonly ColumnHead[]): Producer {
  const has = (...names: string[]) => names.every((name) => columns.some((column) => column.name === name));
  if (has("序号", "提交答卷时间")) return "wjx";
  if (has("StartDate", "EndDate") && columns.some(({ name }) => /^response_?id$/i.test(name)))
    return "qualtrics";
  if (has("Network ID") || has("Submit Date (UTC)")) return "typeform";
  if (has("Timestamp") || has("时间戳记") || has("時間戳記")) return "google-forms";
  return "plain";
}
