import { scalePosition } from "@cxkit/core";
import {
  maskContactDetails,
  type Privacy,
  type ReportLocale,
  type VerbatimRow,
  type Verbatims,
} from "@cxkit/report";
import type { Analysis } from "./analysis.ts";
import type { EvidenceSource } from "./evidence.ts";
import { calendarDate } from "./calendar.ts";
import { groupedBy } from "./grouped-by.ts";
import { inLocale, type MeasuredItem } from "./measured-item.ts";
import { nameOf } from "./nested-fields.ts";

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
 * Collects what respondents wrote beside their score. Where there is more than `limit`, every group of the leading score
 * (detractors, passives, promoters; without a score) gets an equal share of the list, its newest: the lowest scores alone would
 * hide praise, the newest alone whichever group is small. Listed lowest scores first, newest first among equals.
 *
 * Contact details are masked before anything is kept. A value whose segment row is hidden is not named, and where the score as
 * a whole is hidden, single scores are too.
 *
 * @param hidden names of hidden segment values, as `nameOf` writes them
 */
export async function collectVerbatims(
  analysis: Analysis,
  items: readonly VerbatimItem[],
  options: { readonly limit: number; readonly hidden: ReadonlySet<string>; readonly scored: boolean },
): Promise<MaskedVerbatims | null> {
  const [first] = items;
  if (!first || options.limit === 0) return null;
  const all = await writtenTexts(analysis, items, options);
  if (all.length === 0) return null;
  const rows = spread(all, options.limit).toSorted(worstFirst(analysis.scores[0]));
  const masked = { email: 0, telephone: 0, identity: 0 };
  const shown = rows.map(({ time, ...row }): VerbatimRow => {
    const result = maskContactDetails(row.text);
    masked.email += result.masked.email;
    masked.telephone += result.masked.telephone;
    masked.identity += result.masked.identity;
    return { ...row, text: result.text, date: analysis.span && calendarDate(time, analysis.zone) };
  });
  return {
    verbatims: {
      item: first.item,
      label: items.map(({ label }) => label).join(" / "),
      total: all.length,
      selection: all.length > shown.length ? "spread" : "all",
      rows: shown,
    },
    masked,
  };
}

/** The open-ended items of all files. */
export function verbatimItems(
  configs: readonly EvidenceSource["config"][],
  locale: ReportLocale,
): { item: string; label: string }[] {
  const found = new Map<string, string>();
  for (const { verbatims } of configs) {
    for (const { item, label } of verbatims)
      if (!found.has(item)) found.set(item, inLocale(label, locale) ?? item);
  }
  return [...found].map(([item, label]) => ({ item, label }));
}

interface WrittenText extends Omit<VerbatimRow, "date"> {
  readonly time: number;
}

async function writtenTexts(
  { store, scores: [leading], dimensions }: Analysis,
  items: readonly VerbatimItem[],
  { hidden, scored }: { readonly hidden: ReadonlySet<string>; readonly scored: boolean },
): Promise<readonly WrittenText[]> {
  const wanted = new Set(items.map(({ item }) => item));
  const field = dimensions[0]?.field;
  const rows: WrittenText[] = [];
  for await (const event of store.events({ types: ["survey.responded"] })) {
    if (event.type !== "survey.responded") continue;
    for (const { item, value } of event.data.answers) {
      if (!wanted.has(item) || typeof value !== "string" || value.trim() === "") continue;
      const answer = event.data.answers.find((other) => other.item === leading?.item)?.value;
      const group = leading && scored && typeof answer === "number" ? groupOf(leading, answer) : null;
      const segment =
        field === undefined ? null : (event.dimensions[field.replace(/^dimensions\./, "")] ?? null);
      rows.push({
        text: value,
        score: group === null ? null : (answer as number),
        group,
        segment: field !== undefined && hidden.has(nameOf({ field, value: segment })) ? null : segment,
        time: Date.parse(event.time),
      });
    }
  }
  return rows;
}

/** At most `limit` rows: an equal share of the newest per group; what a group cannot fill goes to the others. */
function spread(rows: readonly WrittenText[], limit: number): WrittenText[] {
  const groups = groupedBy(rows, ({ group }) => group);
  const queues = [...groups.values()]
    .map((group) => group.toSorted(newest))
    .toSorted((left, right) => left.length - right.length);
  const chosen: WrittenText[] = [];
  queues.forEach((queue, at) => {
    const share = Math.ceil((limit - chosen.length) / (queues.length - at));
    chosen.push(...queue.slice(0, share));
  });
  return chosen.slice(0, limit);
}

function worstFirst(leading: MeasuredItem | undefined): (left: WrittenText, right: WrittenText) => number {
  const sign = leading?.instrument.direction === "lower-is-better" ? -1 : 1;
  return (left, right) => {
    if (left.score === null || right.score === null)
      return Number(left.score === null) - Number(right.score === null) || newest(left, right);
    return sign * (left.score - right.score) || newest(left, right);
  };
}

function newest(left: WrittenText, right: WrittenText): number {
  return right.time - left.time || (left.text < right.text ? -1 : left.text > right.text ? 1 : 0);
}

function groupOf({ instrument, groups }: MeasuredItem, score: number): VerbatimRow["group"] {
  const position = instrument.scale ? scalePosition(instrument.scale, score) : -1;
  return groups[position] ?? null;
}
