import type { Cell, Dimension, Tally } from "@cxkit/core";

/** Rows of an answer, gathered by group: fields in turn, then period. */
export interface CellGroups<State> {
  /** What a group has gathered so far. */
  at(by: readonly (string | null)[], period: number): State;
  /** The cells, ordered by the fields in turn (absent first), then by period. */
  cells(
    by: readonly Dimension[],
    bounds: (period: number) => Cell["period"],
    tally: (state: State) => Tally,
  ): Cell[];
}

/** No groups yet. */
export function cellGroups<State>(empty: () => State): CellGroups<State> {
  const groups = new Map<
    string,
    { readonly by: readonly (string | null)[]; readonly period: number; readonly state: State }
  >();
  return {
    at(by, period) {
      const key = by.length === 0 ? String(period) : `${period} ${JSON.stringify(by)}`;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { by, period, state: empty() }));
      return group.state;
    },
    cells: (by, bounds, tally) =>
      [...groups.values()]
        .toSorted((left, right) => inOrder(left.by, right.by) || left.period - right.period)
        .map((group) => ({
          by: Object.fromEntries(by.map((path, at) => [path, group.by[at] ?? null])),
          period: bounds(group.period),
          tally: tally(group.state),
        })),
  };
}

function inOrder(left: readonly (string | null)[], right: readonly (string | null)[]): number {
  for (const [at, one] of left.entries()) {
    const other = right[at] ?? null;
    if (one === other) continue;
    return one === null || (other !== null && one < other) ? -1 : 1;
  }
  return 0;
}
