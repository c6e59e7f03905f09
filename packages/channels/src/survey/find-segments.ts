import { listed } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { type Draft, assume, columnOf, freeColumns, option } from "./draft.ts";
import type { DimensionMapping } from "./mapping.ts";

const most = 12;

/**
 * Columns to segment by: what the user names, else columns of few short texts that repeat. Columns of bare numbers are codes
 * whose meaning nobody said; they are used when named, never by themselves.
 */
export function findSegments(draft: Draft): DimensionMapping[] {
  const told = draft.overrides.segment;
  if (told) {
    return told.map((name) => {
      const column = columnOf(draft, name);
      draft.taken.add(name);
      draft.excluded.delete(name);
      return { name: dimensionName(draft, column), column: name };
    });
  }
  const found = freeColumns(draft).filter(isSegment);
  const used = found.slice(0, most);
  for (const column of used) draft.taken.add(column.name);
  if (found.length > most) {
    const rest = found.slice(most);
    for (const column of rest) draft.excluded.set(column.name, "unused");
    assume(
      draft,
      "segments",
      rest[0]!.name,
      "default",
      `the first ${most} of ${found.length} columns that could segment are used`,
      `共有 ${found.length} 列可用于细分，仅使用前 ${most} 列`,
      option("segment", rest[0]!.name),
    );
  }
  if (used.length > 0) {
    const names = used.map(({ name }) => name);
    assume(
      draft,
      "segments",
      names.join(", "),
      "likely",
      `segments: ${listed(names, most)}`,
      `用于细分的列：${listed(names, most)}`,
      option("segment", names[0]!),
    );
  }
  return used.map((column) => ({ name: dimensionName(draft, column), column: column.name }));
}

function isSegment(column: ColumnProfile): boolean {
  const different = column.values.size;
  return (
    column.numeric < 0.1 &&
    different >= 2 &&
    different <= 50 &&
    column.maxLength <= 60 &&
    column.filled >= column.rows * 0.2 &&
    column.filled >= different * 2
  );
}

/** The question without its number, where it is short and no other column says the same. */
function dimensionName(draft: Draft, column: ColumnProfile): string {
  const alone = draft.columns.filter(({ wording }) => wording === column.wording).length === 1;
  return alone && column.wording.length <= 60 ? column.wording : column.name;
}
