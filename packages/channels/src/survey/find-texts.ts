import { listed } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, columnOf, freeColumns, option } from "./draft.ts";
import { plainWording } from "./header.ts";
import { label } from "./labels.ts";
import type { ChoiceMapping, VerbatimMapping } from "./mapping.ts";

const commentName =
  /comment|feedback|verbatim|suggest|improve|\breason|\bwhy\b|tell us|in your own words|message|open-ended|please explain|anything else|意见|建议|原因|为什么|反馈|评价|评论|补充|留言|其他想说|请说明|comentario|kommentar/u;

/** Open-ended items: what the user names, columns asked as such, and columns of long texts that rarely repeat. */
export function findVerbatims(draft: Draft): VerbatimMapping[] {
  const told = draft.overrides.comment;
  const found = told ? told.map((name) => columnOf(draft, name)) : freeColumns(draft).filter(isVerbatim);
  if (!told && found.length > 0) {
    const names = found.map(({ name }) => name);
    assume(
      draft,
      "verbatims",
      names.join(", "),
      "likely",
      `comments, shown as they were written: ${listed(names)}`,
      `原样展示的开放题：${listed(names)}`,
      option("comment", names[0]!),
    );
  }
  return found.map((column) => {
    draft.taken.add(column.name);
    draft.excluded.delete(column.name);
    return { item: column.name, column: column.name, label: label(column.wording) };
  });
}

function isVerbatim(column: ColumnProfile): boolean {
  if (column.filled === 0 || column.numeric > 0.5) return false;
  if (/^open-ended response$/i.test(column.part ?? "")) return true;
  const different = column.values.size / column.filled;
  const asked = commentName.test(column.evidence);
  if (asked && column.meanLength >= 6 && (different > 0.3 || column.maxLength > 40)) return true;
  return column.meanLength >= 25 && different > 0.6 && column.maxLength >= 40;
}

/** Choices: one column with joined choices, or one column per choice under one question. */
export function findChoices(draft: Draft): ChoiceMapping[] {
  const choices: ChoiceMapping[] = [];
  const groups = new Map<string, ColumnProfile[]>();
  for (const column of freeColumns(draft)) {
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
      label: label(plainWording(group)),
    });
  }
  for (const column of freeColumns(draft)) {
    const separator = ["┋", ";"].find((sign) => {
      const joined = [...column.values.keys()].filter((text) => text.includes(sign));
      const parts = new Set(
        [...column.values.keys()].flatMap((text) => text.split(sign).map((part) => part.trim())),
      );
      return (
        joined.length > 0 &&
        parts.size <= 40 &&
        (sign === "┋" || (joined.length >= 3 && parts.size < column.filled / 3))
      );
    });
    if (separator === undefined) continue;
    draft.taken.add(column.name);
    choices.push({ item: column.name, column: column.name, separator, label: label(column.wording) });
  }
  return choices;
}

/** The question a column belongs to: SurveyMonkey's first header row, 问卷星's `4、您使用过(A)`. */
function groupOf(column: ColumnProfile): string | undefined {
  if (column.group && column.part) return column.group;
  return /^(\d+[、.．].+?)\s*[(（:：]([^()（）:：]+)[)）]?$/u.exec(column.name)?.[1];
}

function isOneChoice(column: ColumnProfile): boolean {
  const texts = [...column.values.keys()];
  if (texts.every((text) => text === "1" || text === "0") && texts.length > 0) return true;
  return texts.length <= 1 && (texts.length === 0 || texts[0] === choiceOf(column));
}

const choiceOf = (column: ColumnProfile) =>
  column.part ?? /[(（:：]([^()（）:：]+)[)）]?$/u.exec(column.name)?.[1]?.trim() ?? column.name;
