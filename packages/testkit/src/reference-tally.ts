import {
  addToScaleTally,
  type Cell,
  type Columns,
  type CxEvent,
  emptyMomentTally,
  emptyScaleTally,
  type Instrument,
  instrumentReference,
  mergeCategoryTallies,
  mergeMissing,
  mergeMomentTallies,
  missingReasons,
  type MissingReason,
  type Scale,
  type Selection,
  type Tally,
  type TallyQuery,
} from "@cxkit/core";
import { calendarPeriod } from "./calendar-period.ts";
import { fieldOf, fulfils } from "./reference-state.ts";

/** One selected row: what a tally counts of it, and what it is grouped by. */
export interface ReferenceRow {
  readonly time: number;
  readonly value: number | string | null;
  readonly missing?: MissingReason | undefined;
  readonly weight?: number | undefined;
  readonly by: { readonly [field: string]: string | null };
}

/**
 * The cells of a query, counted from whole events in the plainest way there is: the answer every store must give.
 *
 * @param state current events, as {@link finalState} gives them
 */
export function referenceCells(
  state: readonly CxEvent[],
  instruments: readonly Instrument[],
  query: TallyQuery,
): Cell[] {
  const { select, by, window } = query;
  const rows = state
    .filter((event) => select.types.includes(event.type))
    .filter((event) => !select.where || fulfils(event, select.where))
    .filter(({ time }) => {
      const at = Date.parse(time);
      return at >= (window?.from ?? -Infinity) && at < (window?.below ?? Infinity);
    })
    .flatMap((event) => {
      const counted = countedOf(event, select);
      if (!counted) return [];
      const group = by.map((field) => {
        const value = fieldOf(event, field);
        return [field, value === null ? null : String(value)] as const;
      });
      return [{ time: Date.parse(event.time), by: Object.fromEntries(group), ...counted }];
    });
  return cellsOf(rows, scaleOf(state, instruments, select), query);
}

/** Groups rows and folds each group. */
export function cellsOf(
  rows: readonly ReferenceRow[],
  scale: Scale | null,
  { select, every, zone }: TallyQuery,
): Cell[] {
  const kind = select.tally ?? (select.item !== undefined && scale ? "scale" : "category");
  const groups = new Map<string, ReferenceRow[]>();
  for (const row of rows) {
    const period = every ? calendarPeriod(row.time, every, zone) : null;
    const group = JSON.stringify([row.by, period]);
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return [...groups].map(([group, members]) => {
    const [by, period] = JSON.parse(group) as [Cell["by"], Cell["period"]];
    return { by, period, tally: tallyOf(members, kind, scale) };
  });
}

/** The rows of a page of columns, with the fields to group by. */
export function rowsOf(page: Columns, by: readonly string[]): ReferenceRow[] {
  return Array.from({ length: page.length }, (_, row) => {
    const value = page.value[row] ?? NaN;
    const fields = by.map((path) => {
      const column = page.fields[path];
      const code = column?.codes[row] ?? 0;
      return [path, code === 0 ? null : (column?.values[code - 1] ?? null)] as const;
    });
    return {
      time: page.time[row] ?? NaN,
      value: Number.isNaN(value) ? null : value,
      missing: Number.isNaN(value) ? missingReasons[(page.missing?.[row] ?? 0) - 1] : undefined,
      weight: page.weight?.[row],
      by: Object.fromEntries(fields),
    };
  });
}

function countedOf(
  event: CxEvent,
  select: Selection,
): Pick<ReferenceRow, "value" | "missing" | "weight"> | undefined {
  if (select.item !== undefined) {
    if (event.type !== "survey.responded") return undefined;
    const answer = event.data.answers.find(
      ({ item, instrument }) =>
        item === select.item && (select.instrument === undefined || instrument === select.instrument),
    );
    if (!answer || Array.isArray(answer.value)) return undefined;
    const value = answer.value as number | string | null;
    return {
      value,
      missing: value === null ? (answer.missing ?? "unknown") : undefined,
      weight: event.data.weight,
    };
  }
  if (select.value === undefined) return { value: event.type };
  const value = fieldOf(event, select.value);
  return value === null ? undefined : { value };
}

function scaleOf(
  state: readonly CxEvent[],
  instruments: readonly Instrument[],
  { item, instrument }: Selection,
): Scale | null {
  const named =
    instrument ??
    state
      .flatMap((event) => (event.type === "survey.responded" ? event.data.answers : []))
      .find((answer) => answer.item === item)?.instrument;
  return instruments.find((one) => instrumentReference(one) === named)?.scale ?? null;
}

function tallyOf(
  rows: readonly ReferenceRow[],
  kind: "scale" | "category" | "moment",
  scale: Scale | null,
): Tally {
  const missing = rows
    .flatMap((row) => row.missing ?? [])
    .reduce((counts, reason) => mergeMissing(counts, { [reason]: 1 }), {});
  const present = rows.filter((row) => row.value !== null);
  if (kind === "scale" && scale) {
    const weighted = rows.some((row) => row.weight !== undefined);
    const tally = { ...emptyScaleTally(scale, { weighted }), missing };
    for (const { value, weight } of present) addToScaleTally(tally, Number(value), weight);
    return tally;
  }
  if (kind === "moment") {
    const tally = present
      .map(({ value }) => Number(value))
      .map((value) => ({ ...emptyMomentTally(), n: 1, mean: value, minimum: value, maximum: value }))
      .reduce(mergeMomentTallies, emptyMomentTally());
    return { ...tally, missing };
  }
  return present
    .map(({ value, weight }) => ({
      kind: "category" as const,
      counts: { [String(value)]: 1 },
      ...(weight !== undefined && {
        weights: { [String(value)]: { sum: weight, sumOfSquares: weight * weight } },
      }),
      missing: {},
    }))
    .reduce(mergeCategoryTallies, { kind: "category" as const, counts: {}, missing });
}
