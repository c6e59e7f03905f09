import type { Assumption } from "@cxkit/core";
import type { ColumnProfile } from "./column-profile.ts";
import type { Header } from "./header.ts";
import type { ExclusionReason } from "./mapping.ts";
import type { Overrides } from "./overrides.ts";

/** A proposal being made: what is known of the columns, which are taken, what had to be assumed. */
export interface Draft {
  readonly header: Header;
  readonly columns: readonly ColumnProfile[];
  readonly names: readonly string[];
  readonly overrides: Overrides;
  readonly rows: readonly (readonly string[])[];
  readonly fileName: string;
  /** Columns with a use, by name. */
  readonly taken: Set<string>;
  readonly excluded: Map<string, ExclusionReason>;
  /** Columns with contact details inside their texts: comments at most. */
  readonly personal: Set<string>;
  readonly assumptions: Assumption[];
  /** Columns that an assumption speaks of, or patterns for them. */
  readonly spoken: Set<string>;
}

/** The column of that name. */
export function columnOf(draft: Draft, name: string): ColumnProfile {
  return draft.columns.find((column) => column.name === name)!;
}

/** Columns that nothing uses or rules out yet, in order. */
export function freeColumns(draft: Draft): ColumnProfile[] {
  return draft.columns.filter(({ name }) => !draft.taken.has(name) && !draft.excluded.has(name));
}

/** The same without the columns whose texts hold contact details: what may be shown value by value. */
export function showableColumns(draft: Draft): ColumnProfile[] {
  return freeColumns(draft).filter(({ name }) => !draft.personal.has(name));
}

/** Notes one assumption, in English and Chinese. Its path is a part of the mapping, a pattern, or the columns it speaks of. */
export function assume(
  draft: Draft,
  id: string,
  path: string | readonly string[],
  confidence: Assumption["confidence"],
  en: string,
  zh: string,
  override?: string,
): void {
  const columns = typeof path === "string" ? [path] : path;
  if (typeof path !== "string" || !parts.has(path)) for (const column of columns) draft.spoken.add(column);
  draft.assumptions.push({
    id,
    path: pathOf(columns),
    text: { en, zh },
    ...(override ? { override } : {}),
    confidence,
  });
}

/** Parts of the mapping that assumptions speak of as they do of columns. */
const parts = new Set(["headerRows", "padShortRows", "id", "date", "zone", "channel", "wave"]);

/** Names in one line; of very many only the first, and how many more. */
export function pathOf(names: readonly string[]): string {
  const shown = names.slice(0, 40).join(", ");
  return names.length > 40 ? `${shown}, … (${names.length - 40} more)` : shown;
}

/** `--option value`, quoted where a shell would split it. */
export function option(name: string, value: string): string {
  return /^[\w.:,/=+-]+$/.test(value)
    ? `--${name} ${value}`
    : `--${name} '${value.replaceAll("'", "'\\''")}'`;
}
