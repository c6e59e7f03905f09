import { listed, listedInChinese, matching } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, columnOf, option } from "./draft.ts";
import type { ExclusionReason } from "./mapping.ts";

/**
 * Names every column that nothing uses and no other assumption speaks of: numbers whose meaning nobody said, which may be what
 * somebody is looking for, by themselves, the rest in one sentence by reason.
 */
export function sayUnused(draft: Draft): void {
  const spoken = spokenOf(draft);
  const silent = draft.names.filter(
    (name) => draft.excluded.has(name) && !draft.taken.has(name) && !spoken.has(name),
  );
  const isNumbers = (name: string) => {
    const why = draft.excluded.get(name);
    return why === "code-without-meaning" || why === "scale-unknown";
  };
  sayNumbers(
    draft,
    silent.filter(isNumbers).map((name) => columnOf(draft, name)),
  );
  const groups = reasons.flatMap(([whys, en, zh]) => {
    const names = silent.filter((name) => !isNumbers(name) && whys.includes(draft.excluded.get(name)!));
    return names.length > 0 ? [{ names, en, zh }] : [];
  });
  if (groups.length === 0) return;
  assume(
    draft,
    "unused-columns",
    groups.flatMap(({ names }) => names),
    "likely",
    `not used: ${groups.map(({ names, en }) => `${en} (${listed(names, 8)})`).join("; ")}`,
    `未使用：${groups.map(({ names, zh }) => `${zh}（${listedInChinese(names, 8)}）`).join("；")}`,
  );
}

const reasons: readonly (readonly [readonly ExclusionReason[], string, string])[] = [
  [["empty"], "empty", "空列"],
  [["one-value"], "one value only", "只有一个取值"],
  [["class-of-another-item"], "classes of another item", "由其他题目分组而来"],
  [["date"], "other dates", "其他日期"],
  [["identifier"], "identifiers", "编号"],
  [["free-text"], "texts", "文本"],
  [["too-many-values"], "values that hardly repeat", "取值很少重复"],
  [["contact", "ip", "location", "name"], "contact details", "联系信息"],
  [["unused"], "others", "其他"],
];

function sayNumbers(draft: Draft, columns: readonly ColumnProfile[]): void {
  const [first] = columns;
  if (!first) return;
  const names = columns.map(({ name }) => name);
  const many = names.length > 1;
  assume(
    draft,
    "unused-columns",
    names,
    "default",
    `${listed(names, 12)} ${many ? "hold" : "holds"} numbers whose meaning the file does not say and ${many ? "are" : "is"} not used: a rating when told its scale, a segment when told so`,
    `${listedInChinese(names, 12)}为数值列，文件未说明含义，因此未使用；可指明量表作为评分题，或指明为细分维度`,
    option("segment", first.name),
  );
}

/** Columns that an assumption names, by name or by a pattern. */
function spokenOf({ spoken, names }: Draft): ReadonlySet<string> {
  const patterns = [...spoken].filter((path) => path.endsWith("*"));
  return new Set([...spoken, ...patterns.flatMap((pattern) => matching(names, pattern))]);
}
