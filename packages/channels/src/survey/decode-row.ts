import type { Answer, DecodeContext, EventDraftOf, SetAside } from "@cxkit/core";
import { quotable } from "./contact-text.ts";
import { possibleOrders } from "./date-text.ts";
import type { SurveyMapping, SurveyRow } from "./mapping.ts";
import type { SurveyDecoded } from "./survey-channel.ts";
import { languageTag, readDuration } from "./row-values.ts";
import { type RowPlan, rowPlan } from "./row-plan.ts";

/**
 * One row in; one `survey.responded` out, or what kept it from being one.
 *
 * @param prefix what the event's source begins with
 */
export function decodeRow(
  row: SurveyRow,
  context: DecodeContext<SurveyMapping>,
  prefix: string,
): SurveyDecoded {
  const mapping = context.config;
  const { cells, line } = row;
  const aside = (path: string, reason: string, message: string): SurveyDecoded => ({
    events: [],
    setAside: [{ scope: "record", path, reason, message, line }],
  });
  if (row.note === "empty-row") return aside("row", "empty-row", "the row is empty");
  if (row.note === "repeated-header") return aside("row", "repeated-header", "the header comes again");
  const plan = rowPlan(mapping, prefix, cells);
  const miscounted = wrongCount(plan, cells);
  if (miscounted) return aside("row", "wrong-column-count", miscounted);
  for (const { index, values, reason } of plan.discard)
    if (values.has((cells[index] ?? "").trim().toLowerCase()))
      return aside(mapping.columns[index] ?? "", reason, `the row is a ${reason}, not a response`);
  if (row.repeats) {
    const { line: before, same } = row.repeats;
    return aside(
      columnsOf(mapping, plan.identity),
      "repeated-id",
      `line ${before} has the same id${same ? " and the same cells" : ", with other cells"}`,
    );
  }
  const time = plan.time(cells);
  if (time === null) {
    const cell = (cells[plan.timeIndex] ?? "").trim();
    const path = mapping.columns[plan.timeIndex] ?? "wave";
    return cell === ""
      ? aside(path, "missing-time", "no time of answering")
      : aside(path, "unreadable-date", noDate(mapping, cell));
  }
  let weight: number | undefined;
  if (plan.weight) {
    const cell = (cells[plan.weight.index] ?? "").trim();
    weight = cell === "" ? Number.NaN : Number(plan.weight.comma ? cell.replace(",", ".") : cell);
    if (!(weight >= 0 && weight < Infinity))
      return aside(
        mapping.columns[plan.weight.index] ?? "",
        "unusable-weight",
        cell === "" ? "no weight" : `"${quotable(cell)}" is no weight`,
      );
  }
  const key = keyOf(row, plan, context);
  if (key === undefined) return aside(columnsOf(mapping, plan.identity), "missing-id", "no id");

  const complete =
    plan.complete === undefined
      ? !plan.leftEarly(cells)
      : plan.complete.values.has((cells[plan.complete.index] ?? "").trim().toLowerCase());
  const setAside: SetAside[] = [];
  const revision = plan.revision?.read(cells[plan.revision.index] ?? "");
  if (plan.revision && revision === null)
    setAside.push({
      scope: "value",
      path: mapping.columns[plan.revision.index] ?? "",
      reason: "unreadable-date",
      message: `"${quotable((cells[plan.revision.index] ?? "").trim())}" is no date: taken for never changed`,
      line,
    });
  const answers = readAnswers(plan, mapping.columns, cells, line, complete, setAside);
  const dimensions: Record<string, string> = {};
  for (const { name, read } of plan.dimensions) {
    const value = read(cells);
    if (value !== undefined) dimensions[name] = value;
  }
  const duration = plan.duration && readDuration(cells[plan.duration.index] ?? "", plan.duration.unit);
  const language = plan.language < 0 ? undefined : languageTag(cells[plan.language] ?? "");
  const subject = subjectOf(plan, cells, context);
  const event: EventDraftOf<"survey.responded"> = {
    type: "survey.responded",
    source: plan.source,
    key,
    ...(revision ? { revision } : {}),
    time,
    ...(subject === undefined ? {} : { subject }),
    channel: plan.channel(cells),
    dimensions,
    data: {
      survey: mapping.survey,
      ...(plan.wave === undefined ? {} : { wave: plan.wave }),
      status: complete ? "complete" : "partial",
      ...(weight === undefined ? {} : { weight }),
      ...(duration === undefined ? {} : { duration }),
      ...(language === undefined ? {} : { language }),
      answers,
    },
  };
  return { events: [event], setAside };
}

/** Id of a row by the mapping's columns; several are joined. Undefined when one of them is empty. */
export function rowId(plan: RowPlan, cells: readonly string[]): string | undefined {
  if (plan.identity.length === 1) return (cells[plan.identity[0]!] ?? "").trim() || undefined;
  const parts = plan.identity.map((index) => (cells[index] ?? "").trim());
  return parts.length === 0 || parts.includes("")
    ? undefined
    : parts.map((part) => part.replaceAll("/", "//")).join("/");
}

/**
 * What an inferred identity is the hash of: every cell that says something, with its column's name. A question added to the
 * form, or columns in another order, leave the identities of old rows as they were.
 */
export function rowText(plan: RowPlan, cells: readonly string[]): string {
  let text = "";
  for (const { index, name } of plan.byName) {
    const cell = (cells[index] ?? "").trim();
    if (cell !== "") text += `${name}${cell}\u001f`;
  }
  return text;
}

/** A date of the other order, beyond the rows that were looked at, is named with the option for it. */
function noDate({ time }: SurveyMapping, cell: string): string {
  const came = `"${quotable(cell)}" is no date as the column writes them`;
  if (!("format" in time)) return came;
  const other = possibleOrders(cell).find((order) => order !== time.format);
  const written = time.format === "mdy" ? " (month first)" : time.format === "dmy" ? " (day first)" : "";
  return `${came}${written}${other === undefined ? "" : `; --date-order ${other} reads it`}`;
}

function subjectOf(
  { subject }: RowPlan,
  cells: readonly string[],
  context: DecodeContext<SurveyMapping>,
): string | undefined {
  const person = subject && (cells[subject.index] ?? "").trim();
  if (!subject || !person) return undefined;
  return context.subject(subject.kind, person);
}

function keyOf(row: SurveyRow, plan: RowPlan, context: DecodeContext<SurveyMapping>): string | undefined {
  if (plan.identity.length > 0) return rowId(plan, row.cells);
  return row.inferredKey ?? context.fingerprint([rowText(plan, row.cells)]);
}

function readAnswers(
  plan: RowPlan,
  columns: readonly string[],
  cells: readonly string[],
  line: number,
  complete: boolean,
  setAside: SetAside[],
): Answer[] {
  const answers: Answer[] = [];
  let last = -1;
  for (const [position, reader] of plan.answers.entries()) {
    const { answer, problem } = reader.read(cells);
    answers.push(answer);
    if (answer.value !== null) last = position;
    if (problem)
      setAside.push({
        scope: "value",
        path: columns[reader.index] ?? answer.item,
        reason: problem.reason,
        message: problem.message,
        line,
      });
  }
  if (!complete)
    for (let position = last + 1; position < answers.length; position++)
      if (answers[position]!.missing === "skipped") answers[position] = plan.answers[position]!.brokenOff;
  return answers;
}

function wrongCount(plan: RowPlan, cells: readonly string[]): string | undefined {
  if (cells.length === plan.width) return undefined;
  if (cells.length > plan.width)
    return cells.slice(plan.width).some((cell) => cell.trim() !== "")
      ? `the header has ${plan.width} cells, the row ${cells.length}`
      : undefined;
  return plan.padShortRows || cells.length >= plan.named
    ? undefined
    : `the header has ${plan.width} cells, the row ${cells.length}`;
}

const columnsOf = (mapping: SurveyMapping, indexes: readonly number[]) =>
  indexes.map((index) => mapping.columns[index]).join(", ");
