import { cxError, type Instant } from "@cxkit/core";
import {
  type AnswerReader,
  choiceReader,
  choicesReader,
  itemReader,
  verbatimReader,
} from "./answer-readers.ts";
import { channelOf } from "./channel-words.ts";
import { columnIndex, comparable } from "./column-names.ts";
import { holdsContact } from "./contact-text.ts";
import { readDate } from "./date-text.ts";
import { columnInWave } from "./mapped-columns.ts";
import type { ChannelColumn, ColumnByWave, SurveyMapping } from "./mapping.ts";
import { missingWord } from "./missing-words.ts";
import { nameHash } from "./name-hash.ts";
import { waveStart } from "./wave-start.ts";
import { zonedInstant, zonedTime } from "./zoned-time.ts";

/** A mapping made ready for reading rows of one wave: columns by position, nothing left to look up or compile. */
export interface RowPlan {
  readonly width: number;
  readonly named: number;
  readonly padShortRows: boolean;
  readonly source: string;
  readonly wave: string | undefined;
  /** The instant of a row; null when its cell is no date. */
  time(cells: readonly string[]): Instant | null;
  readonly timeIndex: number;
  /** The row has a start only: its respondent left before the end. */
  leftEarly(cells: readonly string[]): boolean;
  /** Seconds since 1970 of the producer's last change; 0 where the cell is empty, null where it is no date. */
  readonly revision: { readonly index: number; read(cell: string): number | null } | undefined;
  channel(cells: readonly string[]): string;
  readonly identity: readonly number[];
  /** Columns by name, with a short hash of it: what an inferred identity is made of, wherever the columns stand. */
  readonly byName: readonly { readonly index: number; readonly name: string }[];
  readonly subject: { readonly index: number; readonly kind: string } | undefined;
  readonly weight: { readonly index: number; readonly comma: boolean } | undefined;
  readonly complete: { readonly index: number; readonly values: ReadonlySet<string> } | undefined;
  readonly discard: readonly {
    readonly index: number;
    readonly values: ReadonlySet<string>;
    readonly reason: string;
  }[];
  readonly duration:
    | { readonly index: number; readonly unit: "second" | "minute" | "hour" | "clock" }
    | undefined;
  readonly language: number;
  /** In the order of the columns, so that what follows the last answer is a break-off. */
  readonly answers: readonly AnswerReader[];
  readonly dimensions: readonly {
    readonly name: string;
    read(cells: readonly string[]): string | undefined;
  }[];
}

const plans = new WeakMap<
  SurveyMapping,
  { readonly waveIndex: number; readonly byWave: Map<string, RowPlan> }
>();

/**
 * The plan for one row: made once per mapping and wave.
 *
 * @param prefix what the source begins with: the producer
 */
export function rowPlan(mapping: SurveyMapping, prefix: string, cells: readonly string[]): RowPlan {
  let known = plans.get(mapping);
  if (!known) {
    const { wave } = mapping;
    known = {
      waveIndex: wave && "column" in wave ? find(mapping, wave.column, "wave.column") : -1,
      byWave: new Map(),
    };
    plans.set(mapping, known);
  }
  const { wave: source } = mapping;
  const cell = known.waveIndex >= 0 ? (cells[known.waveIndex] ?? "").trim() : "";
  const wave =
    known.waveIndex >= 0 ? cell || undefined : source && "value" in source ? source.value : undefined;
  const key = `${prefix}:${wave ?? ""}`;
  let plan = known.byWave.get(key);
  if (!plan) {
    plan = compile(mapping, prefix, wave);
    known.byWave.set(key, plan);
  }
  return plan;
}

function compile(mapping: SurveyMapping, prefix: string, wave: string | undefined): RowPlan {
  const at = (column: ColumnByWave | undefined, path: string): number => {
    const name = column === undefined ? undefined : columnInWave(column, wave);
    return name === undefined ? -1 : find(mapping, name, path);
  };
  const { identity, subject, weight, status, duration } = mapping;
  const timeIndex = "column" in mapping.time ? at(mapping.time.column, "time.column") : -1;
  const startIndex = "column" in mapping.time ? at(mapping.time.orElse?.column, "time.orElse.column") : -1;
  const revisionIndex = at(mapping.revision?.column, "revision.column");
  const weightIndex = at(weight?.column, "weight.column");
  const subjectIndex = at(subject?.column, "subject.column");
  const durationIndex = at(duration?.column, "duration.column");
  const ids =
    identity === "inferred"
      ? []
      : Array.isArray(identity.column)
        ? (identity.column as readonly string[])
        : [identity.column as ColumnByWave];
  const answers = [
    ...mapping.items.flatMap((item) => itemReader(item, at(item.column, `items.${item.item}`)) ?? []),
    ...mapping.verbatims.flatMap(
      (verbatim) => verbatimReader(verbatim, at(verbatim.column, `verbatims.${verbatim.item}`)) ?? [],
    ),
    ...mapping.choices.flatMap((choice) =>
      choice.columns
        ? choicesReader(
            choice,
            choice.columns.map(({ column, choice: name }) => ({
              index: at(column, `choices.${choice.item}`),
              choice: name,
            })),
          )
        : (choiceReader(choice, at(choice.column, `choices.${choice.item}`)) ?? []),
    ),
  ];
  return {
    width: mapping.columns.length,
    named: mapping.columns.findLastIndex((name, index) => name !== `column ${index + 1}`) + 1,
    padShortRows: mapping.padShortRows ?? false,
    source: `${prefix}:${mapping.survey}${wave === undefined ? "" : `/${wave}`}`,
    wave,
    time: timeReader(mapping, timeIndex, startIndex, wave),
    timeIndex,
    leftEarly: (cells) => startIndex >= 0 && isBlank(cells[timeIndex]),
    revision: revisionIndex < 0 ? undefined : revisionReader(mapping.revision!, revisionIndex),
    channel:
      typeof mapping.channel === "string"
        ? constant(mapping.channel)
        : channelReader(mapping.channel, at(mapping.channel.column, "channel.column")),
    identity: ids.map((column) => at(column, "identity.column")).filter((index) => index >= 0),
    byName: mapping.columns
      .map((name, index) => ({ index, name: nameHash([name]) }))
      .toSorted((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0)),
    subject: subject && subjectIndex >= 0 ? { index: subjectIndex, kind: subject.kind } : undefined,
    weight: weightIndex >= 0 ? { index: weightIndex, comma: weight?.decimal === "," } : undefined,
    complete: status?.complete && {
      index: at(status.complete.column, "status.complete.column"),
      values: lowered(status.complete.values),
    },
    discard: (status?.discard ?? []).map(({ column, values, reason }) => ({
      index: at(column, "status.discard.column"),
      values: lowered(values),
      reason,
    })),
    duration: duration && durationIndex >= 0 ? { index: durationIndex, unit: duration.unit } : undefined,
    language: at(mapping.language?.column, "language.column"),
    answers: answers.toSorted((left, right) => left.index - right.index),
    dimensions: mapping.dimensions.flatMap(({ name, column, labels }) => {
      const index = at(column, `dimensions.${name}`);
      // The one name that an object cannot hold.
      return index < 0 || name === "__proto__" ? [] : [{ name, read: dimensionReader(index, labels ?? {}) }];
    }),
  };
}

function find(mapping: SurveyMapping, name: string, path: string): number {
  const index = columnIndex(mapping.columns, name);
  if (index < 0)
    throw cxError(
      "invalid-setup",
      `${path} names the column "${name}", which is not among the mapping's columns`,
      { path },
    );
  return index;
}

const lowered = (values: readonly string[]) => new Set(values.map((value) => value.trim().toLowerCase()));

function timeReader(
  mapping: SurveyMapping,
  index: number,
  startIndex: number,
  wave: string | undefined,
): RowPlan["time"] {
  const { time } = mapping;
  if ("undatedAt" in time) return () => time.undatedAt;
  const zoned = zonedTime(time.zone);
  if ("wave" in time || index < 0) {
    const start = wave === undefined ? null : waveStart(wave);
    const instant = start && zoned(start);
    return () => instant;
  }
  const { format, orElse } = time;
  return (cells) => {
    const early = startIndex >= 0 && isBlank(cells[index]);
    const local = early
      ? readDate(cells[startIndex] ?? "", orElse!.format)
      : readDate(cells[index] ?? "", format);
    return local && zoned(local);
  };
}

/** Dates begin with a digit and words for no answer do not: most cells need no look into the list. */
function isBlank(cell: string | undefined): boolean {
  if (cell === undefined || cell === "") return true;
  const first = cell.charCodeAt(0);
  return !(first >= 48 && first <= 57) && missingWord(cell) !== undefined;
}

function revisionReader({ format, zone }: NonNullable<SurveyMapping["revision"]>, index: number) {
  const instant = zonedInstant(zone);
  return {
    index,
    read(cell: string): number | null {
      if (isBlank(cell)) return 0;
      const local = readDate(cell, format);
      return local && Math.max(0, Math.floor(instant(local) / 1000));
    },
  };
}

const constant = (channel: string) => () => channel;

function channelReader({ words, otherwise = "unknown" }: ChannelColumn, index: number): RowPlan["channel"] {
  const told = new Map(Object.entries(words ?? {}).map(([text, channel]) => [comparable(text), channel]));
  const known = new Map<string, string>();
  return (cells) => {
    const cell = cells[index] ?? "";
    let channel = known.get(cell);
    if (channel === undefined) {
      const missing = isBlank(cell) || cell.trim() === "-3" || holdsContact(cell);
      channel = told.get(comparable(cell)) ?? (missing ? undefined : channelOf(cell)) ?? otherwise;
      if (known.size > 5000) known.clear();
      known.set(cell, channel);
    }
    return channel;
  };
}

/** Segments repeat: each different cell is trimmed, judged and labelled once. */
function dimensionReader(index: number, labelled: { readonly [code: string]: string }) {
  const labels = new Map(Object.entries(labelled));
  const known = new Map<string, string | undefined>();
  return (cells: readonly string[]): string | undefined => {
    const cell = cells[index] ?? "";
    if (known.has(cell)) return known.get(cell);
    const text = cell.trim();
    const reason = missingWord(text);
    // Contact details that only come after the rows looked at are shown no more than others.
    const value =
      reason === "skipped" || reason === "not-shown" || text === "-3" || holdsContact(text)
        ? undefined
        : (labels.get(text) ?? text);
    if (known.size > 20_000) known.clear();
    known.set(cell, value);
    return value;
  };
}
