import {
  type Cell,
  cxError,
  type Dimension,
  type Estimate,
  type Every,
  type Filter,
  hostedMetric,
  type HostedMetric,
  type Metric,
  type Store,
  type Window,
} from "@cxkit/core";
import { periodLabel } from "../analysis/calendar.ts";
import { type HiddenReason, hiddenCells, type KnownSum } from "../analysis/small-cells.ts";

/** What to measure, of whom, how finely. */
export interface MeasureQuery {
  readonly metric: Metric | HostedMetric;
  readonly by?: readonly Dimension[];
  readonly every?: Every;
  readonly window?: Window;
  readonly where?: Filter;
  /** IANA zone in which periods begin. */
  readonly zone: string;
  /** Smallest base that is shown. Default 10. */
  readonly minimumCell?: number;
  /** Default 0.95. */
  readonly confidenceLevel?: number;
}

/** One group in one period. */
export type MeasuredRow = {
  /** The group's value per field; `null` where it has none. */
  readonly by: { readonly [field: string]: string | null };
  /** `2026-W10`; `null` when nothing was asked by period. */
  readonly period: string | null;
  /** `null` where the row is hidden: its base is under the minimum, or it would tell one that is. */
  readonly estimate: Estimate | null;
  readonly hidden: HiddenReason;
};

/**
 * A metric by groups and periods, from the store's tallies, or by its own fold over columns where its code runs elsewhere. Rows whose base is too small are hidden as
 * in reports, and so are those from which one could be computed, given the total of their period.
 *
 * @returns rows by period, then by value
 * @throws {CxError} `invalid-setup` when the answers are on another scale than the metric's
 */
export async function measure(
  store: Pick<Store, "tally" | "scan">,
  query: MeasureQuery,
): Promise<readonly MeasuredRow[]> {
  const { by = [], every, window, where, zone, minimumCell = 10, confidenceLevel = 0.95 } = query;
  const metric = hostedMetric(query.metric);
  const { select } = metric;
  const filters = [select.where, where].filter((one) => one !== undefined);
  const cells = await metric.count(store, {
    select: { ...select, ...(filters.length > 0 && { where: { all: filters } }) },
    by,
    zone,
    ...(every && { every }),
    ...(window && { window }),
  });
  const sorted = cells.toSorted((left, right) => order(left, right, by));
  const estimates = await metric.estimates(
    sorted.map(({ tally }) => tally),
    { confidenceLevel },
  );
  const hidden =
    by.length === 0 && !every
      ? hiddenCells(basesOf(estimates), [], minimumCell)
      : hiddenCells(basesOf(estimates), margins(sorted, by), minimumCell);
  // A period has one name in all groups, and naming one costs more than counting it.
  const names = new Map<number, string>();
  const nameOf = (from: number, calendar: Every): string => {
    const name = names.get(from) ?? periodLabel(from, calendar, zone);
    names.set(from, name);
    return name;
  };
  return sorted.map((cell, row) => ({
    by: cell.by,
    period: every && cell.period ? nameOf(cell.period.from, every) : null,
    estimate: hidden[row] === null ? (estimates[row] ?? null) : null,
    hidden: hidden[row] ?? null,
  }));
}

/**
 * The field that a word on the command line names: an envelope field, a path, or else a dimension.
 *
 * @throws {CxError} `invalid-setup` for no word
 * @example fieldNamed("region") // => "dimensions.region"
 * @example fieldNamed("touchpoint") // => "touchpoint"
 */
export function fieldNamed(word: string): Dimension {
  if (word === "") throw cxError("invalid-setup", "a field has a name, got none", { path: "by" });
  return word.includes(".") || envelope.has(word) ? word : `dimensions.${word}`;
}

/**
 * A condition from words: `region=North`; nothing behind the sign means that the field is absent.
 *
 * @throws {CxError} `invalid-setup` when there is no sign in it
 * @example filterOf("region=North") // => { field: "dimensions.region", in: ["North"] }
 */
export function filterOf(words: string): Filter {
  const at = words.indexOf("=");
  if (at < 1) throw cxError("invalid-setup", `--where wants FIELD=VALUE, got ${words}`, { path: "where" });
  const value = words.slice(at + 1);
  const number = value.trim() === "" ? Number.NaN : Number(value);
  return {
    field: fieldNamed(words.slice(0, at)),
    in: value === "" ? [null] : Number.isFinite(number) ? [value, number] : [value],
  };
}

const envelope = new Set(["channel", "touchpoint", "journey", "stage", "source", "subject", "type"]);
const natural = new Intl.Collator("en", { numeric: true });

function basesOf(estimates: readonly Estimate[]): readonly (readonly number[])[] {
  return estimates.map(({ n }) => [n]);
}

/**
 * What adds up to something that the next question shows: in each period, the values of a field, everything else being the same; without
 * fields, the periods. Groups are not hidden along time: the last week is always small, and would take half of the others with it.
 */
function margins(cells: readonly Cell[], by: readonly Dimension[]): readonly KnownSum[] {
  const axes = by.length > 0 ? by : [null];
  return axes.flatMap((axis) => {
    const groups = new Map<string, number[]>();
    for (const [row, cell] of cells.entries()) {
      const others = [...by, null].filter((one) => one !== axis).map((one) => valueOn(cell, one));
      const key = JSON.stringify(others);
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    return [...groups.values()].filter((rows) => rows.length > 1).map((rows) => ({ rows }));
  });
}

/** A cell's place on an axis: its value of a field, or its period. */
function valueOn(cell: Cell, axis: Dimension | null): string | number | null {
  return axis === null ? (cell.period?.from ?? null) : (cell.by[axis] ?? null);
}

function order(left: Cell, right: Cell, by: readonly Dimension[]): number {
  const time = (left.period?.from ?? 0) - (right.period?.from ?? 0);
  if (time !== 0) return time;
  for (const field of by) {
    const [a, b] = [left.by[field] ?? null, right.by[field] ?? null];
    if (a === b) continue;
    if (a === null || b === null) return a === null ? 1 : -1;
    const found = natural.compare(a, b);
    if (found !== 0) return found;
  }
  return 0;
}
