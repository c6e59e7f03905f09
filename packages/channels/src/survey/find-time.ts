import { cxError } from "@cxkit/core";
import type { ColumnProfile } from "./column-profile.ts";
import { possibleOrders, readDate } from "./date-text.ts";
import { type Draft, assume, columnOf, freeColumns, option } from "./draft.ts";
import type { DateFormat, TimeSource, WaveSource } from "./mapping.ts";
import { headingsOf } from "./headings.ts";
import { isUpdateTime } from "./update-time.ts";
import { waveStart } from "./wave-start.ts";
import { isZone } from "./zoned-time.ts";

/** The instant that stands for "nobody knows when": no trend is made of it. */
export const undated = "1970-01-01T00:00:00Z";

/** Column names of dates, the best evidence of when an answer was given first. */
const ranks: readonly RegExp[] = [
  /end ?date|end ?time|submit|complet|finish|answer(?:ed)?\b.*(?:time|date|timestamp)|提交|结束时间|完成时间|填写时间|答题时间|作答时间/u,
  /timestamp|时间戳|時間戳|response ?(?:date|time)|interview ?date|int ?date|survey ?date|record|答复时间|调查(?:时间|日期)/u,
  /start|creat|modif|updat|开始|创建|更新/u,
  /date|time|日期|时间|\bday\b/u,
];
const started = /start|begin|开始/u;
const ended = /end|submit|complet|finish|结束|提交|完成/u;
/** Headings that can only mean the end of the survey, so that an empty cell under them is a response without one. */
const endOfSurvey =
  /^(?:response |survey )?(?:end|submit|submitted|submission|completion|completed|finish(?:ed)?) ?(?:date|time|at|on|datetime|timestamp)(?: ?\(.*\))?$|^(?:submitdate\. )?date (?:submitted|completed|finished)$|^submitdate$|^提交(?:答卷)?时间$|^(?:结束|完成)(?:答题|时间|答题时间)$/u;
const notAnswered =
  /birth|born|出生|生日|depart|arriv|appointment|预约|purchase|order(?:ed)?\b|购买|下单|expir|deliver|\bdue\b/u;

/**
 * Finds the column that says when responses were given: the one the user names, else the date column whose name speaks best for
 * it. Day and month are told apart by a number above 12; where none occurs, the column is not used and the user is asked.
 */
export function findDateColumn(draft: Draft): TimeSource | undefined {
  const told = draft.overrides.date;
  if (told === null) return undefined;
  const candidates = told
    ? [columnOf(draft, told)]
    : freeColumns(draft).filter((column) => isDate(column, draft));
  const ranked = candidates.toSorted((left, right) => rankOf(left) - rankOf(right));
  for (const column of ranked) {
    const format = formatOf(column, draft.overrides.dateOrder);
    if (format === "ambiguous") {
      if (told) throw unreadable(column, "; pass --date-order dmy or mdy");
      askForOrder(draft, column);
      continue;
    }
    if (format === undefined) {
      if (told) throw unreadable(column);
      continue;
    }
    const { first, orElse } = withStart(draft, ranked, column, format);
    for (const other of ranked) draft.excluded.set(other.name, "date");
    for (const { name } of [first, orElse ? columnOf(draft, orElse.column) : first]) {
      draft.taken.add(name);
      draft.excluded.delete(name);
    }
    sayDates(draft, first, format, orElse?.column);
    const zone = zoneOf(draft, column, format);
    return { column: first.name, format, zone, ...(orElse ? { orElse } : {}) };
  }
  return undefined;
}

/**
 * The end of the survey with its start to fall back on, where the file has both: who left early has a start only. An end column
 * without a single date is the end all the same, written as the start is.
 */
function withStart(
  draft: Draft,
  ranked: readonly ColumnProfile[],
  column: ColumnProfile,
  format: DateFormat,
): {
  readonly first: ColumnProfile;
  readonly orElse?: { readonly column: string; readonly format: DateFormat };
} {
  if (draft.overrides.date !== undefined) return { first: column };
  if (isEnd(column)) {
    for (const other of ranked) {
      if (other === column || !isStart(other)) continue;
      const start = formatOf(other, draft.overrides.dateOrder);
      if (start !== undefined && start !== "ambiguous")
        return { first: column, orElse: { column: other.name, format: start } };
    }
    return { first: column };
  }
  const empty = isStart(column)
    ? freeColumns(draft).find((each) => each.filled === 0 && each.rows > 0 && isEnd(each))
    : undefined;
  return empty ? { first: empty, orElse: { column: column.name, format } } : { first: column };
}

function sayDates(draft: Draft, column: ColumnProfile, format: DateFormat, start: string | undefined): void {
  const order = format === "dmy" ? ", day before month" : format === "mdy" ? ", month before day" : "";
  const orderZh = format === "dmy" ? "（日在月前）" : format === "mdy" ? "（月在日前）" : "";
  // A column that tells complete from partial has the last word.
  const told = draft.assumptions.some(({ id }) => id === "status");
  const partial = told ? "" : ", and the response counts as partial";
  assume(
    draft,
    "date",
    column.name,
    draft.overrides.date === undefined ? "likely" : "certain",
    `"${column.name}" says when a response was given${order}${start === undefined ? "" : `; where it is empty, "${start}" does${partial}`}`,
    `“${column.name}”为作答时间${orderZh}${start === undefined ? "" : `；为空时取“${start}”${told ? "" : "，并计为部分作答"}`}`,
    option("date", column.name),
  );
}

/** How a column's dates are written. */
export function dateFormatOf(draft: Draft, column: ColumnProfile): DateFormat | "ambiguous" | undefined {
  return formatOf(column, draft.overrides.dateOrder);
}

const spoken = (column: ColumnProfile) => column.evidence.replace(/([a-z])([A-Z])/g, "$1 $2");

const isEnd = (column: ColumnProfile) => headingsOf(column).some((text) => endOfSurvey.test(text));

const isStart = (column: ColumnProfile) =>
  /start|begin|began|creat|开始|创建/u.test(column.evidence) && !ended.test(spoken(column));

/** When no column says it: the start of the wave, or nobody knows. */
export function timeWithoutDates(draft: Draft, wave: WaveSource | undefined): TimeSource {
  const names =
    wave && "column" in wave
      ? [...columnOf(draft, wave.column).values.keys()]
      : wave?.value === undefined
        ? []
        : [wave.value];
  if (names.length > 0 && names.every((name) => waveStart(name) !== null)) {
    assume(
      draft,
      "date",
      "wave",
      "likely",
      `no usable date column: answers are dated to the start of their wave, ${names.slice(0, 3).join(", ")}`,
      `没有可用的日期列：作答时间取其批次的起点（${names.slice(0, 3).join("、")}）`,
      "--date COLUMN",
    );
    return { wave: true, zone: saidZone(draft) ?? "UTC" };
  }
  assume(
    draft,
    "undated",
    "date",
    "default",
    "no usable date column: when answers were given is not known, so there is no trend",
    "没有可用的日期列：作答时间未知，因此没有趋势",
    "--date COLUMN",
  );
  return { undatedAt: undated };
}

function askForOrder(draft: Draft, column: ColumnProfile): void {
  draft.excluded.set(column.name, "date");
  assume(
    draft,
    "date-order",
    [column.name],
    "default",
    `"${column.name}" is not used: no date in it tells day from month (${example(column)})`,
    `未使用“${column.name}”：无法区分日和月（${example(column)}）`,
    option("date-order", "dmy"),
  );
}

/** The zone the user or the file declares. */
function saidZone(draft: Draft): string | undefined {
  const told = draft.overrides.zone;
  if (told !== undefined) {
    if (isZone(told)) return told;
    throw cxError("invalid-setup", `zone requires an IANA name such as Europe/Berlin, got "${told}"`, {
      path: "zone",
    });
  }
  const { zone } = draft.header;
  return zone && isZone(zone) ? zone : undefined;
}

function zoneOf(draft: Draft, column: ColumnProfile, format: DateFormat): string {
  const said = saidZone(draft);
  if (said !== undefined) {
    if (draft.overrides.zone === undefined)
      assume(
        draft,
        "time-zone",
        "zone",
        "certain",
        `times are in ${said}, as the file declares`,
        `时间按文件声明的时区 ${said}`,
        option("zone", said),
      );
    return said;
  }
  if (format.startsWith("unix")) return "UTC";
  const named = /\((utc|gmt|(?:utc|gmt)[+-]\d{1,2}(?::?\d{2})?)\)/i.exec(column.name)?.[1];
  if (named) {
    assume(
      draft,
      "time-zone",
      "zone",
      "certain",
      `times are in ${named}, as "${column.name}" says`,
      `时间按列名“${column.name}”所示的 ${named}`,
      option("zone", named),
    );
    return named;
  }
  const texts = [...column.values.keys()].slice(0, 50);
  if (texts.every((text) => readDate(text, format)?.offset !== undefined)) return "UTC";
  const guess = draft.header.producer === "wjx" ? "Asia/Shanghai" : "Europe/Berlin";
  assume(
    draft,
    "time-zone",
    "zone",
    "default",
    "the file names no time zone: times are read as UTC",
    "文件未注明时区：时间按 UTC 读取",
    option("zone", guess),
  );
  return "UTC";
}

function rankOf(column: ColumnProfile): number {
  const evidence = spoken(column);
  if (isUpdateTime(column)) return 2.5;
  const rank =
    started.test(evidence) && !ended.test(evidence)
      ? 2
      : ranks.findIndex((pattern) => pattern.test(evidence));
  return (rank < 0 ? ranks.length : rank) + (notAnswered.test(evidence) ? 10 : 0);
}

/** At least nine of ten filled cells are dates between 1990 and 2100. */
function isDate(column: ColumnProfile, draft: Draft): boolean {
  const fewest = isEnd(column) ? 1 : Math.max(1, column.rows * 0.5);
  if (column.filled < fewest || notAnswered.test(column.evidence)) return false;
  const texts = [...column.values.keys()].slice(0, 200);
  if (isWrittenOut(column)) return texts.filter(isRecent).length >= texts.length * 0.9;
  const named = ranks.some((pattern) => pattern.test(column.evidence));
  return named && draft.header.producer !== "qualtrics" && countedFormat(texts) !== undefined;
}

function isRecent(text: string): boolean {
  return possibleOrders(text).some((order) => {
    const { year } = readDate(text, order)!;
    return year >= 1990 && year < 2100;
  });
}

function isWrittenOut(column: ColumnProfile): boolean {
  return (
    column.numeric < 0.5 &&
    [...column.values.keys()].slice(0, 20).some((text) => possibleOrders(text).length > 0)
  );
}

function formatOf(column: ColumnProfile, told?: "dmy" | "mdy" | "ymd"): DateFormat | "ambiguous" | undefined {
  if (told && isWrittenOut(column)) return told;
  if (!isWrittenOut(column)) return countedFormat([...column.values.keys()].slice(0, 200));
  const fits = (order: "ymd" | "dmy" | "mdy") => {
    let fitting = 0;
    for (const [text, count] of column.values) if (readDate(text, order) !== null) fitting += count;
    return fitting;
  };
  const [ymd, dmy, mdy] = [fits("ymd"), fits("dmy"), fits("mdy")];
  if (Math.max(ymd, dmy, mdy) < column.filled * 0.9) return undefined;
  if (ymd >= Math.max(dmy, mdy)) return "ymd";
  return dmy === mdy ? "ambiguous" : dmy > mdy ? "dmy" : "mdy";
}

function countedFormat(texts: readonly string[]): DateFormat | undefined {
  const formats = ["excel-serial", "unix-seconds", "unix-milliseconds"] as const;
  return formats.find((format) =>
    texts.every((text) => {
      const year = readDate(text, format)?.year ?? 0;
      return year >= 2000 && year < 2070;
    }),
  );
}

const example = (column: ColumnProfile) => [...column.values.keys()].slice(0, 2).join(", ").slice(0, 60);

const unreadable = (column: ColumnProfile, hint = "") =>
  cxError("invalid-setup", `"${column.name}" cannot be read as dates (${example(column)})${hint}`, {
    path: "date",
  });
