import type { SurveyMapping } from "@cxkit/channels/survey-csv";
import type { Store } from "@cxkit/core";
import {
  maskContactDetails,
  type Privacy,
  type ReportLocale,
  type VerbatimRow,
  type Verbatims,
} from "@cxkit/report";
import type { Analysis } from "./analysis.ts";
import { calendarDate } from "./calendar.ts";
import { inLocale, type MeasuredItem } from "./measured-item.ts";

/** An item that was answered in the respondent's own words. */
export interface VerbatimItem {
  readonly item: string;
  readonly label: string;
}

/** Verbatims with contact details masked, and how much was masked. */
export interface MaskedVerbatims {
  readonly verbatims: Verbatims;
  readonly masked: Privacy["masked"];
}

/**
 * Collects what respondents wrote beside their score: lowest scores first and newest first among equals, at most `limit`.
 * Contact details are masked before anything is kept.
 */
export async function collectVerbatims(
  analysis: Analysis,
  items: readonly VerbatimItem[],
  limit: number,
): Promise<MaskedVerbatims | null> {
  const [first] = items;
  if (!first) return null;
  const wanted = new Set(items.map(({ item }) => item));
  const rows: (VerbatimRow & { readonly time: number })[] = [];
  for await (const { time, text, answers, dimensions } of texts(analysis.store, wanted)) {
    const [leading] = analysis.scores;
    const score = leading ? numberOf(answers.get(leading.item)) : null;
    const segment = analysis.dimensions[0]?.field.replace(/^dimensions\./, "");
    rows.push({
      text,
      score,
      group: leading && score !== null ? groupOf(leading, score) : null,
      date: analysis.span && calendarDate(time, analysis.zone),
      segment: (segment !== undefined ? dimensions[segment] : undefined) ?? null,
      time,
    });
  }
  if (rows.length === 0) return null;
  const worst = analysis.scores[0]?.summary.better === "lower" ? -1 : 1;
  rows.sort(
    (left, right) =>
      worst * ((left.score ?? Infinity) - (right.score ?? Infinity) || 0) ||
      right.time - left.time ||
      (left.text < right.text ? -1 : 1),
  );
  const masked = { email: 0, telephone: 0, identity: 0 };
  const shown = rows.slice(0, limit).map(({ time: _, ...row }): VerbatimRow => {
    const result = maskContactDetails(row.text);
    masked.email += result.masked.email;
    masked.telephone += result.masked.telephone;
    masked.identity += result.masked.identity;
    return { ...row, text: result.text };
  });
  return {
    verbatims: {
      item: first.item,
      label: items.map(({ label }) => label).join(" / "),
      total: rows.length,
      selection: rows.length > shown.length ? "lowest-scores-newest-first" : "all",
      rows: shown,
    },
    masked,
  };
}

/** The open-ended items of all files. */
export function verbatimItems(
  configs: readonly SurveyMapping[],
  locale: ReportLocale,
): { item: string; label: string }[] {
  const found = new Map<string, string>();
  for (const { verbatims } of configs) {
    for (const { item, label } of verbatims)
      if (!found.has(item)) found.set(item, inLocale(label, locale) ?? item);
  }
  return [...found].map(([item, label]) => ({ item, label }));
}

interface WrittenText {
  readonly time: number;
  readonly text: string;
  readonly answers: ReadonlyMap<string, unknown>;
  readonly dimensions: { readonly [name: string]: string };
}

async function* texts(store: Store, wanted: ReadonlySet<string>): AsyncIterable<WrittenText> {
  for await (const event of store.events({ types: ["survey.responded"] })) {
    if (event.type !== "survey.responded") continue;
    const answers = new Map(event.data.answers.map(({ item, value }) => [item, value] as const));
    for (const { item, value } of event.data.answers) {
      if (!wanted.has(item) || typeof value !== "string" || value.trim() === "") continue;
      yield { time: Date.parse(event.time), text: value, answers, dimensions: event.dimensions };
    }
  }
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function groupOf({ instrument, groups }: MeasuredItem, score: number): VerbatimRow["group"] {
  const { scale } = instrument;
  return (scale && groups[Math.round((score - scale.min) / scale.step)]) ?? null;
}
