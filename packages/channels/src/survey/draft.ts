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

/** Notes one assumption, in English and Chinese. */
export function assume(
  draft: Draft,
  id: string,
  path: string,
  confidence: Assumption["confidence"],
  en: string,
  zh: string,
  override?: string,
): void {
  draft.assumptions.push({ id, path, text: { en, zh }, ...(override ? { override } : {}), confidence });
}

/** `--option value`, quoted where a shell would split it. */
export function option(name: string, value: string): string {
  return /^[\w.:,/=+-]+$/.test(value)
    ? `--${name} ${value}`
    : `--${name} '${value.replaceAll("'", "'\\''")}'`;
}
