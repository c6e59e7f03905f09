import { listed, listedInChinese } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, showableColumns } from "./draft.ts";
import { asksForWords } from "./find-texts.ts";
import { label } from "./labels.ts";
import type { ChoiceMapping } from "./mapping.ts";
import { labelText, plainWording } from "./wording.ts";

/**
 * Choices: one column with joined choices, one column per choice under one question, or a question answered by yes and no
 * (a thumb up or down). The last segments as well, so its column stays free.
 */
export function findChoices(draft: Draft): ChoiceMapping[] {
  const choices: ChoiceMapping[] = [];
  const groups = new Map<string, ColumnProfile[]>();
  for (const column of showableColumns(draft)) {
    const group = groupOf(column);
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), column]);
  }
  for (const [group, columns] of groups) {
    const single = columns.filter((column) => isOneChoice(column));
    if (single.length < 2 || single.length < columns.length - 1) continue;
    for (const column of single) draft.taken.add(column.name);
    choices.push({
      item: group,
      columns: single.map((column) => ({ column: column.name, choice: choiceOf(column) })),
      label: label(labelText(plainWording(group))),
    });
  }
  for (const column of showableColumns(draft)) {
    if (isYesOrNo(column)) {
      choices.push({ item: column.name, column: column.name, label: label(labelText(column.wording)) });
      continue;
    }
    const separator = separatorOf(column);
    if (separator === undefined) continue;
    draft.taken.add(column.name);
    choices.push({
      item: column.name,
      column: column.name,
      separator,
      label: label(labelText(column.wording)),
    });
  }
  sayChoices(draft, choices);
  return choices;
}

/** What nothing else speaks of: questions of yes and no segment as well. */
function sayChoices(draft: Draft, choices: readonly ChoiceMapping[]): void {
  const several = choices.filter(
    ({ columns, separator }) => columns !== undefined || separator !== undefined,
  );
  if (several.length === 0) return;
  const names = several.map(({ item }) => item);
  assume(
    draft,
    "choices",
    several.flatMap(({ item, columns }) => columns?.map(({ column }) => column) ?? [item]),
    "likely",
    `read as choices, several in one answer: ${listed(names)}`,
    `按多选题读取：${listedInChinese(names)}`,
  );
}

const yesOrNo = new Set([
  "yes",
  "no",
  "y",
  "n",
  "true",
  "false",
  "是",
  "否",
  "有",
  "没有",
  "对",
  "不对",
  "👍",
  "👎",
]);

function isYesOrNo(column: ColumnProfile): boolean {
  const texts = [...column.values.keys()];
  if (texts.length !== 2 || !texts.every((text) => yesOrNo.has(text.toLowerCase()))) return false;
  return texts.some((text) => /[👍👎]/u.test(text)) || /[?？]\s*$|^(?:是否|有没有)|吗$/u.test(column.wording);
}

/**
 * What joins several choices in a cell. `┋` does nothing else; the others also stand in sentences, so that they count where the
 * parts come again and again, a comma only where every part was also chosen alone.
 */
function separatorOf(column: ColumnProfile): string | undefined {
  const texts = [...column.values.keys()];
  const alone = new Set(texts);
  return ["┋", ";", "|", ",", "，", "、"].find((sign) => {
    const joined = texts.filter((text) => text.includes(sign));
    if (joined.length === 0) return false;
    const cells = joined.reduce((sum, text) => sum + column.values.get(text)!, 0);
    const parts = new Set(texts.flatMap((text) => text.split(sign).map((part) => part.trim())));
    parts.delete("");
    if (parts.size > 40) return false;
    if (sign === "┋") return true;
    if (cells < 3 || parts.size >= column.filled / 3 || asksForWords(column)) return false;
    return sign === ";" || sign === "|" || [...parts].every((part) => alone.has(part));
  });
}

/** The question a column belongs to: SurveyMonkey's first header row, 问卷星's `4、您使用过(A)`. */
function groupOf(column: ColumnProfile): string | undefined {
  if (column.group && column.part) return column.group;
  return /^(\d+[、.．].+?)\s*[(（:：]([^()（）:：]+)[)）]?$/u.exec(column.name)?.[1];
}

function isOneChoice(column: ColumnProfile): boolean {
  const texts = [...column.values.keys()];
  const marks =
    texts.every((text) => text === "1" || text === "0") ||
    texts.every((text) => yesNoMarks.has(text.toLowerCase()));
  if (marks && texts.length > 0) return true;
  return texts.length <= 1 && (texts.length === 0 || texts[0] === choiceOf(column));
}

/** LimeSurvey's and others' way to say whether a choice was taken. */
const yesNoMarks = new Set([
  "yes",
  "no",
  "y",
  "n",
  "true",
  "false",
  "是",
  "否",
  "checked",
  "unchecked",
  "selected",
  "not selected",
]);

const choiceOf = (column: ColumnProfile) =>
  column.part ?? /[(（:：]([^()（）:：]+)[)）]?$/u.exec(column.name)?.[1]?.trim() ?? column.name;
