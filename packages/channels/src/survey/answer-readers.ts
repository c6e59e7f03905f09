import { type Answer, type MissingReason, instrumentReference, scalePosition } from "@cxkit/core";
import { comparable } from "./column-names.ts";
import { holdsContact, quotable } from "./contact-text.ts";
import { option } from "./draft.ts";
import { leadingPoint } from "./leading-point.ts";
import type { ChoiceMapping, ItemMapping, VerbatimMapping } from "./mapping.ts";
import { missingNumber, missingWord } from "./missing-words.ts";

/** One answer of a row, and what could not be used of it. */
export interface AnswerRead {
  readonly answer: Answer;
  readonly problem?: { readonly reason: "off-scale" | "unknown-word"; readonly message: string };
}

/** Reads one item of a row. */
export interface AnswerReader {
  /** Position of its (first) column. */
  readonly index: number;
  read(cells: readonly string[]): AnswerRead;
  /** What stands for it when the respondent had left before. */
  readonly brokenOff: Answer;
}

/** Reads a rating: scale points repeat, so each different cell is judged once. */
export function itemReader(item: ItemMapping, index: number): AnswerReader | undefined {
  if (index < 0) return undefined;
  const none = missingOf(item);
  const words = new Map(Object.entries(item.words ?? {}).map(([text, point]) => [comparable(text), point]));
  const codes = new Map<number | string, MissingReason>(
    (item.missingCodes ?? []).map(({ code, reason }) => [
      typeof code === "string" ? comparable(code) : code,
      reason,
    ]),
  );
  const judge = (cell: string): AnswerRead => {
    const text = cell.trim();
    const word = comparable(text);
    const point = words.get(word) ?? pointOf(text);
    const coded = codes.get(word) ?? (point === undefined ? undefined : codes.get(point));
    if (coded) return { answer: none(coded) };
    if (point !== undefined && scalePosition(item.scale, point) >= 0)
      return { answer: { item: item.item, value: point, instrument: none("unknown").instrument } };
    const missing = missingWord(text) ?? (point === -3 || point === -99 ? missingNumber(point) : undefined);
    if (missing) return { answer: none(missing) };
    const { min, max } = item.scale;
    const name = typeof item.column === "string" ? item.column : item.item;
    const target = name.length > 30 ? `${name.slice(0, 24)}*` : name;
    return {
      answer: none("off-scale"),
      problem:
        point === undefined
          ? {
              reason: "unknown-word",
              message: `"${quotable(text)}" has no point on ${min}–${max}; it gets one by ${option("word", `${target}:${quotable(text)}=POINT`)}`,
            }
          : {
              reason: "off-scale",
              message: `${quotable(text)} is not on ${min}–${max}; as a code for no answer: ${option("missing", `${target}=${point}`)}`,
            },
    };
  };
  const known = new Map<string, AnswerRead>();
  return {
    index,
    brokenOff: none("break-off"),
    read(cells) {
      const cell = cells[index] ?? "";
      let read = known.get(cell);
      if (!read) {
        read = judge(cell);
        if (known.size > 5000) known.clear();
        known.set(cell, read);
      }
      return read;
    },
  };
}

/** Reads an open-ended item: the text as it is. */
export function verbatimReader(verbatim: VerbatimMapping, index: number): AnswerReader | undefined {
  if (index < 0) return undefined;
  const { item } = verbatim;
  const none = missingOf(verbatim);
  const instrument = none("unknown").instrument;
  const skipped = { answer: none("skipped") };
  const notShown = { answer: none("not-shown") };
  return {
    index,
    brokenOff: none("break-off"),
    read(cells) {
      const text = (cells[index] ?? "").trim();
      if (text === "" || text === "(空)" || text === "（空）") return skipped;
      if (text === "-3" || text === "(跳过)" || text === "（跳过）" || text === "跳过") return notShown;
      return { answer: { item, value: text, instrument } };
    },
  };
}

/** Reads a choice out of one column: one choice, or several behind a separator. */
export function choiceReader(choice: ChoiceMapping, index: number): AnswerReader | undefined {
  if (index < 0) return undefined;
  const none = missingOf(choice);
  const { instrument } = none("unknown");
  const { item, separator } = choice;
  const known = new Map<string, AnswerRead>();
  const judge = (cell: string): AnswerRead => {
    const text = cell.trim();
    const missing = text === "-3" ? "not-shown" : missingWord(text);
    if (missing) return { answer: none(missing) };
    // What respondents wrote beside the choices offered is none of them where it holds contact details.
    if (holdsContact(text)) return { answer: none("unknown") };
    const value =
      separator === undefined
        ? text
        : text
            .split(separator)
            .map((part) => part.trim())
            .filter((part) => part !== "");
    return { answer: { item, value, instrument } };
  };
  return {
    index,
    brokenOff: none("break-off"),
    read(cells) {
      const cell = cells[index] ?? "";
      let read = known.get(cell);
      if (!read) {
        read = judge(cell);
        if (known.size > 5000) known.clear();
        known.set(cell, read);
      }
      return read;
    },
  };
}

const unchosen = new Set(["no", "n", "false", "否", "unchecked", "not selected"]);

/** Reads a choice spread over one column per choice. */
export function choicesReader(
  choice: ChoiceMapping,
  columns: readonly { readonly index: number; readonly choice: string }[],
): AnswerReader {
  const none = missingOf(choice);
  const { item } = choice;
  const { instrument } = none("unknown");
  const skipped = { answer: none("skipped") };
  const notShown = { answer: none("not-shown") };
  return {
    index: Math.min(...columns.map(({ index }) => index)),
    brokenOff: none("break-off"),
    read(cells) {
      const value: string[] = [];
      let routed = false;
      for (const { index, choice: name } of columns) {
        const cell = (cells[index] ?? "").trim();
        if (cell === "" || cell === "0" || (cell !== name && unchosen.has(cell.toLowerCase()))) continue;
        if (cell === "-3" || cell === "(跳过)" || cell === "（跳过）") routed = true;
        else value.push(name);
      }
      if (value.length > 0) return { answer: { item, value, instrument } };
      return routed ? notShown : skipped;
    },
  };
}

/** Answers without a value, one per reason, used again for every row. */
function missingOf({ item, version }: { readonly item: string; readonly version?: string }) {
  const instrument = instrumentReference({ id: item, version: version ?? "1" });
  const made = new Map<MissingReason, Answer>();
  return (missing: MissingReason): Answer => {
    let answer = made.get(missing);
    if (!answer) {
      answer = { item, value: null, missing, instrument };
      made.set(missing, answer);
    }
    return answer;
  };
}

function pointOf(text: string): number | undefined {
  const plain = text.normalize("NFKC");
  if (/^[-+]?\d+(?:[.,]\d+)?$/.test(plain)) return Number(plain.replace(",", "."));
  return leadingPoint(plain)?.point;
}
